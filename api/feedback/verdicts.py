"""What the citizen says of an answer: fixed or not, once an answer and within a set time; and a rating at the end."""

from datetime import datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import ConflictError
from api.feedback import wording
from api.feedback.citizen_choices import stars
from api.feedback.errors import AlreadyToldError, CaseNotFoundError, TooLateError
from api.feedback.lifecycle import note_event, step
from api.feedback.limits import limits
from api.feedback.models import Case, Status, Verdict
from api.feedback.opening import open_case
from api.feedback.outcomes import CITIZEN
from api.feedback.telling import agency_name, due_words, tell

_WITH_ANSWER = frozenset({Status.ANSWERED, Status.PUBLISHED})


class Reopening(Enum):
    """Where a citizen who is not content may have a case reopened now."""

    HERE = "here"  # in the conversation it was filed in
    TRACKING = "tracking"  # on the tracking page, by the code and the own number
    NOWHERE = "nowhere"


async def own_case(session: AsyncSession, *, code: str, conversation_id: UUID) -> Case:
    """Return the case with `code` that was filed in the conversation, unlocked.

    Raises:
        CaseNotFoundError: there is none.
    """
    case = await session.scalar(
        select(Case).where(Case.code == code, Case.conversation_id == conversation_id)
    )
    if case is None:
        raise CaseNotFoundError("no case of this conversation has the code")
    return case


def may_judge(case: Case, *, now: datetime) -> bool:
    """Tell whether the citizen may say now whether it is fixed."""
    return (
        Status(case.status) in _WITH_ANSWER
        and case.verdict is None
        and case.merged_into_id is None
        and case.confirm_until is not None
        and now <= case.confirm_until
    )


async def reopening(
    session: AsyncSession, *, code: str, conversation_id: UUID, now: datetime
) -> tuple[Case, Reopening] | None:
    """Return the case with `code` and where it may be reopened by whoever speaks in the conversation, None for no case."""
    case = await session.scalar(select(Case).where(Case.code == code))
    if case is None:
        return None
    if not may_judge(case, now=now):
        return case, Reopening.NOWHERE
    return case, Reopening.HERE if case.conversation_id == conversation_id else Reopening.TRACKING


async def to_be_rated(session: AsyncSession, *, code: str, conversation_id: UUID) -> Case | None:
    """Return the closed case with `code` that was filed in the conversation and is not rated yet, None where none is."""
    return await session.scalar(
        select(Case).where(
            Case.code == code,
            Case.conversation_id == conversation_id,
            Case.status == Status.CLOSED,
            Case.rating.is_(None),
        )
    )


def check_may_judge(case: Case, *, now: datetime) -> None:
    """Check that the citizen may say now whether it is fixed.

    Raises:
        AlreadyToldError: this answer was judged before.
        TooLateError: the time is over, or there is no answer any more to judge.
    """
    if case.verdict is not None:
        raise AlreadyToldError(f"the answer to case {case.code} is judged: {case.verdict}")
    if not may_judge(case, now=now):
        raise TooLateError(f"case {case.code} is {case.status}, to be judged until {case.confirm_until}")


async def confirm(session: AsyncSession, *, case_id: int, now: datetime) -> Case:
    """Close the case: the citizen says it is fixed. A rating is asked for.

    Raises:
        CaseNotFoundError: there is no such case.
        AlreadyToldError, TooLateError: see `check_may_judge`.
    """
    case = await open_case(session, case_id=case_id)
    check_may_judge(case, now=now)
    case.verdict = Verdict.FIXED
    await step(session, case=case, to=Status.CLOSED, kind="confirmed", actor=CITIZEN, now=now, public=True)
    await tell(session, case, wording.CONFIRMED(code=case.code), options=stars(case.code))
    return case


async def reopen(session: AsyncSession, *, case_id: int, reason: str | None, now: datetime) -> Case:
    """Open the case again: the citizen says it is not fixed. The agency has a new answer to give, in a new time.

    `reason` is masked text of the conversation.

    Raises:
        CaseNotFoundError: there is no such case.
        AlreadyToldError, TooLateError: see `check_may_judge`.
    """
    case = await open_case(session, case_id=case_id)
    check_may_judge(case, now=now)
    case.verdict = Verdict.NOT_FIXED
    case.due_at = limits().due(field=case.field, start=now)
    case.handler_since = now
    case.reminded_at = case.escalated_at = None
    case.published_at = None  # until the new answer is reviewed
    await step(
        session,
        case=case,
        to=Status.REOPENED,
        kind="reopened",
        actor=CITIZEN,
        now=now,
        note=reason or None,
        public=True,
    )
    told = wording.REOPENED(code=case.code, agency=agency_name(case.handler), due=due_words(case))
    await tell(session, case, told)
    return case


async def rate(session: AsyncSession, *, case_id: int, stars_given: int, now: datetime) -> Case:
    """Store the citizen's rating of a closed case, 1–5, once.

    Raises:
        CaseNotFoundError: there is no such case.
        AlreadyToldError: it is rated.
        ConflictError: it is not closed, or `stars_given` is no such number.
    """
    case = await open_case(session, case_id=case_id)
    if case.rating is not None:
        raise AlreadyToldError(f"case {case.code} is rated", sentence=wording.RATED_BEFORE())
    if case.status != Status.CLOSED or not 1 <= stars_given <= 5:
        raise ConflictError(f"case {case.code} is {case.status}: no rating of {stars_given}")
    case.rating, case.rated_at = stars_given, now
    await note_event(session, case=case, kind="rated", actor=CITIZEN, now=now, details={"stars": stars_given})
    return case


async def say_why(session: AsyncSession, *, case_id: int, reason: str, now: datetime) -> Case:
    """Store why the citizen rated so, once; `reason` is masked text.

    Raises:
        CaseNotFoundError: there is no such case.
        ConflictError: it is not rated.
        AlreadyToldError: a reason is given.
    """
    case = await open_case(session, case_id=case_id)
    if case.rating is None:
        raise ConflictError(f"case {case.code} is not rated")
    if case.rating_reason is not None:
        raise AlreadyToldError(f"case {case.code} is rated with a reason", sentence=wording.RATED_BEFORE())
    case.rating_reason = reason
    await note_event(session, case=case, kind="rating_reason", actor=CITIZEN, now=now, note=reason)
    return case
