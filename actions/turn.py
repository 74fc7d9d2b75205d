"""What an action sees of a turn and says to it; and how a function becomes an action of rasa-sdk."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from uuid import UUID

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from api.conversations.metadata import NOTHING, Kind, Metadata
from api.errors import TrolyError

log = structlog.get_logger()

Event: TypeAlias = dict[str, Any]
"""An event as rasa-sdk sends it back to Rasa."""
Option: TypeAlias = tuple[str, str]
"""The title and the payload of a choice."""

FORM: Final = "feedback_form"
_REFUSED: Final = Metadata(kind=Kind.FALLBACK)


def set_slot(name: str, value: object) -> Event:
    """Return the event that sets slot `name`."""
    event: Event = SlotSet(name, value)
    return event


@dataclass
class Turn:
    """One call of an action: the tracker, read, and the replies said so far.

    `about` is what the action's replies are about where a reply does not say it itself.
    """

    tracker: Tracker
    dispatcher: CollectingDispatcher
    about: Metadata = NOTHING

    @property
    def conversation_id(self) -> UUID:
        """The conversation; Rasa's sender id is its id."""
        return UUID(str(self._metadata.get("conversation_id") or self.tracker.sender_id))

    @property
    def message_id(self) -> str | None:
        """The citizen's message this turn answers, None where Rasa was asked by hand."""
        message_id = self._metadata.get("message_id")
        return str(message_id) if message_id else None

    @property
    def channel(self) -> str:
        """The channel's name."""
        return str(self._metadata.get("channel") or "web")

    @property
    def location(self) -> tuple[float, float] | None:
        """Latitude and longitude, in degrees, where the message is a place on the map."""
        sent = self._metadata.get("attachment") or {}
        return (float(sent["lat"]), float(sent["lon"])) if sent.get("kind") == "location" else None

    @property
    def has_photo(self) -> bool:
        """Tell whether a photo came with the message."""
        return (self._metadata.get("attachment") or {}).get("kind") == "photo"

    @property
    def _metadata(self) -> dict[str, Any]:
        return dict(self.tracker.latest_message.get("metadata") or {})

    @property
    def text(self) -> str:
        """The message, masked; a tapped choice is its payload."""
        return str(self.tracker.latest_message.get("text") or "")

    @property
    def intent(self) -> str | None:
        """The intent's name."""
        return (self.tracker.latest_message.get("intent") or {}).get("name")

    @property
    def confidence(self) -> float:
        """How sure the classifier is of the intent, 0–1; 1 where it does not say."""
        told = (self.tracker.latest_message.get("intent") or {}).get("confidence")
        return 1.0 if told is None else float(told)

    def entities(self, kind: str) -> list[str]:
        """Return the canonical values of the entities of `kind`, in the order of the text."""
        found = self.tracker.latest_message.get("entities") or []
        return [
            str(entity["value"]) for entity in found if entity.get("entity") == kind and entity.get("value")
        ]

    def entity(self, kind: str) -> str | None:
        """Return the first entity of `kind`, None where there is none."""
        return next(iter(self.entities(kind)), None)

    def slot(self, name: str) -> Any:
        """Return the value of a slot, None where it is unset."""
        return self.tracker.slots.get(name)

    @property
    def in_form(self) -> bool:
        """Tell whether a report is being taken down."""
        return bool((self.tracker.active_loop or {}).get("name") == FORM)

    def say(self, text: str, options: Sequence[Option] = (), about: Metadata | None = None) -> None:
        """Reply with `text`, what may be tapped under it, and what it is about."""
        self.dispatcher.utter_message(
            text=text,
            buttons=[{"title": title, "payload": payload} for title, payload in options],
            json_message=(self.about if about is None else about).as_json() or {"kind": None},
        )


Body: TypeAlias = Callable[[Turn], Awaitable[list[Event]]]

_classes: list[
    type
] = []  # rasa-sdk finds actions as subclasses, which live only as long as something holds them


def action(name: str, about: Metadata = NOTHING) -> Callable[[Body], Body]:
    """Make the decorated function the action `name`: it gets the turn and returns the events for Rasa.

    `about` is what its replies are about where they do not say otherwise.

    An error with a sentence for the citizen is said; any other is left to fail the turn, which is then run again.
    """

    def register(body: Body) -> Body:
        async def run(
            _self: object, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: object
        ) -> list[Event]:
            turn = Turn(tracker=tracker, dispatcher=dispatcher, about=about)
            try:
                return await body(turn)
            except TrolyError as error:
                log.warning("action refused", action=name, error=type(error).__name__, detail=error.detail)
                turn.say(error.sentence, (), _REFUSED if about is NOTHING else about)
                return []

        def own_name(_self: object) -> str:
            return name

        title = "".join(part.title() for part in name.split("_"))
        _classes.append(
            type(
                title,
                (Action,),
                {"name": own_name, "run": run, "__module__": body.__module__, "__doc__": body.__doc__},
            )
        )
        return body

    return register
