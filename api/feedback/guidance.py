"""Reports that wait too long to be classified: the supervisor is told, once a wait.

The city's regulation asks for guidance within an hour where competence is unclear (`guidance_minutes` of limits.yml).
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.agencies import directory
from api.database import announce
from api.feedback.lifecycle import SYSTEM, note_event
from api.feedback.limits import limits
from api.feedback.models import Case, CaseEvent, Status
from api.feedback.opening import open_case

LATE = "guidance_late"
"""Kind of the event by which the supervisor was told."""
_WAIT = (Status.RECEIVED, Status.RETURNED)
_since = func.coalesce(Case.handler_since, Case.received_at)


def waits_too_long(now: datetime) -> ColumnElement[bool]:
    """Return the condition of cases that have waited at the classification desk for longer than the limit."""
    return and_(
        Case.handler == directory.DESK,
        Case.status.in_(_WAIT),
        Case.merged_into_id.is_(None),
        _since < now - timedelta(minutes=limits().guidance_minutes),
    )


def _to_tell(now: datetime) -> ColumnElement[bool]:
    told = exists().where(CaseEvent.case_id == Case.id, CaseEvent.kind == LATE, CaseEvent.at >= _since)
    return and_(waits_too_long(now), ~told)


async def ids_waiting(session: AsyncSession, *, now: datetime, limit: int = 500) -> list[int]:
    """Return the cases of whose long wait the supervisor has not been told yet."""
    return list(await session.scalars(select(Case.id).where(_to_tell(now)).order_by(Case.id).limit(limit)))


async def escalate_wait(session: AsyncSession, *, case_id: int, now: datetime) -> bool:
    """Tell the supervisor that a case waits too long to be classified; tells whether it was to be."""
    case = await open_case(session, case_id=case_id)
    if await session.scalar(select(Case.id).where(Case.id == case_id, _to_tell(now))) is None:
        return False
    await note_event(
        session,
        case=case,
        kind=LATE,
        actor=SYSTEM,
        now=now,
        details={"agency": directory.DESK, "minutes": limits().guidance_minutes},
    )
    await announce(session, "inbox", directory.SUPERVISOR)
    return True
