"""An agency's inbox a page at a time: filtered, searched and counted by the database."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.agencies import directory
from api.feedback.guidance import waits_too_long
from api.feedback.lifecycle import FINISHED, overdue_at
from api.feedback.models import Case, Status
from api.feedback.opening import OVERSEERS
from retrieval.places import unit
from retrieval.text import fold


@dataclass(frozen=True)
class InboxFilter:
    """What of an inbox is asked for: `statuses` (None: all), late ones only, and words that must all be in the case.

    Words are looked for without accents in code, field, place, unit and content. `everywhere`: not the own cases only
    (for the desk and the supervisor); `to_review`: answers that wait for their review;
    `guidance_late`: what waits too long to be classified.
    """

    statuses: frozenset[Status] | None = None
    overdue: bool = False
    words: str = ""
    everywhere: bool = False
    to_review: bool = False
    guidance_late: bool = False


@dataclass(frozen=True)
class InboxPage:
    """The first cases of an inbox that pass a filter, and how many pass it in all, and are late."""

    cases: list[Case]
    total: int
    overdue: int


def search_text(*, code: str, field: str, place: str | None, unit_code: str | None, content: str) -> str:
    """Return what a case is found by, without accents."""
    parts = [code, directory.field(field).name, place or "", content]
    if unit_code is not None:
        parts.append(unit(unit_code).full_name)
    return fold(" ".join(parts))


async def inbox_page(
    session: AsyncSession, *, agency: str, wanted: InboxFilter, limit: int, now: datetime
) -> InboxPage:
    """Return the first `limit` cases `agency` has that pass `wanted`: those still due first by due date, then the newest."""
    late = overdue_at(now)
    passes = _passes(agency, wanted, late, now=now)
    total, overdue = (
        await session.execute(
            select(func.count(), func.count().filter(late)).select_from(Case).where(*passes)
        )
    ).one()
    finished = Case.status.in_(list(FINISHED))
    ordered = (
        select(Case)
        .where(*passes)
        .order_by(finished, Case.due_at, Case.received_at.desc(), Case.id.desc())
        .limit(limit)
    )
    return InboxPage(list(await session.scalars(ordered)), total, overdue)


def _passes(
    agency: str, wanted: InboxFilter, late: ColumnElement[bool], *, now: datetime
) -> list[ColumnElement[bool]]:
    passes: list[ColumnElement[bool]] = [Case.merged_into_id.is_(None)]
    if not (wanted.everywhere and agency in OVERSEERS):
        passes.append(Case.handler == agency)
    if wanted.to_review:
        passes += [
            Case.status.in_((Status.ANSWERED, Status.CLOSED)),
            Case.reviewed_at.is_(None),
            Case.answer.is_not(None),
        ]
    if wanted.statuses is not None:
        passes.append(Case.status.in_(_values(wanted.statuses)))
    if wanted.overdue:
        passes.append(late)
    if wanted.guidance_late:
        passes.append(waits_too_long(now))
    passes += [Case.search_text.contains(word, autoescape=True) for word in fold(wanted.words).split()]
    return passes


def _values(statuses: Collection[Status]) -> list[Status]:
    return sorted(statuses)
