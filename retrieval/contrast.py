"""Contrastive learning of token vectors, by hand in numpy: a mean of vectors needs no deep-learning machinery.

A text's vector is the mean of its tokens' vectors, of length 1. Each pair of a batch is told from all others by a
softmax over cosines, both ways; only the tokens of the batch move (lazy Adam).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float32]
_FIRST, _SECOND, _SMALL = 0.9, 0.999, 1e-8


class TokenVectors:
    """Token vectors (tokens, dim) that learn; row 0, the unknown token, stays zero."""

    def __init__(self, start: Floats, *, temperature: float, rate: float) -> None:
        """`start` is copied; `temperature` divides the cosines; `rate` is Adam's step."""
        self.weights = start.astype(np.float32)
        self._mean, self._square = np.zeros_like(self.weights), np.zeros_like(self.weights)
        self._temperature, self._rate, self._steps = temperature, rate, 0

    def learn(
        self,
        anchors: Sequence[npt.NDArray[np.int32]],
        positives: Sequence[npt.NDArray[np.int32]],
        twins: npt.NDArray[np.bool_],
    ) -> float:
        """Make one step on a batch of pairs of token ids and return its loss.

        `twins` (n, n) flags pairs that mean the same and so are no counter-examples to each other.
        """
        count = len(anchors)
        bags, tokens = _bags([*anchors, *positives])
        sums = np.asarray(bags @ self.weights[tokens], np.float32)
        lengths = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
        units = sums / lengths
        left, right = units[:count], units[count:]
        similar = left @ right.T / self._temperature
        own = np.eye(count, dtype=bool)
        similar[twins & ~own] = -1e4
        rows, columns = _softmax(similar), _softmax(similar.T).T
        pull = (rows + columns - 2 * own) / (2 * count * self._temperature)
        slope = np.concatenate([pull @ right, pull.T @ left]).astype(np.float32)
        slope = (slope - units * (units * slope).sum(axis=1, keepdims=True)) / lengths
        self._move(tokens, np.asarray(bags.T @ slope, np.float32))
        likely = np.diag(rows) * np.diag(columns)
        return float(-np.log(np.maximum(likely, 1e-12)).mean() / 2)

    def _move(self, tokens: npt.NDArray[np.int32], slope: Floats) -> None:
        self._steps += 1
        mean = _FIRST * self._mean[tokens] + (1 - _FIRST) * slope
        square = _SECOND * self._square[tokens] + (1 - _SECOND) * slope**2
        self._mean[tokens], self._square[tokens] = mean, square
        rate = self._rate * np.sqrt(1 - _SECOND**self._steps) / (1 - _FIRST**self._steps)
        self.weights[tokens] -= (rate * mean / (np.sqrt(square) + _SMALL)).astype(np.float32)
        self.weights[0] = 0


def _bags(texts: Sequence[npt.NDArray[np.int32]]) -> tuple[csr_matrix, npt.NDArray[np.int32]]:
    """Return the texts as rows of token shares over the distinct tokens they hold, and those tokens."""
    ids = np.concatenate(texts)
    lengths = np.array([len(text) for text in texts])
    tokens, places = np.unique(ids, return_inverse=True)
    shares = np.repeat(1 / lengths, lengths).astype(np.float32)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    return csr_matrix((shares, places, starts), shape=(len(texts), len(tokens))), tokens


def _softmax(scores: Floats) -> Floats:
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=1, keepdims=True), np.float32)
