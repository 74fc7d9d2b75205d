"""A message to answer, what a step decides about it, and asking Rasa for it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations import asking, attachments, rasa_client
from api.conversations.models import Owner
from api.conversations.reply import Reply

Effect: TypeAlias = Callable[[AsyncSession], Awaitable[object]]


@dataclass(frozen=True)
class Turn:
    """A message to answer. `text` is masked; `retried` says that an earlier try was cut short."""

    message_id: UUID
    conversation_id: UUID
    channel: str
    text: str
    payload: str | None
    owner: Owner
    from_citizen: bool
    sequence: int
    retried: bool
    attachment: dict[str, Any] | None = None

    @property
    def has_files(self) -> bool:
        """Whether files came with it."""
        return (self.attachment or {}).get("kind") in attachments.FILE_KINDS


@dataclass(frozen=True)
class Outcome:
    """What a step decided: its replies, and what else is to be stored with them; `files_told`: they tell of files."""

    replies: tuple[Reply, ...] = ()
    effect: Effect | None = None
    notice_first: bool = True
    files_told: bool = False


Step: TypeAlias = Callable[[Turn], Awaitable[Outcome | None]]


async def ask_rasa(turn: Turn, message: str) -> tuple[Reply, ...]:
    """Return what Rasa answers to `message`, said by the citizen in `turn`."""
    question = rasa_client.Question(
        conversation_id=turn.conversation_id,
        message_id=turn.message_id,
        channel=turn.channel,
        message=message,
        attachment=turn.attachment,
    )
    return await asking.ask_once(question, retried=turn.retried)
