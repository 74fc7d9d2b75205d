"""What our last replies were about, as the tracker keeps it: what a short question asks on about."""

from typing import Final

from actions.about import Kind, Metadata
from actions.turn import Turn
from api.conversations.metadata import NOTHING, read

_PASSING: Final = frozenset({Kind.SMALLTALK, Kind.FALLBACK, Kind.RATING})
"""Kinds of replies that leave what was told before them on the table."""


def told_before(turn: Turn) -> Metadata:
    """Return what the latest reply was about that told or asked something; nothing told where there is none."""
    for event in reversed(turn.tracker.events):
        if event.get("event") == "bot":
            about = read((event.get("data") or {}).get("custom"))
            if about.kind not in _PASSING:
                return about
    return NOTHING
