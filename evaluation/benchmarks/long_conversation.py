"""Whether a turn takes longer the longer a conversation has lasted.

One conversation goes on and on; beside each of its turns the same text is said in a conversation that has just begun,
on the same Rasa. What the machine does besides strikes both alike and drops out of the ratio.
"""

import statistics
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Turn = Callable[[str, str], float]
"""Says a text (second) in the conversation of a sender (first) and returns the seconds until the answer."""
_FRESH = 5
"""Turns after which the conversation beside it begins anew."""


@dataclass(frozen=True)
class Growth:
    """Median milliseconds of the first and the last turns of the long conversation, and of the new ones beside them.

    `ratio` is last to first, each divided by the new conversations of its moment.
    """

    turns: int
    first_ms: float
    last_ms: float
    fresh_first_ms: float
    fresh_last_ms: float

    @property
    def ratio(self) -> float:
        """How many times as long the last turns take."""
        return (self.last_ms / self.fresh_last_ms) / (self.first_ms / self.fresh_first_ms)


def growth(turn: Turn, texts: Sequence[str], turns: int) -> Growth:
    """Return how turn times grow over `turns` turns; `texts` are said again and again. A tenth counts as first and as last."""
    if turns < 2:
        raise ValueError("growth needs two turns at least")
    long_sender, fresh_sender = str(uuid.uuid4()), str(uuid.uuid4())
    turn(fresh_sender, texts[0])  # the first turn of a process loads what it needs
    grown: list[float] = []
    fresh: list[float] = []
    for number in range(turns):
        if number % _FRESH == 0:
            fresh_sender = str(uuid.uuid4())
        text = texts[number % len(texts)]
        pair = [(grown, long_sender), (fresh, fresh_sender)]
        for samples, sender in pair if number % 2 else reversed(pair):
            samples.append(turn(sender, text))
    share = max(1, turns // 10)
    return Growth(
        turns=turns,
        first_ms=_median_ms(grown[:share]),
        last_ms=_median_ms(grown[-share:]),
        fresh_first_ms=_median_ms(fresh[:share]),
        fresh_last_ms=_median_ms(fresh[-share:]),
    )


def _median_ms(samples: Sequence[float]) -> float:
    return round(statistics.median(samples) * 1000, 1)
