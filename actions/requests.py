"""Wishes beside the main work: to be told of changes, to rate the service."""

import re
from typing import Final

from actions.about import ASK_RATING, SMALLTALK, Kind, Metadata
from actions.options import menu
from actions.turn import Event, Turn, action
from actions.wording import TEXTS
from api import database
from api.conversations import service as conversations
from retrieval.text import fold, normalise

UPDATES_FEEDBACK = TEXTS.text("updates.feedback")
UPDATES_DOSSIER = TEXTS.text("updates.dossier")
UPDATES_OTHER = TEXTS.text("updates.other")
RATING_THANK = TEXTS.text("rating.thank")
RATING_SORRY = TEXTS.text("rating.sorry")
RATING_ASK = TEXTS.text("rating.ask")

_STARS: Final = re.compile(
    r"(?<!\d)([1-5])\s*(?:sao|/\s*5|diem|\*)|(?:sao|diem|cham|danh gia)\s*([1-5])(?!\d)|^([1-5])$"
)
_OF_TEN: Final = re.compile(r"(?<!\d)(10|[1-9])\s*(?:diem|/\s*10)|(?:cham|cho)\s*(10|[6-9])(?!\d)")
_WORDS: Final = (
    (1, ("rat te", "qua te", "te hai", "rat khong hai long", "qua chan")),
    (2, ("khong hai long", "chua hai long", "khong tot", "chua tot", "te qua", "kem")),
    (5, ("rat hai long", "rat tot", "tuyet voi", "xuat sac", "qua tot", "tot lam")),
    (3, ("tam hai long", "binh thuong", "tam duoc", "tam on")),
    (4, ("hai long", "tot", "khen", "nhiet tinh", "de thuong")),
)


@action("action_subscribe_updates", SMALLTALK)
async def tell_about_updates(turn: Turn) -> list[Event]:
    """Say honestly what is told without asking: answers to feedback, nothing else yet."""
    words = fold(normalise(turn.text))
    if (
        turn.entity("feedback_code")
        or "phan anh" in words
        or (turn.slot("feedback_code") and "ho so" not in words)
    ):
        turn.say(UPDATES_FEEDBACK())
    elif turn.entity("dossier_code") or "ho so" in words:
        turn.say(UPDATES_DOSSIER())
    else:
        turn.say(UPDATES_OTHER())
    return []


def rating_of(text: str) -> int | None:
    """Return the rating 1–5 that `text` gives by stars, points or words, None where it gives none."""
    plain = fold(normalise(text)).strip(" .!")
    if found := _OF_TEN.search(plain):
        points = int(found[1] or found[2])
        if points > 5 or "/" in found[0]:
            return max(1, (points + 1) // 2)
    if found := _STARS.search(plain):
        return int(next(group for group in found.groups() if group))
    return next((stars for stars, words in _WORDS if any(word in plain for word in words)), None)


@action("action_rate_service")
async def take_rating(turn: Turn) -> list[Event]:
    """Keep a rating with the conversation; a low one is answered with an apology and a way on."""
    stars = rating_of(turn.text)
    if stars is None:
        turn.say(RATING_ASK(), (), ASK_RATING)
        return []
    async with database.transaction() as session:
        await conversations.record(
            session,
            conversation_id=turn.conversation_id,
            kind="rated",
            actor="citizen",
            reason=turn.text[:500],
            stars=stars,
        )
    about = Metadata(kind=Kind.RATING, rating=stars)
    if stars <= 2:
        turn.say(RATING_SORRY(), menu("human", "file"), about)
    else:
        turn.say(RATING_THANK(), (), about)
    return []
