"""Finding the reports that may be of the same thing as one: near by unit and time, nearest by vector, then judged.

The vector of a case (pgvector) is made of what it tells beside its place; whoever looks makes those that are missing.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.agencies import directory
from api.feedback import duplicates_wording as wording
from api.feedback.duplicates_judgement import Judgement, Report, Sign, encoder, judge
from api.feedback.duplicates_places import read_places
from api.feedback.duplicates_rules import rules
from api.feedback.lifecycle import FINISHED
from api.feedback.lookup import case_to_read
from api.feedback.models import Case, CaseVector
from api.feedback.opening import OVERSEERS

_NEAREST = 40
"""Cases of the unit that are judged, the nearest by vector: a unit has about a hundred open ones."""
_MADE_AT_ONCE = 300
"""Vectors made in one transaction."""
_OF_THE_RULES = "tthc"
"""Kind of the fields on administrative rules and offices: each report there is a person's own matter (NĐ 20/2008)."""
_SECONDS_OF_DAY = 86_400
_FIELD_ALIKE = 0.6
_PROBLEM_ALIKE = 0.35
_LIKE = {Sign.POINT: 0.5, Sign.FIELD: _FIELD_ALIKE, Sign.PROBLEM: _PROBLEM_ALIKE}


@dataclass(frozen=True)
class Likely:
    """A case that may be of the same thing, with the probability (0–1) and the reasons in words."""

    case: Case
    probability: float
    reasons: tuple[str, ...]


async def likely(
    session: AsyncSession, *, case: Case, at_least: float, handler: str | None = None, limit: int = 5
) -> list[Likely]:
    """Return the open cases that are of the same thing as `case` with `at_least` that probability, the likeliest first.

    With `handler` only cases that agency has. A report on administrative rules and offices has none.
    """
    if directory.field(case.field).kind == _OF_THE_RULES:
        return []
    near = _near(case)
    if handler is not None:
        near = and_(near, Case.handler == handler)
    await make_vectors(session, Case.id == case.id)
    await make_vectors(session, near)
    own = select(CaseVector.vector).where(CaseVector.case_id == case.id).scalar_subquery()
    rows = await session.scalars(
        select(Case)
        .join(CaseVector, CaseVector.case_id == Case.id)
        .where(near, CaseVector.encoder == encoder().name)
        .order_by(CaseVector.vector.cosine_distance(own), Case.id)
        .limit(_NEAREST)
    )
    cases = list(rows)
    one, others = _report(case), [_report(other) for other in cases]
    judgements = await asyncio.to_thread(lambda: list(map(partial(judge, one), others)))
    found = [
        Likely(other, judgement.probability, _reasons(case, other, judgement))
        for other, judgement in zip(cases, judgements, strict=True)
        if judgement.probability >= at_least
    ]
    return sorted(found, key=lambda one: (-one.probability, one.case.id))[:limit]


def warm_up() -> None:
    """Load what the first look needs (encoder, places, rules), which takes seconds in a fresh process."""
    place = "trước nhà 12 đường Nguyễn Trãi"
    one = Report("Đèn đường hư", place, directory.fields()[0].code, 0.0)
    judge(one, one)
    encoder().encode([read_places(one.content, place).problem])


async def likely_for_agency(session: AsyncSession, *, case_id: int, agency: str) -> list[Likely]:
    """Return what an officer of `agency` is shown beside the case: what that agency could merge.

    Raises:
        CaseNotFoundError: there is no such case, or another agency has it.
    """
    case = await case_to_read(session, case_id=case_id, agency=agency)
    if case.merged_into_id is not None or case.status in FINISHED:
        return []
    handler = None if agency in OVERSEERS else agency
    return await likely(session, case=case, at_least=rules().shown_from, handler=handler)


async def make_vectors(session: AsyncSession, wanted: ColumnElement[bool]) -> int:
    """Make the vectors that cases of `wanted` lack, or have of another encoder; returns how many, at most 300."""
    name = encoder().name
    has_one = exists().where(CaseVector.case_id == Case.id, CaseVector.encoder == name)
    rows = await session.execute(
        select(Case.id, Case.content, Case.place)
        .where(wanted, ~has_one)
        .order_by(Case.id.desc())
        .limit(_MADE_AT_ONCE)
    )
    lacking = rows.all()
    if not lacking:
        return 0
    problems = [read_places(content, place).problem for _, content, place in lacking]
    vectors = await asyncio.to_thread(encoder().encode, problems)
    made = insert(CaseVector).values(
        [
            {"case_id": case_id, "encoder": name, "vector": vector}
            for (case_id, _, _), vector in zip(lacking, vectors, strict=True)
        ]
    )
    await session.execute(
        made.on_conflict_do_update(
            index_elements=["case_id"],
            set_={"encoder": made.excluded.encoder, "vector": made.excluded.vector},
        )
    )
    return len(lacking)


def open_since(now: datetime) -> ColumnElement[bool]:
    """Return the condition of cases that a new report may be of, by state and age."""
    longest = max(rules().days.values())
    return and_(_is_open(), Case.received_at >= now - timedelta(days=longest))


def _is_open() -> ColumnElement[bool]:
    return and_(Case.status.not_in(sorted(FINISHED)), Case.merged_into_id.is_(None))


def _near(case: Case) -> ColumnElement[bool]:
    """Return the condition of open cases that are near `case` in time and unit, and no part of the same report."""
    reach = timedelta(days=max(rules().days.values()))
    own_matters = [field.code for field in directory.fields() if field.kind == _OF_THE_RULES]
    conditions = [
        _is_open(),
        Case.id != case.id,
        Case.received_at.between(case.received_at - reach, case.received_at + reach),
        Case.field.not_in(own_matters),
        or_(Case.split_from_id.is_(None), Case.split_from_id != case.id),
    ]
    if case.unit_code is not None:
        conditions.append(or_(Case.unit_code == case.unit_code, Case.unit_code.is_(None)))
    if case.split_from_id is not None:
        conditions += [
            Case.id != case.split_from_id,
            or_(Case.split_from_id.is_(None), Case.split_from_id != case.split_from_id),
        ]
    return and_(*conditions)


def _report(case: Case) -> Report:
    day = case.received_at.timestamp() / _SECONDS_OF_DAY
    return Report(case.content, case.place, case.field, day, case.point)


def _reasons(case: Case, other: Case, judgement: Judgement) -> tuple[str, ...]:
    """Return why the two may be of one thing, in words for officers."""
    told: Sequence[Sign] = [
        sign for sign in wording.REASONS if judgement.signs.get(sign, 0.0) >= _LIKE.get(sign, 1.0)
    ]
    days = abs((case.received_at - other.received_at).days)
    apart = wording.REASON_DAYS(days=days) if days else wording.REASON_SAME_DAY()
    return (*(wording.REASONS[sign]() for sign in told), apart)
