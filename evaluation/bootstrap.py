"""Bootstrap intervals of a mean, with a fixed seed so that a report repeats."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SEED = 1022
SAMPLES = 2000


@dataclass(frozen=True)
class Estimate:
    """A mean with its 95 % bootstrap interval, all in the unit of the values."""

    mean: float
    low: float
    high: float

    def percent(self) -> str:
        """Return "87.5 % (84.1–90.6)"."""
        return f"{self.mean * 100:.1f} % ({self.low * 100:.1f}–{self.high * 100:.1f})"


def estimate(values: Sequence[float]) -> Estimate:
    """Return the mean of `values` with its interval (percentiles 2.5 and 97.5 of 2,000 resamples); zeros for none."""
    if not values:
        return Estimate(0.0, 0.0, 0.0)
    array = np.asarray(values, np.float64)
    chosen = np.random.default_rng(SEED).integers(0, len(array), (SAMPLES, len(array)))
    low, high = np.percentile(array[chosen].mean(axis=1), [2.5, 97.5])
    return Estimate(float(array.mean()), float(low), float(high))
