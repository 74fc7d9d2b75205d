"""How much of a long conversation Rasa loads each turn: its last turns, and what was known before them.

Rasa 3.6.21 replays every event since the session began, in each turn, and sends all of them to each action: a turn grows
with the conversation. Here a conversation that has become long gets a checkpoint, a row of its own among the events, which
holds what replaying the events up to it would give. Nothing is deleted or moved, so reading the whole conversation, taking
a turn back and forgetting a conversation stay what they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

CHECKPOINT = "checkpoint"
"""Type of the row among the events."""
LONGEST = 16
"""Turns loaded at most."""
KEPT = 8
"""Turns still loaded behind a new checkpoint; no action looks farther back."""

SerialisedEvent = dict[str, Any]
"""An event as Rasa stores it."""


@dataclass(frozen=True)
class Beginning:
    """Where loading begins: behind the event with the id `after`, with `known` replayed before the others."""

    after: int = 0
    known: "tuple[SerialisedEvent, ...]" = ()

    def as_json(self) -> "dict[str, Any]":
        """Return what a checkpoint stores."""
        return {"after": self.after, "known": list(self.known)}

    @classmethod
    def of(cls, stored: "dict[str, Any]") -> "Beginning":
        """Return the beginning that a checkpoint stored."""
        return cls(stored["after"], tuple(stored["known"]))


def cut(events: "Sequence[Event]") -> "int | None":
    """Return the position of the first event still to load, None where the conversation is not long enough yet."""
    spoken = [position for position, event in enumerate(events) if isinstance(event, UserUttered)]
    return spoken[-KEPT] if len(spoken) > LONGEST else None


def known_at(tracker: DialogueStateTracker) -> "tuple[SerialisedEvent, ...]":
    """Return events that bring a new tracker to where `tracker` is between two turns: its slots and its form."""
    now = tracker.events[-1].timestamp if tracker.events else None
    events: list[Event] = [
        ActionExecuted(ACTION_SESSION_START_NAME, timestamp=now),
        SessionStarted(timestamp=now),
    ]
    if tracker.active_loop:
        events.append(ActiveLoop(tracker.active_loop.name, timestamp=now))
    events += [
        SlotSet(name, slot.value, timestamp=now)
        for name, slot in tracker.slots.items()
        if slot.value != slot.initial_value
    ]
    events.append(ActionExecuted(ACTION_LISTEN_NAME, timestamp=now))
    return tuple(event.as_dict() for event in events)
