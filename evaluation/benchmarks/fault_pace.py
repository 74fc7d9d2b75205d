"""When the next process of a run is killed: measured in the work of the run, so that it fits every machine.

Kills by the clock leave a slow machine no time to come back between two of them: nobody would come to file anything.
"""

from random import Random
from typing import Final

ANSWERS_A_TALK: Final = 5
"""Answers a citizen hears until a report is filed, the code among them."""
_IN_RECOVERY: Final = 0.25
"""Share of the kills that come while the product may still be recovering from the one before."""
_LONGEST_SOON: Final = 10.0


class Pace:
    """Spreads `kills` over the answers of `filings` talks, `citizens` of them at once, at moments drawn by `moments`.

    The last talks of all the citizens, half of all talks at most, are left out: what a kill held up comes back in a
    burst that would end them before the last kills. Those still to come then follow at once, while they talk.
    """

    def __init__(self, moments: Random, *, filings: int, kills: int, citizens: int) -> None:
        self._moments = moments
        self._answers = (filings - min(citizens, filings // 2)) * ANSWERS_A_TALK
        self._kills = kills

    def soon(self) -> float | None:
        """Return the seconds after which a kill follows the last at once, None where it waits for its answers."""
        if self._moments.random() >= _IN_RECOVERY:
            return None
        return self._moments.uniform(0, _LONGEST_SOON)

    def due(self, *, answered: int, filed: int, killed: int) -> int:
        """Return at how many answers in all the next kill is due, after `answered` answers, `filed` ended talks and `killed`
        kills: between now and twice its even share of the answers left. Those that talks under way have heard are gone.
        """
        gone = max(answered, filed * ANSWERS_A_TALK)
        answers_left = max(0, self._answers - gone)
        waiting_kills = max(1.0, (self._kills - killed) * (1 - _IN_RECOVERY))
        longest = min(answers_left, 2 * answers_left / waiting_kills)
        return answered + int(self._moments.uniform(0, longest))
