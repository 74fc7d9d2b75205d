"""Which class an event of a type is, found once.

Rasa 3.6.21 goes through every subclass of `Event` for each event it reads, a tenth of a turn: the store reads some hundred
of them, and what an action answers is read the same way.
"""

from functools import lru_cache

from rasa.shared.core.events import Event
from rasa.shared.utils.common import all_subclasses

_resolve = Event.resolve_by_type


@lru_cache(maxsize=1)
def _types() -> "dict[str, type[Event]]":
    """Return the classes by their type; of several with one type the first, as Rasa takes it."""
    return {found.type_name: found for found in reversed(all_subclasses(Event))}


def event_type(type_name: str, default: "type[Event] | None" = None) -> "type[Event] | None":
    """Return the class of events of `type_name`, for another one what Rasa does: `default`, None, or a ValueError."""
    return _types().get(type_name) or _resolve(type_name, default)


def install() -> None:
    """Make Rasa read events with `event_type`; done again it changes nothing."""
    Event.resolve_by_type = staticmethod(event_type)
