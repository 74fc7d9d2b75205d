"""Kills are spread over the work of a run, however slow the machine."""

from random import Random

import pytest

from evaluation.benchmarks.fault_pace import ANSWERS_A_TALK, Pace


@pytest.mark.parametrize("under_way", [0, 24])
def test_all_kills_come_within_the_answers_of_all_talks_and_are_spread_over_them(under_way: int) -> None:
    for seed in range(20):
        pace = Pace(Random(seed), filings=500, kills=200)
        answered, moments = 0, list[int]()
        while len(moments) < 200:
            if not moments or pace.soon() is None:
                filed = max(0, answered // ANSWERS_A_TALK - under_way)
                answered = pace.due(answered=answered, filed=filed, killed=len(moments))
            moments.append(answered)
        assert moments[-1] < 501 * ANSWERS_A_TALK
        assert 0.3 < moments[100] / (500 * ANSWERS_A_TALK) < 0.7


def test_some_kills_follow_at_once_and_most_wait() -> None:
    pace = Pace(Random(1), filings=10, kills=10)
    soon = [pace.soon() for _ in range(1000)]
    assert 0.2 < sum(one is not None for one in soon) / 1000 < 0.3
    assert all(0 <= one <= 10 for one in soon if one is not None)


def test_when_every_talk_has_ended_a_kill_is_due_now() -> None:
    pace = Pace(Random(1), filings=10, kills=10)
    assert pace.due(answered=50, filed=10, killed=9) == 50
