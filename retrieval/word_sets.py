"""Which words each document has, for asking how much of a question, or of a name, is covered."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class KnownWords:
    """Words of a question: the `numbers` and `rarity` of those that a document has, and the rarity of all, `mass`."""

    numbers: npt.NDArray[np.int64]
    rarity: Scores
    mass: float


class WordSets:
    """The sets of words of all documents, kept as sorted documents per word."""

    def __init__(
        self, words: Iterable[str], rows: npt.NDArray[np.int32], starts: npt.NDArray[np.int64], mass: Scores
    ) -> None:
        """Use `WordSetsToBe` or `from_arrays`. `rows` are the documents of the first word, of the second and so on."""
        self._numbers = {word: number for number, word in enumerate(words)}
        self._rows, self._starts = rows, starts
        self.size = len(mass)
        self._rarity = np.log(1 + self.size / np.maximum(np.diff(starts), 1)).tolist()
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
        return unknown if number is None else self._rarity[number]

    def known(self, words: Iterable[str], unknown: float = 6.0) -> "KnownWords":
        """Return the different `words` with their rarity; those that no document has count `unknown` in its mass."""
        different = dict.fromkeys(words)
        numbers = [number for number in map(self._numbers.get, different) if number is not None]
        rarity = [self._rarity[number] for number in numbers]
        mass = sum(rarity) + unknown * (len(different) - len(numbers))
        return KnownWords(np.array(numbers, np.int64), np.array(rarity, np.float32), mass)

    def covered(self, words: "KnownWords", rows: npt.NDArray[np.int64]) -> Scores:
        """Return per document of `rows` the rarity of those `words` that it has, added up."""
        from retrieval import loops

        total = np.zeros(len(rows), np.float32)
        loops.cover(words.numbers, words.rarity, self._starts, self._rows, rows, total)
        return total
