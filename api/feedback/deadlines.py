"""The clock of the cases: moving a due date, and what happens by itself when time passes.

Overdue is computed, never stored; what is stored is that somebody was reminded or told of it.
"""

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock
from api.agencies import directory
from api.database import announce
from api.errors import ConflictError
from api.feedback import wording
from api.feedback.citizen_choices import stars
from api.feedback.errors import ExtensionError
from api.feedback.lifecycle import FINISHED, SYSTEM, is_overdue, note_event, overdue_at, step
from api.feedback.limits import limits
from api.feedback.models import Case, Status
from api.feedback.opening import open_case
from api.feedback.telling import agency_name, due_words, masked, tell
from api.settings import CITY_TIME


async def extend(
    session: AsyncSession,
    *,
    case_id: int,
    agency: str,
    actor: str,
    until: date,
    reason: str,
    now: datetime,
) -> Case:
    """Move the due date to the end of the day `until`, with the reason; the citizen is told both.

    Raises:
        CaseNotFoundError: there is no such case, or another agency has it.
        ConflictError: no answer is due, or information is awaited.
        ExtensionError: `until` is no later, too late, no working day, or there were too many extensions.
        NoReasonError: `reason` is empty.
    """
    case = await open_case(session, case_id=case_id, agency=agency)
    if case.due_at is None or Status(case.status) in FINISHED | {Status.NEEDS_INFO} or case.merged_into_id:
        raise ConflictError(f"case {case.code} is {case.status}: there is nothing to extend")
    words = await masked(session, case, reason)
    before, after = case.due_at, datetime(until.year, until.month, until.day, 23, 59, 59, tzinfo=CITY_TIME)
    _check_extension(case, before, after, now=now)
    case.due_at, case.extensions = after.astimezone(before.tzinfo), case.extensions + 1
    case.reminded_at = case.escalated_at = None
    case.updated_at = now
    await note_event(
        session,
        case=case,
        kind="extended",
        actor=actor,
        now=now,
        note=words,
        public=True,
        details={"from": _day(before), "to": _day(after)},
    )
    told = wording.EXTENDED(code=case.code, agency=agency_name(agency), due=due_words(case), reason=words)
    await tell(session, case, told)
    return case


def _check_extension(case: Case, before: datetime, after: datetime, *, now: datetime) -> None:
    known = limits()
    latest = known.after(max(before, now), known.extension_days)
    if case.extensions >= known.extensions:
        sentence = f"Phản ánh này đã được gia hạn {case.extensions} lần, không gia hạn thêm được."
    elif after <= max(before, now):
        sentence = f"Hạn mới phải sau ngày {_day(max(before, now))}."
    elif after > latest:
        sentence = f"Hạn mới chậm nhất là ngày {_day(latest)}."
    elif not clock.is_working_day(after):
        sentence = f"Ngày {_day(after)} không phải ngày làm việc."
    else:
        return
    raise ExtensionError(f"case {case.code} cannot be extended to {after:%Y-%m-%d}", sentence=sentence)


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(CITY_TIME):%d/%m/%Y}"


def _due_soon(now: datetime) -> ColumnElement[bool]:
    """Return the condition of cases whose agency is to be reminded: due within the days of limits.yml, not late."""
    soon = clock.add_days(now, limits().remind_days_before, working=True)
    return and_(
        Case.due_at >= now,
        Case.due_at <= soon,
        Case.reminded_at.is_(None),
        Case.paused_since.is_(None),
        Case.merged_into_id.is_(None),
        Case.status.not_in(sorted(FINISHED)),
    )


async def ids_to_remind(session: AsyncSession, *, now: datetime, limit: int = 500) -> list[int]:
    """Return the cases whose agency is to be reminded before the due date."""
    return list(await session.scalars(select(Case.id).where(_due_soon(now)).order_by(Case.id).limit(limit)))


async def remind(session: AsyncSession, *, case_id: int, now: datetime) -> bool:
    """Remind the agency of a case that is due soon, once a due date; tells whether it was to be."""
    case = await open_case(session, case_id=case_id)
    if await session.scalar(select(Case.id).where(Case.id == case_id, _due_soon(now))) is None:
        return False
    case.reminded_at = now
    await note_event(
        session,
        case=case,
        kind="reminded",
        actor=SYSTEM,
        now=now,
        details={"agency": case.handler, "due": due_words(case)},
    )
    return True


async def ids_to_escalate(session: AsyncSession, *, now: datetime, limit: int = 500) -> list[int]:
    """Return the late cases of which the supervisor has not been told yet."""
    wanted = (
        select(Case.id).where(overdue_at(now), Case.escalated_at.is_(None)).order_by(Case.id).limit(limit)
    )
    return list(await session.scalars(wanted))


async def escalate(session: AsyncSession, *, case_id: int, now: datetime) -> bool:
    """Tell the supervisor, and the citizen, that the answer is late, with the late unit named; once a due date."""
    case = await open_case(session, case_id=case_id)
    if case.escalated_at is not None or not is_overdue(case, now=now):
        return False
    case.escalated_at = now
    await note_event(
        session,
        case=case,
        kind="escalated",
        actor=SYSTEM,
        now=now,
        public=True,
        details={"agency": case.handler, "due": due_words(case)},
    )
    await announce(session, "inbox", directory.SUPERVISOR)
    told = wording.OVERDUE(code=case.code, agency=agency_name(case.handler), due=due_words(case))
    await tell(session, case, told)
    return True


def _unanswered_verdict(now: datetime) -> ColumnElement[bool]:
    reviewed = or_(
        Case.status == Status.PUBLISHED, and_(Case.status == Status.ANSWERED, Case.reviewed_at.is_not(None))
    )
    return and_(reviewed, Case.confirm_until < now, Case.merged_into_id.is_(None))


async def ids_to_close(session: AsyncSession, *, now: datetime, limit: int = 500) -> list[int]:
    """Return the answered and reviewed cases of which the citizen has not said in time that they are not fixed."""
    wanted = select(Case.id).where(_unanswered_verdict(now)).order_by(Case.id).limit(limit)
    return list(await session.scalars(wanted))


async def close(session: AsyncSession, *, case_id: int, now: datetime) -> bool:
    """Close a case whose time for a verdict is over, and ask for a rating; tells whether it was to be closed."""
    case = await open_case(session, case_id=case_id)
    if await session.scalar(select(Case.id).where(Case.id == case_id, _unanswered_verdict(now))) is None:
        return False
    await step(session, case=case, to=Status.CLOSED, kind="closed", actor=SYSTEM, now=now, public=True)
    await tell(session, case, wording.CLOSED(code=case.code), options=stars(case.code))
    return True
