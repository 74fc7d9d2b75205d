"""Accent-insensitive BM25 over syllables and syllable pairs, with weighted query terms."""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import bm25s
import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]


def terms(syllables: Sequence[str]) -> list[str]:
    """Return syllables and their neighbouring pairs: a b c → a, b, c, a_b, b_c."""
    return [*syllables, *(f"{a}_{b}" for a, b in itertools.pairwise(syllables))]


class LexicalIndex:
    """BM25 scores of one field of all documents, kept as sparse columns per term."""

    def __init__(
        self, documents: Sequence[Sequence[str]], *, k1: float = 1.2, b: float = 0.6, common: float = 1.0
    ) -> None:
        """`documents` are lists of terms, in the order of the catalogue; an empty list scores 0.

        Terms that more than the share `common` of the documents have are left out: they cost time and tell little.
        """
        if common < 1:
            counts = Counter(term for document in documents for term in set(document))
            allowed = {term for term, count in counts.items() if count <= max(common * len(documents), 8)}
            documents = [[term for term in document if term in allowed] for document in documents]
        if not documents:
            self._adopt({}, {"data": [], "indices": [], "indptr": [0], "num_docs": 0})
            return
        index = bm25s.BM25(method="lucene", k1=k1, b=b)
        index.index([list(document) or [""] for document in documents], show_progress=False)
        self._adopt(index.vocab_dict, index.scores)

    def _adopt(self, vocabulary: Mapping[str, int], scores: Mapping[str, Any]) -> None:
        self.vocabulary = {term: number for term, number in vocabulary.items() if term}
        self.data: Scores = np.asarray(scores["data"], np.float32)
        self.rows = np.asarray(scores["indices"], np.int32)
        self.starts = np.asarray(scores["indptr"], np.int64)
        self._bounds: list[int] = self.starts.tolist()
        self.size = int(scores["num_docs"])

    def scores(self, query: Mapping[str, float]) -> Scores:
        """Return the BM25 score of every document for weighted terms, shape (documents,)."""
        find, starts = self.vocabulary.get, self._bounds
        known = [(number, weight) for term, weight in query.items() if (number := find(term)) is not None]
        if not known:
            return np.zeros(self.size, np.float32)
        spans = [slice(starts[number], starts[number + 1]) for number, _ in known]
        rows = np.concatenate([self.rows[span] for span in spans])
        data = np.concatenate([self.data[span] for span in spans])
        data *= np.repeat(
            np.array([weight for _, weight in known], np.float32), [one.stop - one.start for one in spans]
        )
        return np.bincount(rows, data, self.size).astype(np.float32)

    def rarity(self, term: str) -> float:
        """Return the idf of `term`: the natural logarithm of documents over documents that have it; 0 where none has."""
        number = self.vocabulary.get(term)
        if number is None:
            return 0.0
        found = int(self.starts[number + 1] - self.starts[number])
        return float(np.log(1 + self.size / max(found, 1)))


class WordSets:
    """Which words each document has, for asking how much of a question, or of a name, is covered."""

    def __init__(self, documents: Sequence[frozenset[str]]) -> None:
        """`documents` in the order of the catalogue."""
        numbers: dict[str, int] = {}
        held = [[numbers.setdefault(word, len(numbers)) for word in sorted(words)] for words in documents]
        owners = np.repeat(np.arange(len(held), dtype=np.int32), [len(words) for words in held])
        words = np.fromiter(itertools.chain.from_iterable(held), np.int64, len(owners))
        order = np.argsort(words, kind="stable")
        self.size = len(held)
        self._numbers = numbers
        self._rows = owners[order]
        self._starts = np.searchsorted(words[order], np.arange(len(numbers) + 1))
        self._rarity = np.log(1 + self.size / np.maximum(np.diff(self._starts), 1))
        self.mass: Scores = np.bincount(owners, self._rarity[words], self.size).astype(np.float32)
        """Rarity of all words of each document together, shape (documents,)."""

    def rarity(self, word: str, unknown: float = 6.0) -> float:
        """Return the natural logarithm of documents over documents that have `word`; `unknown` where none has."""
        number = self._numbers.get(word)
        return unknown if number is None else float(self._rarity[number])

    def covered(self, words: Mapping[str, float]) -> Scores:
        """Return per document the weights of those `words` that it has, added up."""
        spans = [
            (self._rows[self._starts[number] : self._starts[number + 1]], weight)
            for word, weight in words.items()
            if (number := self._numbers.get(word)) is not None
        ]
        if not spans:
            return np.zeros(self.size, np.float32)
        rows = np.concatenate([found for found, _ in spans])
        weights = np.repeat([weight for _, weight in spans], [len(found) for found, _ in spans])
        return np.bincount(rows, weights, self.size).astype(np.float32)
