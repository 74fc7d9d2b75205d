"""Making a report. Functions never commit; the caller's transaction does."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select, union
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from api.feedback.service import Case, CaseEvent, Status
from api.reports import figures
from api.reports.checks import Check, Recount, checks
from api.reports.due_dates import Change, Subject
from api.reports.figures import ContentRow, Count, Figures, UnitRow
from api.reports.history import DONE, Counted, counted
from api.reports.period import Period, PeriodError, period, read_day
from api.reports.wording import CHANNELS

__all__ = ["PaknReport", "Period", "PeriodError", "pakn_report", "period", "read_day"]


@dataclass(frozen=True)
class PaknReport:
    """The section on reports (phản ánh, kiến nghị) of a periodic report, with everything it prints."""

    period: Period
    sums: Figures
    street: Figures
    procedures: Figures
    channels: tuple[Count, ...]
    contents: tuple[ContentRow, ...]
    late: tuple[Count, ...]
    units: tuple[UnitRow, ...]
    checks: tuple[Check, ...]

    @property
    def adds_up(self) -> bool:
        """Whether every check holds."""
        return all(one.ok for one in self.checks)


async def pakn_report(session: AsyncSession, *, period: Period) -> PaknReport:
    """Return the report of `period`, from the events written until its end: later ones change nothing.

    In a REPEATABLE READ transaction the checks see the same rows as the figures, whatever is filed meanwhile.
    """
    cases = [one async for one in _counted(session, period)]
    sums = figures.figures(cases)
    street = figures.figures(figures.of_kind(cases, "hien_truong"))
    procedures = figures.figures(figures.of_kind(cases, "tthc"))
    channels = figures.channel_counts(cases, CHANNELS)
    contents = figures.content_rows(cases)
    late, units = figures.late_units(cases), figures.ranking(cases)
    return PaknReport(
        period=period,
        sums=sums,
        street=street,
        procedures=procedures,
        channels=channels,
        contents=contents,
        late=late,
        units=units,
        checks=checks(
            sums,
            parts=(street, procedures),
            channels=channels,
            contents=contents,
            late=late,
            units=units,
            recount=await _recount(session, period),
        ),
    )


async def _counted(session: AsyncSession, period: Period) -> AsyncIterator[Counted]:
    """Yield the cases of the period, one after the other: those open when it began, and those with an event in it."""
    before = _last_events(period.start).subquery()
    in_period = select(CaseEvent.case_id).where(CaseEvent.at >= period.start, CaseEvent.at < period.until)
    still_open = select(before.c.case_id).where(before.c.to_status.not_in(sorted(DONE)))
    concerned = union(in_period, still_open).subquery()
    wanted = (
        select(
            Case.id,
            Case.channel,
            Case.field,
            Case.received_at,
            Case.split_from_id,
            Case.due_at,
            CaseEvent.at,
            CaseEvent.kind,
            CaseEvent.to_status,
            CaseEvent.handler,
            CaseEvent.details,
        )
        .join(CaseEvent, CaseEvent.case_id == Case.id)
        .join(concerned, concerned.c.case_id == Case.id)
        .order_by(Case.id, CaseEvent.at, CaseEvent.id)
    )
    rows: list[Any] = []
    async for row in await session.stream(wanted.execution_options(yield_per=1000)):
        if rows and rows[0].id != row.id:
            if (one := _of_one_case(rows, period)) is not None:
                yield one
            rows = []
        rows.append(row)
    if rows and (one := _of_one_case(rows, period)) is not None:
        yield one


def _of_one_case(rows: Sequence[Any], period: Period) -> Counted | None:
    head = rows[0]
    subject = Subject(head.channel, head.field, head.received_at, head.split_from_id is not None, head.due_at)
    changes = [Change(row.at, row.kind, Status(row.to_status), row.handler, row.details) for row in rows]
    return counted(subject, changes, period)


def _last_events(moment: datetime) -> Select[int, Status]:
    """Select (case_id, to_status) of each case's last event before `moment`."""
    return (
        select(CaseEvent.case_id, CaseEvent.to_status)
        .where(CaseEvent.at < moment)
        .ext(distinct_on(CaseEvent.case_id))
        .order_by(CaseEvent.case_id, CaseEvent.at.desc(), CaseEvent.id.desc())
    )


async def _recount(session: AsyncSession, period: Period) -> Recount:
    received = await session.scalar(
        select(func.count())
        .select_from(Case)
        .where(
            and_(Case.received_at >= period.start, Case.received_at < period.until),
            Case.split_from_id.is_(None),
        )
    )
    return Recount(
        received=received or 0,
        open_before=await _open_at(session, period.start),
        open_after=await _open_at(session, period.until),
    )


async def _open_at(session: AsyncSession, moment: datetime) -> int:
    """Return how many cases were neither over nor followed under another one just before `moment`."""
    last = _last_events(moment).subquery()
    moves = (
        select(CaseEvent.case_id, CaseEvent.kind)
        .where(CaseEvent.at < moment, CaseEvent.kind.in_(("merged", "unmerged")))
        .ext(distinct_on(CaseEvent.case_id))
        .order_by(CaseEvent.case_id, CaseEvent.at.desc(), CaseEvent.id.desc())
        .subquery()
    )
    found = await session.scalar(
        select(func.count())
        .select_from(last.outerjoin(moves, moves.c.case_id == last.c.case_id))
        .where(last.c.to_status.not_in(sorted(DONE)), func.coalesce(moves.c.kind, "unmerged") != "merged")
    )
    return found or 0
