"""What a stated probability is worth: reliability in ten bins, and precision against how much is answered at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.bootstrap import Estimate, estimate
from evaluation.retrieval.figures import Outcome

BINS = 10


@dataclass(frozen=True)
class Bin:
    """The `n` searches whose stated probability lies in [low, high), the last bin with 1: its mean, the share right.

    `stated` and `right` are None in an empty bin.
    """

    low: float
    high: float
    n: int
    stated: float | None
    right: Estimate | None


@dataclass(frozen=True)
class Cut:
    """If all searches with a stated probability of `threshold` or more were answered at once.

    `coverage` is the share of the questions with a right answer that would be answered, `precision` the share of
    answers that would be right; both in [0, 1].
    """

    threshold: float
    coverage: float
    precision: float


def reliability(outcomes: Sequence[Outcome]) -> tuple[Bin, ...]:
    """Return the ten bins, as `retrieval.calibration` cuts them; a question that nothing answers is never right."""
    members: list[list[Outcome]] = [[] for _ in range(BINS)]
    for one in outcomes:
        members[min(int(one.confidence * BINS), BINS - 1)].append(one)
    return tuple(
        Bin(
            low=number / BINS,
            high=(number + 1) / BINS,
            n=len(found),
            stated=sum(one.confidence for one in found) / len(found) if found else None,
            right=estimate([float(one.right) for one in found]) if found else None,
        )
        for number, found in enumerate(members)
    )


def risk_coverage(outcomes: Sequence[Outcome]) -> tuple[Cut, ...]:
    """Return a cut at every stated probability, the surest first; none where no question has a right answer."""
    counted = sum(bool(one.asked.gold) for one in outcomes)
    if not counted:
        return ()
    surest = sorted(outcomes, key=lambda one: -one.confidence)
    cuts: list[Cut] = []
    covered = right = 0
    for place, one in enumerate(surest, 1):
        covered += bool(one.asked.gold)
        right += one.right
        if place == len(surest) or surest[place].confidence < one.confidence:
            cuts.append(Cut(one.confidence, covered / counted, right / place))
    return tuple(cuts)
