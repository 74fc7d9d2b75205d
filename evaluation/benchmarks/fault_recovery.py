"""How long the processes of a stack are away after they were killed, and how much of a run all of them served."""

import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from evaluation.benchmarks.fault_killing import VICTIMS, all_up, is_up
from evaluation.stack import Stack

_LOOK_EVERY = 0.5


@dataclass(frozen=True)
class Recovery:
    """Seconds from the kill of a process until it served again, of those that came back."""

    kills: int
    median: float
    longest: float


class Watch:
    """Looks at `stack` again and again in a thread, from `start` to `stop`; `up` is whether all of it serves."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._ended = threading.Event()
        self._away: dict[str, float] = {}
        self._took: defaultdict[str, list[float]] = defaultdict(list)
        self._looks = self._looks_up = 0
        self._thread = threading.Thread(target=self._keep_looking, daemon=True)
        self.up = True

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        self._thread.join()

    def killed(self, victim: str, *, now: float) -> None:
        """Note that `victim` was killed at `now` (seconds of any one clock)."""
        self.up = False
        self._away.setdefault(victim, now)

    @property
    def share_up(self) -> float:
        """Share of the looks (0–1) at which all of it served."""
        return self._looks_up / max(self._looks, 1)

    def recoveries(self) -> dict[str, Recovery]:
        """Return how long each kind of process was away."""
        return {
            victim: Recovery(len(took), round(median(took), 1), round(max(took), 1))
            for victim in VICTIMS
            if (took := self._took[victim])
        }

    def look(self, *, now: float) -> None:
        """Note which of those killed before serve again at `now`, and whether everything does."""
        away = dict(self._away)
        for victim, since in away.items():
            if is_up(self._stack, victim):
                self._took[victim].append(now - since)
                self._away.pop(victim)
        self.up = not away and all_up(self._stack)
        self._looks += 1
        self._looks_up += self.up

    def _keep_looking(self) -> None:
        while not self._ended.wait(_LOOK_EVERY):
            self.look(now=time.monotonic())
