"""Weighing the evidence, telling how sure the answer is, and deciding what to do with it.

What weighs how much is learnt (ranking_training.py) and stored as data in ranking.json; what a mistake costs is set
by people in costs.yml.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from retrieval.evidence import FEATURES
from retrieval.trees import Trees, tree_from_data

Floats = npt.NDArray[np.float32]
Decision = Literal["answer", "choices", "abstain"]
RANKING = Path(__file__).parent / "ranking.json"
COSTS = Path(__file__).parent / "costs.yml"
COMPARED = (
    "name",
    "asked",
    "question",
    "body",
    "dense",
    "dense_question",
    "dense_two",
    "dense_name",
    "dense_mean",
    "covered",
    "name_covered",
)
"""Features that also count by how far they lie behind the best of the candidates."""
COLUMNS = (*FEATURES, *(f"behind_{name}" for name in COMPARED), "words")
"""What the trees see of a candidate: its features, how far each of COMPARED lies behind the best (0 or less), and the
number of the question's core words."""
SIGNS = (
    "lead",
    "best",
    "covered",
    "dense",
    "dense_two",
    "dense_mean",
    "question",
    "name_told",
    "words",
    "popular",
    "listed",
)
"""What tells that the first hit is right: its lead over the best procedure of another name (log odds, −4 to 8), its
score, features of its own, how nearly the question is its name (the share of the name told times the share of the question
that the name has), the natural logarithm of the question's number of core words, and whether it has questions."""


class RankingError(Exception):
    """ranking.json or costs.yml is wrong; `sentence` tells people, the message names the file."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.sentence = f"Tệp {path.name} của bộ xếp hạng sai."


class Ranking(BaseModel):
    """What was learnt: `trees` over COLUMNS as nested lists (see trees.py) with the figures they reached on questions
    set aside, and the signs' weights (with "bias") that the first hit is right, and that one of the first three is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    figures: dict[str, float]
    columns: tuple[str, ...]
    first: dict[str, float]
    three: dict[str, float]
    trees: tuple[Any, ...]


class Costs(BaseModel):
    """What mistakes cost, in units of one needless question back to the citizen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    wrong_answer: float = Field(gt=1)
    asking_back: float = Field(gt=0)
    useless_choices: float = Field(gt=0)
    missed: float = Field(gt=0)

    @property
    def answer_from(self) -> float:
        """Probability from which telling the first hit costs less than asking back."""
        return 1 - self.asking_back / self.wrong_answer

    @property
    def choices_from(self) -> float:
        """Probability that the right one is among three from which showing them costs less than saying "unknown"."""
        return self.useless_choices / (self.useless_choices + self.missed)


@dataclass(frozen=True)
class Sureness:
    """Calibrated probabilities that the first hit, and that one of the first three, is meant."""

    first: float
    three: float


@dataclass(frozen=True)
class Ranker:
    """Trees that score candidates, and what makes their first hit sure."""

    trees: Trees
    first: Mapping[str, float]
    three: Mapping[str, float]

    def scores(self, features: Floats, words: int) -> Floats:
        """Return how likely each candidate is meant, shape (n,), higher is likelier (log odds among themselves).

        `features` (n, FEATURES) of all candidates; `words`, the number of the question's core words.
        """
        away = np.asarray(_AWAY * _is_away(features), np.float32)
        return self.trees.scores(widened(features, words)) - away

    def contributions(self, features: Floats, words: int, at: int) -> dict[str, float]:
        """Return what each column adds to the score of candidate `at`; "base" is what all candidates share."""
        parts = self.trees.contributions(widened(features, words)[at], len(COLUMNS))
        parts[_ELSEWHERE] -= _AWAY * float(_is_away(features)[at])
        return dict(zip((*COLUMNS, "base"), map(float, parts), strict=True))

    def sureness(self, found: Mapping[str, float]) -> Sureness:
        """Return how sure the signs make us."""
        return Sureness(_probability(found, self.first), _probability(found, self.three))


@lru_cache(maxsize=1)
def ranker() -> Ranker:
    """Return the shipped ranker.

    Raises:
        RankingError: the file is wrong.
    """
    found = read_ranking(RANKING)
    if found.columns != COLUMNS or not {"bias", *SIGNS} == set(found.first) == set(found.three):
        raise RankingError(RANKING, "the columns or signs are not those of the evidence")
    return ranker_of(found)


def ranker_of(ranking: Ranking) -> Ranker:
    """Return a ranker of what was learnt.

    Raises:
        ValueError: a tree has another form.
    """
    return Ranker(Trees([tree_from_data(one) for one in ranking.trees]), ranking.first, ranking.three)


def read_ranking(path: Path) -> Ranking:
    """Return what a file says was learnt.

    Raises:
        RankingError: the file is wrong.
    """
    try:
        return Ranking.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise RankingError(path, str(error)) from error


@lru_cache(maxsize=1)
def costs() -> Costs:
    """Return what mistakes cost.

    Raises:
        RankingError: the file is wrong.
    """
    try:
        return Costs.model_validate(yaml.safe_load(COSTS.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise RankingError(COSTS, str(error)) from error


def widened(features: Floats, words: int) -> Floats:
    """Return the COLUMNS of candidates with `features` (n, FEATURES), shape (n, COLUMNS)."""
    found = np.empty((len(features), len(COLUMNS)), np.float32)
    found[:, : len(FEATURES)] = features
    compared = features[:, _COMPARED_AT]
    np.subtract(compared, compared.max(axis=0, initial=-np.inf), out=found[:, len(FEATURES) : -1])
    found[:, -1] = words
    return found


def lead_of(totals: Floats, rivals: npt.NDArray[np.bool_]) -> float:
    """Return the log odds of the best of `totals` against all `rivals` (flags of the hits with another name)."""
    others = totals[rivals]
    if not len(others):
        return 8.0
    return min(max(-log(float(np.exp(others - totals.max()).sum()) + 1e-9), -4.0), 8.0)


def signs(
    first: Mapping[str, float], totals: Floats, rivals: npt.NDArray[np.bool_], words: int
) -> dict[str, float]:
    """Return the signs of a search: its first hit's features, all candidates' scores, which of them have another name
    than the first, and the number of the question's core words."""
    return {
        **{name: first[name] for name in SIGNS if name in first},
        "named": first["name_told"] * first["name_covered"],
        "lead": lead_of(totals, rivals),
        "best": float(totals.max()),
        "words": log(max(words, 1)),
    }


def decide(sure: Sureness, hits: int) -> tuple[Decision, str]:
    """Return what to do with hits of that sureness, and why in one Vietnamese sentence for the gap list."""
    if not hits:
        return "abstain", "Không tìm thấy thủ tục nào khớp với câu hỏi."
    if sure.first >= costs().answer_from:
        return "answer", "Một thủ tục khớp rõ nhất."
    if sure.three >= costs().choices_from:
        return "choices", "Nhiều thủ tục gần giống nhau, cần hỏi lại."
    return "abstain", "Các thủ tục tìm được đều khớp yếu."


def _probability(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    z = weights["bias"] + sum(weights[name] * found[name] for name in SIGNS)
    return 1 / (1 + exp(-z))


def _is_away(features: Floats) -> npt.NDArray[np.bool_]:
    """Return which candidates are records of another province that the question does not name, shape (n,)."""
    return features[:, _ELSEWHERE] >= 1


_AWAY = np.float32(4)
"""What such a record loses: more than any two records of one matter lie apart, so that it comes behind all that are ours."""
_ELSEWHERE = FEATURES.index("elsewhere")
_COMPARED_AT = np.array([FEATURES.index(name) for name in COMPARED])
