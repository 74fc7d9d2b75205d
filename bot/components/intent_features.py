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
        counts = counter.fit_transform(self._texts(messages))
        self._columns = {str(gram): int(column) for gram, column in counter.vocabulary_.items()}
        appearances = np.bincount(counts.indices, minlength=counts.shape[1])
        self.rarity = np.log((1 + counts.shape[0]) / (1 + appearances)) + 1
        return self._weighted(counts)

    def of(self, messages: "Sequence[Sequence[Token]]") -> csr_matrix:
        """Return a row of unit length per message (zero where nothing is known): (1 + log count) × rarity."""
        starts, columns, counts = [0], [], []
        for text in self._texts(messages):
            # Counted here: a vectoriser sets itself up anew for each message, which takes longer than the counting.
            known = Counter(
                column for gram in self._grams(text) if (column := self._columns.get(gram)) is not None
            )
            columns += known.keys()
            counts += known.values()
            starts.append(len(columns))
        shape = (len(messages), len(self._columns))
        return self._weighted(csr_matrix((counts, columns, starts), shape=shape, dtype=np.float64))

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

    def _texts(self, messages: "Iterable[Sequence[Token]]") -> "list[str]":
        return [
            " ".join(token.lemma if self.folded else token.text for token in tokens) for tokens in messages
        ]

    def _weighted(self, counts: csr_matrix) -> csr_matrix:
        rows = csr_matrix(counts, dtype=np.float64)
        rows.data = (1 + np.log(rows.data)) * self.rarity[rows.indices]
        return normalize(rows)


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
        return _joined([kind.learn(messages) for kind in self._kinds.values()])

    def of(self, messages: "Sequence[Sequence[Token]]") -> csr_matrix:
        """Return a row for each of `messages`, as wide as all vocabularies together."""
        return _joined([kind.of(messages) for kind in self._kinds.values()])

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


def _joined(blocks: "Sequence[csr_matrix]") -> csr_matrix:
    return normalize(hstack(blocks, format="csr"))
