"""Accent-insensitive BM25 over syllables and syllable pairs, with weighted query terms."""

import itertools
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

    def __init__(self, documents: Sequence[Sequence[str]], *, k1: float = 1.2, b: float = 0.6) -> None:
        """`documents` are lists of terms, in the order of the catalogue; an empty list scores 0."""
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
        self.size = int(scores["num_docs"])

    def scores(self, query: Mapping[str, float]) -> Scores:
        """Return the BM25 score of every document for weighted terms, shape (documents,)."""
        total = np.zeros(self.size, np.float32)
        for term, weight in query.items():
            number = self.vocabulary.get(term)
            if number is not None:
                span = slice(self.starts[number], self.starts[number + 1])
                total[self.rows[span]] += weight * self.data[span]
        return total

    def rarity(self, term: str) -> float:
        """Return the idf of `term`: the natural logarithm of documents over documents that have it; 0 where none has."""
        number = self.vocabulary.get(term)
        if number is None:
            return 0.0
        found = int(self.starts[number + 1] - self.starts[number])
        return float(np.log(1 + self.size / max(found, 1)))
