"""What becomes of a report before, or instead of, an agency's work: refused, more information asked, transferred out.

The fourth outcome, accepted and assigned, is `handling.assign`. Source: seed report on administrative reform (the four
outcomes of classification), Decree 20/2008/NĐ-CP art. 9.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.service import Author
from api.errors import ConflictError
from api.feedback import wording
from api.feedback.citizen_choices import info_asked
from api.feedback.errors import CaseNotFoundError, NoReasonError
from api.feedback.handling import into_triage, resume_clock
from api.feedback.lifecycle import step
from api.feedback.models import Case, CaseEvent, Status
from api.feedback.opening import OVERSEERS, open_case
from api.feedback.telling import agency_name, masked, tell
from retrieval.text import fold

CITIZEN = "citizen"
"""Actor of what the citizen did."""


async def refuse(
    session: AsyncSession, *, case_id: int, agency: str, actor: str, reason: str, now: datetime
) -> Case:
    """Refuse a report that is no feedback, with the reason, which the citizen reads. The regulation asks for one.

    Raises:
        CaseNotFoundError: there is no such case, or `agency`, the desk or the supervisor, does not have it.
        ConflictError: an agency has answered it already.
        NoReasonError: `reason` is empty.
    """
    case = await _open_triage(session, case_id=case_id, agency=agency)
    words = await masked(session, case, reason)
    await into_triage(session, case, actor=actor, now=now)
    resume_clock(case, now=now)
    await step(
        session, case=case, to=Status.REFUSED, kind="refused", actor=actor, now=now, note=words, public=True
    )
    await tell(session, case, wording.REFUSED(code=case.code, reason=words))
    return case


async def transfer_out(
    session: AsyncSession,
    *,
    case_id: int,
    agency: str,
    actor: str,
    to: str,
    reason: str,
    now: datetime,
) -> Case:
    """Pass a report on to a ministry or another province, `to`, whose it is; the citizen is told to whom and why.

    Raises:
        CaseNotFoundError: there is no such case, or `agency`, the desk or the supervisor, does not have it.
        ConflictError: an agency has answered it already.
        NoReasonError: `to` or `reason` is empty.
    """
    if not to.strip():
        raise NoReasonError("transferred to nobody", sentence="Anh/chị vui lòng ghi cơ quan nhận.")
    case = await _open_triage(session, case_id=case_id, agency=agency)
    words = await masked(session, case, reason)
    await into_triage(session, case, actor=actor, now=now)
    resume_clock(case, now=now)
    case.transferred_to = await masked(session, case, to)
    await step(
        session,
        case=case,
        to=Status.TRANSFERRED_OUT,
        kind="transferred_out",
        actor=actor,
        now=now,
        note=words,
        public=True,
        details={"to": case.transferred_to},
    )
    await tell(session, case, wording.TRANSFERRED(code=case.code, to=case.transferred_to, reason=words))
    return case


async def ask_info(
    session: AsyncSession, *, case_id: int, agency: str, actor: str, question: str, now: datetime
) -> Case:
    """Ask the citizen for more; until the answer comes the clock stands.

    Whoever has the case may ask: the desk, the supervisor, the agency at work.

    Raises:
        CaseNotFoundError: there is no such case, or another agency has it.
        ConflictError: it is answered, or information is awaited already.
        NoReasonError: `question` is empty.
    """
    case = await open_case(session, case_id=case_id, agency=agency)
    words = await masked(session, case, question)
    before = Status(case.status)
    await step(
        session,
        case=case,
        to=Status.NEEDS_INFO,
        kind="info_asked",
        actor=actor,
        now=now,
        note=words,
        public=True,
        details={"from_status": before.value},
    )
    case.paused_since = now
    told = wording.INFO_ASKED(code=case.code, agency=agency_name(agency), question=words)
    await tell(session, case, told, author=Author.AGENCY, options=info_asked(case.code))
    return case


async def give_info(
    session: AsyncSession, *, case_id: int, text: str, now: datetime, actor: str = CITIZEN
) -> Case:
    """Put the citizen's answer into the case, which goes on where it was; the clock goes on, moved by the wait.

    `text` of the citizen is masked already; an operator who writes down what a caller said is another `actor`.

    Raises:
        CaseNotFoundError: there is no such case.
        ConflictError: no information is awaited any more.
        NoReasonError: `text` is empty.
    """
    case = await open_case(session, case_id=case_id)
    if case.status != Status.NEEDS_INFO:
        raise ConflictError(
            f"case {case.code} is {case.status}", sentence=wording.INFO_NOT_AWAITED(code=case.code)
        )
    words = text.strip() if actor == CITIZEN else await masked(session, case, text)
    if not words:
        raise NoReasonError("no information")
    asked = (
        await session.scalars(
            select(CaseEvent)
            .where(CaseEvent.case_id == case.id, CaseEvent.kind == "info_asked")
            .order_by(CaseEvent.id.desc())
            .limit(1)
        )
    ).one()
    resume_clock(case, now=now)
    await step(
        session,
        case=case,
        to=Status(asked.details["from_status"]),
        kind="info_given",
        actor=actor,
        now=now,
        note=words,
    )
    case.content = f"{case.content}\n\n{wording.ADDED(text=words)}"
    case.search_text = f"{case.search_text} {fold(words)}"
    await tell(session, case, wording.INFO_GIVEN(code=case.code, agency=agency_name(case.handler)))
    return case


async def _open_triage(session: AsyncSession, *, case_id: int, agency: str) -> Case:
    if agency not in OVERSEERS:
        raise CaseNotFoundError(f"{agency} does not classify reports")
    return await open_case(session, case_id=case_id, agency=agency)
