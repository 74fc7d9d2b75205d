"""What speaks for each procedure, given a question: one number per feature, to be weighed by the ranker."""

import copy
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import log1p

import numpy as np
import numpy.typing as npt

from retrieval.dense import COSINES
from retrieval.encoder import Vectors
from retrieval.lexical import READ_AT_MOST, LexicalIndex, Terms
from retrieval.procedure import Procedure
from retrieval.question import Question
from retrieval.rows import Rows, spans, top
from retrieval.searched_texts import Questions, asked_of
from retrieval.spelling import Speller
from retrieval.stored_arrays import Arrays, named, of, text_array, texts_of
from retrieval.text import fold
from retrieval.traits import Traits, traits_of
from retrieval.vocabulary import qualifiers, synonyms
from retrieval.word_sets import KnownWords, WordSets
from retrieval.words_of_catalogue import WordsOfCatalogue

FEATURES = (
    "name",
    "asked",
    "question",
    "body",
    "relative",
    "dense",
    "dense_question",
    "dense_two",
    "dense_name",
    "dense_mean",
    "covered",
    "name_covered",
    "name_told",
    "level",
    "popular",
    "citizen",
    "listed",
    "elsewhere",
    "narrow",
    "fits",
    "scope",
)
"""BM25 of the name, of all questions together, of the best single question and of the record's other words, each per
unit of the question's rarity; the same fused, relative to the best procedure; cosines (see DenseIndex.compare); share
of the question's rarity that the procedure's name and questions have as typed, that its name has; share of its name
that the question tells; nearness of the level; popularity; open to citizens; has example questions; of another
province (−0.5 where the question names it); qualifiers of its name that the question has not (weighted), that it
has; in a field that an everyday word hints at."""
_AT = {name: column for column, name in enumerate(FEATURES)}
_COSINES_AT = slice(_AT[COSINES[0]], _AT[COSINES[-1]] + 1)
_STATIC_AT = slice(_AT["level"], _AT["narrow"] + 1)
_WORD_FIELDS = ("name", "asked", "body", "question")
_LOOKED_UP = 200
"""Procedures that the frequent words of a question are looked up for, where not all its words can be."""
_NEARLY_NONE = 1e-6
_BODY = np.float32(0.25)
"""Weight of the record's other words where all fields are taken together."""


@dataclass(frozen=True)
class Words:
    """What the words of a question say: `scores` of all documents (see LexicalIndex.fields); per procedure, shape
    (procedures,), those of its best single `question` and of all fields `fused`; the words `told` of, as typed. Where
    frequent words were left out (`left`), only the procedures `done` have them added."""

    scores: Vectors
    question: Vectors
    fused: Vectors
    told: KnownWords
    left: Terms
    done: Rows

    @cached_property
    def most(self) -> float:
        """What the words give the best procedure, at least next to nothing."""
        return max(float(self.fused.max(initial=0.0)), _NEARLY_NONE)


class Evidence:
    """Word indexes and traits over one catalogue."""

    def __init__(self, arrays: Arrays) -> None:
        """Use `build`; `arrays` are those of an earlier one."""
        self._lexical = LexicalIndex.from_arrays(of("lexical", arrays))
        self._told = WordSets.from_arrays(of("told", arrays))
        self._named = WordSets.from_arrays(of("named", arrays))
        self._traits = Traits.from_arrays(of("traits", arrays))
        self._asked_of = arrays["questions_of"]
        self._asked = np.flatnonzero(np.diff(self._asked_of))
        fields = self._lexical.fields
        self._columns = np.array([fields[name].start for name in _WORD_FIELDS], np.int64)
        weights = np.array([rule.weight for rule in qualifiers()], np.float32)
        self._weighty = self._traits.narrow * weights
        self._static = np.stack(
            [
                self._traits.level,
                self._traits.popular,
                self._traits.citizen,
                (np.diff(self._asked_of) > 0),
                self._traits.away,
                self._weighty.sum(axis=1),
            ],
            axis=1,
        ).astype(np.float32)
        self._scopes = dict(zip(texts_of(arrays["scopes"]), arrays["in_scope"], strict=True))
        self.size = len(self._traits.level)
        self.speller = Speller(self._lexical.count)
        self._arrays = arrays
        self._read_at_most = READ_AT_MOST

    def rarity(self, term: str) -> float:
        """Return how rare a folded syllable or a pair of neighbours ("khai_sinh") is: 0 where every text has it, 1 where
        none has.
        """
        size = self._lexical.size
        return 1 - log1p(self._lexical.count(term)) / log1p(size) if size else 0.0

    @classmethod
    def build(cls, procedures: Sequence[Procedure], questions: Questions) -> "Evidence":
        """Return the evidence on `procedures`; `questions` are the everyday ones by code."""
        words = WordsOfCatalogue()
        for one in procedures:
            words.add(one, asked_of(one, questions))
        scopes = _scopes(procedures)
        return cls(
            {
                **words.arrays(),
                **named("traits", traits_of(procedures).arrays()),
                "scopes": text_array(list(scopes)),
                "in_scope": np.array(list(scopes.values()), bool).reshape(len(scopes), len(procedures)),
            }
        )

    def arrays(self) -> Arrays:
        """Return the evidence as arrays, for another `Evidence` on the same procedures."""
        return self._arrays

    def exhaustive(self) -> "Evidence":
        """Return the same evidence, for which no word is ever left out."""
        exact = copy.copy(self)
        exact._read_at_most = sys.maxsize
        return exact

    def words(self, question: Question) -> Words:
        """Return what the words of `question` say about every procedure."""
        from retrieval import loops

        told = self._told.known(question.spoken)
        mass = max(told.mass, 1.0)
        terms = {term: weight / mass for term, weight in question.terms.items()}
        scores, left = self._lexical.scores(terms, self._read_at_most)
        best, fused = np.zeros(self.size, np.float32), np.empty(self.size, np.float32)
        loops.fuse_all(scores, self._columns, self._asked_of, self._asked, _BODY, best, fused)
        words = Words(scores, best, fused, told, left, np.zeros(0, np.int64))
        if not left:
            return words
        return self.completed(words, np.unique(np.concatenate(self.best(words, _LOOKED_UP))))

    def best(self, words: Words, wanted: int) -> tuple[Rows, Rows]:
        """Return the procedures that `words` speak for: `wanted` by all fields, half as many by the best single question.

        Where frequent words were left out, they are among those that have them added: no other had as much without.
        """
        if len(words.done):
            asked = words.done
            return asked[top(words.fused[asked], wanted)], asked[top(words.question[asked], wanted // 2)]
        return top(words.fused, wanted), self._asked[top(words.question[self._asked], wanted // 2)]

    def completed(self, words: Words, rows: Rows) -> Words:
        """Return `words` with everything said about the procedures `rows`, frequent words as well."""
        from retrieval import loops

        if not words.left:
            return words
        rows = np.setdiff1d(rows, words.done, assume_unique=True)
        single = spans(self._asked_of[rows], self._asked_of[rows + 1])
        documents = [rows + first for first in self._columns[:3].tolist()]
        self._lexical.add(words.scores, words.left, np.concatenate([*documents, single + self._columns[3]]))
        loops.fuse_some(rows, words.scores, self._columns, self._asked_of, _BODY, words.question, words.fused)
        return replace(words, done=np.union1d(words.done, rows))

    def features(self, question: Question, words: Words, rows: Rows, cosines: Vectors) -> Vectors:
        """Return the features of the candidates `rows`, shape (rows, FEATURES); `cosines` as DenseIndex.compare."""
        from retrieval import loops

        found = np.zeros((len(rows), len(FEATURES)), np.float32)
        most = np.float32(words.most)
        loops.said_of(rows, words.scores, self._columns, words.question, words.fused, most, found)
        found[:, _COSINES_AT] = cosines
        found[:, _STATIC_AT] = self._static[rows]
        self._cover(question, words.told, rows, found)
        self._narrow(question, rows, found)
        return found

    def _cover(self, question: Question, told: KnownWords, rows: Rows, found: Vectors) -> None:
        """Fill in how much of the question, and of the names, is covered."""
        core = self._named.known(question.core)
        named = self._named.covered(core, rows)
        found[:, _AT["covered"]] = self._told.covered(told, rows) / max(told.mass, 1.0)
        found[:, _AT["name_covered"]] = named / max(core.mass, 1.0)
        found[:, _AT["name_told"]] = named / np.maximum(self._named.mass[rows], 1.0)

    def _narrow(self, question: Question, rows: Rows, found: Vectors) -> None:
        """Fill in what depends on places, qualifiers and fields that the question names."""
        away = found[:, _AT["elsewhere"]]
        for at in np.flatnonzero(away).tolist():
            if self._traits.elsewhere[rows[at]] in question.folded:
                away[at] = -0.5
        for scope in question.scopes:
            found[self._scopes[scope][rows], _AT["scope"]] = 1
        if said := _qualifiers_said(question):
            weighty = self._weighty[rows]
            found[:, _AT["fits"]] = weighty[:, said].sum(axis=1)
            weighty[:, said] = 0
            found[:, _AT["narrow"]] = weighty.sum(axis=1)


@lru_cache(maxsize=1)
def _qualifier_words() -> dict[str, list[tuple[str, int]]]:
    """Return by first word the phrases that ask for qualifiers, with a space at both ends, and the qualifiers' numbers."""
    found: dict[str, list[tuple[str, int]]] = {}
    for number, rule in enumerate(qualifiers()):
        for phrase in rule.asked:
            found.setdefault(phrase.split()[0], []).append((f" {phrase} ", number))
    return found


def _qualifiers_said(question: Question) -> list[int]:
    """Return the numbers of the qualifiers that the question has."""
    rules = _qualifier_words()
    text = f" {question.folded} "
    said = {
        number
        for word in question.folded.split()
        if word in rules
        for phrase, number in rules[word]
        if phrase in text
    }
    return sorted(said)


def _scopes(procedures: Sequence[Procedure]) -> dict[str, npt.NDArray[np.bool_]]:
    """Return per scope of the synonyms which procedures belong to it, by their field's name."""
    fields = [fold(one.field or "") for one in procedures]
    scopes = {scope for found in synonyms().values() for one in found for scope in one.scope}
    return {scope: np.array([scope in field for field in fields], bool) for scope in scopes}
