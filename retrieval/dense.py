"""Cosines between a question and the texts of procedures, in two steps that stay fast.

First the mean of each procedure's text vectors tells which procedures come near; then every text of those few
is compared. A scan of all texts would cost several times as much and finds no other procedures in the top ten.
"""

import faiss
import numpy as np
import numpy.typing as npt

from retrieval.encoder import Vectors, unit
from retrieval.searched_texts import NAME_TEXTS

Rows = npt.NDArray[np.int64]
_AXES = 64
_SCAN_UP_TO = 50_000


class DenseIndex:
    """Vectors of texts, sorted by the procedure they belong to."""

    def __init__(self, vectors: Vectors, owners: Rows, size: int) -> None:
        """`vectors` (texts, dim) of the procedures numbered by `owners` (texts,), ascending; `size` procedures."""
        self.vectors, self.owners = np.ascontiguousarray(vectors, np.float32), owners
        self._starts = np.searchsorted(owners, np.arange(size + 1))
        self._overview = _Overview(_means(self.vectors, owners, size))

    def near(self, queries: Vectors, wanted: int) -> Rows:
        """Return the procedures whose texts lie nearest to any of `queries` on the whole, unsorted."""
        return self._overview.near(queries, wanted)

    def compare(self, queries: Vectors, rows: Rows) -> Vectors:
        """Return for procedures `rows` the cosines (rows, 4), at least 0: of the best text, of the best question,
        of the mean of the best two questions, of the best name text; each the best over `queries`."""
        starts, ends = self._starts[rows], self._starts[rows + 1]
        lengths = ends - starts
        offsets = np.cumsum(lengths) - lengths
        texts = np.arange(int(lengths.sum())) + np.repeat(starts - offsets, lengths)
        cosines = (self.vectors[texts] @ queries.T).max(axis=1)
        place = np.arange(len(texts)) - np.repeat(offsets, lengths)
        longest = int(lengths.max(initial=NAME_TEXTS + 2))
        table = np.zeros((len(rows), max(longest, NAME_TEXTS + 2)), np.float32)
        table[np.repeat(np.arange(len(rows)), lengths), place] = cosines
        questions = np.partition(table[:, NAME_TEXTS:], -2, axis=1)[:, -2:]
        best = questions.max(axis=1)
        named = table[:, :NAME_TEXTS].max(axis=1)
        found = np.stack([np.maximum(best, named), best, questions.mean(axis=1), named], axis=1)
        return np.asarray(np.maximum(found, 0), np.float32)


class _Overview:
    """The mean of each procedure's texts, in few dimensions: enough to tell which procedures are worth a closer look."""

    def __init__(self, means: Vectors) -> None:
        spread, directions = np.linalg.eigh((means.T @ means).astype(np.float64))
        self._axes = np.ascontiguousarray(directions[:, np.argsort(-spread)[:_AXES]], np.float32)
        faiss.omp_set_num_threads(1)  # one search is too short to be worth waking threads
        size = self._axes.shape[1]
        flat = len(means) <= _SCAN_UP_TO
        metric = faiss.METRIC_INNER_PRODUCT
        self._index = faiss.IndexFlatIP(size) if flat else faiss.IndexHNSWFlat(size, 32, metric)
        self._index.add(unit(means @ self._axes))

    def near(self, queries: Vectors, wanted: int) -> Rows:
        """Return the procedures nearest to any of `queries`, unsorted."""
        _, numbers = self._index.search(queries @ self._axes, min(wanted, self._index.ntotal))
        return np.asarray(np.unique(numbers[numbers >= 0]), np.int64)


def _means(vectors: Vectors, owners: Rows, size: int) -> Vectors:
    sums = np.zeros((size, vectors.shape[1]), np.float32)
    present, starts = np.unique(owners, return_index=True)
    if len(present):
        sums[present] = np.add.reduceat(vectors, starts, axis=0)
    return unit(sums)
