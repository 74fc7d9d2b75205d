"""The audit: one row for each thing that somebody must be able to answer for."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, func
from sqlalchemy.orm import Mapped, mapped_column

from api.database import Base


class AuditEvent(Base):
    """Who (`actor`: staff:7, api_key:3, operator at the command line), what (`kind`), to what (`subject`), when.

    `details` never holds personal data. Rows are only added.
    """

    __tablename__ = "audit_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True, server_default=func.now())
    actor: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80), index=True)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
