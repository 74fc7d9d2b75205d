"""Choosing rows of large arrays quickly."""

from typing import Any

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int64]


def top(scores: npt.NDArray[np.float32], wanted: int) -> Rows:
    """Return the places of the `wanted` highest of `scores`, highest first; all where there are no more."""
    from retrieval import loops

    places = np.empty(min(wanted, len(scores)), np.int64)
    if len(places):
        loops.highest(scores, places)
    return places


def spans(starts: npt.NDArray[Any], ends: npt.NDArray[Any]) -> Rows:
    """Return all numbers from each of `starts` up to before the one of `ends`, span after span."""
    lengths = ends - starts
    offsets = np.cumsum(lengths) - lengths
    return np.asarray(np.arange(int(lengths.sum())) + np.repeat(starts - offsets, lengths), np.int64)
