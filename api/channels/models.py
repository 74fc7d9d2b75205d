"""The way of each outgoing message to its channel, and every attempt made at it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from api.database import Base


class DeliveryState(StrEnum):
    """`DEAD`: will not be tried again (blocked, window closed, given up)."""

    PENDING = "pending"
    SENT = "sent"
    RETRYING = "retrying"
    DEAD = "dead"


class AttemptOutcome(StrEnum):
    """How one call of a channel ended; `STARTED` stays where the process died before it could tell."""

    STARTED = "started"
    SENT = "sent"
    RETRY = "retry"
    UNDELIVERABLE = "undeliverable"


class Delivery(Base):
    """The way of one outgoing message to its channel.

    A long message goes out in parts; `parts_sent` says how many the channel has taken, so that a retry goes on there.
    """

    __tablename__ = "deliveries"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), unique=True)
    channel: Mapped[str] = mapped_column(String(20))
    state: Mapped[DeliveryState] = mapped_column(String(10), default=DeliveryState.PENDING, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    parts_sent: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
    external_id: Mapped[str | None] = mapped_column(String(200))
    next_attempt_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())


class DeliveryAttempt(Base):
    """One call of a channel: which part of which delivery, when, and how it ended."""

    __tablename__ = "delivery_attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"), index=True)
    part: Mapped[int]
    started_at: Mapped[datetime]
    outcome: Mapped[AttemptOutcome] = mapped_column(String(15), default=AttemptOutcome.STARTED)
    external_id: Mapped[str | None] = mapped_column(String(200))
    error: Mapped[str | None] = mapped_column(Text)
