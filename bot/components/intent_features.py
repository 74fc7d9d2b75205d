"""Weighted counts of words and letters: what the intent classifier sees of a message."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from rasa.nlu.tokenizers.tokenizer import Token
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

_RARITY_FILE = "rarity.npz"


class _Counts:
    """One kind of counts, its vocabulary learnt from the training data: the columns in the order of the vocabulary."""

    def __init__(self, analyzer: str, ngrams: "tuple[int, int]", *, folded: bool) -> None:
        self.analyzer = analyzer
        self.ngrams = ngrams
        self.folded = folded
        self.rarity = np.zeros(0)
        self._columns: dict[str, int] = {}
        self._grams = self._counter().build_analyzer()

    def learn(self, messages: "Sequence[Sequence[Token]]") -> csr_matrix:
        """Learn the vocabulary and the rarity of its entries from `messages`; return their rows."""
        counter = self._counter()
        counts = counter.fit_transform([self._text(tokens) for tokens in messages])
        self._columns = {str(gram): int(column) for gram, column in counter.vocabulary_.items()}
        appearances = np.bincount(counts.indices, minlength=counts.shape[1])
        self.rarity = np.log((1 + counts.shape[0]) / (1 + appearances)) + 1
        rows = csr_matrix(counts, dtype=np.float64)
        rows.data = _weights(rows.data, self.rarity[rows.indices])
        return normalize(rows)

    def of(self, tokens: "Sequence[Token]") -> "tuple[np.ndarray, np.ndarray]":
        """Return the columns a message has and their weights (1 + log count) × rarity, of unit length together."""
        # Counted here: a vectoriser sets itself up anew for each message, which takes longer than the counting.
        known = Counter(
            column
            for gram in self._grams(self._text(tokens))
            if (column := self._columns.get(gram)) is not None
        )
        columns = np.fromiter(known.keys(), np.int32, len(known))
        weights = _weights(np.fromiter(known.values(), np.float64, len(known)), self.rarity[columns])
        return columns, weights / (np.linalg.norm(weights) or 1.0)

    def words(self) -> "list[str]":
        """Return the vocabulary in the order of its columns."""
        return sorted(self._columns, key=self._columns.__getitem__)

    def restore(self, words: "Sequence[str]", rarity: np.ndarray) -> None:
        """Take a vocabulary that was learnt before."""
        self._columns = {word: column for column, word in enumerate(words)}
        self.rarity = rarity

    def _counter(self) -> CountVectorizer:
        if self.analyzer == "word":
            return CountVectorizer(
                tokenizer=str.split, token_pattern=None, lowercase=False, ngram_range=self.ngrams
            )
        return CountVectorizer(analyzer=self.analyzer, lowercase=False, ngram_range=self.ngrams)

    def _text(self, tokens: "Iterable[Token]") -> str:
        return " ".join(token.lemma if self.folded else token.text for token in tokens)


def _weights(counts: np.ndarray, rarity: np.ndarray) -> np.ndarray:
    return (1 + np.log(counts)) * rarity


class IntentFeatures:
    """Three kinds of counts side by side, each with the same share in a row of unit length.

    Of unit length by themselves, the few words of a short message weigh as much as its many letters.
    """

    def __init__(self) -> None:
        self._kinds = {
            # Folded words and pairs of words: the same with and without accents.
            "words": _Counts("word", (1, 2), folded=True),
            # Words with accents: tell apart what folding confuses ("hẹn", "hen").
            "accented": _Counts("word", (1, 1), folded=False),
            # Folded letters: slips of the finger and unknown words.
            "letters": _Counts("char_wb", (2, 4), folded=True),
        }

    def learn(self, messages: "Sequence[Sequence[Token]]") -> csr_matrix:
        """Learn all vocabularies from the tokens of `messages`; return a row for each."""
        return normalize(hstack([kind.learn(messages) for kind in self._kinds.values()], format="csr"))

    def of(self, messages: "Sequence[Sequence[Token]]") -> csr_matrix:
        """Return a row for each of `messages`, one at least, as `learn` does, in single precision.

        Put together at once: stacking and scaling sparse matrices of one row takes many times longer than what is in them.
        """
        rows = [self._row(tokens) for tokens in messages]
        starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns, weights = (np.concatenate(parts) for parts in zip(*rows, strict=True))
        width = sum(len(kind.rarity) for kind in self._kinds.values())
        return csr_matrix((weights.astype(np.float32), columns, starts), shape=(len(rows), width))

    def _row(self, tokens: "Sequence[Token]") -> "tuple[np.ndarray, np.ndarray]":
        columns, weights, width = [], [], 0
        for kind in self._kinds.values():
            found, weight = kind.of(tokens)
            columns.append(found + width)
            weights.append(weight)
            width += len(kind.rarity)
        joined = np.concatenate(weights)
        return np.concatenate(columns), joined / (np.linalg.norm(joined) or 1.0)

    def save(self, folder: Path) -> None:
        """Write the vocabularies and rarities as JSON and arrays into `folder`."""
        for name, kind in self._kinds.items():
            (folder / f"{name}.json").write_text(
                json.dumps(kind.words(), ensure_ascii=False), encoding="utf-8"
            )
        np.savez(folder / _RARITY_FILE, **{name: kind.rarity for name, kind in self._kinds.items()})

    @classmethod
    def load(cls, folder: Path) -> "IntentFeatures":
        """Read what `save` wrote."""
        features = cls()
        with np.load(folder / _RARITY_FILE, allow_pickle=False) as rarities:
            for name, kind in features._kinds.items():
                kind.restore(
                    json.loads((folder / f"{name}.json").read_text(encoding="utf-8")), rarities[name]
                )
        return features
