import pytest

from evaluation.benchmarks.long_conversation import growth


class Clock:
    """Turns of a machine that slows down, and of conversations that may grow."""

    def __init__(self, *, per_turn: float = 0.0, slower: float = 0.0) -> None:
        self.per_turn = per_turn
        self.slower = slower
        self.said: dict[str, int] = {}
        self.all = 0

    def turn(self, sender: str, text: str) -> float:
        before = self.said.get(sender, 0)
        self.said[sender] = before + 1
        self.all += 1
        return (0.1 + self.per_turn * before) * (1 + self.slower * self.all)


def test_a_machine_that_gets_slower_is_no_growth():
    assert growth(Clock(slower=0.01).turn, ["a", "b"], 200).ratio == pytest.approx(1, abs=0.05)


def test_a_conversation_that_gets_slower_is():
    assert growth(Clock(per_turn=0.001).turn, ["a", "b"], 200).ratio > 2


def test_the_new_conversation_beside_it_begins_anew_every_five_turns():
    clock = Clock()
    growth(clock.turn, ["a"], 20)
    assert sorted(clock.said.values()) == [1, 5, 5, 5, 5, 20]


def test_one_turn_cannot_grow():
    with pytest.raises(ValueError, match="two turns"):
        growth(Clock().turn, ["a"], 1)
