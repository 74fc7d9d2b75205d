"""What an agency does with its case: accept, return, answer, assign. Each change is an event and is told."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.agencies import directory
from api.conversations import service as conversations
from api.database import announce
from api.errors import ConflictError, TrolyError
from api.feedback import wording
from api.feedback.lifecycle import step, write_event
from api.feedback.lookup import case_for_agency
from api.feedback.models import Case, Status
from api.privacy import service as privacy
from api.settings import CITY_TIME

_NOT_TAKEN_UP = frozenset({Status.ASSIGNED, Status.SENT_BACK, Status.REOPENED})
_TO_ASSIGN = frozenset({Status.RECEIVED, Status.NEEDS_INFO, Status.RETURNED})


class NoReasonError(TrolyError):
    """A reason or an answer is needed and is empty."""

    status = 422
    sentence = "Anh/chị vui lòng ghi nội dung trước khi gửi."


class OtherAgencyNeededError(ConflictError):
    """A case can only go to another agency than the one that has it."""

    sentence = "Anh/chị vui lòng chọn cơ quan khác để chuyển."


async def accept(session: AsyncSession, *, case_id: int, agency: str, actor: str, now: datetime) -> Case:
    """Take the case up: it is in progress from now on.

    Raises:
        CaseNotFoundError: there is no such case, or another agency has it.
        ConflictError: it cannot be taken up any more.
    """
    case = await case_for_agency(session, case_id=case_id, agency=agency, lock=True)
    if Status(case.status) not in _NOT_TAKEN_UP:
        raise ConflictError(f"case {case.code} is {case.status} and cannot be accepted")
    await step(session, case=case, to=Status.IN_PROGRESS, kind="accepted", actor=actor, now=now, public=True)
    await _tell(session, case, wording.ACCEPTED(code=case.code, agency=_name(agency), due=_due(case)))
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
    """Return a case that is not ours: to the classification desk, or to `to_agency` where it is known whose it is.

    The due date stays: the citizen's clock does not stop for a wrong address.

    Raises:
        CaseNotFoundError: there is no such case, or another agency has it.
        ConflictError: it cannot be returned any more, or the desk returns it to itself.
        AgencyNotFoundError: `to_agency` does not exist.
        NoReasonError: `reason` is empty.
    """
    if not reason.strip():
        raise NoReasonError("a case is returned with a reason")
    case = await case_for_agency(session, case_id=case_id, agency=agency, lock=True)
    target = directory.agency(to_agency or directory.DESK)
    if target.code == agency:
        raise OtherAgencyNeededError(f"case {case.code} is already with {agency}")
    case.handler = directory.DESK
    await step(
        session, case=case, to=Status.RETURNED, kind="returned", actor=actor, now=now, note=reason.strip()
    )
    await announce(session, "inbox", agency)
    if target.code == directory.DESK:
        told = wording.RETURNED(code=case.code, agency=_name(agency), due=_due(case))
        await _tell(session, case, told)
        return case
    return await _hand_over(session, case, target.code, actor=actor, now=now)


async def assign(
    session: AsyncSession,
    *,
    case_id: int,
    actor: str,
    to_agency: str,
    now: datetime,
    note: str | None = None,
) -> Case:
    """Give a case that is with the classification desk to `to_agency`; `note` is for the officers, on record.

    Raises:
        CaseNotFoundError: there is no such case, or the desk does not have it.
        ConflictError: it cannot be assigned in its state, or `to_agency` is the desk itself.
        AgencyNotFoundError: `to_agency` does not exist.
    """
    case = await case_for_agency(session, case_id=case_id, agency=directory.DESK, lock=True)
    target = directory.agency(to_agency).code
    if target == directory.DESK:
        raise OtherAgencyNeededError(f"case {case.code} is already with the desk")
    if Status(case.status) not in _TO_ASSIGN:
        await step(session, case=case, to=Status.RETURNED, kind="returned", actor=actor, now=now, note=note)
    elif note:
        await write_event(
            session, case=case, kind="noted", actor=actor, now=now, before=Status(case.status), note=note
        )
    return await _hand_over(session, case, target, actor=actor, now=now)


async def answer(
    session: AsyncSession, *, case_id: int, agency: str, actor: str, text: str, now: datetime
) -> Case:
    """Answer the citizen. A case not taken up yet is taken up first, in an event of its own.

    The answer is stored masked; the citizen reads it whole in the conversation.

    Raises:
        CaseNotFoundError: there is no such case, or another agency has it.
        ConflictError: it cannot be answered any more.
        NoReasonError: `text` is empty.
    """
    if not text.strip():
        raise NoReasonError("an answer has a text")
    case = await case_for_agency(session, case_id=case_id, agency=agency, lock=True)
    if Status(case.status) in _NOT_TAKEN_UP:
        await step(
            session, case=case, to=Status.IN_PROGRESS, kind="accepted", actor=actor, now=now, public=True
        )
    words = await _masked(session, case, text.strip())
    case.answer, case.answered_at = words, now
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
    told = wording.ANSWERED(code=case.code, agency=_name(agency), answer=words)
    await _tell(session, case, told, author=conversations.Author.AGENCY)
    return case


async def _masked(session: AsyncSession, case: Case, text: str) -> str:
    if case.conversation_id is None:
        return privacy.strike_out(text)
    await conversations.locked(session, conversation_id=case.conversation_id)
    return await privacy.mask_answer(session, conversation_id=case.conversation_id, text=text)


async def _hand_over(session: AsyncSession, case: Case, to_agency: str, *, actor: str, now: datetime) -> Case:
    """Assign `case` to `to_agency`, wake both inboxes, tell the citizen."""
    before, case.handler = case.handler, to_agency
    await step(
        session,
        case=case,
        to=Status.ASSIGNED,
        kind="assigned",
        actor=actor,
        now=now,
        note=_name(to_agency),
        public=True,
    )
    await announce(session, "inbox", before)
    await _tell(session, case, wording.ASSIGNED(code=case.code, agency=_name(to_agency), due=_due(case)))
    return case


async def _tell(
    session: AsyncSession,
    case: Case,
    text: str,
    author: conversations.Author = conversations.Author.SYSTEM,
) -> None:
    """Tell the citizen on the channel the case came by; nobody where it was filed for a caller.

    The conversation is locked, as for everything said in it: a message that is committed after a later one would
    be passed over by a page that follows the conversation.
    """
    if case.conversation_id is None:
        return
    conversation = await conversations.locked(session, conversation_id=case.conversation_id)
    await conversations.say(session, conversation=conversation, text=text, author=author)


def _name(agency: str) -> str:
    return directory.agency(agency).name


def _due(case: Case) -> str:
    return f"{case.due_at.astimezone(CITY_TIME):%d/%m/%Y}" if case.due_at else "sẽ được báo sau"
