"""Tables of conversations, messages and what happened around them."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from api.database import Base


class Owner(StrEnum):
    """Who answers a conversation now."""

    BOT = "bot"
    WAITING = "waiting"  # a human was asked for; the bot still answers until one takes over
    OPERATOR = "operator"


class Author(StrEnum):
    """Who wrote a message."""

    CITIZEN = "citizen"
    BOT = "bot"
    OPERATOR = "operator"
    AGENCY = "agency"
    SYSTEM = "system"


class TurnState(StrEnum):
    """How far the turn of a citizen's message is; `NONE` for messages that need no turn."""

    NONE = "none"
    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


class Conversation(Base):
    """One citizen on one channel.

    The channel's address (chat id, user id) is kept as a keyed hash to find it and encrypted to write to it; a
    conversation that was erased has none.
    """

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("channel", "address_digest"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    channel: Mapped[str] = mapped_column(String(20))
    address_digest: Mapped[bytes] = mapped_column(LargeBinary)
    address_ciphertext: Mapped[bytes] = mapped_column(LargeBinary)
    owner: Mapped[Owner] = mapped_column(String(10), default=Owner.BOT, index=True)
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("staff_accounts.id"))
    waiting_since: Mapped[datetime | None]
    waiting_reason: Mapped[str | None] = mapped_column(Text)
    emergency: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    last_activity_at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)
    erased_at: Mapped[datetime | None]


class Message(Base):
    """One message, in or out. `text` is masked; `sequence` orders the messages of all conversations.

    `choices` holds what the citizen may tap: [{"id": "1", "title": …, "payload": …}]. A message from outside is
    unique by (channel, external_id); ours have none. `meta` is what a reply is about (`metadata.Metadata` as JSON).
    `attachment` is what came beside words: {"kind": "location", "lat": …, "lon": …} or {"kind": "photo"}
    (video, audio, file), whose files `api.attachments` has.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        Index("ix_messages_conversation_id_sequence", "conversation_id", "sequence"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    sequence: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(20))
    external_id: Mapped[str | None] = mapped_column(String(200))
    author: Mapped[Author] = mapped_column(String(10))
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("staff_accounts.id"))
    text: Mapped[str] = mapped_column(Text)
    payload: Mapped[str | None] = mapped_column(Text)
    choices: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    meta: Mapped[dict[str, Any]] = mapped_column("metadata", default=dict, server_default="{}")
    attachment: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    turn_state: Mapped[TurnState] = mapped_column(String(10), default=TurnState.NONE)
    turn_milliseconds: Mapped[int | None]
    in_reply_to: Mapped[UUID | None] = mapped_column(ForeignKey("messages.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class ConversationEvent(Base):
    """Something that happened to a conversation beside messages: handoff asked, taken over, given back, emergency."""

    __tablename__ = "conversation_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[UUID] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    kind: Mapped[str] = mapped_column(String(30))
    actor: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str | None] = mapped_column(Text)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
