"""Kills are spread over the work of a run, however slow the machine."""

from random import Random

import pytest

from evaluation.benchmarks.fault_pace import ANSWERS_A_TALK, Pace


@pytest.mark.parametrize("burst", [0, 24])
@pytest.mark.parametrize(("filings", "kills", "citizens"), [(500, 200, 24), (25, 10, 12), (60, 30, 24)])
def test_all_kills_come_before_the_last_talks_end_though_answers_come_in_bursts(
    filings: int, kills: int, citizens: int, burst: int
) -> None:
    for seed in range(20):
        pace = Pace(Random(seed), filings=filings, kills=kills, citizens=citizens)
        answered, killed = 0, 0
        while killed < kills:
            if not killed or pace.soon() is None:
                due = pace.due(answered=answered, filed=answered // ANSWERS_A_TALK, killed=killed)
                answered = due + (burst if due > answered else 0)
            killed += 1
        assert answered < filings * ANSWERS_A_TALK


@pytest.mark.parametrize("under_way", [0, 24])
def test_the_kills_are_spread_over_the_answers(under_way: int) -> None:
    for seed in range(20):
        pace = Pace(Random(seed), filings=500, kills=200, citizens=24)
        answered, moments = 0, list[int]()
        while len(moments) < 200:
            if not moments or pace.soon() is None:
                filed = max(0, answered // ANSWERS_A_TALK - under_way)
                answered = pace.due(answered=answered, filed=filed, killed=len(moments))
            moments.append(answered)
        assert 0.3 < moments[100] / (500 * ANSWERS_A_TALK) < 0.7


def test_some_kills_follow_at_once_and_most_wait() -> None:
    pace = Pace(Random(1), filings=10, kills=10, citizens=2)
    soon = [pace.soon() for _ in range(1000)]
    assert 0.2 < sum(one is not None for one in soon) / 1000 < 0.3
    assert all(0 <= one <= 10 for one in soon if one is not None)


def test_when_every_talk_has_ended_a_kill_is_due_now() -> None:
    pace = Pace(Random(1), filings=10, kills=10, citizens=2)
    assert pace.due(answered=50, filed=10, killed=9) == 50
