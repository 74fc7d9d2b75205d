"""Scores of a small ensemble of decision trees, read from data and computed for all rows at once with numpy.

LightGBM learns the trees (ranking_training.py); serving them needs neither the library nor its OpenMP. Every node
whose condition fails rules out the leaves to its left; the leftmost leaf left over is the one reached (QuickScorer,
Lucchese et al., SIGIR 2015). What a feature's value rules out in all trees together stands ready in a table, so that a
row costs one line of it per feature.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
MOST_LEAVES = 16
_ALL = (1 << MOST_LEAVES) - 1
_STEP = 1024
_LOWEST = np.array([0, *((mask & -mask).bit_length() - 1 for mask in range(1, _ALL + 1))], np.uint8)
"""Place of the lowest bit set, by mask."""


@dataclass(frozen=True)
class Node:
    """Rows whose `feature` is at most `threshold` go `left`, others `right`; `value` is the mean of both."""

    feature: int
    threshold: float
    value: float
    left: "Node | float"
    right: "Node | float"


class Trees:
    """An ensemble of trees with at most MOST_LEAVES leaves each; its score is the sum of the leaves reached."""

    def __init__(self, roots: Sequence[Node]) -> None:
        """`roots` of trees that split at least once."""
        self.roots = tuple(roots)
        splits: dict[int, list[tuple[float, int, int]]] = {}
        leaves = np.zeros((len(self.roots), MOST_LEAVES), np.float32)
        for number, root in enumerate(self.roots):
            values: list[float] = []
            for node, first, last in _left_to_right(root, values):
                mask = _ALL & ~((1 << last) - (1 << first))
                splits.setdefault(node.feature, []).append((node.threshold, number, mask))
            leaves[number, : len(values)] = values
        tables = [_ruled_out(splits[feature], len(self.roots)) for feature in sorted(splits)]
        self._features = np.array(sorted(splits), np.int64)
        self._orders = np.arange(len(tables), dtype=np.int64)
        self._keys = np.concatenate(
            [_keys(thresholds, at) for at, (thresholds, _) in enumerate(tables)] or [np.zeros(0, np.int64)]
        )
        self._masks = np.concatenate([masks for _, masks in tables]) if tables else np.zeros((0, 0), np.uint16)
        self._leaves = leaves.ravel()
        self._offsets = np.arange(len(self.roots)) * MOST_LEAVES

    def scores(self, rows: Floats) -> Floats:
        """Return the score of every row of `rows` (n, features), shape (n,)."""
        if not len(self.roots):
            return np.zeros(len(rows), np.float32)
        found = [self._scores(rows[at : at + _STEP]) for at in range(0, len(rows), _STEP)]
        return np.concatenate(found) if found else np.zeros(0, np.float32)

    def _scores(self, rows: Floats) -> Floats:
        values = np.asarray(rows, np.float32)[:, self._features]
        # the thresholds below a value, counted over all features at once: each feature has a line more than thresholds
        lines = np.searchsorted(self._keys, _keys(values, self._orders)) + self._orders
        alive = np.bitwise_and.reduce(self._masks[lines], axis=1)
        reached = self._leaves[self._offsets + _LOWEST[alive]]
        return np.asarray(reached.sum(axis=1), np.float32)

    def contributions(self, row: Floats, features: int) -> Floats:
        """Return what each feature adds to the score of one row, shape (features + 1,); last, what all rows share.

        A split adds the change of the mean it brings (Saabas' attribution); the sum is the score.
        """
        found = np.zeros(features + 1, np.float64)
        for root in self.roots:
            node: Node | float = root
            found[-1] += root.value
            while isinstance(node, Node):
                after = node.left if row[node.feature] <= np.float32(node.threshold) else node.right
                found[node.feature] += (after.value if isinstance(after, Node) else after) - node.value
                node = after
        return found.astype(np.float32)


def tree_from_data(data: Sequence[Any]) -> Node:
    """Return the tree of nested lists [feature, threshold, value, left, right]; a leaf is a number.

    Raises:
        ValueError: the lists have another form, or the tree too many leaves.
    """
    root = _node(data)
    if not isinstance(root, Node) or _leaves_of(root) > MOST_LEAVES:
        raise ValueError(f"a tree needs 2 to {MOST_LEAVES} leaves")
    return root


def tree_from_lightgbm(structure: Mapping[str, Any]) -> list[Any] | float:
    """Return a `tree_structure` of LightGBM's `dump_model` as nested lists; features are compared in single precision."""
    if "split_feature" not in structure:
        return _rounded(structure["leaf_value"])
    if structure["decision_type"] != "<=":
        raise ValueError(f"unknown decision {structure['decision_type']!r}")
    return [
        int(structure["split_feature"]),
        _single_below(structure["threshold"]),
        _rounded(structure["internal_value"]),
        tree_from_lightgbm(structure["left_child"]),
        tree_from_lightgbm(structure["right_child"]),
    ]


def _single_below(threshold: float) -> float:
    """Return the largest single-precision number that is not above `threshold`, in as few digits as tell it."""
    single = np.float32(threshold)
    if float(single) > threshold:
        single = np.nextafter(single, np.float32(-np.inf))
    return float(str(single))


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")


def _node(data: Any) -> Node | float:
    if isinstance(data, int | float):
        return float(data)
    if not isinstance(data, Sequence) or len(data) != 5:
        raise ValueError(f"expected [feature, threshold, value, left, right], found {data!r:.60}")
    feature, threshold, value, left, right = data
    return Node(int(feature), float(threshold), float(value), _node(left), _node(right))


def _leaves_of(node: Node | float) -> int:
    return _leaves_of(node.left) + _leaves_of(node.right) if isinstance(node, Node) else 1


def _ruled_out(
    splits: Sequence[tuple[float, int, int]], trees: int
) -> tuple[Floats, npt.NDArray[np.uint16]]:
    """Return the thresholds of one feature, ascending, and per count of them that lie below a value which leaves of every
    tree are left, shape (thresholds + 1, trees); `splits` are (threshold, number of the tree, mask of leaves left)."""
    thresholds = np.unique(np.array([threshold for threshold, _, _ in splits], np.float32))
    masks = np.full((len(thresholds) + 1, trees), _ALL, np.uint16)
    for threshold, tree, mask in splits:
        masks[1 + int(np.searchsorted(thresholds, np.float32(threshold))), tree] &= mask
    return thresholds, np.bitwise_and.accumulate(masks, axis=0)


def _keys(values: Floats, feature: int | npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return numbers that sort by `feature`, then by value (no NaN)."""
    bits = (values + np.float32(0)).view(np.int32)  # −0 becomes 0
    ordered = bits ^ ((bits >> 31) & np.int32(0x7FFFFFFF))
    return np.asarray(ordered + (np.int64(feature) << 33), np.int64)


def _left_to_right(node: Node | float, values: list[float]) -> Iterator[tuple[Node, int, int]]:
    """Add the leaves' values in order to `values`; yield each node with the span of the leaves to its left."""
    if not isinstance(node, Node):
        values.append(node)
        return
    first = len(values)
    yield from _left_to_right(node.left, values)
    yield node, first, len(values)
    yield from _left_to_right(node.right, values)
