"""Whether the operator who has a conversation is still there for it.

The silence that counts begins with the citizen's first unanswered message, or when the operator took over if that was
later; an operator who waits for the citizen keeps the conversation.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.models import Author, Conversation, ConversationEvent, Message, Owner
from api.settings import settings
from api.staff import activity

TAKEN_OVER = "taken_over"


def silence() -> timedelta:
    """Return how long an operator may leave a citizen without an answer."""
    return timedelta(minutes=settings().operator_silence_minutes)


def _taken_at() -> ScalarSelect[datetime]:
    return (
        select(func.max(ConversationEvent.at))
        .where(ConversationEvent.conversation_id == Conversation.id, ConversationEvent.kind == TAKEN_OVER)
        .correlate(Conversation)
        .scalar_subquery()
    )


def _last_word() -> ScalarSelect[datetime]:
    return (
        select(func.max(Message.created_at))
        .where(Message.conversation_id == Conversation.id, Message.author == Author.OPERATOR)
        .correlate(Conversation)
        .scalar_subquery()
    )


async def may_be_taken(session: AsyncSession, *, conversation: Conversation, now: datetime) -> bool:
    """Tell whether another operator may take the held `conversation`: its operator's account is closed, or the
    operator neither took it over nor wrote within the silence allowed.
    """
    if not await activity.is_active(session, account_id=conversation.operator_id):
        return True
    last_sign = await session.scalar(
        select(func.greatest(_taken_at(), _last_word())).where(Conversation.id == conversation.id)
    )
    return last_sign is None or last_sign <= now - silence()


async def unanswered(
    session: AsyncSession, *, now: datetime, conversation_id: UUID | None = None
) -> list[UUID]:
    """Return the held conversations whose citizen waits longer than the silence allowed, or whose operator's
    account is closed; with `conversation_id`, that one only.
    """
    limit = now - silence()
    closed = Conversation.operator_id.in_(await activity.closed_accounts(session))
    wanted = select(Conversation.id).where(Conversation.owner == Owner.OPERATOR, or_(closed, _waits(limit)))
    if conversation_id is not None:
        wanted = wanted.where(Conversation.id == conversation_id)
    return list(await session.scalars(wanted.order_by(Conversation.id)))


def _waits(limit: datetime) -> ColumnElement[bool]:
    last_word = _last_word()
    question = exists().where(
        Message.conversation_id == Conversation.id,
        Message.author == Author.CITIZEN,
        Message.created_at <= limit,
        or_(last_word.is_(None), Message.created_at > last_word),
    )
    taken_at = _taken_at()
    return question & or_(taken_at.is_(None), taken_at <= limit)


async def held_by(session: AsyncSession, *, operator_id: int) -> list[UUID]:
    """Return the conversations the operator has."""
    return list(
        await session.scalars(
            select(Conversation.id)
            .where(Conversation.owner == Owner.OPERATOR, Conversation.operator_id == operator_id)
            .order_by(Conversation.id)
        )
    )
