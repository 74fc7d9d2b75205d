"""Making a report. Functions never commit; the caller's transaction does."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import CompoundSelect, and_, case, func, select, true, type_coerce, union
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import NullType

from api.feedback.service import Case, CaseEvent, Status
from api.reports import figures
from api.reports.checks import Check, Recount, checks
from api.reports.due_dates import Change, Subject
from api.reports.figures import ContentRow, Count, Figures, UnitRow
from api.reports.history import DONE, Counted, counted
from api.reports.period import Period, PeriodError, period, read_day
from api.reports.wording import CHANNELS

_AT_ONCE: Final = 2000
"""Cases read from the database at a time."""

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
    concerned = _live_since(period.start).subquery()

    def in_order(column: Any) -> Any:
        values = func.array_agg(aggregate_order_by(column, CaseEvent.at, CaseEvent.id))
        return type_coerce(values, NullType())  # lists as the driver gives them, without a pass over each

    wanted = (
        select(
            Case.id,
            Case.channel,
            Case.field,
            Case.received_at,
            Case.split_from_id,
            Case.due_at,
            in_order(CaseEvent.at).label("moments"),
            in_order(CaseEvent.kind).label("kinds"),
            in_order(CaseEvent.to_status).label("statuses"),
            in_order(CaseEvent.handler).label("handlers"),
            in_order(case((CaseEvent.kind == "extended", CaseEvent.details))).label("details"),
        )
        .join(CaseEvent, CaseEvent.case_id == Case.id)
        .join(concerned, concerned.c.case_id == Case.id)
        .where(Case.received_at < period.until)
        .group_by(Case.id)
    )
    found = await session.stream(wanted.execution_options(yield_per=_AT_ONCE))
    async for rows in found.partitions():
        for row in rows:
            if (one := _of_one_case(row, period)) is not None:
                yield one


def _live_since(moment: datetime) -> CompoundSelect[int]:
    """Select the ids of cases that were open at `moment` or had an event since, and of some that were neither.

    What was open then and has had no event since is open today and in its own row: of all the cases that were over
    before, none is read.
    """
    moved = select(CaseEvent.case_id).where(CaseEvent.at >= moment)
    still_open = select(Case.id).where(Case.status.not_in(sorted(DONE)), Case.merged_into_id.is_(None))
    return union(moved, still_open)


def _of_one_case(row: Any, period: Period) -> Counted | None:
    subject = Subject(row.channel, row.field, row.received_at, row.split_from_id is not None, row.due_at)
    events = zip(row.moments, row.kinds, row.statuses, row.handlers, row.details, strict=True)
    changes = [
        Change(at, kind, Status(status), handler, details or {})
        for at, kind, status, handler, details in events
    ]
    return counted(subject, changes, period)


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
    candidates = _live_since(moment).subquery()
    before = (CaseEvent.case_id == candidates.c.case_id, CaseEvent.at < moment)
    newest = (CaseEvent.at.desc(), CaseEvent.id.desc())
    status = select(CaseEvent.to_status).where(*before).order_by(*newest).limit(1).lateral()
    merges = CaseEvent.kind.in_(("merged", "unmerged"))
    move = select(CaseEvent.kind).where(*before, merges).order_by(*newest).limit(1).scalar_subquery()
    found = await session.scalar(
        select(func.count())
        .select_from(candidates.join(status, true()))
        .where(status.c.to_status.not_in(sorted(DONE)), func.coalesce(move, "unmerged") != "merged")
    )
    return found or 0
