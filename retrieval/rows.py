"""Choosing rows of large arrays quickly."""

from typing import Any

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int64]
_BLOCK = 64
_LARGE = 50_000


def top(scores: npt.NDArray[np.float32], wanted: int) -> Rows:
    """Return the places of the `wanted` highest of `scores`, unsorted; all where there are no more.

    In a large array the highest lie in the blocks with the highest maxima, so only those blocks are looked through.
    """
    wanted = min(wanted, len(scores))
    if not wanted:
        return np.zeros(0, np.int64)
    if len(scores) < max(_LARGE, _BLOCK * wanted):
        return _top(scores, wanted)
    # a block is every n-th score: the maxima are then taken over whole rows at a time
    step = len(scores) // _BLOCK
    blocks = _top(scores[: step * _BLOCK].reshape(_BLOCK, step).max(axis=0), wanted)
    places = np.append(
        (blocks[:, None] + np.arange(_BLOCK) * step).ravel(), np.arange(step * _BLOCK, len(scores))
    )
    return places[_top(scores[places], wanted)]


def spans(starts: npt.NDArray[Any], ends: npt.NDArray[Any]) -> Rows:
    """Return all numbers from each of `starts` up to before the one of `ends`, span after span."""
    lengths = ends - starts
    offsets = np.cumsum(lengths) - lengths
    return np.asarray(np.arange(int(lengths.sum())) + np.repeat(starts - offsets, lengths), np.int64)


def _top(scores: npt.NDArray[np.float32], wanted: int) -> Rows:
    return np.asarray(np.argpartition(-scores, wanted - 1)[:wanted], np.int64)
