"""Tables of the procedure catalogue and of what was asked of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from api.database import Base


class CatalogueImport(Base):
    """One run of an import: which file, how many records came in, which lines were refused and why."""

    __tablename__ = "catalogue_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    snapshot: Mapped[date]
    accepted: Mapped[int]
    changed: Mapped[int]
    rejected: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    imported_at: Mapped[datetime] = mapped_column(server_default=func.now())


class ProcedureRow(Base):
    """The newest record of a procedure (`record` is a `retrieval.procedure.Procedure` without its card).

    `withdrawn`: a later full snapshot holds it no more, so it is not answered from.
    """

    __tablename__ = "procedures"

    code: Mapped[str] = mapped_column(String(10), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    decision: Mapped[str | None] = mapped_column(String(200))
    snapshot: Mapped[date]
    starter: Mapped[bool] = mapped_column(default=False)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    record: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())


class ProcedureVersion(Base):
    """A record as an import brought it; a new row only when the content changed."""

    __tablename__ = "procedure_versions"
    __table_args__ = (UniqueConstraint("code", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(10), index=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("catalogue_imports.id"))
    decision: Mapped[str | None] = mapped_column(String(200))
    snapshot: Mapped[date]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    record: Mapped[dict[str, Any]]


class Question(Base):
    """A procedure question as asked (masked), with what was decided: the source of the gap list."""

    __tablename__ = "procedure_questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversations.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(Text)
    decision: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(80))
    confidence: Mapped[float]
    hits: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    asked_at: Mapped[datetime] = mapped_column(server_default=func.now())
