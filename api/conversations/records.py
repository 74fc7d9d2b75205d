"""Looking up conversations and messages."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.metadata import Kind
from api.conversations.models import Author, Conversation, ConversationEvent, Message
from api.errors import NotFoundError
from api.privacy import crypto


def address_digest(channel: str, address: str) -> bytes:
    """Return the keyed hash under which a channel's address is found."""
    return crypto.digest("conversation-address", f"{channel}:{address}")


def address_of(conversation: Conversation) -> str:
    """Return the channel's address (chat id, user id) of the citizen, decrypted."""
    return crypto.decrypt(conversation.address_ciphertext)


async def get(session: AsyncSession, *, conversation_id: UUID) -> Conversation:
    """Return the conversation.

    Raises:
        NotFoundError: there is none, or it was erased.
    """
    conversation = await session.get(Conversation, conversation_id)
    if conversation is None or conversation.erased_at is not None:
        raise NotFoundError(f"no conversation {conversation_id}")
    return conversation


async def locked(session: AsyncSession, *, conversation_id: UUID, erased_too: bool = False) -> Conversation:
    """Return the conversation, kept from any other change until the transaction ends.

    Raises:
        NotFoundError: there is none, or it was erased (unless `erased_too`).
    """
    conversation = await session.get(
        Conversation, conversation_id, with_for_update=True, populate_existing=True
    )
    if conversation is None or (conversation.erased_at is not None and not erased_too):
        raise NotFoundError(f"no conversation {conversation_id}")
    return conversation


async def message(session: AsyncSession, *, message_id: UUID) -> Message:
    """Return the message.

    Raises:
        NotFoundError: there is none, or it was erased.
    """
    found = await session.get(Message, message_id)
    if found is None:
        raise NotFoundError(f"no message {message_id}")
    return found


async def as_written(session: AsyncSession, *, message_id: UUID, heard: str) -> str:
    """Return the whole masked text of the message of which Rasa, which gets a limited length, `heard` the beginning.

    `heard` itself is returned where it is no beginning of the message, such as a payload, or the message was erased.
    """
    written = await session.get(Message, message_id)
    text = written.text.lstrip("/ \n") if written is not None else ""
    return text if text.startswith(heard) else heard


async def messages(
    session: AsyncSession, *, conversation_id: UUID, after: int = 0, limit: int = 200
) -> list[Message]:
    """Return the messages whose `sequence` is above `after`, oldest first; with `after` 0 the newest `limit`."""
    wanted = select(Message).where(Message.conversation_id == conversation_id)
    if after:
        rows = await session.scalars(
            wanted.where(Message.sequence > after).order_by(Message.sequence).limit(limit)
        )
        return list(rows)
    rows = await session.scalars(wanted.order_by(Message.sequence.desc()).limit(limit))
    return list(reversed(rows.all()))


async def last_said(session: AsyncSession, *, conversation_id: UUID, before: int) -> Message | None:
    """Return what we said last to the citizen before the message whose sequence is `before`, None where nothing was."""
    found: Message | None = await session.scalar(
        select(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.author.in_((Author.BOT, Author.SYSTEM)),
            Message.sequence < before,
        )
        .order_by(Message.sequence.desc())
        .limit(1)
    )
    return found


async def report_began(session: AsyncSession, *, conversation_id: UUID) -> datetime | None:
    """Return since when what the citizen sends may belong to the report being told: since the last was filed or dropped.

    None where there was none before.
    """
    ended: datetime | None = await session.scalar(
        select(func.max(Message.created_at)).where(
            Message.conversation_id == conversation_id,
            Message.author == Author.BOT,
            Message.meta["kind"].astext.in_((Kind.FEEDBACK_FILED.value, Kind.CANCELLED.value)),
        )
    )
    return ended


async def last_heard(session: AsyncSession, *, channel: str, address: str) -> datetime | None:
    """Return when the citizen with `address` on `channel` last wrote, None where nothing was written."""
    heard: datetime | None = await session.scalar(
        select(func.max(Message.created_at))
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Conversation.channel == channel,
            Conversation.address_digest == address_digest(channel, address),
            Message.author == Author.CITIZEN,
        )
    )
    return heard


async def by_address(session: AsyncSession, *, channel: str, address: str) -> Conversation | None:
    """Return the conversation with `address` on `channel`, None where there is none yet."""
    return await session.scalar(
        select(Conversation).where(
            Conversation.channel == channel, Conversation.address_digest == address_digest(channel, address)
        )
    )


async def events(session: AsyncSession, *, conversation_id: UUID) -> list[ConversationEvent]:
    """Return what happened to the conversation beside messages, oldest first."""
    rows = await session.scalars(
        select(ConversationEvent)
        .where(ConversationEvent.conversation_id == conversation_id)
        .order_by(ConversationEvent.id)
    )
    return list(rows)


async def happened(
    session: AsyncSession, *, conversation_id: UUID, kind: str, message_id: UUID | None = None
) -> bool:
    """Tell whether an event of `kind` is recorded for the conversation; with `message_id`, about that message."""
    wanted = (
        select(func.count())
        .select_from(ConversationEvent)
        .where(ConversationEvent.conversation_id == conversation_id, ConversationEvent.kind == kind)
    )
    if message_id is not None:
        wanted = wanted.where(ConversationEvent.details["message_id"].astext == str(message_id))
    return bool(await session.scalar(wanted))


async def count_events(
    session: AsyncSession,
    *,
    kind: str,
    since: datetime,
    details: Mapping[str, object],
    conversation_id: UUID | None = None,
) -> int:
    """Return how many events of `kind` since `since` hold `details`; without `conversation_id` those of everybody."""
    wanted = select(func.count()).where(
        ConversationEvent.kind == kind,
        ConversationEvent.at >= since,
        ConversationEvent.details.contains(dict(details)),
    )
    if conversation_id is not None:
        wanted = wanted.where(ConversationEvent.conversation_id == conversation_id)
    return int(await session.scalar(wanted) or 0)
