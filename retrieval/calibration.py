"""How far a stated probability lies from what happens."""

import numpy as np
import numpy.typing as npt

_BINS = 10


def calibration_error(
    sure: npt.NDArray[np.float64], right: npt.NDArray[np.bool_], importance: npt.NDArray[np.float64]
) -> float:
    """Return the expected calibration error: the gap between mean sureness and truth in ten equal bins, by weight.

    `sure` in [0, 1], whether it was `right`, and how much each counts, all of shape (n,).
    """
    bins = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(float(np.average(sure[rows] - right[rows], weights=importance[rows]))) * importance[rows].sum()
        for one in range(_BINS)
        if (rows := bins == one).any()
    ]
    return float(sum(gaps) / importance.sum())
