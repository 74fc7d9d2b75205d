"""Turns about a case the citizen filed: a button under what was told, or words typed under our question.

They are no business of Rasa's: what they mean is known, and it changes the case together with the turn's end.
"""

from collections.abc import Sequence
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock, database
from api.conversations import exchange, offers, records
from api.conversations.choices import Choice
from api.conversations.emergency import detect
from api.conversations.metadata import Kind, Metadata
from api.conversations.models import Conversation
from api.conversations.reply import Reply
from api.feedback import service as feedback
from api.feedback.service import CaseChoice

log = structlog.get_logger()

_RATINGS = ("rate", "rated")
"""What buttons do that rate an answer; the others change the report or tell more about it."""


async def chosen(*, conversation_id: UUID, before: int, text: str, tap: str | None) -> CaseChoice | None:
    """Return the choice about a case that a tap or typed words mean, None where they mean none.

    Words mean one by a number or title, as an answer to "follow it together?", or by the code of a report to follow.
    """
    async with database.transaction() as session:
        choice = await offers.chosen(
            session, conversation_id=conversation_id, before=before, text=text, tap=tap
        )
        if choice is not None or tap is not None:
            return feedback.read_choice(choice.payload) if choice else None
        offered = await offers.offered_since(session, conversation_id=conversation_id, before=before)
        for one in offered:
            about = feedback.read_choice(one.payload)
            if about is not None and about.do == "join":
                return feedback.read_answer(text, about)
        return await feedback.typed_follow(session, text=text, conversation_id=conversation_id)


async def question(*, conversation_id: UUID, before: int) -> CaseChoice | None:
    """Return the question about a case that what is typed now answers, None where none was asked since."""
    async with database.transaction() as session:
        offered = await offers.offered_since(session, conversation_id=conversation_id, before=before)
    about = (feedback.read_choice(choice.payload) for choice in offered)
    return next((one for one in about if one is not None and one.do in feedback.WORDS), None)


async def offer_same_thing(
    session: AsyncSession, *, conversation: Conversation, replies: Sequence[Reply], message_id: UUID
) -> None:
    """Where `replies` say that a report is filed, and somebody reported the same before: offer to follow that one.

    Never about a danger, which is to be dealt with each time. The report is safe in any case: where looking for others
    fails, nothing is offered.
    """
    code = next(
        (one.metadata.feedback_code for one in replies if one.metadata.kind is Kind.FEEDBACK_FILED), None
    )
    if code is None:
        return
    try:
        async with session.begin_nested():
            case = await feedback.case_by_code(session, code=code)
            if case.conversation_id != conversation.id or detect(case.content) is not None:
                return
            offer = await feedback.duplicate_offer(session, case=case, now=clock.now())
    except Exception:
        log.exception("no look for reports of the same thing", case=code)
        return
    if offer is not None:
        await exchange.say(
            session,
            conversation=conversation,
            text=offer.text,
            choices=[Choice(id="", title=title, payload=payload) for title, payload in offer.options],
            in_reply_to=message_id,
            metadata=Metadata(kind=Kind.FEEDBACK_STATUS, feedback_code=offer.code),
        )


async def take(
    session: AsyncSession,
    *,
    choice: CaseChoice,
    conversation_id: UUID,
    message_id: UUID,
    words: str | None = None,
) -> None:
    """Do what was chosen, and say what there is to say; the conversation is locked."""
    said = await feedback.take_choice(
        session, choice=choice, conversation_id=conversation_id, now=clock.now(), words=words
    )
    if said is None:
        return
    conversation = await records.get(session, conversation_id=conversation_id)
    await exchange.say(
        session,
        conversation=conversation,
        text=said.text,
        choices=[Choice(id="", title=title, payload=payload) for title, payload in said.options],
        in_reply_to=message_id,
        metadata=_about(choice),
    )


def _about(choice: CaseChoice) -> Metadata:
    rates = choice.do.value in _RATINGS
    return Metadata(
        kind=Kind.RATING if rates else Kind.FEEDBACK_STATUS,
        feedback_code=choice.code,
        rating=choice.stars,
    )
