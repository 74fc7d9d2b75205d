import pytest
from rich.console import Console

from evaluation.intent_confidence import Belief, confidence_of, tables

BELIEFS = [
    Belief(0.95, True),
    Belief(0.85, True),
    Belief(0.85, False),
    Belief(0.15, False),
    Belief(1.0, True),
]


def test_each_bin_holds_what_was_stated_and_what_was_right():
    bins = confidence_of(BELIEFS).bins
    assert len(bins) == 10
    assert (bins[8].n, bins[8].stated, bins[8].right) == (2, pytest.approx(0.85), 0.5)
    assert (bins[9].n, bins[9].right) == (2, 1.0)
    assert (bins[5].n, bins[5].stated, bins[5].right) == (0, None, None)


def test_the_calibration_error_is_the_mean_gap_over_all_messages():
    expected = (2 * (0.85 - 0.5) + 2 * (1.0 - 0.975) + 0.15) / 5
    assert confidence_of(BELIEFS).expected_calibration_error == pytest.approx(expected)


def test_a_threshold_counts_what_would_be_asked_and_what_would_be_asked_for_nothing():
    cut = next(one for one in confidence_of(BELIEFS).cuts if one.threshold == 0.2)
    assert (cut.asked, cut.asked_though_right, cut.right_of_the_rest) == (1, 0, 0.75)


def test_no_messages_have_no_error():
    empty = confidence_of([])
    assert empty.expected_calibration_error == 0
    assert all(one.asked == 0 for one in empty.cuts)


def test_people_read_ten_bins_and_the_thresholds():
    console = Console(record=True, width=100)
    for table in tables(confidence_of(BELIEFS)):
        console.print(table)
    text = console.export_text()
    assert "0.8–0.9" in text
    assert "ECE" in text
    assert "hỏi thừa" in text
