"""Tables of feedback (phản ánh, kiến nghị: PAKN)."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pgvector.sqlalchemy import Vector
from sqlalchemy import ForeignKey, Index, LargeBinary, Numeric, SmallInteger, String, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from api.database import Base
from api.feedback.points import Point


class Status(StrEnum):
    """Life cycle of a case (design §5); overdue is computed from `due_at`, never stored."""

    RECEIVED = "received"
    REFUSED = "refused"
    NEEDS_INFO = "needs_info"
    TRANSFERRED_OUT = "transferred_out"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    RETURNED = "returned"
    SENT_BACK = "sent_back"
    PUBLISHED = "published"
    REOPENED = "reopened"
    CLOSED = "closed"


class Verdict(StrEnum):
    """What the citizen says of an answer: closed is not fixed."""

    FIXED = "fixed"
    NOT_FIXED = "not_fixed"


class Case(Base):
    """One complaint or proposal. `content` and `place` are masked text; contact data is encrypted.

    `lat` and `lon` (degrees, WGS 84) are the place the citizen shared on the map, both or neither.
    `idempotency_key` makes filing safe to repeat: the same key returns the case already filed.
    `search_text` is what the inbox finds it by (`searching.search_text`).
    `handler` is an agency code of `api.agencies`, such as TT_HTKT or UBND_XA:26929, which has the case since
    `handler_since`. `returns` counts the agencies that said it is not theirs.
    `paused_since` is set while information is awaited of the citizen: the clock stands. `reminded_at` and
    `escalated_at` belong to the present `due_at`.
    `merged_into_id` is the case that is followed instead; `split_from_id` the report this is a part of.
    `verdict` is the citizen's on the present answer, possible until `confirm_until`.
    `may_publish` is the citizen's wish; `published_*` is what was reviewed for everybody to read.
    """

    __tablename__ = "feedback_cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    idempotency_key: Mapped[str] = mapped_column(String(120), unique=True)
    conversation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("conversations.id", ondelete="SET NULL"), index=True
    )
    channel: Mapped[str] = mapped_column(String(20))
    filed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_accounts.id"))
    content: Mapped[str] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(Text)
    lat: Mapped[float | None] = mapped_column(Numeric(8, 6, asdecimal=False))
    lon: Mapped[float | None] = mapped_column(Numeric(9, 6, asdecimal=False))
    unit_code: Mapped[str | None] = mapped_column(String(10))
    field: Mapped[str] = mapped_column(String(30))
    handler: Mapped[str] = mapped_column(String(40), index=True)
    status: Mapped[Status] = mapped_column(String(20), index=True)
    contact_name: Mapped[bytes | None] = mapped_column(LargeBinary)
    contact_phone: Mapped[bytes | None] = mapped_column(LargeBinary)
    contact_address: Mapped[bytes | None] = mapped_column(LargeBinary)
    contact_email: Mapped[bytes | None] = mapped_column(LargeBinary)
    received_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column(index=True)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())
    search_text: Mapped[str] = mapped_column(Text)
    handler_since: Mapped[datetime | None]
    returns: Mapped[int] = mapped_column(SmallInteger, default=0, server_default=text("0"))
    extensions: Mapped[int] = mapped_column(SmallInteger, default=0, server_default=text("0"))
    paused_since: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("feedback_cases.id"), index=True)
    split_from_id: Mapped[int | None] = mapped_column(ForeignKey("feedback_cases.id"), index=True)
    transferred_to: Mapped[str | None] = mapped_column(Text)
    confirm_until: Mapped[datetime | None]
    verdict: Mapped[Verdict | None] = mapped_column(String(10))
    rating: Mapped[int | None] = mapped_column(SmallInteger)
    rating_reason: Mapped[str | None] = mapped_column(Text)
    rated_at: Mapped[datetime | None] = mapped_column(index=True)
    may_publish: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    reviewed_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    published_content: Mapped[str | None] = mapped_column(Text)
    published_answer: Mapped[str | None] = mapped_column(Text)
    published_search: Mapped[str | None] = mapped_column(Text)

    @property
    def point(self) -> Point | None:
        """The place on the map, None where none was shared."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


class CaseEvent(Base):
    """One change of a case: who, when, what, why. Written in the transaction of the change.

    `note` is masked text. `details` are codes and dates that belong to the change, never personal data.
    """

    __tablename__ = "feedback_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("feedback_cases.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(30))
    actor: Mapped[str] = mapped_column(String(80))
    from_status: Mapped[Status | None] = mapped_column(String(20))
    to_status: Mapped[Status] = mapped_column(String(20))
    handler: Mapped[str] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(Text)
    public: Mapped[bool] = mapped_column(default=False)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'::jsonb"))


Index("ix_feedback_events_case_id_at_id", CaseEvent.case_id, CaseEvent.at, CaseEvent.id)


class Follower(Base):
    """A conversation that follows a case it did not file."""

    __tablename__ = "feedback_followers"

    case_id: Mapped[int] = mapped_column(
        ForeignKey("feedback_cases.id", ondelete="CASCADE"), primary_key=True
    )
    conversation_id: Mapped[UUID] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    since: Mapped[datetime]


Index("ix_feedback_cases_unit_code_received_at", Case.unit_code, Case.received_at)


class CaseVector(Base):
    """What a case is about, as the encoder of that name sees its problem, its place left out.

    Vectors of another encoder have another length or meaning, and are made anew.
    """

    __tablename__ = "feedback_vectors"

    case_id: Mapped[int] = mapped_column(
        ForeignKey("feedback_cases.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    encoder: Mapped[str] = mapped_column(String(300))
    vector: Mapped[list[float]] = mapped_column(Vector())
