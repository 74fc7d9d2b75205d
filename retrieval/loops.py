"""The loops of a search over words, compiled (see compiled.py)."""

from typing import Any

import numpy as np

from retrieval.compiled import compiled

_BLOCK = 32
"""Scores of which the highest is looked at first: most blocks hold none of the best."""


@compiled
def add_postings(
    starts: Any, ends: Any, weights: Any, rows: Any, data: Any, scores: Any
) -> None:  # pragma: no cover
    """Add to `scores` (documents,) what the terms give whose postings run from `starts` to `ends` (terms,): the `data`
    of each posting times the term's weight, to the document in `rows`."""
    for term in range(len(starts)):
        weight = weights[term]
        held, gives = rows[starts[term] : ends[term]], data[starts[term] : ends[term]]
        for at in range(len(held)):
            scores[held[at]] += gives[at] * weight


@compiled
def look_up_postings(
    starts: Any, ends: Any, weights: Any, rows: Any, data: Any, scores: Any, documents: Any
) -> None:  # pragma: no cover
    """Add the same, for the `documents` alone, ascending."""
    for term in range(len(starts)):
        held, place = rows[starts[term] : ends[term]], 0
        for document in documents:
            place = _place_of(document, held, place)
            if place < len(held) and held[place] == document:
                scores[document] += data[starts[term] + place] * weights[term]


@compiled
def _place_of(wanted: int, numbers: Any, low: int) -> Any:  # pragma: no cover
    """Return the place of the first of `numbers` (ascending) from `low` on that is not below `wanted`, in steps that
    double until one is: the next wanted is seldom far."""
    step, high = 1, len(numbers)
    while low + step < high and numbers[low + step] < wanted:
        low += step
        step += step
    high = min(high, low + step + 1)
    while low < high:
        middle = (low + high) >> 1
        if numbers[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def fuse_all(
    scores: Any, columns: Any, questions_of: Any, asked: Any, weight: Any, best: Any, fused: Any
) -> None:  # pragma: no cover
    """Fill for every procedure the `best` score of its single questions, zeros before, and `fused`: name, all questions,
    `weight` times the body, and best question. `columns` (4,) is where these fields start in `scores`, `questions_of`
    (procedures + 1,) where the questions of each procedure do; `asked` are the procedures that have any."""
    size = len(fused)
    name, together = scores[columns[0] : columns[0] + size], scores[columns[1] : columns[1] + size]
    body = scores[columns[2] : columns[2] + size]
    for row in range(size):
        fused[row] = name[row] + together[row] + weight * body[row]
    single, at = scores[columns[3] :], np.uint64(0)
    for row in asked:
        most, last = np.float32(0), np.uint64(questions_of[row + 1])
        while at < last:
            most = max(most, single[at])
            at += np.uint64(1)
        best[row] = most
        fused[row] += most


@compiled
def fuse_some(
    rows: Any, scores: Any, columns: Any, questions_of: Any, weight: Any, best: Any, fused: Any
) -> None:  # pragma: no cover
    """Do the same for the procedures `rows` alone."""
    for row in rows:
        most = np.float32(0)
        for score in scores[columns[3] + questions_of[row] : columns[3] + questions_of[row + 1]]:
            most = max(most, score)
        best[row] = most
        fused[row] = (
            scores[columns[0] + row] + scores[columns[1] + row] + weight * scores[columns[2] + row] + most
        )


@compiled
def highest(scores: Any, places: Any) -> None:  # pragma: no cover
    """Fill `places` (wanted,) with the places of the highest `scores`, highest first; of equal ones the first."""
    wanted = len(places)
    values = np.empty(wanted, np.float32)
    held = 0
    for first in range(0, len(scores), _BLOCK):
        block = scores[first : first + _BLOCK]
        most = block[0]
        for score in block:
            most = max(most, score)
        if held == wanted and most <= values[wanted - 1]:
            continue
        for place in range(len(block)):
            score = block[place]
            if held == wanted and score <= values[wanted - 1]:
                continue
            at = held if held < wanted else wanted - 1
            while at > 0 and values[at - 1] < score:
                values[at], places[at] = values[at - 1], places[at - 1]
                at -= 1
            values[at], places[at] = score, first + place
            held = min(held + 1, wanted)


@compiled
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


@compiled
def cover(
    numbers: Any, weights: Any, starts: Any, sets: Any, rows: Any, total: Any
) -> None:  # pragma: no cover
    """Add to `total` (rows,) the weight of every word of `numbers` that the document in `rows` (ascending) has; word w is
    had by the documents `sets[starts[w]:starts[w + 1]]`, ascending."""
    for word in range(len(numbers)):
        having, place = sets[starts[numbers[word]] : starts[numbers[word] + 1]], 0
        for at in range(len(rows)):
            place = _place_of(rows[at], having, place)
            if place == len(having):
                break
            if having[place] == rows[at]:
                total[at] += weights[word]
