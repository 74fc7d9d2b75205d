"""What a citizen told shortly before the matter of a report: a place shared on the map, the wish to stay unknown."""

from typing import Final

from actions.plain_answers import stays_anonymous
from actions.turn import Turn
from api.conversations.service import Location, location_in
from bot.signs import question_sign

_LOOKED_BACK: Final = 4
"""Messages of the citizen before this one that are still about the report that begins."""


def shared_place(turn: Turn) -> Location | None:
    """Return the place shared last on the map, None where none was."""
    return next((place for text in _before(turn) if (place := location_in(text)[1])), None)


def wished_anonymity(turn: Turn) -> bool:
    """Tell whether no name was to be kept. Who asks whether that is possible has not wished it yet."""
    return any(stays_anonymous(text) and not question_sign(text) for text in _before(turn))


def _before(turn: Turn) -> list[str]:
    """Return the citizen's last messages before this one, the latest first; none from before the end of another report."""
    texts: list[str] = []
    for event in reversed(turn.tracker.events):
        if event.get("event") == "active_loop" and event.get("name") is None:
            break
        if event.get("event") == "user":
            texts.append(str(event.get("text") or ""))
            if len(texts) > _LOOKED_BACK:
                break
    return texts[1:]
