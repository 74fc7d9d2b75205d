"""The inner loops of a search, compiled to machine code by numba at their first use and kept beside this file.

A question touches tens of thousands of postings and thousands of tree nodes. Array arithmetic needs copies of all of
them, which push everything else out of the processor's cache; a loop reads each number once. Importing numba takes
seconds, so this module is imported where an index is used, not where one is named.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np

_KEPT = os.access(Path(__file__).parent, os.W_OK)
"""Where the project's folder cannot be written to, the loops are compiled anew in each process."""
_Loop = TypeVar("_Loop", bound=Callable[..., None])


def _compiled(loop: _Loop) -> _Loop:
    return cast("_Loop", numba.njit(cache=_KEPT, nogil=True, fastmath=True)(loop))


_PLACES = np.array([0, 1, 2, 5, 3, 9, 6, 11, 15, 4, 8, 10, 14, 7, 13, 12], np.int64)
"""Place of the only bit set in 16, by the four highest of the low sixteen bits of its product with 0x09AF (de Bruijn)."""


@_compiled
def add_postings(
    starts: Any, ends: Any, weights: Any, rows: Any, data: Any, scores: Any
) -> None:  # pragma: no cover
    """Add to `scores` (documents,) what the terms give whose postings run from `starts` to `ends` (terms,): the `data`
    of each posting times the term's weight, to the document in `rows`."""
    for term in range(len(starts)):
        weight = weights[term]
        for at in range(starts[term], ends[term]):
            scores[rows[at]] += data[at] * weight


@_compiled
def look_up_postings(
    starts: Any, ends: Any, weights: Any, rows: Any, data: Any, scores: Any, documents: Any
) -> None:  # pragma: no cover
    """Add the same, for the `documents` alone."""
    for term in range(len(starts)):
        for document in documents:
            low, high = starts[term], ends[term]
            while low < high:
                middle = (low + high) >> 1
                if rows[middle] < document:
                    low = middle + 1
                else:
                    high = middle
            if low < ends[term] and rows[low] == document:
                scores[document] += data[low] * weights[term]


@_compiled
def _fuse(
    row: int, scores: Any, columns: Any, questions_of: Any, weight: Any, best: Any, fused: Any
) -> None:  # pragma: no cover
    most = np.float32(0)
    for at in range(columns[3] + questions_of[row], columns[3] + questions_of[row + 1]):
        most = max(most, scores[at])
    best[row] = most
    fused[row] = (
        scores[columns[0] + row] + scores[columns[1] + row] + weight * scores[columns[2] + row] + most
    )


@_compiled
def fuse_all(
    scores: Any, columns: Any, questions_of: Any, weight: Any, best: Any, fused: Any
) -> None:  # pragma: no cover
    """Fill for every procedure the `best` score of its single questions, and `fused`: name, all questions, `weight`
    times the body, and best question. `columns` (4,) is where these fields start in `scores`, `questions_of`
    (procedures + 1,) where the questions of each procedure do."""
    for row in range(len(fused)):
        _fuse(row, scores, columns, questions_of, weight, best, fused)


@_compiled
def fuse_some(
    rows: Any, scores: Any, columns: Any, questions_of: Any, weight: Any, best: Any, fused: Any
) -> None:  # pragma: no cover
    """Do the same for the procedures `rows` alone."""
    for row in rows:
        _fuse(row, scores, columns, questions_of, weight, best, fused)


@_compiled
def highest(scores: Any, places: Any) -> None:  # pragma: no cover
    """Fill `places` (wanted,) with the places of the highest `scores`, highest first; of equal ones the first."""
    wanted = len(places)
    values = np.empty(wanted, np.float32)
    held = 0
    for place in range(len(scores)):
        score = scores[place]
        if held == wanted and score <= values[wanted - 1]:
            continue
        at = held if held < wanted else wanted - 1
        while at > 0 and values[at - 1] < score:
            values[at], places[at] = values[at - 1], places[at - 1]
            at -= 1
        values[at], places[at] = score, place
        held = min(held + 1, wanted)


@_compiled
def said_of(
    rows: Any, scores: Any, columns: Any, best: Any, fused: Any, most: Any, found: Any
) -> None:  # pragma: no cover
    """Fill the first five columns of `found` (rows, 5 or more): name, all questions, best question, body, and all
    together relative to `most`."""
    for at in range(len(rows)):
        found[at, 0] = scores[columns[0] + rows[at]]
        found[at, 1] = scores[columns[1] + rows[at]]
        found[at, 2] = best[rows[at]]
        found[at, 3] = scores[columns[2] + rows[at]]
        found[at, 4] = fused[rows[at]] / most


@_compiled
def cover(
    numbers: Any, weights: Any, starts: Any, sets: Any, rows: Any, total: Any
) -> None:  # pragma: no cover
    """Add to `total` (rows,) the weight of every word of `numbers` that the document in `rows` has; word w is had by the
    documents `sets[starts[w]:starts[w + 1]]`, ascending."""
    for place in range(len(numbers)):
        first, last = starts[numbers[place]], starts[numbers[place] + 1]
        for at in range(len(rows)):
            low, high = first, last
            while low < high:
                middle = (low + high) >> 1
                if sets[middle] < rows[at]:
                    low = middle + 1
                else:
                    high = middle
            if low < last and sets[low] == rows[at]:
                total[at] += weights[place]


@_compiled
def nearest(queries: Any, vectors: Any, rows: Any, found: Any) -> None:  # pragma: no cover
    """Fill `found` (rows,) with the cosine of the vectors in `rows`, at least 0, the best over `queries`."""
    for at in range(len(rows)):
        found[at] = 0
        for query in range(len(queries)):
            total = np.float32(0)
            for axis in range(queries.shape[1]):
                total += queries[query, axis] * vectors[rows[at], axis]
            found[at] = max(found[at], total)


@_compiled
def compare(
    queries: Any, vectors: Any, starts: Any, ends: Any, named: int, found: Any
) -> None:  # pragma: no cover
    """Fill the first four columns of `found` (procedures, 4 or more): the cosine of the best text, of the best question,
    of the mean of the best two questions, of the best name text; 0 at least, each the best over `queries`. The texts of a
    procedure are `vectors[starts:ends]`, the first `named` of them its name."""
    for row in range(len(starts)):
        best, second, name = np.float32(0), np.float32(0), np.float32(0)
        for at in range(starts[row], ends[row]):
            cosine = np.float32(0)
            for query in range(len(queries)):
                total = np.float32(0)
                for axis in range(queries.shape[1]):
                    total += queries[query, axis] * vectors[at, axis]
                cosine = max(cosine, total)
            if at - starts[row] < named:
                name = max(name, cosine)
            elif cosine > best:
                best, second = cosine, best
            elif cosine > second:
                second = cosine
        found[row, 0], found[row, 1] = max(best, name), best
        found[row, 2], found[row, 3] = (best + second) * np.float32(0.5), name


@_compiled
def mean_direction(table: Any, rows: Any, total: Any) -> None:  # pragma: no cover
    """Fill `total` (columns,) with the sum of the `rows` of `table`, scaled to length 1; zeros where there are none."""
    total[:] = 0
    for row in rows:
        for column in range(len(total)):
            total[column] += table[row, column]
    length = np.float32(0)
    for column in range(len(total)):
        length += total[column] * total[column]
    if length > 0:
        for column in range(len(total)):
            total[column] /= np.sqrt(length)


@_compiled
def reach_leaves(
    values: Any, features: Any, starts: Any, thresholds: Any, trees: Any, masks: Any, leaves: Any, scores: Any
) -> None:  # pragma: no cover
    """Fill `scores` (rows,) with the sum of the leaves that each row of `values` reaches in all trees.

    The splits of `features[f]` stand from `starts[f]` to `starts[f + 1]`, ascending by `thresholds`: a value above one
    leaves of the leaves of `trees` those in `masks`. `leaves` has shape (trees, 16).
    """
    alive = np.empty(len(leaves), np.uint16)
    for row in range(len(values)):
        alive[:] = 0xFFFF
        for feature in range(len(features)):
            value = values[row, features[feature]]
            at = starts[feature]
            while at < starts[feature + 1] and thresholds[at] < value:
                alive[trees[at]] &= masks[at]
                at += 1
        total = np.float32(0)
        for tree in range(len(leaves)):
            lowest = np.uint32(alive[tree]) & (~np.uint32(alive[tree]) + np.uint32(1))
            total += leaves[tree, _PLACES[((lowest * np.uint32(0x09AF)) >> np.uint32(12)) & np.uint32(15)]]
        scores[row] = total
