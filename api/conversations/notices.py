"""Conversations in which only we speak: SMS and e-mail about a case to somebody who called."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations import records
from api.conversations.models import Conversation
from api.privacy import crypto

NOTICE_CHANNELS = ("sms", "email")
"""Nobody writes to us there, so the operators' desk does not list them."""


async def open_notices(session: AsyncSession, *, channel: str, address: str) -> Conversation:
    """Open the conversation with `address`, which none has yet, on one of `NOTICE_CHANNELS`."""
    conversation = Conversation(
        channel=channel,
        address_digest=records.address_digest(channel, address),
        address_ciphertext=crypto.encrypt(address),
    )
    session.add(conversation)
    await session.flush()
    return conversation
