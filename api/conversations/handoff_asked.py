"""What an operator is told about a conversation that asks for a person: why, in short, and what was said and shown."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.models import Author, Message

HANDOFF_ASKED: Final = "handoff_asked"
_SHOWN: Final = 3
_LONGEST_SHOWN: Final = 300


class Cause(StrEnum):
    """Why a person is called."""

    ASKED = "asked"
    NOT_UNDERSTOOD = "not_understood"
    DISTRESS = "distress"
    INSULT = "insult"
    EMERGENCY = "emergency"
    DATA_DELETION = "data_deletion"
    ENGLISH = "english"
    NO_ANSWER = "no_answer"  # the assistant failed


class HandoffAsked(BaseModel):
    """The details of an event of kind `handoff_asked`; all texts are masked.

    `slots` is what the citizen had told (of a report, a code); `shown` are the last answers, oldest first; `back_at`
    says when operators are there again, None where they are.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    cause: Cause
    summary: str
    slots: dict[str, str] = Field(default_factory=dict)
    shown: tuple[str, ...] = ()
    back_at: datetime | None = None

    def as_details(self) -> dict[str, Any]:
        """Return the JSON that the event stores."""
        return self.model_dump(mode="json")


async def shown_last(session: AsyncSession, *, conversation_id: UUID) -> tuple[str, ...]:
    """Return the beginnings of the last answers of the assistant, oldest first."""
    texts = await session.scalars(
        select(Message.text)
        .where(Message.conversation_id == conversation_id, Message.author == Author.BOT)
        .order_by(Message.sequence.desc())
        .limit(_SHOWN)
    )
    return tuple(text[:_LONGEST_SHOWN] for text in reversed(texts.all()))
