"""What speaks for each procedure, given a question: one number per feature, to be weighed by the ranker."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from retrieval.encoder import Vectors
from retrieval.lexical import LexicalIndex, WordSets, terms
from retrieval.procedure import Procedure
from retrieval.question import Question
from retrieval.searched_texts import Questions, asked_of, body_of, told
from retrieval.text import fold, syllables
from retrieval.traits import traits_of
from retrieval.vocabulary import qualifiers, synonyms

Rows = npt.NDArray[np.int64]
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
_COMMON = 0.1
_LONGEST_PHRASE = 5
_FUSED = {"name": 1.0, "asked": 1.0, "question": 1.0, "body": 0.25}


@dataclass(frozen=True)
class Words:
    """What the words of a question say about every procedure: `fields` of shape (procedures,), fused, and the
    question's rarity."""

    fields: dict[str, Vectors]
    fused: Vectors
    mass: float


class Evidence:
    """Word indexes and traits over one catalogue."""

    def __init__(self, procedures: Sequence[Procedure], questions: Questions) -> None:
        """`questions` are the everyday ones by code."""
        asked = [asked_of(one, questions) for one in procedures]
        names = [syllables(one.name) for one in procedures]
        self._fields = {
            "name": LexicalIndex([terms(one) for one in names]),
            "asked": LexicalIndex([terms(syllables(" . ".join(texts))) for texts in asked]),
            "body": LexicalIndex([terms(syllables(body_of(one))) for one in procedures], common=_COMMON),
        }
        self._single = LexicalIndex([terms(syllables(text)) for texts in asked for text in texts])
        self._asked_at = np.flatnonzero([len(texts) for texts in asked])
        counts = np.array([len(texts) for texts in asked if texts], np.int64)
        self._asked_from = np.cumsum(counts) - counts
        self._told = WordSets(
            [told([one.name, *texts]) for one, texts in zip(procedures, asked, strict=True)]
        )
        self._named = WordSets([frozenset(words) for words in names])
        self._traits = traits_of(procedures)
        self._listed = np.array([len(texts) > 0 for texts in asked], np.float32)
        self._scopes = _scopes(procedures)
        self.size = len(procedures)

    def words(self, question: Question) -> Words:
        """Return what the words of `question` say about every procedure."""
        mass = max(sum(self._told.rarity(word) for word in question.spoken), 1.0)
        fields = {name: found.scores(question.terms) / mass for name, found in self._fields.items()}
        fields["question"] = np.zeros(self.size, np.float32)
        if len(self._asked_at):
            single = self._single.scores(question.terms) / mass
            fields["question"][self._asked_at] = np.maximum.reduceat(single, self._asked_from)
        fused = np.sum([weight * fields[name] for name, weight in _FUSED.items()], axis=0)
        return Words(fields, fused, mass)

    def features(self, question: Question, words: Words, rows: Rows, cosines: Vectors) -> Vectors:
        """Return the features of the candidates `rows`, shape (rows, FEATURES); `cosines` as DenseIndex.compare."""
        best = max(float(words.fused.max(initial=0.0)), 1e-6)
        parts = {name: score[rows] for name, score in words.fields.items()}
        parts |= {"relative": words.fused[rows] / best}
        parts |= dict(zip(("dense", "dense_question", "dense_two", "dense_name"), cosines.T, strict=True))
        parts |= self._coverage(question, words.mass, rows)
        parts |= self._priors(question, rows)
        return np.stack([parts[name] for name in FEATURES], axis=1).astype(np.float32)

    def _coverage(self, question: Question, mass: float, rows: Rows) -> dict[str, Vectors]:
        rare = {word: self._told.rarity(word) for word in question.spoken}
        core = {word: self._named.rarity(word) for word in question.core}
        named = self._named.covered(core)[rows]
        return {
            "covered": self._told.covered(rare)[rows] / mass,
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


@lru_cache(maxsize=1)
def _qualifier_words() -> tuple[dict[str, list[int]], Vectors]:
    """Return the qualifiers' numbers by the phrases that ask for them, and their weights."""
    found: dict[str, list[int]] = {}
    for number, rule in enumerate(qualifiers()):
        for phrase in rule.asked:
            found.setdefault(phrase, []).append(number)
    return found, np.array([rule.weight for rule in qualifiers()], np.float32)


def _qualifiers_said(question: Question) -> tuple[npt.NDArray[np.bool_], Vectors]:
    """Return per qualifier whether the question has it, and its weight."""
    rules, weights = _qualifier_words()
    words = question.folded.split()
    said = np.zeros(len(weights), bool)
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST_PHRASE, len(words)) + 1):
            said[rules.get(" ".join(words[start:end]), [])] = True
    return said, weights


def _scopes(procedures: Sequence[Procedure]) -> dict[str, npt.NDArray[np.bool_]]:
    """Return per scope of the synonyms which procedures belong to it, by their field's name."""
    fields = [fold(one.field or "") for one in procedures]
    scopes = {scope for found in synonyms().values() for one in found for scope in one.scope}
    return {scope: np.array([scope in field for field in fields], bool) for scope in scopes}
