"""Taking everything of a citizen out of a conversation; what stays is an empty shell with its events."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.attachments import service as files
from api.channels import service as deliveries
from api.conversations import rasa_tracker, records, wording
from api.conversations.exchange import announce_change
from api.conversations.handoff_asked import HANDOFF_ASKED
from api.conversations.models import Conversation, ConversationEvent, Message, Owner, TurnState

_DIGEST_BYTES = 32


async def erase(session: AsyncSession, *, conversation_id: UUID, now: datetime) -> tuple[bool, int]:
    """Erase address, texts, files, reasons, deliveries and Rasa's tracker of the conversation.

    Done again, it erases what came in since, such as the tracker of a turn that was still going on. Returns whether
    this was the first time, and how many messages had a text.

    Raises:
        NotFoundError: there is no such conversation.
    """
    conversation = await records.locked(session, conversation_id=conversation_id, erased_too=True)
    first = conversation.erased_at is None
    if first:
        _empty(conversation, now=now)
    texts = await _erase_messages(session, conversation_id)
    await session.execute(
        update(ConversationEvent)
        .where(ConversationEvent.conversation_id == conversation_id, ConversationEvent.reason.is_not(None))
        .values(reason=None)
    )
    await session.execute(
        update(ConversationEvent)
        .where(ConversationEvent.conversation_id == conversation_id, ConversationEvent.kind == HANDOFF_ASKED)
        .values(details={})
    )
    await rasa_tracker.forget(session, conversation_id=conversation_id)
    await session.flush()
    await announce_change(session, conversation_id)
    return first, texts


def _empty(conversation: Conversation, *, now: datetime) -> None:
    """Let nobody find or reach the citizen through the conversation; a new message of the citizen opens another."""
    conversation.erased_at = now
    conversation.address_digest = secrets.token_bytes(_DIGEST_BYTES)
    conversation.address_ciphertext = b""
    conversation.owner, conversation.operator_id, conversation.emergency = Owner.BOT, None, False
    conversation.waiting_since = conversation.waiting_reason = None


async def _erase_messages(session: AsyncSession, conversation_id: UUID) -> int:
    """Put the mark in the place of every text, and end the turns and deliveries that still wait."""
    own = Message.conversation_id == conversation_id
    await deliveries.forget(session, message_ids=select(Message.id).where(own))
    await session.execute(
        update(Message).where(own, Message.turn_state == TurnState.PENDING).values(turn_state=TurnState.DONE)
    )
    mark = wording.ERASED()
    await files.forget(session, conversation_id=conversation_id)
    changed = await session.scalars(
        update(Message)
        .where(own, Message.text != mark)
        .values(text=mark, payload=None, choices=[], meta={}, attachment=None)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    return len(changed.all())
