"""Tables of what agencies are told: webhooks with their deliveries, digests with their readers."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, LargeBinary, SmallInteger, String, Text, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from api.database import Base


class State(StrEnum):
    """How far a webhook or a digest is. `DEAD`: not tried again by itself; `EMPTY`: there was nothing to tell."""

    PENDING = "pending"
    RETRYING = "retrying"
    DELIVERED = "delivered"
    DEAD = "dead"
    EMPTY = "empty"


class WebhookEndpoint(Base):
    """Where a system of an agency hears of its cases; `secret` is encrypted, `kinds` empty means every kind.

    A disabled one hears nothing until it is enabled again.
    """

    __tablename__ = "webhook_endpoints"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency: Mapped[str] = mapped_column(String(40), index=True)
    url: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(String(120))
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    kinds: Mapped[list[str]]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    disabled_at: Mapped[datetime | None]
    disabled_reason: Mapped[str | None] = mapped_column(Text)


class WebhookDelivery(Base):
    """One event of a case on its way to one endpoint, written in the transaction of the event.

    `id` is the webhook-id, the same at every try. `body` is fixed at the first try. `tries` counts since it was last
    replayed, `attempts` all.
    """

    __tablename__ = "webhook_deliveries"
    __table_args__ = (UniqueConstraint("endpoint_id", "event_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    endpoint_id: Mapped[int] = mapped_column(ForeignKey("webhook_endpoints.id", ondelete="CASCADE"))
    case_id: Mapped[int | None] = mapped_column(
        ForeignKey("feedback_cases.id", ondelete="CASCADE"), index=True
    )
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("feedback_events.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(40))
    body: Mapped[str | None] = mapped_column(Text)
    state: Mapped[State] = mapped_column(String(10), default=State.PENDING, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    last_status: Mapped[int | None] = mapped_column(SmallInteger)
    last_error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class WebhookAttempt(Base):
    """One call of an endpoint; without `status` and `error` where the process died before the answer was stored.

    `response` is the beginning of what the endpoint answered.
    """

    __tablename__ = "webhook_attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[UUID] = mapped_column(
        ForeignKey("webhook_deliveries.id", ondelete="CASCADE"), index=True
    )
    started_at: Mapped[datetime]
    milliseconds: Mapped[int | None]
    status: Mapped[int | None] = mapped_column(SmallInteger)
    response: Mapped[str | None] = mapped_column(Text)
    error: Mapped[str | None] = mapped_column(Text)


class DigestRecipient(Base):
    """An office mailbox that gets an agency's digest."""

    __tablename__ = "digest_recipients"
    __table_args__ = (UniqueConstraint("agency", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Digest(Base):
    """The digest of an agency on a day, once; it tells what came in after `since` up to `planned_at`."""

    __tablename__ = "digests"
    __table_args__ = (UniqueConstraint("agency", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency: Mapped[str] = mapped_column(String(40))
    day: Mapped[date]
    since: Mapped[datetime]
    planned_at: Mapped[datetime]
    state: Mapped[State] = mapped_column(String(10), default=State.PENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)
