"""What an agency does with its case: accept, report progress, extend, return, answer; and what assigns it.

Each change is an event and is told to the citizen.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.agencies import directory
from api.conversations import service as conversations
from api.database import announce
from api.errors import ConflictError
from api.feedback import wording
from api.feedback.citizen_choices import after_answer
from api.feedback.errors import NoReasonError, OtherAgencyNeededError
from api.feedback.lifecycle import NOT_TAKEN_UP, TO_TRIAGE, note_event, step
from api.feedback.limits import limits
from api.feedback.models import Case, Status
from api.feedback.opening import OVERSEERS, open_case
from api.feedback.telling import agency_name, due_words, masked, tell

__all__ = [
    "NoReasonError",
    "OtherAgencyNeededError",
    "accept",
    "answer",
    "assign",
    "give_to",
    "into_triage",
    "progress",
    "return_case",
]


async def accept(session: AsyncSession, *, case_id: int, agency: str, actor: str, now: datetime) -> Case:
    """Take the case up: it is in progress from now on.

    Raises:
        CaseNotFoundError: there is no such case, or another agency has it.
        ConflictError: it cannot be taken up any more.
    """
    case = await open_case(session, case_id=case_id, agency=agency)
    if not await _take_up(session, case, actor=actor, now=now):
        raise ConflictError(f"case {case.code} is {case.status} and cannot be accepted")
    await tell(
        session, case, wording.ACCEPTED(code=case.code, agency=agency_name(agency), due=due_words(case))
    )
    return case


async def progress(
    session: AsyncSession, *, case_id: int, agency: str, actor: str, note: str, now: datetime
) -> Case:
    """Tell the citizen how far the work is. A case not taken up yet is taken up first.

    Raises:
        CaseNotFoundError: there is no such case, or another agency has it.
        ConflictError: it is not worked on any more.
        NoReasonError: `note` is empty.
    """
    case = await open_case(session, case_id=case_id, agency=agency)
    words = await masked(session, case, note)
    await _take_up(session, case, actor=actor, now=now)
    await step(
        session,
        case=case,
        to=Status.IN_PROGRESS,
        kind="progress",
        actor=actor,
        now=now,
        note=words,
        public=True,
    )
    told = wording.PROGRESS(code=case.code, agency=agency_name(agency), note=words)
    await tell(session, case, told, author=conversations.Author.AGENCY)
    return case


async def return_case(
    session: AsyncSession,
    *,
    case_id: int,
    agency: str,
    actor: str,
    reason: str,
    now: datetime,
    to_agency: str | None = None,
) -> Case:
    """Return a case that is not ours to the classification desk, with whose it is where that is known.

    The due date stays: the citizen's clock does not stop for a wrong address. Returns are counted, and the third
    (limits.yml) goes to the supervisor, so that nobody passes a case around for ever.

    Raises:
        CaseNotFoundError: there is no such case, or another agency has it.
        ConflictError: it cannot be returned any more, or the desk returns it to itself.
        AgencyNotFoundError: `to_agency` does not exist.
        NoReasonError: `reason` is empty.
    """
    case = await open_case(session, case_id=case_id, agency=agency)
    whose = directory.agency(to_agency).code if to_agency else None
    if agency in OVERSEERS or whose == agency:
        raise OtherAgencyNeededError(f"case {case.code} is already with {agency}")
    words = await masked(session, case, reason)
    case.returns += 1
    _hand_to(
        case,
        directory.SUPERVISOR if case.returns >= limits().supervisor_at_return else directory.DESK,
        now=now,
    )
    details = {"from": agency, "count": case.returns} | ({"whose": whose} if whose else {})
    await step(
        session,
        case=case,
        to=Status.RETURNED,
        kind="returned",
        actor=actor,
        now=now,
        note=words,
        details=details,
    )
    await announce(session, "inbox", agency)
    await tell(
        session, case, wording.RETURNED(code=case.code, agency=agency_name(agency), due=due_words(case))
    )
    return case


async def assign(
    session: AsyncSession,
    *,
    case_id: int,
    actor: str,
    to_agency: str,
    now: datetime,
    note: str | None = None,
    by: str = directory.DESK,
) -> Case:
    """Give a case that `by` (the classification desk or the supervisor) has to `to_agency`.

    `note` is for the officers, on record.

    Raises:
        CaseNotFoundError: there is no such case, or `by` does not have it.
        ConflictError: it cannot be assigned in its state, or `to_agency` is the desk itself.
        AgencyNotFoundError: `to_agency` does not exist.
    """
    case = await open_case(session, case_id=case_id, agency=by)
    target = directory.agency(to_agency).code
    if target in OVERSEERS:
        raise OtherAgencyNeededError(f"case {case.code} is already with the desk")
    words = await masked(session, case, note) if note else None
    if not await into_triage(session, case, actor=actor, now=now, note=words) and words:
        await note_event(session, case=case, kind="noted", actor=actor, now=now, note=words)
    await give_to(session, case, target, actor=actor, now=now)
    assigned = wording.ASSIGNED(code=case.code, agency=agency_name(target), due=due_words(case))
    await tell(session, case, assigned)
    return case


async def answer(
    session: AsyncSession, *, case_id: int, agency: str, actor: str, text: str, now: datetime
) -> Case:
    """Answer the citizen. A case not taken up yet is taken up first, in an event of its own.

    The answer is stored masked; the citizen reads it whole in the conversation, and may say for some days whether it
    is really fixed.

    Raises:
        CaseNotFoundError: there is no such case, or another agency has it.
        ConflictError: it cannot be answered any more.
        NoReasonError: `text` is empty.
    """
    case = await open_case(session, case_id=case_id, agency=agency)
    words = await masked(session, case, text)
    await _take_up(session, case, actor=actor, now=now)
    await step(
        session,
        case=case,
        to=Status.ANSWERED,
        kind="answered",
        actor=actor,
        now=now,
        note=words,
        public=True,
    )
    case.answer, case.answered_at = words, now
    case.verdict, case.reviewed_at = None, None
    case.confirm_until = limits().after(now, limits().confirm_days)
    await announce(session, "inbox", directory.DESK)
    told = wording.ANSWERED(code=case.code, agency=agency_name(agency), answer=words)
    await tell(session, case, told, author=conversations.Author.AGENCY, options=after_answer(case.code))
    return case


async def into_triage(
    session: AsyncSession, case: Case, *, actor: str, now: datetime, note: str | None = None
) -> bool:
    """Bring a case the desk worked on itself back to where it is decided who has it; tells whether it was elsewhere."""
    if Status(case.status) in TO_TRIAGE:
        return False
    await step(session, case=case, to=Status.RETURNED, kind="taken_back", actor=actor, now=now, note=note)
    return True


async def give_to(session: AsyncSession, case: Case, agency: str, *, actor: str, now: datetime) -> None:
    """Assign `case` to `agency` and wake both inboxes; the caller tells the citizen."""
    before = case.handler
    resume_clock(case, now=now)
    _hand_to(case, agency, now=now)
    await step(
        session,
        case=case,
        to=Status.ASSIGNED,
        kind="assigned",
        actor=actor,
        now=now,
        note=agency_name(agency),
        public=True,
    )
    await announce(session, "inbox", before)


def resume_clock(case: Case, *, now: datetime) -> None:
    """Let the clock go on: the due date moves by the time it stood."""
    if case.paused_since is not None and case.due_at is not None:
        case.due_at = limits().moved(case.due_at, start=case.paused_since, end=now)
        case.reminded_at = None
    case.paused_since = None


def _hand_to(case: Case, agency: str, *, now: datetime) -> None:
    case.handler, case.handler_since, case.reminded_at = agency, now, None


async def _take_up(session: AsyncSession, case: Case, *, actor: str, now: datetime) -> bool:
    """Take the case up where its handler has not done so; tells whether it had to. The desk assigns to itself."""
    if case.handler in OVERSEERS and Status(case.status) in TO_TRIAGE:
        await give_to(session, case, case.handler, actor=actor, now=now)
    if Status(case.status) not in NOT_TAKEN_UP:
        return False
    await step(session, case=case, to=Status.IN_PROGRESS, kind="accepted", actor=actor, now=now, public=True)
    return True
