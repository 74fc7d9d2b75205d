"""The table of dossiers (hồ sơ) that the table provider reads."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import Index, LargeBinary, SmallInteger, String, func, text
from sqlalchemy.orm import Mapped, mapped_column

from api.database import Base

SHORT_CODE: Final = "substring(code, '[A-Z].*$')"
"""The code from its letter on, as people often type it: an indexed expression of SQL."""


class DossierRow(Base):
    """One dossier. `code` is canonical upper case; the applicant's name and phone are encrypted.

    `state` is 1–10 of the national list (domain facts §3.3). `phone_tail_digest` is a keyed hash of the last
    three digits with the code, for the second factor.
    """

    __tablename__ = "dossiers"
    __table_args__ = (Index("ix_dossiers_short_code", text(SHORT_CODE)),)

    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    procedure_code: Mapped[str | None] = mapped_column(String(10))
    procedure_name: Mapped[str] = mapped_column(String(600))
    state: Mapped[int] = mapped_column(SmallInteger)
    agency: Mapped[str] = mapped_column(String(200))
    filing_channel: Mapped[str | None] = mapped_column(String(20))
    applicant_name: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_tail_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    filed_on: Mapped[date | None]
    due_on: Mapped[date | None]
    finished_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(600))
    sample: Mapped[bool] = mapped_column(default=False)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())
