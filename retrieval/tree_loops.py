"""The loop over decision trees, compiled (see compiled.py)."""

from typing import Any

import numpy as np

from retrieval.compiled import compiled

TOGETHER = 32
"""Rows whose conditions are tried at once: as many 16-bit numbers as the widest registers hold."""
_PLACES = np.array([0, 1, 2, 5, 3, 9, 6, 11, 15, 4, 8, 10, 14, 7, 13, 12], np.int64)
"""Place of the only bit set in 16, by the four highest of the low sixteen bits of its product with 0x09AF (de Bruijn)."""


@compiled
def reach_leaves(
    values: Any,
    features: Any,
    starts: Any,
    thresholds: Any,
    trees: Any,
    masks: Any,
    leaves: Any,
    together: int,
    scores: Any,
) -> None:  # pragma: no cover
    """Fill `scores` (rows,) with the sum of the leaves that each row of `values` reaches in all trees.

    The splits of `features[f]` stand from `starts[f]` to `starts[f + 1]`, ascending by `thresholds`: a value above one
    leaves of the leaves of `trees` those in `masks`. `leaves` has shape (trees, 16). So many rows as are tried `together`
    is an argument because a loop of a length known when compiled is unrolled instead of done in wide registers.
    """
    alive = np.empty((len(leaves), together), np.uint16)
    column = np.empty(together, np.float32)
    for first in range(0, len(values), together):
        alive[:] = 0xFFFF
        here = min(together, len(values) - first)
        for feature in range(len(features)):
            most = np.float32(-3e38)
            column[:] = most
            for row in range(here):
                column[row] = values[first + row, features[feature]]
                most = max(most, column[row])
            for at in range(starts[feature], starts[feature + 1]):
                if thresholds[at] >= most:
                    break
                tree, mask, threshold = trees[at], masks[at], thresholds[at]
                for row in range(together):
                    alive[tree, row] &= mask if column[row] > threshold else np.uint16(0xFFFF)
        for row in range(here):
            total = np.float32(0)
            for tree in range(len(leaves)):
                bits = np.uint32(alive[tree, row])
                lowest = bits & (~bits + np.uint32(1))
                total += leaves[
                    tree, _PLACES[((lowest * np.uint32(0x09AF)) >> np.uint32(12)) & np.uint32(15)]
                ]
            scores[first + row] = total
