"""What speaks for each procedure, given a question: one number per feature, to be weighed by the ranker."""

import copy
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

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
from retrieval.word_sets import WordSets
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
_LOOKED_UP = 200
"""Procedures that the frequent words of a question are looked up for, where not all its words can be."""
_BODY = 0.25
"""Weight of the record's other words where all fields are taken together."""


@dataclass(frozen=True)
class Words:
    """What the words of a question say about every procedure: `fields` of shape (procedures,), fused, and the
    question's rarity. Where frequent words were left out (`left`), only the procedures `done` have them added."""

    fields: dict[str, Vectors]
    fused: Vectors
    mass: float
    scores: Vectors
    left: Terms
    done: Rows


class Evidence:
    """Word indexes and traits over one catalogue."""

    def __init__(self, arrays: Arrays) -> None:
        """Use `build`; `arrays` are those of an earlier one."""
        self._lexical = LexicalIndex.from_arrays(of("lexical", arrays))
        self._told = WordSets.from_arrays(of("told", arrays))
        self._named = WordSets.from_arrays(of("named", arrays))
        self._traits = Traits.from_arrays(of("traits", arrays))
        self._asked_of = arrays["questions_of"]
        counts = np.diff(self._asked_of)
        self._asked_at = np.flatnonzero(counts)
        self._asked_from = self._asked_of[self._asked_at]
        self._listed = (counts > 0).astype(np.float32)
        self._scopes = dict(zip(texts_of(arrays["scopes"]), arrays["in_scope"], strict=True))
        self.size = len(self._listed)
        self.speller = Speller(self._lexical.count)
        self._arrays = arrays
        self._read_at_most = READ_AT_MOST

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
        mass = max(sum(self._told.rarity(word) for word in question.spoken), 1.0)
        terms = {term: weight / mass for term, weight in question.terms.items()}
        scores, left = self._lexical.scores(terms, self._read_at_most)
        fields = {name: scores[self._lexical.fields[name]] for name in ("name", "asked", "body")}
        fields["question"] = np.zeros(self.size, np.float32)
        if len(self._asked_at):
            single = scores[self._lexical.fields["question"]]
            fields["question"][self._asked_at] = np.maximum.reduceat(single, self._asked_from)
        words = Words(fields, _fused(fields), mass, scores, left, np.zeros(0, np.int64))
        if not left:
            return words
        best = [top(words.fused, _LOOKED_UP), top(fields["question"], _LOOKED_UP // 2)]
        return self.completed(words, np.unique(np.concatenate(best)))

    def completed(self, words: Words, rows: Rows) -> Words:
        """Return `words` with everything said about the procedures `rows`, frequent words as well."""
        if not words.left:
            return words
        rows = np.setdiff1d(rows, words.done, assume_unique=True)
        first, last = self._asked_of[rows], self._asked_of[rows + 1]
        single = spans(first, last)
        fields = self._lexical.fields
        documents = [rows + fields[name].start for name in ("name", "asked", "body")]
        self._lexical.add(
            words.scores, words.left, np.concatenate([*documents, single + fields["question"].start])
        )
        has = last > first
        if has.any():
            own = words.scores[fields["question"]][single]
            starts = np.cumsum(last - first) - (last - first)
            words.fields["question"][rows[has]] = np.maximum.reduceat(own, starts[has])
        words.fused[rows] = _fused({name: score[rows] for name, score in words.fields.items()})
        return replace(words, done=np.union1d(words.done, rows))

    def features(self, question: Question, words: Words, rows: Rows, cosines: Vectors) -> Vectors:
        """Return the features of the candidates `rows`, shape (rows, FEATURES); `cosines` as DenseIndex.compare."""
        best = max(float(words.fused.max(initial=0.0)), 1e-6)
        parts = {name: score[rows] for name, score in words.fields.items()}
        parts |= {"relative": words.fused[rows] / best}
        parts |= dict(zip(COSINES, cosines.T, strict=True))
        parts |= self._coverage(question, words.mass, rows)
        parts |= self._priors(question, rows)
        return np.stack([parts[name] for name in FEATURES], axis=1).astype(np.float32)

    def _coverage(self, question: Question, mass: float, rows: Rows) -> dict[str, Vectors]:
        rare = {word: self._told.rarity(word) for word in question.spoken}
        core = {word: self._named.rarity(word) for word in question.core}
        named = self._named.covered(core, rows)
        return {
            "covered": self._told.covered(rare, rows) / mass,
            "name_covered": named / max(sum(core.values()), 1.0),
            "name_told": named / np.maximum(self._named.mass[rows], 1.0),
        }

    def _priors(self, question: Question, rows: Rows) -> dict[str, Vectors]:
        traits = self._traits
        away = traits.away[rows].astype(np.float32)
        for at in np.flatnonzero(away):
            if traits.elsewhere[rows[at]] in question.folded:
                away[at] = -0.5
        inside = np.zeros(len(rows), bool)
        for scope in question.scopes:
            inside |= self._scopes[scope][rows]
        said, weights = _qualifiers_said(question)
        narrow = traits.narrow[rows]
        return {
            "level": traits.level[rows],
            "popular": traits.popular[rows],
            "citizen": traits.citizen[rows].astype(np.float32),
            "listed": self._listed[rows],
            "elsewhere": away,
            "narrow": np.asarray(narrow @ np.where(said, 0, weights), np.float32),
            "fits": np.asarray(narrow @ np.where(said, weights, 0), np.float32),
            "scope": inside.astype(np.float32),
        }


def _fused(fields: Mapping[str, Vectors]) -> Vectors:
    """Return what all fields say together."""
    fused = fields["body"] * np.float32(_BODY)
    for name in ("name", "asked", "question"):
        fused += fields[name]
    return fused


@lru_cache(maxsize=1)
def _qualifier_words() -> tuple[dict[str, list[tuple[str, int]]], Vectors]:
    """Return by first word the phrases that ask for qualifiers, with a space behind, and the qualifiers' numbers; and
    the qualifiers' weights."""
    found: dict[str, list[tuple[str, int]]] = {}
    for number, rule in enumerate(qualifiers()):
        for phrase in rule.asked:
            found.setdefault(phrase.split()[0], []).append((f"{phrase} ", number))
    return found, np.array([rule.weight for rule in qualifiers()], np.float32)


def _qualifiers_said(question: Question) -> tuple[npt.NDArray[np.bool_], Vectors]:
    """Return per qualifier whether the question has it, and its weight."""
    rules, weights = _qualifier_words()
    said = np.zeros(len(weights), bool)
    text = f" {question.folded} "
    for word in set(question.folded.split()) & rules.keys():
        for phrase, number in rules[word]:
            if f" {phrase}" in text:
                said[number] = True
    return said, weights


def _scopes(procedures: Sequence[Procedure]) -> dict[str, npt.NDArray[np.bool_]]:
    """Return per scope of the synonyms which procedures belong to it, by their field's name."""
    fields = [fold(one.field or "") for one in procedures]
    scopes = {scope for found in synonyms().values() for one in found for scope in one.scope}
    return {scope: np.array([scope in field for field in fields], bool) for scope in scopes}
