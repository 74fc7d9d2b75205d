"""What is counted of the searches: how often the right procedure is found, told at once, or rightly not told."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from evaluation.bootstrap import Estimate, estimate
from evaluation.retrieval.asked import Asked
from retrieval.calibration import calibration_error

_DEPTHS = (1, 3, 5, 10)


@dataclass(frozen=True)
class Outcome:
    """One question with the codes found, best first, the rank of the first right one (1–10, 0: none) and its time."""

    asked: Asked
    found: tuple[str, ...]
    rank: int
    decision: str
    confidence: float
    milliseconds: float

    @property
    def right(self) -> bool:
        """Whether the first hit is meant."""
        return self.rank == 1


@dataclass(frozen=True)
class Group:
    """The figures of the `n` questions of one style or aspect."""

    n: int
    recall_1: Estimate
    recall_5: Estimate


@dataclass(frozen=True)
class RetrievalReport:
    """Figures over the questions that have a right answer; precision, times and calibration over all of them.

    `abstain_recall` is over the questions with an empty gold, None where there is none.
    """

    n: int
    recall: dict[int, Estimate]
    mrr: Estimate
    p50_ms: float
    p95_ms: float
    by_style: dict[str, Group]
    by_aspect: dict[str, Group]
    answered_precision: Estimate
    answered_coverage: Estimate
    choices_recall: Estimate
    abstained: Estimate
    abstain_recall: Estimate | None
    expected_calibration_error: float
    outcomes: tuple[Outcome, ...] = field(repr=False, default=())

    @property
    def misses(self) -> tuple[Outcome, ...]:
        """The questions that have a right answer and another first hit."""
        return tuple(one for one in self.outcomes if one.asked.gold and not one.right)

    def as_json(self) -> dict[str, Any]:
        """Return the figures under the harness's fixed keys, shares in [0, 1], times in milliseconds."""
        named = {f"recall@{depth}": value for depth, value in self.recall.items()} | {"mrr@10": self.mrr}
        groups = {"by_style": self.by_style, "by_aspect": self.by_aspect}
        return {
            "n": self.n,
            **{name: round(value.mean, 4) for name, value in named.items()},
            "p50_ms": round(self.p50_ms, 3),
            "p95_ms": round(self.p95_ms, 3),
            "intervals": {name: [round(value.low, 4), round(value.high, 4)] for name, value in named.items()},
            **{name: _groups_as_json(found) for name, found in groups.items()},
            "answered_precision": round(self.answered_precision.mean, 4),
            "answered_coverage": round(self.answered_coverage.mean, 4),
            "choices_recall@3": round(self.choices_recall.mean, 4),
            "abstained": round(self.abstained.mean, 4),
            "abstain_recall": None if self.abstain_recall is None else round(self.abstain_recall.mean, 4),
            "expected_calibration_error": round(self.expected_calibration_error, 4),
        }


def report(outcomes: Sequence[Outcome]) -> RetrievalReport:
    """Return the figures of these outcomes."""
    counted = [one for one in outcomes if one.asked.gold]
    times = [one.milliseconds for one in outcomes] or [0.0]
    answered = [one for one in outcomes if one.decision == "answer"]
    choices = [one for one in counted if one.decision == "choices"]
    strangers = [one for one in outcomes if not one.asked.gold]
    return RetrievalReport(
        n=len(counted),
        recall={depth: _share(0 < one.rank <= depth for one in counted) for depth in _DEPTHS},
        mrr=estimate([1 / one.rank if one.rank else 0.0 for one in counted]),
        p50_ms=float(np.percentile(times, 50)),
        p95_ms=float(np.percentile(times, 95)),
        by_style=_groups(counted, lambda one: one.asked.style),
        by_aspect=_groups(counted, lambda one: one.asked.aspect),
        answered_precision=_share(one.right for one in answered),
        answered_coverage=_share(one.decision == "answer" for one in counted),
        choices_recall=_share(0 < one.rank <= 3 for one in choices),
        abstained=_share(one.decision == "abstain" for one in outcomes),
        abstain_recall=_share(one.decision == "abstain" for one in strangers) if strangers else None,
        expected_calibration_error=_calibration(outcomes),
        outcomes=tuple(outcomes),
    )


def _calibration(outcomes: Sequence[Outcome]) -> float:
    if not outcomes:
        return 0.0
    sure = np.array([one.confidence for one in outcomes])
    return calibration_error(sure, np.array([one.right for one in outcomes]), np.ones(len(outcomes)))


def _groups(outcomes: Sequence[Outcome], key: Callable[[Outcome], str]) -> dict[str, Group]:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        groups[key(one)].append(one)
    return {
        name: Group(
            len(found), _share(one.right for one in found), _share(0 < one.rank <= 5 for one in found)
        )
        for name, found in sorted(groups.items())
    }


def _groups_as_json(groups: dict[str, Group]) -> dict[str, dict[str, float]]:
    return {
        name: {"n": one.n, "recall@1": round(one.recall_1.mean, 4), "recall@5": round(one.recall_5.mean, 4)}
        for name, one in groups.items()
    }


def _share(flags: Iterable[bool]) -> Estimate:
    return estimate([float(flag) for flag in flags])
