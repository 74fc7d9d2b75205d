"""The loops of a search over vectors, compiled (see compiled.py).

Vectors of texts are whole numbers of 16 bits, ONE for 1.0: as exact as half precision for what they hold, half the memory
to fetch that single precision needs, and widened in fewer steps.
"""

from typing import Any

import numpy as np

from retrieval.compiled import compiled

ONE = 32767
AT_ONCE = 4
"""Axes that `scan` takes at once."""
_UNIT = np.float32(1 / ONE)


@compiled
def scan(queries: Any, columns: Any, found: Any) -> None:  # pragma: no cover
    """Fill `found` (queries, vectors) with the cosines of `queries` (queries, dim) and the vectors in `columns` (dim,
    vectors); dim is a multiple of AT_ONCE. Each sum is fetched once for four axes, each number once for two queries."""
    found[:] = 0
    for first in range(0, len(queries), 2):
        second = min(first + 1, len(queries) - 1)
        one, two = queries[first] * _UNIT, queries[second] * _UNIT
        total, other = found[first], np.zeros(found.shape[1], np.float32)
        for axis in range(0, len(columns), AT_ONCE):
            c0, c1, c2, c3 = columns[axis], columns[axis + 1], columns[axis + 2], columns[axis + 3]
            p0, p1, p2, p3 = one[axis], one[axis + 1], one[axis + 2], one[axis + 3]
            q0, q1, q2, q3 = two[axis], two[axis + 1], two[axis + 2], two[axis + 3]
            for at in range(columns.shape[1]):
                v0, v1, v2, v3 = (
                    np.float32(c0[at]),
                    np.float32(c1[at]),
                    np.float32(c2[at]),
                    np.float32(c3[at]),
                )
                total[at] += p0 * v0 + p1 * v1 + p2 * v2 + p3 * v3
                other[at] += q0 * v0 + q1 * v1 + q2 * v2 + q3 * v3
        found[second] = other


@compiled
def nearest(queries: Any, vectors: Any, rows: Any, found: Any) -> None:  # pragma: no cover
    """Fill `found` (rows,) with the cosine of the vectors in `rows`, at least 0, the best over `queries`."""
    for at in range(len(rows)):
        found[at] = _best(queries, vectors[rows[at]])


@compiled
def _best(queries: Any, vector: Any) -> Any:  # pragma: no cover
    """Return the highest cosine, at least 0, of any of `queries` (queries, dim) and `vector` (dim,)."""
    best = np.float32(0)
    for query in range(len(queries)):
        weights, total = queries[query], np.float32(0)
        for axis in range(len(vector)):
            total += weights[axis] * np.float32(vector[axis])
        best = max(best, total)
    return best * _UNIT


@compiled
def compare(
    queries: Any, vectors: Any, starts: Any, rows: Any, named: int, found: Any
) -> None:  # pragma: no cover
    """Fill the first four columns of `found` (rows, 4 or more): the cosine of the best text, of the best question, of the
    mean of the best two questions, of the best name text; 0 at least, each the best over `queries`. The texts of a
    procedure are `vectors[starts[row]:starts[row + 1]]`, the first `named` of them its name."""
    for at in range(len(rows)):
        best, second, name = np.float32(0), np.float32(0), np.float32(0)
        start = starts[rows[at]]
        for text in range(start, starts[rows[at] + 1]):
            cosine = _best(queries, vectors[text])
            if text - start < named:
                name = max(name, cosine)
            elif cosine > best:
                best, second = cosine, best
            elif cosine > second:
                second = cosine
        found[at, 0], found[at, 1] = max(best, name), best
        found[at, 2], found[at, 3] = (best + second) * np.float32(0.5), name


@compiled
def mean_direction(
    table: Any, words: Any, letters: Any, runs: Any, rows_of_runs: Any, total: Any
) -> None:  # pragma: no cover
    """Fill `total` (columns,) with the sum of rows of `table`, scaled to length 1; zeros where there are none.

    The rows are those of `words` and, of the runs of four among `letters` (bytes), those known: `runs` holds four bytes
    each, the first highest, ascending, `rows_of_runs` their rows.
    """
    total[:] = 0
    for word in words:
        row = table[word]
        for column in range(len(total)):
            total[column] += row[column]
    run = np.uint32(0)
    for at in range(len(letters)):
        run = np.uint32((run << 8) | letters[at])
        place = _place_of(run, runs)
        if at >= 3 and place < len(runs) and runs[place] == run:
            row = table[rows_of_runs[place]]
            for column in range(len(total)):
                total[column] += row[column]
    length = np.float32(0)
    for column in range(len(total)):
        length += total[column] * total[column]
    if length > 0:
        total *= np.float32(1) / np.sqrt(length)


@compiled
def _place_of(wanted: Any, numbers: Any) -> Any:  # pragma: no cover
    """Return the place of the last of `numbers` (ascending) that is not above `wanted`, 0 where all are: without branches,
    as nothing tells which way the next one goes."""
    place, left = np.uint64(0), np.uint64(len(numbers))
    while left > np.uint64(1):
        half = left >> np.uint64(1)
        place = place + half if numbers[place + half] <= wanted else place
        left -= half
    return place
