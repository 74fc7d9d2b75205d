"""Weighing the evidence, telling how sure the answer is, and deciding what to do with it.

The weights are learnt (ranking_training.py) and stored as readable data in ranking.yml; what a mistake costs is
set by people in costs.yml.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from retrieval.evidence import FEATURES

Floats = npt.NDArray[np.float32]
Decision = Literal["answer", "choices", "abstain"]
RANKING = Path(__file__).parent / "ranking.yml"
COSTS = Path(__file__).parent / "costs.yml"
SIGNS = ("lead", "covered", "dense", "dense_question", "question", "name_told", "words", "listed")
"""What tells that the first hit is right: its lead over the best procedure of another name (log odds, −4 to 8), five
features of its own, the natural logarithm of the question's number of core words, and whether it has questions."""


class RankingError(Exception):
    """ranking.yml or costs.yml is wrong; `sentence` tells people, the message names the file."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.sentence = f"Tệp {path.name} của bộ xếp hạng sai."


class Ranking(BaseModel):
    """Learnt weights: of the features, and of the signs (with "bias") that the first is right, that one of three is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    features: dict[str, float]
    first: dict[str, float]
    three: dict[str, float]


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


@lru_cache(maxsize=1)
def ranking() -> Ranking:
    """Return the shipped weights.

    Raises:
        RankingError: the file is wrong.
    """
    found = read_ranking(RANKING)
    if set(found.features) != set(FEATURES):
        raise RankingError(RANKING, "the features are not those of the evidence")
    return found


def read_ranking(path: Path) -> Ranking:
    """Return the weights of a file.

    Raises:
        RankingError: the file is wrong.
    """
    try:
        return Ranking.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
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


def weights_of(model: Ranking) -> Floats:
    """Return the weights in the order of FEATURES, shape (features,)."""
    return np.array([model.features[name] for name in FEATURES], np.float32)


def lead_of(totals: Floats, rivals: npt.NDArray[np.bool_]) -> float:
    """Return the log odds of the best of `totals` against all `rivals` (flags of the hits with another name)."""
    if not rivals.any():
        return 8.0
    best = float(totals.max())
    others = totals[rivals]
    return float(np.clip(-np.log(np.exp(others - best).sum() + 1e-9), -4, 8))


def signs(first: Mapping[str, float], lead: float, words: int) -> dict[str, float]:
    """Return the signs of a search whose first hit has the features `first`."""
    own = {name: float(first[name]) for name in SIGNS if name in first}
    return {**own, "lead": lead, "words": float(np.log(max(words, 1)))}


def sureness(found: Mapping[str, float], model: Ranking) -> Sureness:
    """Return how sure the signs make us."""
    return Sureness(_probability(found, model.first), _probability(found, model.three))


def _probability(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    z = weights["bias"] + sum(weights[name] * found[name] for name in SIGNS)
    return float(1 / (1 + np.exp(-z)))


def decide(sure: Sureness, hits: int) -> tuple[Decision, str]:
    """Return what to do with hits of that sureness, and why in one Vietnamese sentence for the gap list."""
    if not hits:
        return "abstain", "Không tìm thấy thủ tục nào khớp với câu hỏi."
    if sure.first >= costs().answer_from:
        return "answer", "Một thủ tục khớp rõ nhất."
    if sure.three >= costs().choices_from:
        return "choices", "Nhiều thủ tục gần giống nhau, cần hỏi lại."
    return "abstain", "Các thủ tục tìm được đều khớp yếu."
