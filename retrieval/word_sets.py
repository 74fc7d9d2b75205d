"""Which words each document has, for asking how much of a question, or of a name, is covered."""

from array import array
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.stored_arrays import Arrays, text_array, texts_of

Scores = npt.NDArray[np.float32]


class WordSetsToBe:
    """Takes the documents of a catalogue one after the other."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words = array("i")
        self._lengths = array("i")

    def add(self, words: frozenset[str]) -> None:
        """Take the words of the next document."""
        self._words.extend([self._numbers.setdefault(word, len(self._numbers)) for word in sorted(words)])
        self._lengths.append(len(words))

    def finish(self) -> "WordSets":
        """Return the sets of the documents that came."""
        lengths, words = np.array(self._lengths, np.int32), np.array(self._words, np.int32)
        owners = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        order = np.argsort(words, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(words, minlength=len(self._numbers)))])
        rarity = np.log(1 + len(lengths) / np.maximum(np.diff(starts), 1))
        mass = np.bincount(owners, rarity[words], len(lengths)).astype(np.float32)
        return WordSets(self._numbers, owners[order], starts.astype(np.int64), mass)


class WordSets:
    """The sets of words of all documents, kept as sorted documents per word."""

    def __init__(
        self, words: Iterable[str], rows: npt.NDArray[np.int32], starts: npt.NDArray[np.int64], mass: Scores
    ) -> None:
        """Use `WordSetsToBe` or `from_arrays`. `rows` are the documents of the first word, of the second and so on."""
        self._numbers = {word: number for number, word in enumerate(words)}
        self._rows, self._starts = rows, starts
        self.size = len(mass)
        self._rarity = np.log(1 + self.size / np.maximum(np.diff(starts), 1))
        self.mass = mass
        """Rarity of all words of each document together, shape (documents,)."""

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "WordSets":
        """Return the sets that `arrays` describes."""
        return cls(texts_of(arrays["words"]), arrays["rows"], arrays["starts"], arrays["mass"])

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return the sets as arrays, for `from_arrays`."""
        return {
            "words": text_array(list(self._numbers)),
            "rows": self._rows,
            "starts": self._starts,
            "mass": self.mass,
        }

    def rarity(self, word: str, unknown: float = 6.0) -> float:
        """Return the natural logarithm of documents over documents that have `word`; `unknown` where none has."""
        number = self._numbers.get(word)
        return unknown if number is None else float(self._rarity[number])

    def covered(self, words: Mapping[str, float], rows: npt.NDArray[np.int64]) -> Scores:
        """Return per document of `rows` the weights of those `words` that it has, added up."""
        from retrieval import loops

        known = [
            (number, weight)
            for word, weight in words.items()
            if (number := self._numbers.get(word)) is not None
        ]
        numbers = np.array([number for number, _ in known], np.int64)
        weights = np.array([weight for _, weight in known], np.float32)
        total = np.zeros(len(rows), np.float32)
        loops.cover(numbers, weights, self._starts, self._rows, rows, total)
        return total
