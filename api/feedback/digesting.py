"""What an agency's morning mail tells of its cases: codes, fields, places and due times, never what citizens wrote."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock
from api.agencies import directory
from api.feedback.lifecycle import FINISHED, overdue_at
from api.feedback.limits import limits
from api.feedback.models import Case, Status
from retrieval.places import unit

LISTED = 30
"""Cases of each kind that are listed; the rest is counted."""
_BACK = (Status.RETURNED, Status.SENT_BACK, Status.REOPENED)


@dataclass(frozen=True)
class DigestLine:
    """One case in the digest. `due_at` is UTC."""

    code: str
    field_name: str
    unit_name: str | None
    due_at: datetime | None


@dataclass(frozen=True)
class DigestPart:
    """How many cases are of one kind, and the first of them by due date."""

    count: int
    lines: tuple[DigestLine, ...]


@dataclass(frozen=True)
class CaseDigest:
    """The open cases of an agency: come in since the digest before, due soon, overdue, come back to be done again."""

    new: DigestPart
    due_soon: DigestPart
    overdue: DigestPart
    returned: DigestPart

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.new.count or self.due_soon.count or self.overdue.count or self.returned.count)


async def digest_of(session: AsyncSession, *, agency: str, since: datetime, now: datetime) -> CaseDigest:
    """Return what the agency's digest tells at `now`; new is what it has had since `since`."""
    soon = clock.add_days(now, limits().remind_days_before, working=True)
    running = Case.paused_since.is_(None)
    back = Case.status.in_(_BACK)
    return CaseDigest(
        new=await _part(session, agency, Case.handler_since > since, Case.handler_since <= now, ~back),
        due_soon=await _part(session, agency, Case.due_at >= now, Case.due_at <= soon, running),
        overdue=await _part(session, agency, overdue_at(now)),
        returned=await _part(session, agency, back),
    )


async def _part(session: AsyncSession, agency: str, *conditions: ColumnElement[bool]) -> DigestPart:
    open_cases = (
        Case.handler == agency,
        Case.merged_into_id.is_(None),
        Case.status.not_in(sorted(FINISHED)),
        *conditions,
    )
    count = await session.scalar(select(func.count()).select_from(Case).where(*open_cases)) or 0
    rows = await session.scalars(select(Case).where(*open_cases).order_by(Case.due_at, Case.id).limit(LISTED))
    return DigestPart(count, tuple(_line(case) for case in rows))


def _line(case: Case) -> DigestLine:
    return DigestLine(
        code=case.code,
        field_name=directory.field(case.field).name,
        unit_name=unit(case.unit_code).full_name if case.unit_code else None,
        due_at=case.due_at,
    )
