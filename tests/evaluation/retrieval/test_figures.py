"""What is counted of the searches."""

import pytest

from evaluation.bootstrap import estimate
from evaluation.retrieval.figures import report
from tests.evaluation.retrieval.outcomes import outcome


def test_recall_and_reciprocal_rank_are_counted() -> None:
    figures = report([outcome(1), outcome(2), outcome(0), outcome(10)]).as_json()
    assert figures["n"] == 4
    assert (figures["recall@1"], figures["recall@3"], figures["recall@10"]) == (0.25, 0.5, 0.75)
    assert figures["mrr@10"] == pytest.approx((1 + 0.5 + 0.1) / 4)


def test_questions_without_a_right_answer_are_left_out_of_recall() -> None:
    figures = report([outcome(1), outcome(0, gold=(), decision="abstain")])
    assert figures.n == 1
    assert figures.recall[1].mean == 1.0
    assert figures.abstained.mean == 0.5


def test_the_fixed_keys_are_there() -> None:
    keys = {"n", "recall@1", "recall@3", "recall@5", "recall@10", "mrr@10", "p50_ms", "p95_ms"}
    assert keys <= report([outcome(1)]).as_json().keys()


def test_intervals_repeat_and_hold_the_mean() -> None:
    first, second = estimate([1, 0, 1, 1]), estimate([1, 0, 1, 1])
    assert first == second
    assert first.low <= first.mean <= first.high


def test_the_keys_of_the_answers_given_at_once_are_shares() -> None:
    figures = report([outcome(1), outcome(2), outcome(3, decision="choices"), outcome(0, gold=())]).as_json()
    assert figures["answered_precision"] == pytest.approx(1 / 3, abs=1e-4)
    assert figures["answered_coverage"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["choices_recall@3"] == 1.0
    assert figures["abstain_recall"] == 0.0


def test_nothing_asked_and_nothing_with_a_right_answer_are_figures_too() -> None:
    empty, strangers = report([]).as_json(), report([outcome(0, gold=(), decision="abstain")]).as_json()
    assert (empty["n"], empty["recall@1"], empty["abstain_recall"]) == (0, 0.0, None)
    assert (strangers["n"], strangers["abstain_recall"], strangers["by_style"]) == (0, 1.0, {})
