"""Scores of a small ensemble of decision trees, read from data.

LightGBM learns the trees (ranking_training.py); serving them needs neither the library nor its OpenMP. Every node
whose condition fails rules out the leaves to its left; the leftmost leaf left over is the one reached (QuickScorer,
Lucchese et al., SIGIR 2015).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
MOST_LEAVES = 16
_ALL = (1 << MOST_LEAVES) - 1


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
        splits: list[tuple[int, float, int, int]] = []
        self._leaves = np.zeros((len(self.roots), MOST_LEAVES), np.float32)
        for tree, root in enumerate(self.roots):
            values: list[float] = []
            for node, first, last in _left_to_right(root, values):
                mask = _ALL & ~((1 << last) - (1 << first))
                splits.append((node.feature, float(np.float32(node.threshold)), tree, mask))
            self._leaves[tree, : len(values)] = values
        splits.sort()
        columns, thresholds, trees, masks = zip(*splits, strict=True) if splits else ((), (), (), ())
        self._features, first_of = np.unique(np.array(columns, np.int64), return_index=True)
        self._starts = np.append(first_of, len(splits)).astype(np.int64)
        self._thresholds = np.array(thresholds, np.float32)
        self._trees, self._masks = np.array(trees, np.int64), np.array(masks, np.uint16)

    def scores(self, rows: Floats) -> Floats:
        """Return the score of every row of `rows` (n, features), shape (n,)."""
        from retrieval import tree_loops

        found = np.empty(len(rows), np.float32)
        tree_loops.reach_leaves(
            np.ascontiguousarray(rows, np.float32),
            self._features,
            self._starts,
            self._thresholds,
            self._trees,
            self._masks,
            self._leaves,
            tree_loops.TOGETHER,
            found,
        )
        return found

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


def _left_to_right(node: Node | float, values: list[float]) -> Iterator[tuple[Node, int, int]]:
    """Add the leaves' values in order to `values`; yield each node with the span of the leaves to its left."""
    if not isinstance(node, Node):
        values.append(node)
        return
    first = len(values)
    yield from _left_to_right(node.left, values)
    yield node, first, len(values)
    yield from _left_to_right(node.right, values)
