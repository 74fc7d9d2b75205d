"""How the city's reports stand at this moment: what is late and where, what is stuck, what citizens say of the answers.

Everything is counted by the database with the clock it is given; nothing of it is stored. Times are UTC.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock
from api.agencies import directory
from api.feedback.service import FINISHED, Case, Status, limits, overdue_at
from api.reports.figures import unit_name
from api.reports.period import Period
from retrieval.places import units
from retrieval.text import fold

NO_UNIT = ""
"""The code of the row of cases whose unit is not known."""
LOW = 2
"""Stars up to which a rating is a bad one."""
_DAY = 86_400.0


class By(StrEnum):
    """What the rows are of: who has the cases, or where they happened. The values are columns of cases."""

    AGENCY = "handler"
    UNIT = "unit_code"


class Matter(StrEnum):
    """A list of cases that somebody has to look at."""

    LATE = "late"
    AT_DESK = "at_desk"
    RETURNED = "returned"
    UNREVIEWED = "unreviewed"
    LOW_RATED = "low_rated"


@dataclass(frozen=True)
class Standing:
    """One agency or unit, or all of them. At this moment: `open` (an answer is owed), of these `overdue`, `due_soon`
    and `awaiting` (the clock stands until the citizen answers), `unreviewed` answers, `oldest_due` of the late ones.

    In the period: `answered`, of these `answered_late`, `days` from filing to answer in all, `ratings` and their
    `stars` in all.
    """

    code: str
    name: str
    open: int = 0
    overdue: int = 0
    due_soon: int = 0
    awaiting: int = 0
    oldest_due: datetime | None = None
    unreviewed: int = 0
    answered: int = 0
    answered_late: int = 0
    days: float = 0.0
    ratings: int = 0
    stars: int = 0

    @property
    def average_days(self) -> float | None:
        """Mean days from filing to answer, None where nothing was answered."""
        return self.days / self.answered if self.answered else None

    @property
    def average_stars(self) -> float | None:
        """Mean rating, 1 to 5, None where nobody rated."""
        return self.stars / self.ratings if self.ratings else None


@dataclass(frozen=True)
class Listed:
    """One case of a list. `moment` is what the list is about: due, at the desk since, answered, rated."""

    id: int
    code: str
    field: str
    handler: str
    unit_code: str | None
    status: Status
    moment: datetime | None
    returns: int
    rating: int | None
    rating_reason: str | None


@dataclass(frozen=True)
class MatterList:
    """The first cases of a list, and how many there are in all."""

    cases: tuple[Listed, ...]
    total: int


@dataclass(frozen=True)
class Overview:
    """The whole picture at `now`: `rows` with the late ones first, `total` counted by itself, and the lists."""

    now: datetime
    period: Period
    by: By
    rows: tuple[Standing, ...]
    total: Standing
    matters: dict[Matter, MatterList]

    @property
    def adds_up(self) -> bool:
        """Whether the rows add up to the total, column by column, and the list of late cases to the late ones."""
        summed = _summed(self.rows)
        whole = replace(self.total, oldest_due=None, days=0.0)
        return (
            replace(summed, days=0.0) == whole
            and abs(summed.days - self.total.days) < 0.01
            and self.matters[Matter.LATE].total == self.total.overdue
        )


async def overview(
    session: AsyncSession, *, period: Period, now: datetime, by: By = By.AGENCY, listed: int = 10
) -> Overview:
    """Return how all cases stand at `now`, and what was done in `period`; each list has its first `listed` cases."""
    return Overview(
        now=now,
        period=period,
        by=by,
        rows=await _rows(session, period=period, now=now, by=by),
        total=next(iter(await _counted(session, period=period, now=now, column=None)), Standing("", "")),
        matters={one: await _matter(session, one, period=period, now=now, limit=listed) for one in Matter},
    )


def soon(now: datetime) -> datetime:
    """Return until when a due date is near: the working days before it at which its agency is reminded."""
    return clock.add_days(now, limits().remind_days_before, working=True)


def _open() -> ColumnElement[bool]:
    return and_(Case.status.not_in(sorted(FINISHED)), Case.merged_into_id.is_(None))


def _unreviewed() -> ColumnElement[bool]:
    return and_(
        Case.status.in_((Status.ANSWERED, Status.CLOSED)),
        Case.reviewed_at.is_(None),
        Case.answer.is_not(None),
    )


def _within(column: Any, period: Period) -> ColumnElement[bool]:
    return and_(column >= period.start, column < period.until)


async def _rows(session: AsyncSession, *, period: Period, now: datetime, by: By) -> tuple[Standing, ...]:
    column = Case.handler if by is By.AGENCY else func.coalesce(Case.unit_code, NO_UNIT)
    found = await _counted(session, period=period, now=now, column=column)
    named = [replace(one, name=_name(one.code, by)) for one in found]
    return tuple(sorted(named, key=lambda row: (-row.overdue, -row.due_soon, -row.open, fold(row.name))))


async def _counted(session: AsyncSession, *, period: Period, now: datetime, column: Any) -> list[Standing]:
    """Count by the values of `column`, all in one where it is None."""
    late = overdue_at(now)
    near = and_(Case.due_at >= now, Case.due_at <= soon(now), Case.paused_since.is_(None))
    lasted = func.extract("epoch", Case.answered_at - Case.received_at) / _DAY
    parts: tuple[tuple[ColumnElement[bool], tuple[ColumnElement[Any], ...]], ...] = (
        (
            _open(),
            (
                func.count().label("open"),
                func.count().filter(late).label("overdue"),
                func.count().filter(near).label("due_soon"),
                func.count().filter(Case.paused_since.is_not(None)).label("awaiting"),
                func.min(Case.due_at).filter(late).label("oldest_due"),
            ),
        ),
        (_unreviewed(), (func.count().label("unreviewed"),)),
        (
            _within(Case.answered_at, period),
            (
                func.count().label("answered"),
                func.count().filter(Case.answered_at > Case.due_at).label("answered_late"),
                func.coalesce(func.sum(lasted), 0.0).label("days"),
            ),
        ),
        (
            and_(_within(Case.rated_at, period), Case.rating.is_not(None)),
            (func.count().label("ratings"), func.coalesce(func.sum(Case.rating), 0).label("stars")),
        ),
    )
    found: dict[str, dict[str, Any]] = {}
    for condition, columns in parts:
        wanted = select((literal("") if column is None else column).label("code"), *columns).where(condition)
        for row in await session.execute(wanted if column is None else wanted.group_by(column)):
            values = dict(row._mapping)
            found.setdefault(values.pop("code"), {}).update(values)
    return [_standing(code, values) for code, values in found.items()]


def _standing(code: str, values: dict[str, Any]) -> Standing:
    numbers = {name: value for name, value in values.items() if name != "days"}
    return Standing(code=code, name="", days=float(values.get("days", 0.0)), **numbers)


def _summed(rows: Sequence[Standing]) -> Standing:
    names = ("open", "overdue", "due_soon", "awaiting", "unreviewed", "answered", "answered_late", "days")
    sums = {name: sum(getattr(row, name) for row in rows) for name in (*names, "ratings", "stars")}
    return Standing(code="", name="", **sums)


def _name(code: str, by: By) -> str:
    if by is By.AGENCY:
        return unit_name(code)
    if code == NO_UNIT:
        return "Chưa rõ phường, xã"
    return next((one.full_name for one in units() if one.code == code), code)


async def _matter(
    session: AsyncSession, matter: Matter, *, period: Period, now: datetime, limit: int
) -> MatterList:
    condition, moment, order = _wanted(matter, period=period, now=now)
    total = await session.scalar(select(func.count()).select_from(Case).where(condition))
    rows = await session.execute(
        select(
            *(Case.id, Case.code, Case.field, Case.handler, Case.unit_code, Case.status, Case.returns),
            *(Case.rating, Case.rating_reason, moment.label("moment")),
        )
        .where(condition)
        .order_by(*order, Case.id)
        .limit(limit)
    )
    return MatterList(tuple(_listed(row) for row in rows), total or 0)


def _listed(row: Row[Any]) -> Listed:
    values = dict(row._mapping)
    return Listed(**(values | {"status": Status(values["status"])}))


def _wanted(
    matter: Matter, *, period: Period, now: datetime
) -> tuple[ColumnElement[bool], Any, tuple[Any, ...]]:
    """Return which cases are on the list, the moment it is about, and the order."""
    if matter is Matter.LATE:
        return overdue_at(now), Case.due_at, (Case.due_at,)
    if matter is Matter.AT_DESK:
        since = func.coalesce(Case.handler_since, Case.received_at)
        longest = timedelta(minutes=limits().guidance_minutes)
        waits = and_(
            _open(),
            Case.handler == directory.DESK,
            or_(Case.status == Status.RECEIVED, Case.status == Status.RETURNED),
            since < now - longest,
        )
        return waits, since, (since,)
    if matter is Matter.RETURNED:
        often = and_(_open(), Case.returns >= limits().supervisor_at_return)
        return often, Case.due_at, (Case.returns.desc(), Case.due_at)
    if matter is Matter.UNREVIEWED:
        return _unreviewed(), Case.answered_at, (Case.answered_at,)
    low = and_(_within(Case.rated_at, period), Case.rating <= LOW)
    return low, Case.rated_at, (Case.rated_at.desc(),)
