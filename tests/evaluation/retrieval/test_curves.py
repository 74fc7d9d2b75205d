"""What a stated probability is worth, in bins and as a curve."""

import numpy as np
import pytest

from evaluation.retrieval.curves import reliability, risk_coverage
from retrieval.calibration import calibration_error
from tests.evaluation.retrieval.outcomes import outcome

SEARCHES = [
    outcome(1, confidence=1.0),
    outcome(1, confidence=0.95),
    outcome(2, confidence=0.95),
    outcome(0, gold=(), confidence=0.4),
    outcome(1, confidence=0.31),
    outcome(0, confidence=0.0),
]


def test_bins_count_every_search_once_and_one_belongs_to_the_last() -> None:
    bins = reliability(SEARCHES)
    assert len(bins) == 10
    assert [one.n for one in bins] == [1, 0, 0, 1, 1, 0, 0, 0, 0, 3]
    assert bins[9].right is not None
    assert bins[9].right.mean == pytest.approx(2 / 3)
    assert bins[9].stated == pytest.approx((1.0 + 0.95 + 0.95) / 3)
    assert (bins[1].stated, bins[1].right) == (None, None)


def test_bins_agree_with_the_calibration_error() -> None:
    sure = np.array([one.confidence for one in SEARCHES])
    right = np.array([one.right for one in SEARCHES])
    gaps = sum(abs(one.stated - one.right.mean) * one.n for one in reliability(SEARCHES) if one.stated is not None and one.right)  # fmt: skip
    assert gaps / len(SEARCHES) == pytest.approx(calibration_error(sure, right, np.ones(len(sure))))


def test_the_curve_has_a_point_per_probability_and_counts_strangers_as_wrong() -> None:
    cuts = risk_coverage(SEARCHES)
    assert [(one.threshold, one.coverage, round(one.precision, 3)) for one in cuts] == [
        (1.0, 0.2, 1.0),
        (0.95, 0.6, 0.667),
        (0.4, 0.6, 0.5),
        (0.31, 0.8, 0.6),
        (0.0, 1.0, 0.5),
    ]


def test_without_right_answers_there_is_no_curve() -> None:
    assert risk_coverage([]) == ()
    assert risk_coverage([outcome(0, gold=())]) == ()
    assert all(one.n == 0 for one in reliability([]))
