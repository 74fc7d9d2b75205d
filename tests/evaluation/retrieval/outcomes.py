"""Searches as the tests of the measure need them."""

from evaluation.retrieval.asked import Asked
from evaluation.retrieval.figures import Outcome


def outcome(
    rank: int,
    gold: tuple[str, ...] = ("1.000001",),
    decision: str = "answer",
    confidence: float = 0.7,
    style: str = "plain",
) -> Outcome:
    """Return a search whose right one stands at `rank` (0: nowhere)."""
    asked = Asked(id="q", text="hỏi", gold=gold, aspect="fee", style=style)
    return Outcome(asked, ("x",), rank, decision, confidence, 2.0)
