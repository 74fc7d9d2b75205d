"""A report just dropped that was not to be dropped: it comes back as it was."""

import json
from typing import Any, Final

from actions.about import Kind, form_question
from actions.manners.handoff import FURTHER_SLOT, REPORT_SLOTS
from actions.turn import Event, Turn, set_slot
from actions.wording import TEXTS
from bot.going_ahead import wants_it_back

TAKEN_UP_AGAIN = TEXTS.text("feedback.taken_up_again")
SLOT: Final = "feedback_dropped"
_CONFIRMED: Final = "feedback_confirmed"
_PASSING: Final = frozenset({Kind.SMALLTALK.value, Kind.FALLBACK.value})


def kept(turn: Turn) -> list[Event]:
    """Return the event that keeps the report under way while it is dropped; nothing where nothing was told yet."""
    told = {name: turn.slot(name) for name in (*REPORT_SLOTS, FURTHER_SLOT) if turn.slot(name) is not None}
    told.pop(_CONFIRMED, None)
    asked = str(turn.slot("requested_slot") or "")
    if told.get(asked) == turn.text:  # Rasa keeps the very words of an answer while it is looked at
        told.pop(asked)
    return [set_slot(SLOT, json.dumps(told, ensure_ascii=False))] if told.get("feedback_content") else []


def taken_up_again(turn: Turn) -> list[Event] | None:
    """Return the events that bring the report just dropped back; None where the message wants nothing of the kind."""
    told: dict[str, Any] = json.loads(str(turn.slot(SLOT) or "{}"))
    if not told or not _dropped_last(turn) or not wants_it_back(turn.text):
        return None
    turn.say(TAKEN_UP_AGAIN(), (), form_question())
    return [*(set_slot(name, value) for name, value in told.items()), set_slot(SLOT, None)]


def _dropped_last(turn: Turn) -> bool:
    """Tell whether the last we said, but for small talk, was that a report is dropped."""
    for event in reversed(turn.tracker.events):
        kind = ((event.get("data") or {}).get("custom") or {}).get("kind")
        if event.get("event") == "bot" and kind not in _PASSING:
            return bool(kind == Kind.CANCELLED.value)
    return False
