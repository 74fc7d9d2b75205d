"""Writing and reading the audit. Functions never commit: what is recorded and its record stand or fall together."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.models import AuditEvent

__all__ = ["COMMAND_LINE", "AuditEvent", "events", "record"]

COMMAND_LINE = "command_line"
"""Actor of whoever may run `troly` on the server."""


async def record(session: AsyncSession, *, actor: str, kind: str, subject: str, **details: object) -> None:
    """Store that `actor` did `kind` (40 signs at most) to `subject`, such as conversation:<id> or case:<id>."""
    session.add(AuditEvent(actor=actor, kind=kind, subject=subject, details=details))
    await session.flush()


async def events(session: AsyncSession, *, subject: str) -> list[AuditEvent]:
    """Return what is on record about `subject`, oldest first."""
    rows = await session.scalars(
        select(AuditEvent).where(AuditEvent.subject == subject).order_by(AuditEvent.id)
    )
    return list(rows)
