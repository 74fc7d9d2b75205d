"""Wishes beside the main work: to be told of changes, to rate the service."""

import re
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from actions.about import ASK_RATING, SMALLTALK, Kind, Metadata
from actions.options import menu
from actions.repeats import anew_text
from actions.told_before import told_before
from actions.turn import Event, Option, Turn, action
from actions.wording import TEXTS
from api import clock, database
from api.agencies import directory
from api.conversations import service as conversations
from api.feedback import service as feedback
from bot.rating_signs import stars_of
from retrieval.text import fold, folded_words, normalise

UPDATES_FEEDBACK = TEXTS.text("updates.feedback")
UPDATES_DOSSIER = TEXTS.text("updates.dossier")
UPDATES_OTHER = TEXTS.text("updates.other")
RATING_THANK = TEXTS.text("rating.thank")
RATING_SORRY = TEXTS.text("rating.sorry")
RATING_ASK = TEXTS.text("rating.ask")
PRAISE = TEXTS.text("rating.praise")
SORRY_REOPEN = TEXTS.text("rating.sorry_reopen", "code")
SORRY_TRACKING = TEXTS.text("rating.sorry_tracking", "code")
SORRY_REPORT = TEXTS.text("rating.sorry_report", "code", "agency")

_PRAISES: Final = re.compile(
    r"(?<!\S)(?:loi khen|khen (?:ngoi )?(?:anh|chi|co|chu|em|ong|ba|can bo|nhan vien|cong an|ban|to|doi|y ta|bac si))(?!\S)"
)
_LOW: Final = 2
"""Stars up to which somebody is not content."""


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


@action("action_rate_service")
async def take_rating(turn: Turn) -> list[Event]:
    """Keep a rating with the conversation, and with the closed report filed here whose code it names; a low one is answered
    with an apology and a way on, of the report told before where there is one.
    """
    named = turn.entity("feedback_code")
    stars = stars_of(turn.text)
    async with database.transaction() as session:
        rated = named and await feedback.to_be_rated(
            session, code=named, conversation_id=turn.conversation_id
        )
        if stars is None and _PRAISES.search(folded_words(turn.text)):
            turn.say(PRAISE(), menu("human"), Metadata(kind=Kind.RATING))
            return []
        if stars is None:
            turn.say(RATING_ASK(), feedback.star_choices(rated.code) if rated else (), ASK_RATING)
            return []
        await conversations.record(
            session,
            conversation_id=turn.conversation_id,
            kind="rated",
            actor="citizen",
            reason=turn.text[:500],
            stars=stars,
        )
        if rated:
            await feedback.rate(session, case_id=rated.id, stars_given=stars, now=clock.now())
        code = named or told_before(turn).feedback_code
        text, options = await _answer(session, turn, stars, code)
    turn.say(text, options, Metadata(kind=Kind.RATING, rating=stars, feedback_code=code))
    return []


async def _answer(
    session: AsyncSession, turn: Turn, stars: int, code: str | None
) -> tuple[str, tuple[Option, ...]]:
    """Return what is said to a rating, and what may be tapped."""
    if stars <= _LOW:
        text, options = await _way_on(session, turn, code)
        return anew_text(turn, text, RATING_SORRY()), options
    praises = _PRAISES.search(folded_words(turn.text))
    return (PRAISE(), menu("human")) if praises else (RATING_THANK(), ())


async def _way_on(session: AsyncSession, turn: Turn, code: str | None) -> tuple[str, tuple[Option, ...]]:
    """Return the apology to who is not content, with the report of `code` where one was told of, and what may be tapped."""
    found = code and await feedback.reopening(
        session, code=code, conversation_id=turn.conversation_id, now=clock.now()
    )
    if not found:
        return RATING_SORRY(), menu("human", "file")
    case, where = found
    if where is feedback.Reopening.HERE:
        return SORRY_REOPEN(code=case.code), (*feedback.not_fixed(case.code), *menu("human"))
    if where is feedback.Reopening.TRACKING:
        return SORRY_TRACKING(code=case.code), menu("human", "file")
    agency = directory.agency(case.handler).name
    return SORRY_REPORT(code=case.code, agency=agency), menu("human", "file")
