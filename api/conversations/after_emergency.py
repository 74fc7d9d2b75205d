"""What is asked right after a danger was told: whom to call comes first again, before any other answer."""

from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations import wording
from api.conversations.metadata import Kind, Metadata, read
from api.conversations.models import Author, Message
from api.conversations.reply import Reply
from api.procedures import service as procedures
from bot.signs import NONE, question_sign

_LONGEST: Final = 12
"""Words of a question that still is about the danger; a longer one tells a matter of its own."""


async def reply_to(session: AsyncSession, *, conversation_id: UUID, before: int, text: str) -> Reply | None:
    """Return whom to call once more where `text` asks on about the danger just told; None for any other message.

    `before` is the message's sequence. A question that plainly names a procedure is none about the danger.
    """
    if len(text.split()) > _LONGEST or question_sign(text) == NONE:
        return None
    latest = await session.scalar(
        select(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.author == Author.BOT,
            Message.sequence < before,
        )
        .order_by(Message.sequence.desc())
        .limit(1)
    )
    about = read(latest.meta) if latest is not None else Metadata()
    if about.kind is not Kind.EMERGENCY_NOTICE or not about.emergency:
        return None
    if procedures.size() and procedures.suggest(text).decision == "answer":
        return None
    numbers = ", ".join(about.emergency)
    return Reply(
        wording.EMERGENCY_AGAIN(numbers=numbers),
        ((wording.EMERGENCY_HUMAN(), "/human_handoff"),),
        Metadata(kind=Kind.EMERGENCY_NOTICE, emergency=about.emergency),
    )
