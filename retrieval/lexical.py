"""Accent-insensitive BM25 over syllables and syllable pairs, several fields in one matrix, with weighted query terms.

The scores of a term in all fields lie side by side, so that one pass over the few terms of a question gives the
scores of every field. Where the terms are so frequent that this would take long, the rare ones are read first and
the frequent ones are looked up for the best documents only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.rows import Rows
from retrieval.stored_arrays import Arrays, text_array, texts_of
from retrieval.term_counts import Counted, Keys, Syllables, TermCounts, frequencies, lengths, without_common

Scores = npt.NDArray[np.float32]
READ_AT_MOST = 150_000
"""Postings read for one question; a question of the national catalogue has 35,000, the longest of our examples 125,000."""
K1, B = 1.2, 0.6
_REMEMBERED = 65_536
"""Terms whose place is remembered: most questions consist of the same ones."""


@dataclass(frozen=True)
class Terms:
    """Numbers of terms in the index, with their weights in the question, each of shape (terms,)."""

    numbers: Rows
    weights: Scores

    def __len__(self) -> int:
        """How many there are."""
        return len(self.numbers)

    def where(self, chosen: npt.NDArray[np.bool_]) -> "Terms":
        """Return those `chosen` (terms,)."""
        return Terms(self.numbers[chosen], self.weights[chosen])


NO_TERMS = Terms(np.zeros(0, np.int64), np.zeros(0, np.float32))


@dataclass(frozen=True)
class Field:
    """Documents of one kind: their terms, and the share of them from which a term is too common to count."""

    counts: TermCounts
    common: float = 1.0


class LexicalIndex:
    """BM25 scores ("lucene" kind) of the documents of several fields, kept as sparse columns per term."""

    def __init__(
        self,
        syllables: Syllables,
        keys: Keys,
        columns: tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], Scores],
        sizes: Mapping[str, int],
    ) -> None:
        """Use `build` or `from_arrays`. `columns` are where each term starts, the rows and their scores."""
        self._syllables, self._keys = syllables, keys
        self._starts, self._rows, self._data = columns
        self._sizes = dict(sizes)
        ends = np.cumsum(list(self._sizes.values()), dtype=np.int64).tolist()
        self.fields = {
            name: slice(end - size, end) for (name, size), end in zip(self._sizes.items(), ends, strict=True)
        }
        self.size = int(ends[-1]) if ends else 0
        self._place = lru_cache(maxsize=_REMEMBERED)(partial(_place_of, syllables, keys))

    @classmethod
    def build(cls, syllables: Syllables, fields: Mapping[str, Field]) -> "LexicalIndex":
        """Return the index of `fields`, whose terms were counted with `syllables`."""
        chunks = {}
        for name, field in fields.items():
            counted = field.counts.chunks()
            if field.common < 1:
                counted = without_common(counted, field.counts.size, field.common)
            chunks[name] = counted
        sizes = {name: field.counts.size for name, field in fields.items()}
        keys, held = frequencies([chunk for counted in chunks.values() for chunk in counted])
        keys, held = keys[held > 0], held[held > 0]
        starts = np.concatenate([[0], np.cumsum(held)]).astype(np.int64)
        rows, data = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.float32)
        free, first = starts[:-1].copy(), 0
        for name, counted in chunks.items():
            _put(counted, sizes[name], first, keys, free, rows, data)
            first += sizes[name]
        return cls(syllables, keys, (starts, rows, data), sizes)

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "LexicalIndex":
        """Return the index that `arrays` describes."""
        syllables = Syllables((word, number) for number, word in enumerate(texts_of(arrays["syllables"])))
        columns = (arrays["starts"], arrays["rows"], arrays["data"])
        sizes = dict(zip(texts_of(arrays["fields"]), arrays["sizes"].tolist(), strict=True))
        return cls(syllables, arrays["keys"], columns, sizes)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return the index as arrays, for `from_arrays`."""
        return {
            "syllables": text_array(list(self._syllables)),
            "keys": self._keys,
            "starts": self._starts,
            "rows": self._rows,
            "data": self._data,
            "fields": text_array(list(self._sizes)),
            "sizes": np.array(list(self._sizes.values()), np.int64),
        }

    def scores(self, query: Mapping[str, float], at_most: int = READ_AT_MOST) -> tuple[Scores, Terms]:
        """Return the score of every document, field after field (see `fields`), and the terms left out of it.

        The most frequent terms are left out where the postings of all would be more than `at_most`; `add` adds them
        for chosen documents.
        """
        from retrieval import loops

        known, left = self._chosen(query, at_most)
        scores = np.zeros(self.size, np.float32)
        loops.add_postings(*self._postings(known), self._rows, self._data, scores)
        return scores, left

    def count(self, term: str) -> int:
        """Return how many documents of all fields together have a syllable or a pair ("khai_sinh")."""
        place = self._place(term)
        return int(self._starts[place + 1] - self._starts[place]) if place >= 0 else 0

    def add(self, scores: Scores, terms: Terms, rows: npt.NDArray[np.int64]) -> None:
        """Add what `terms` give to the documents `rows` (ascending), in place."""
        from retrieval import loops

        loops.look_up_postings(*self._postings(terms), self._rows, self._data, scores, rows)

    def _postings(self, terms: Terms) -> tuple[Rows, Rows, Scores]:
        """Return where the postings of `terms` start and end, and the terms' weights."""
        return self._starts[terms.numbers], self._starts[terms.numbers + 1], terms.weights

    def _chosen(self, query: Mapping[str, float], at_most: int) -> tuple[Terms, Terms]:
        """Return the known terms of a question: those to read, in its order, and those left out."""
        places = np.array(list(map(self._place, query)), np.int64)
        known = places >= 0
        found = Terms(places[known], np.array(list(query.values()), np.float32)[known])
        sizes = self._starts[found.numbers + 1] - self._starts[found.numbers]
        if sizes.sum() <= at_most:
            return found, NO_TERMS
        order = np.argsort(sizes, kind="stable")
        read = np.zeros(len(sizes), bool)
        read[order[np.cumsum(sizes[order]) <= at_most]] = True
        return found.where(read), found.where(~read)


def _place_of(syllables: Syllables, keys: Keys, term: str) -> int:
    """Return the place of a term in `keys`, −1 where it has none."""
    key = syllables.key(term)
    place = int(np.searchsorted(keys, key))
    return place if place < len(keys) and keys[place] == key else -1


def _put(
    chunks: Sequence[Counted],
    size: int,
    first: int,
    keys: Keys,
    free: npt.NDArray[np.int64],
    rows: npt.NDArray[np.int32],
    data: Scores,
) -> None:
    """Write the scores of a field of `size` documents, numbered from `first`, into the columns; `free` is where each
    term goes on."""
    if not size:
        return
    own, held = frequencies(chunks)
    idf = np.log(1 + (size - held + 0.5) / (held + 0.5))
    long = lengths(chunks, size)
    norm = K1 * (1 - B + B * long / long.mean())
    for chunk in chunks:
        counts = np.bincount(chunk.term, minlength=len(chunk.keys))
        rank = np.arange(len(chunk.term)) - np.repeat(np.cumsum(counts) - counts, counts)
        used = counts > 0
        place = np.full(len(chunk.keys), -1, np.int64)
        place[used] = np.searchsorted(keys, chunk.keys[used])
        to = free[place[chunk.term]] + rank
        rows[to] = chunk.document + first
        rare = idf[np.searchsorted(own, chunk.keys)][chunk.term]
        data[to] = rare * chunk.count / (chunk.count + norm[chunk.document])
        free[place[used]] += counts[used]
