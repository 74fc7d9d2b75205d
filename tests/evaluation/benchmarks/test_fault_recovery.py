"""How long killed processes were away, and how much of the time all of them served."""

from pathlib import Path

import pytest

from evaluation.benchmarks import fault_recovery
from evaluation.benchmarks.fault_killing import API, RASA
from evaluation.benchmarks.fault_recovery import Recovery, Watch
from evaluation.stack import Stack


@pytest.fixture
def serving(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The processes that serve; the test takes them away and puts them back."""
    up = {API, RASA}
    monkeypatch.setattr(fault_recovery, "is_up", lambda _stack, victim: victim in up)
    monkeypatch.setattr(fault_recovery, "all_up", lambda _stack: up == {API, RASA})
    return up


def test_a_killed_process_is_away_until_it_serves_again(serving: set[str], tmp_path: Path) -> None:
    watch = Watch(Stack(tmp_path / "var"))
    for first, length in ((0.0, 10.0), (100.0, 20.0), (200.0, 60.0)):
        serving.remove(RASA)
        watch.killed(RASA, now=first)
        assert not watch.up
        watch.look(now=first + length / 2)
        serving.add(RASA)
        watch.look(now=first + length)
        watch.look(now=first + length + 1)
        assert watch.up
    assert watch.recoveries() == {RASA: Recovery(kills=3, median=20.0, longest=60.0)}
    assert watch.share_up == pytest.approx(1 / 3)


def test_two_that_are_away_at_once_are_told_apart(serving: set[str], tmp_path: Path) -> None:
    watch = Watch(Stack(tmp_path / "var"))
    serving.clear()
    watch.killed(API, now=0.0)
    watch.killed(RASA, now=5.0)
    serving.add(API)
    watch.look(now=8.0)
    assert not watch.up
    serving.add(RASA)
    watch.look(now=25.0)
    assert watch.recoveries() == {API: Recovery(1, 8.0, 8.0), RASA: Recovery(1, 20.0, 20.0)}
