"""Why a search went wrong: what spoke for the wrong first hit and against the right one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from evaluation.retrieval.figures import Outcome
from retrieval.index import Hit, SearchResult
from retrieval.procedure import Procedure

Search = Callable[[str], SearchResult]
"""Searches with explanations, deep enough to reach a right one far below."""
_SHOWN = 5
_LEAST = 0.005


class MissKind(StrEnum):
    """What went wrong, the worst first."""

    WRONG_ANSWER = "wrong_answer"
    WRONG_CHOICES = "wrong_choices"
    NEEDLESS_ABSTENTION = "needless_abstention"
    NOT_FIRST = "not_first"


@dataclass(frozen=True)
class Named:
    """A procedure by code; `name` is None where the catalogue has none of it; `rank` from 1, 0: not found."""

    code: str
    name: str | None
    rank: int


@dataclass(frozen=True)
class Listed:
    """A hit as shown: its rank from 1, its score, whether it is right."""

    procedure: Named
    score: float
    right: bool


@dataclass(frozen=True)
class Contribution:
    """What one part of the score gave the first hit and the best right one, in log odds; `other` is None without a
    right one. `gain` is what it did for the first: positive made it win, negative spoke for the right one."""

    name: str
    first: float
    other: float | None

    @property
    def gain(self) -> float:
        """The first hit's part less the right one's."""
        return self.first - (self.other or 0.0)


@dataclass(frozen=True)
class Miss:
    """A search that went wrong, with what the reader needs to see why."""

    outcome: Outcome
    kind: MissKind
    reason: str
    gold: tuple[Named, ...]
    hits: tuple[Listed, ...]
    contributions: tuple[Contribution, ...]


def kind_of(outcome: Outcome) -> MissKind | None:
    """Return what went wrong, None where nothing did.

    A question that nothing answers went wrong unless it was left alone. Choices with the right one among the three
    are the mildest miss.
    """
    rank, meant = outcome.rank, bool(outcome.asked.gold)
    if outcome.decision == "answer":
        return None if rank == 1 else MissKind.WRONG_ANSWER
    if outcome.decision == "abstain":
        return MissKind.NEEDLESS_ABSTENTION if meant else None
    if not 0 < rank <= 3:
        return MissKind.WRONG_CHOICES
    return None if rank == 1 else MissKind.NOT_FIRST


def explain(
    outcomes: Sequence[Outcome], search: Search, get: Callable[[str], Procedure | None]
) -> tuple[Miss, ...]:
    """Return every search that went wrong, searched once more with explanations: the worst kind first, in it the
    surest first. `get` gives the procedure of a code."""
    order = list(MissKind)
    wrong = [(kind, one) for one in outcomes if (kind := kind_of(one)) is not None]
    wrong.sort(key=lambda pair: (order.index(pair[0]), -pair[1].confidence))
    return tuple(_explained(kind, one, search(one.asked.text), get) for kind, one in wrong)


def _explained(
    kind: MissKind, outcome: Outcome, result: SearchResult, get: Callable[[str], Procedure | None]
) -> Miss:
    ranks = {hit.procedure.code: place for place, hit in enumerate(result.hits, 1)}
    meant = set(outcome.asked.gold)
    gold = []
    for code in outcome.asked.gold:
        known = get(code)
        gold.append(Named(code, known.name if known else None, ranks.get(code, 0)))
    hits = tuple(
        Listed(Named(hit.procedure.code, hit.procedure.name, place), hit.score, hit.procedure.code in meant)
        for place, hit in enumerate(result.hits[:_SHOWN], 1)
    )
    best = next((hit for hit in result.hits if hit.procedure.code in meant), None)
    return Miss(outcome, kind, result.reason, tuple(gold), hits, contributions(result.hits[:1], best))


def contributions(first: Sequence[Hit], best: Hit | None) -> tuple[Contribution, ...]:
    """Return what made the first hit win over `best`, the largest difference first; those of no weight are left out.

    Without `best`, what speaks for the first hit; none where the first is the best right one, or there is no hit.
    """
    if not first or (best is not None and best.procedure.code == first[0].procedure.code):
        return ()
    parts = first[0].parts
    names = dict.fromkeys([*parts, *(best.parts if best else ())])
    found = [
        Contribution(name, parts.get(name, 0.0), best.parts.get(name, 0.0) if best else None)
        for name in names
    ]
    return tuple(sorted((one for one in found if abs(one.gain) >= _LEAST), key=lambda one: -one.gain))
