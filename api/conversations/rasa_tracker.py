"""What Rasa's tracker (schema `rasa` of our database) knows of a message.

Rasa stores the events of a turn together when the turn has ended, so whoever finds the citizen's message there finds
every answer to it too. The table is Rasa's own: it makes it at its first start.
"""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations import metadata
from api.conversations.reply import Reply

_HAS_TABLE = text("SELECT to_regclass('rasa.events') IS NOT NULL")
_USER_EVENTS = text(
    "SELECT id, data FROM rasa.events WHERE sender_id = :sender AND type_name = 'user'"
    " AND strpos(data, :message_id) > 0 ORDER BY id"
)
_AFTER = text(
    "SELECT type_name, data FROM rasa.events WHERE sender_id = :sender AND id > :id"
    " AND type_name IN ('user', 'bot') ORDER BY id"
)
_TAKE_BACK = text("DELETE FROM rasa.events WHERE sender_id = :sender AND id >= :id")
_FORGET = text("DELETE FROM rasa.events WHERE sender_id = :sender RETURNING id")


async def replies_to(
    session: AsyncSession, *, conversation_id: UUID, message_id: UUID
) -> tuple[Reply, ...] | None:
    """Return what Rasa answered to the message, in its order, or None where Rasa has not heard it."""
    if not await session.scalar(_HAS_TABLE):
        return None
    sender = str(conversation_id)
    heard = await _heard(session, sender=sender, message_id=str(message_id))
    if heard is None:
        return None
    replies: list[Reply] = []
    for row in await session.execute(_AFTER, {"sender": sender, "id": heard}):
        if row.type_name == "user":
            break
        replies += _as_sent(json.loads(row.data))
    return tuple(replies)


async def take_back(session: AsyncSession, *, conversation_id: UUID, message_id: UUID) -> None:
    """Have Rasa be where it was before it heard the message, the last one of its conversation."""
    sender = str(conversation_id)
    heard = await _heard(session, sender=sender, message_id=str(message_id))
    if heard is not None:
        await session.execute(_TAKE_BACK, {"sender": sender, "id": heard})


async def _heard(session: AsyncSession, *, sender: str, message_id: str) -> int | None:
    """Return the id of the event in which Rasa heard the message, None where it has not."""
    rows = await session.execute(_USER_EVENTS, {"sender": sender, "message_id": message_id})
    return next((row.id for row in rows if _message_of(json.loads(row.data)) == message_id), None)


async def forget(session: AsyncSession, *, conversation_id: UUID) -> int:
    """Delete everything Rasa's tracker holds of the conversation; returns how many events."""
    if not await session.scalar(_HAS_TABLE):
        return 0
    return len((await session.execute(_FORGET, {"sender": str(conversation_id)})).all())


def _message_of(event: dict[str, Any]) -> str | None:
    found = (event.get("metadata") or {}).get("message_id")
    return found if isinstance(found, str) else None


def _as_sent(event: dict[str, Any]) -> list[Reply]:
    """Return the replies of a `bot` event as Rasa's REST channel gives them: it cuts a plain text at empty lines."""
    words = event.get("text")
    if not words:
        return []
    data = event.get("data") or {}
    buttons, told = data.get("buttons") or [], metadata.read(data.get("custom"))
    if buttons:
        return [Reply(words, tuple((button["title"], button["payload"]) for button in buttons), told)]
    return [Reply(part, metadata=told) for part in words.strip().split("\n\n") if part]
