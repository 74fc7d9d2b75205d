"""The lists of the operator desk: who waits for a human, and who talks now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.models import Author, Conversation, Message, Owner
from api.conversations.notices import NOTICE_CHANNELS


@dataclass(frozen=True)
class ConversationSummary:
    """A conversation as the operator desk lists it; `last_text` is masked."""

    id: UUID
    channel: str
    owner: Owner
    operator_id: int | None
    waiting_since: datetime | None
    waiting_reason: str | None
    emergency: bool
    last_activity_at: datetime
    last_text: str
    last_author: Author | None


_WAITS = (Conversation.owner == Owner.WAITING, Conversation.erased_at.is_(None))
_TALKS = (
    Conversation.owner != Owner.WAITING,
    Conversation.erased_at.is_(None),
    Conversation.channel.not_in(NOTICE_CHANNELS),
)


async def waiting(session: AsyncSession, *, limit: int) -> list[ConversationSummary]:
    """Return those who wait for an operator: emergencies first, then who waits longest."""
    order = (Conversation.emergency.desc(), Conversation.waiting_since)
    return await _summaries(
        session, select(Conversation.id).where(*_WAITS).order_by(*order).limit(limit), *order
    )


async def count_waiting(session: AsyncSession) -> int:
    """Return how many wait for an operator."""
    return await session.scalar(select(func.count()).select_from(Conversation).where(*_WAITS)) or 0


async def talking(
    session: AsyncSession, *, limit: int, operator_id: int | None = None
) -> list[ConversationSummary]:
    """Return the conversations that do not wait, the last active first; with `operator_id`, only that operator's."""
    chosen = select(Conversation.id).where(*_TALKS)
    if operator_id is not None:
        chosen = chosen.where(Conversation.owner == Owner.OPERATOR, Conversation.operator_id == operator_id)
    order = (Conversation.last_activity_at.desc(),)
    return await _summaries(session, chosen.order_by(*order).limit(limit), *order)


async def open_conversations(session: AsyncSession, *, limit: int = 200) -> list[ConversationSummary]:
    """Return conversations for the desk: emergencies that wait, who else waits (longest first), then the active."""
    first = await waiting(session, limit=limit)
    return [*first, *await talking(session, limit=limit - len(first))]


async def _summaries(session: AsyncSession, chosen: Select[UUID], *order: Any) -> list[ConversationSummary]:
    """Return the summaries of the `chosen` conversations; only for those the last message is looked up."""
    last = (
        select(Message.text, Message.author)
        .where(Message.conversation_id == Conversation.id)
        .order_by(Message.sequence.desc())
        .limit(1)
        .lateral("last")
    )
    rows = await session.execute(
        select(Conversation, last.c.text, last.c.author)
        .outerjoin(last, Conversation.id == Conversation.id)
        .where(Conversation.id.in_(chosen))
        .order_by(*order)
    )
    return [
        ConversationSummary(
            id=conversation.id,
            channel=conversation.channel,
            owner=Owner(conversation.owner),
            operator_id=conversation.operator_id,
            waiting_since=conversation.waiting_since,
            waiting_reason=conversation.waiting_reason,
            emergency=conversation.emergency,
            last_activity_at=conversation.last_activity_at,
            last_text=text or "",
            last_author=Author(author) if author else None,
        )
        for conversation, text, author in rows
    ]
