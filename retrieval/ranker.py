"""Fusing what the words, the vectors and the traits of a procedure say, and telling how sure the answer is."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from retrieval.question import Question
from retrieval.traits import Traits
from retrieval.vocabulary import phrases, qualifiers

Floats = npt.NDArray[np.float32]
Decision = Literal["answer", "choices", "abstain"]


@dataclass(frozen=True)
class Weights:
    """How much each part counts; parts lie in [0, 1] before weighting; set on questions of our cards held out of index and encoder."""

    lexical: float = 1.0
    dense: float = 1.6
    level: float = 0.10
    popular: float = 0.14
    citizen: float = 0.05
    scope: float = 0.08
    elsewhere: float = 0.35
    applicant: float = 0.10
    narrow: float = 0.7


WEIGHTS = Weights()
ANSWER = 0.70
"""Confidence from which the first hit is told without asking back."""
CHOICES = 0.20
"""Confidence from which choices are offered; below it the system says that it does not know."""


@lru_cache(maxsize=1)
def _asked() -> tuple[tuple[object, float], ...]:
    return tuple((phrases(rule.asked), rule.weight) for rule in qualifiers())


def narrowing(question: Question) -> Floats:
    """Return per qualifier what a procedure that has it loses for this question, shape (qualifiers,)."""
    losses = [0.0 if pattern.search(question.folded) else weight for pattern, weight in _asked()]  # type: ignore[attr-defined]
    return np.array(losses, np.float32)


def priors(
    question: Question, traits: Traits, rows: npt.NDArray[np.int64], weights: Weights = WEIGHTS
) -> dict[str, Floats]:
    """Return the weighted parts that do not depend on the words found, each of shape (rows,)."""
    away = traits.away[rows].astype(np.float32)
    for at in np.flatnonzero(away):
        if traits.elsewhere[rows[at]] in question.folded:
            away[at] = -0.5
    return {
        "level": weights.level * traits.level[rows],
        "popular": weights.popular * traits.popular[rows],
        "citizen": weights.citizen * traits.citizen[rows].astype(np.float32),
        "elsewhere": -weights.elsewhere * away,
        "narrow": -weights.narrow * (traits.narrow[rows] @ narrowing(question)),
    }


def confidence(*, coverage: float, margin: float, strength: float) -> float:
    """Return how likely the first hit is right, in [0, 1].

    `coverage`: share of the question's meaning (by rarity) found in the hit's name and questions, 0–1; `margin`:
    lead over the best different hit, in score; `strength`: cosine of the vectors. A logistic fitted on questions
    of our cards held out of index and encoder, on names cut short, and on small talk that no procedure answers.
    """
    z = -5.4 + 0.9 * coverage + 3.6 * min(margin, 0.5) + 6.3 * strength
    return float(1 / (1 + np.exp(-z)))


def decide(sure: float, hits: int) -> tuple[Decision, str]:
    """Return what to do with hits of that confidence, and why in one Vietnamese sentence for the gap list."""
    if not hits:
        return "abstain", "Không tìm thấy thủ tục nào khớp với câu hỏi."
    if sure >= ANSWER:
        return "answer", "Một thủ tục khớp rõ nhất."
    if sure >= CHOICES:
        return "choices", "Nhiều thủ tục gần giống nhau, cần hỏi lại."
    return "abstain", "Các thủ tục tìm được đều khớp yếu."
