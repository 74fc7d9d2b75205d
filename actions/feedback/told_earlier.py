"""What a citizen told shortly before the matter of a report: a place shared on the map, the wish to stay unknown."""

import re
from typing import Final
from uuid import UUID

from actions.about import Kind
from actions.feedback import reader
from actions.plain_answers import stays_anonymous
from actions.turn import Event, Turn
from api import database
from api.conversations import service as conversations
from api.conversations.service import Location, location_in
from bot.report_words import fears_to_be_known, is_bare_opening, wants_it_looked_at
from bot.signs import SURE, place_sign, question_sign
from retrieval.streets import place_in
from retrieval.text import folded_words

_POINTS_BACK: Final = re.compile(
    r"\b(?:tiem|quan|cho|nha|hem|khu|duong|xuong|kho|bai|truong|cong ty|cua hang|chung cu|cong trinh|vu) (?:do|kia|ay|hoi nay|luc nay|nay gio|vua roi)\b|\bo do\b|\bcung (?:cho|hem|duong|dia chi)\b"
)
_SHORTEST_MATTER: Final = 4
"""Words, without those of the place, of the shortest message right after a danger that tells a matter of its own."""
_LOOKED_BACK: Final = 4
"""Messages of the citizen before this one that are still about the report that begins."""


def shared_place(turn: Turn) -> Location | None:
    """Return the place shared last on the map, None where none was."""
    return next((place for text in _before(turn) if (place := location_in(text)[1])), None)


def wished_anonymity(turn: Turn) -> bool:
    """Tell whether no name was to be kept. Who asks whether that is possible has not wished it yet, unless from fear."""
    return any(
        stays_anonymous(text) and (not question_sign(text) or fears_to_be_known(text))
        for text in _before(turn)
    )


async def with_the_danger(turn: Turn, content: str) -> str:
    """Return `content`, which opens a report, with the danger told just before where it has little of its own: a bare wish, a
    place, or that the danger is over and somebody is to look at it.
    """
    bare = is_bare_opening(content)
    if turn.message_id is None or not (bare or wants_it_looked_at(content) or _tells_only_a_place(content)):
        return content
    async with database.transaction() as session:
        danger = await conversations.danger_told(session, message_id=UUID(turn.message_id))
    if danger is None:
        return content
    return danger if bare else f"{danger}\n{content}"


async def place_spoken_of(turn: Turn, content: str) -> str | None:
    """Return the place told shortly before that `content` points back to ("tiệm đó sang chiết gas lậu"), also with a danger;
    None where it points to none.
    """
    if not _POINTS_BACK.search(folded_words(content)):
        return None
    for text in _before(turn):
        if (place := place_in(text)) is not None:
            return place
    if turn.message_id is None:
        return None
    async with database.transaction() as session:
        danger = await conversations.danger_told(session, message_id=UUID(turn.message_id))
    return place_in(danger) if danger else None


def _tells_only_a_place(text: str) -> bool:
    return place_sign(text) == SURE and len(reader.without_place(text).split()) < _SHORTEST_MATTER


def _before(turn: Turn) -> list[str]:
    """Return the citizen's last messages before this one, the latest first; none from before the end of another report, or
    before it was given up.
    """
    texts: list[str] = []
    for event in reversed(turn.tracker.events):
        if event.get("event") == "active_loop" and event.get("name") is None:
            break
        if event.get("event") == "bot" and _gave_up(event):
            break
        if event.get("event") == "user":
            texts.append(str(event.get("text") or ""))
            if len(texts) > _LOOKED_BACK:
                break
    return texts[1:]


def _gave_up(event: Event) -> bool:
    about = (event.get("data") or {}).get("custom") or {}
    return bool(about.get("kind") == Kind.CANCELLED.value)
