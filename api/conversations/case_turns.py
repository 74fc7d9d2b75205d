"""Turns about a case the citizen filed: a button under what was told, or words typed under our question.

They are no business of Rasa's: what they mean is known, and it changes the case together with the turn's end.
"""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api import clock, database
from api.conversations import exchange, offers, records
from api.conversations.choices import Choice
from api.conversations.metadata import Kind, Metadata
from api.feedback import service as feedback
from api.feedback.service import CaseChoice

_RATINGS = ("rate", "rated")
"""What buttons do that rate an answer; the others change the report or tell more about it."""


async def chosen(*, conversation_id: UUID, before: int, text: str, tap: str | None) -> CaseChoice | None:
    """Return the choice about a case that a tap or a typed number or title means, None where it means none."""
    async with database.transaction() as session:
        choice = await offers.chosen(
            session, conversation_id=conversation_id, before=before, text=text, tap=tap
        )
    return feedback.read_choice(choice.payload) if choice else None


async def question(*, conversation_id: UUID, before: int) -> CaseChoice | None:
    """Return the question about a case that what is typed now answers, None where none was asked since."""
    async with database.transaction() as session:
        offered = await offers.offered_since(session, conversation_id=conversation_id, before=before)
    about = (feedback.read_choice(choice.payload) for choice in offered)
    return next((one for one in about if one is not None and one.do in feedback.WORDS), None)


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
