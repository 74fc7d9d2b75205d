"""A report just dropped that was not to be dropped: it comes back as it was."""

import json
from typing import Any, Final

from actions.about import Kind, form_question
from actions.manners.handoff import DROPPED_SLOT as SLOT
from actions.manners.handoff import kept
from actions.turn import Event, Turn, set_slot
from actions.wording import TEXTS
from bot.going_ahead import wants_it_back

__all__ = ["SLOT", "kept", "taken_up_again"]

TAKEN_UP_AGAIN = TEXTS.text("feedback.taken_up_again")

_DROPPING: Final = frozenset({Kind.CANCELLED.value, Kind.HANDOFF.value})
_PASSING: Final = frozenset({Kind.SMALLTALK.value, Kind.FALLBACK.value})


def taken_up_again(turn: Turn) -> list[Event] | None:
    """Return the events that bring the report just dropped back; None where the message wants nothing of the kind."""
    told: dict[str, Any] = json.loads(str(turn.slot(SLOT) or "{}"))
    if not told or not _dropped_last(turn) or not wants_it_back(turn.text):
        return None
    turn.say(TAKEN_UP_AGAIN(), (), form_question())
    return [*(set_slot(name, value) for name, value in told.items()), set_slot(SLOT, None)]


def _dropped_last(turn: Turn) -> bool:
    """Tell whether the last we said, but for small talk, was that a report is dropped, or that an operator gets it."""
    for event in reversed(turn.tracker.events):
        kind = ((event.get("data") or {}).get("custom") or {}).get("kind")
        if event.get("event") == "bot" and kind not in _PASSING:
            return kind in _DROPPING
    return False
