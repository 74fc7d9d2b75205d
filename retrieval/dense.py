"""Cosines between a question and the texts of procedures, in two steps that stay fast.

First the mean of each procedure's text vectors tells which procedures come near; then every text of those few
is compared. A scan of all texts would cost several times as much and finds no other procedures in the top ten.
"""

import os
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from retrieval.encoder import Vectors, unit
from retrieval.rows import Rows, top
from retrieval.searched_texts import NAME_TEXTS
from retrieval.stored_arrays import Arrays, named, of

Shorts = npt.NDArray[np.int16]
"""Vectors as whole numbers (see `shortened`)."""
COSINES = ("dense", "dense_question", "dense_two", "dense_name", "dense_mean")
"""What `DenseIndex.compare` returns, column by column."""
_AXES = 64
_CELLS_FROM, _GRAPH_FROM = 10_000, 50_000
_NEIGHBOURS, _BUILD_WIDTH, _SEARCH_WIDTH = 32, 80, 128
_STEP = 65_536


def shortened(vectors: Vectors) -> Shorts:
    """Return vectors of length 1 as whole numbers of 16 bits, 32,767 for 1.0."""
    whole: Shorts = np.rint(vectors * np.float32(32767)).astype(np.int16)
    return whole


class DenseIndex:
    """Vectors of texts, sorted by the procedure they belong to."""

    def __init__(self, vectors: Shorts, starts: Rows, means: Shorts, overview: "Overview") -> None:
        """Use `build` or `from_arrays`. The texts of procedure p are `vectors` (texts, dim) from `starts[p]` up to
        before `starts[p + 1]`; `means[p]` is the direction of the mean of its questions' vectors, or of its name's."""
        self._vectors, self._means = vectors, means
        self._starts, self._overview = starts, overview

    @classmethod
    def build(cls, vectors: Shorts, owners: Rows, size: int) -> "DenseIndex":
        """Return the index of `vectors` (texts, dim) of procedures numbered by `owners` (texts,), ascending; `size`
        procedures."""
        starts = np.searchsorted(owners, np.arange(size + 1)).astype(np.int64)
        means = shortened(unit(_sums(vectors, _first_questions(starts), starts[1:])))
        return cls(vectors, starts, means, Overview.build(unit(_sums(vectors, starts[:-1], starts[1:]))))

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "DenseIndex":
        """Return the index that `arrays` describes."""
        overview = Overview.from_arrays(of("overview", arrays))
        return cls(arrays["vectors"], arrays["starts"], arrays["means"], overview)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return the index as arrays, for `from_arrays`."""
        return {
            "vectors": self._vectors,
            "starts": self._starts,
            "means": self._means,
            **named("overview", self._overview.arrays()),
        }

    @property
    def kind(self) -> str:
        """Which FAISS index holds the overview."""
        return self._overview.kind

    @property
    def texts(self) -> int:
        """How many texts have a vector."""
        return len(self._vectors)

    def exhaustive(self) -> "DenseIndex":
        """Return the same index with an overview that is scanned as a whole."""
        return DenseIndex(self._vectors, self._starts, self._means, self._overview.exhaustive())

    def near(self, queries: Vectors, wanted: int) -> Rows:
        """Return the procedures whose texts lie nearest to each of `queries` on the whole, unsorted; some may come twice."""
        return self._overview.near(queries, wanted)

    def to_means(self, queries: Vectors, rows: Rows) -> Vectors:
        """Return for procedures `rows` the cosine of the mean of all their questions (of the name texts, where there are
        none), at least 0, the best over `queries`, shape (rows,)."""
        from retrieval import vector_loops

        found = np.empty(len(rows), np.float32)
        vector_loops.nearest(queries, self._means, rows, found)
        return found

    def compare(self, queries: Vectors, rows: Rows) -> Vectors:
        """Return for procedures `rows` the cosines (rows, COSINES), at least 0: of the best text, of the best question,
        of the mean of the best two questions, of the best name text, of the mean of all (see `to_means`); each the best
        over `queries`."""
        from retrieval import vector_loops

        found = np.empty((len(rows), len(COSINES)), np.float32)
        vector_loops.compare(queries, self._vectors, self._starts, rows, NAME_TEXTS, found)
        found[:, 4] = self.to_means(queries, rows)
        return found


class Overview:
    """The mean of each procedure's texts, in few dimensions: enough to tell which procedures are worth a closer look.

    Up to ten thousand procedures all are scanned; up to fifty thousand the third of the cells (IVF) nearest to the
    question; beyond, a graph (HNSW) is searched.
    """

    def __init__(self, axes: Vectors, index: Any) -> None:
        """Use `build` or `from_arrays`. `axes` (dim, few) project a vector into the FAISS `index`."""
        faiss.omp_set_num_threads(1)  # one search is too short to be worth waking threads
        self._axes, self._index = axes, index
        self._columns: Shorts | None = None
        if isinstance(index, faiss.IndexScalarQuantizer):
            self._columns = np.ascontiguousarray(shortened(index.reconstruct_n(0, index.ntotal)).T)
        if isinstance(index, faiss.IndexHNSW):
            index.hnsw.efSearch = _SEARCH_WIDTH

    @classmethod
    def build(cls, means: Vectors) -> "Overview":
        """Return the overview of `means` (procedures, dim)."""
        spread, directions = np.linalg.eigh((means.T @ means).astype(np.float64))
        axes = np.ascontiguousarray(directions[:, np.argsort(-spread)[:_AXES]], np.float32)
        few = np.ascontiguousarray(unit(means @ axes))
        index = _empty_index(len(means), axes.shape[1])
        index.train(few)
        index.add(few)
        return cls(axes, index)

    def exhaustive(self) -> "Overview":
        """Return the same overview, scanned as a whole."""
        flat = faiss.IndexFlatIP(self._axes.shape[1])
        flat.add(self._index.reconstruct_n(0, self._index.ntotal))
        return Overview(self._axes, flat)

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "Overview":
        """Return the overview that `arrays` describes."""
        return cls(arrays["axes"], faiss.deserialize_index(arrays["index"]))

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return the overview as arrays, for `from_arrays`."""
        return {"axes": self._axes, "index": faiss.serialize_index(self._index)}

    @property
    def kind(self) -> str:
        """The name of the FAISS index."""
        return type(self._index).__name__

    def near(self, queries: Vectors, wanted: int) -> Rows:
        """Return the procedures nearest to each of `queries`, unsorted."""
        few = queries @ self._axes
        if self._columns is not None:
            return _nearest_of_all(few, self._columns, wanted)
        _, numbers = self._index.search(few, min(wanted, self._index.ntotal))
        return np.asarray(numbers[numbers >= 0], np.int64)


def _nearest_of_all(queries: Vectors, columns: Shorts, wanted: int) -> Rows:
    """Return the `wanted` columns (axes, vectors) nearest to each of `queries`; FAISS takes three times as long."""
    from retrieval import vector_loops

    cosines = np.empty((len(queries), columns.shape[1]), np.float32)
    vector_loops.scan(queries, columns, cosines)
    return np.concatenate([top(row, wanted) for row in cosines])


def _empty_index(size: int, axes: int) -> Any:
    """Return the FAISS index for `size` vectors of so many `axes`, not yet trained."""
    if size <= _CELLS_FROM:
        # half precision is read in half the time and finds the same
        return faiss.IndexScalarQuantizer(axes, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    if size <= _GRAPH_FROM:
        cells = int(size**0.5)
        index: Any = faiss.index_factory(axes, f"IVF{cells},SQfp16", faiss.METRIC_INNER_PRODUCT)
        index.nprobe = max(cells // 3, 1)
        return index
    index = faiss.IndexHNSWFlat(axes, _NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = _BUILD_WIDTH
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    return index


def _first_questions(starts: Rows) -> Rows:
    """Return where the questions of each procedure start, or its name texts where it has no question."""
    lengths = np.diff(starts)
    return np.asarray(starts[:-1] + np.where(lengths > NAME_TEXTS, NAME_TEXTS, 0), np.int64)


def _sums(vectors: Shorts, starts: Rows, ends: Rows) -> Vectors:
    """Return the sum of the vectors from each of `starts` to each of `ends`, some thousand procedures at a time."""
    sums = np.zeros((len(starts), vectors.shape[1]), np.float32)
    for first in range(0, len(sums), _STEP):
        some = slice(first, first + _STEP)
        lower, upper = starts[some], ends[some]
        own = vectors[lower[0] : upper[-1]].astype(np.float32)
        present = np.flatnonzero(upper > lower)
        if len(present):
            bounds = np.stack([lower[present], upper[present]], axis=1).ravel() - lower[0]
            # an index at the very end cannot be given: the last sum runs to it anyway
            bounds = bounds[:-1] if bounds[-1] == len(own) else bounds
            sums[first + present] = np.add.reduceat(own, bounds, axis=0)[::2]
    return sums
