"""Counting the terms of many documents with little memory: syllables and pairs as numbers, counted chunk by chunk."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.int64]
_PAIR = 32
_CHUNK = 2_000_000
"""Syllables counted at once; about 100 bytes of memory each."""


class Syllables(dict[str, int]):
    """Numbers of syllables, given in the order they are first met."""

    def __missing__(self, syllable: str) -> int:
        self[syllable] = number = len(self)
        return number

    def key(self, term: str) -> int:
        """Return the number of a term ("giay" or "giay_to"), −1 where one of its syllables is unknown."""
        first, _, second = term.partition("_")
        left = self.get(first, -1)
        if left < 0 or not second:
            return left << _PAIR if left >= 0 else -1
        right = self.get(second, -1)
        return (left << _PAIR) + right + 1 if right >= 0 else -1


@dataclass(frozen=True)
class Counted:
    """Terms of a run of documents: `keys` (terms,) ascending; per posting, by term and then document, the `term` (its
    place in `keys`), the `document` and how often (`count`)."""

    keys: Keys
    term: npt.NDArray[np.int32]
    document: npt.NDArray[np.int32]
    count: npt.NDArray[np.int32]


class TermCounts:
    """The terms of documents that come one after the other."""

    def __init__(self, syllables: Syllables) -> None:
        """`syllables` are shared by all counts that go into one index."""
        self._syllables = syllables
        self._ids = array("i")
        self._lengths = array("i")
        self._first = 0
        self._done: list[Counted] = []

    @property
    def size(self) -> int:
        """How many documents came."""
        return self._first + len(self._lengths)

    def add(self, words: Sequence[str]) -> None:
        """Take the syllables of the next document."""
        self._ids.extend([self._syllables[word] for word in words])
        self._lengths.append(len(words))
        if len(self._ids) >= _CHUNK:
            self._count()

    def chunks(self) -> list[Counted]:
        """Return what was counted, the chunks in the order of the documents."""
        if len(self._lengths):
            self._count()
        return self._done

    def _count(self) -> None:
        ids = np.array(self._ids, np.int64)
        lengths = np.array(self._lengths, np.int64)
        owners = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
        within = owners[:-1] == owners[1:]
        singles = ids << _PAIR
        pairs = (singles[:-1] + ids[1:] + 1)[within]
        documents = np.concatenate([owners, owners[:-1][within]])
        keys, places = np.unique(np.concatenate([singles, pairs]), return_inverse=True)
        span = max(len(lengths), 1)
        postings, counts = np.unique(places.astype(np.int64) * span + documents, return_counts=True)
        terms, found = np.divmod(postings, span)
        self._done.append(
            Counted(
                keys,
                terms.astype(np.int32),
                (found + self._first).astype(np.int32),
                counts.astype(np.int32),
            )
        )
        self._first += len(lengths)
        self._ids, self._lengths = array("i"), array("i")


def without_common(chunks: Sequence[Counted], size: int, common: float) -> list[Counted]:
    """Return the chunks without the terms that more than the share `common` of the `size` documents have."""
    keys, held = frequencies(chunks)
    allowed = keys[held <= max(common * size, 8)]
    kept = []
    for chunk in chunks:
        inside = np.isin(chunk.keys, allowed, assume_unique=True)[chunk.term]
        kept.append(Counted(chunk.keys, chunk.term[inside], chunk.document[inside], chunk.count[inside]))
    return kept


def frequencies(chunks: Sequence[Counted]) -> tuple[Keys, npt.NDArray[np.int64]]:
    """Return the terms of all chunks, ascending, and in how many documents each is."""
    keys = np.unique(np.concatenate([chunk.keys for chunk in chunks] or [np.zeros(0, np.int64)]))
    held = np.zeros(len(keys), np.int64)
    for chunk in chunks:
        held[np.searchsorted(keys, chunk.keys)] += np.bincount(chunk.term, minlength=len(chunk.keys))
    return keys, held


def lengths(chunks: Sequence[Counted], size: int) -> npt.NDArray[Any]:
    """Return how many terms each of `size` documents has, at least 1, shape (size,)."""
    total = np.zeros(size, np.int64)
    for chunk in chunks:
        total += np.bincount(chunk.document, chunk.count, size).astype(np.int64)
    return np.maximum(total, 1)
