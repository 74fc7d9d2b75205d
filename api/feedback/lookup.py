"""Looking cases up: the citizen by code, an agency in its inbox. An agency never sees another's case."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock
from api.agencies import directory
from api.audit import service as audit
from api.feedback import codes, wording
from api.feedback.errors import CaseNotFoundError
from api.feedback.lifecycle import FINISHED, is_overdue, note_event
from api.feedback.models import Case, CaseEvent, Status
from api.feedback.opening import OVERSEERS
from api.privacy import crypto
from api.privacy import service as privacy

__all__ = [
    "CaseNotFoundError",
    "CaseStatus",
    "Contact",
    "case_by_code",
    "case_for_agency",
    "case_to_read",
    "contact",
    "inbox",
    "status_for_citizen",
    "status_of",
    "timeline",
    "view_contact",
]


@dataclass(frozen=True)
class CaseStatus:
    """What the holder of a code may know: never the content or who filed it. Times are UTC."""

    code: str
    status: Status
    status_text: str
    field: str
    field_name: str
    handler: str
    handler_name: str
    unit: str | None
    received_at: datetime
    due_at: datetime | None
    overdue: bool
    answer: str | None


@dataclass(frozen=True)
class Contact:
    """Who filed a case, decrypted; None where it was not given."""

    name: str | None
    phone: str | None
    email: str | None = None
    address: str | None = None


async def case_by_code(session: AsyncSession, *, code: str) -> Case:
    """Return the case with `code`; loose spellings are read.

    Raises:
        CaseNotFoundError: there is none.
    """
    wanted = codes.canonical(code)
    case = await session.scalar(select(Case).where(Case.code == wanted)) if wanted else None
    if case is None:
        raise CaseNotFoundError("no case with the code asked for")
    return case


async def status_for_citizen(
    session: AsyncSession, *, code: str, conversation_id: UUID | None = None, now: datetime | None = None
) -> CaseStatus:
    """Return how the case with `code` stands at `now` (unset: at present); loose spellings are read.

    Personal data in the answer is masked for the conversation that filed the case, and hidden from anyone else.

    Raises:
        CaseNotFoundError: there is none.
    """
    case = await case_by_code(session, code=code)
    own = conversation_id is not None and conversation_id == case.conversation_id
    return await status_of(session, case, own=own, now=now or clock.now())


async def codes_of_conversation(
    session: AsyncSession, *, conversation_id: UUID, limit: int = 5
) -> tuple[str, ...]:
    """Return the codes of the cases filed from a conversation, the newest first, at most `limit`."""
    rows = await session.scalars(
        select(Case.code)
        .where(Case.conversation_id == conversation_id)
        .order_by(Case.received_at.desc(), Case.id.desc())
        .limit(limit)
    )
    return tuple(rows)


async def status_of(session: AsyncSession, case: Case, *, own: bool, now: datetime) -> CaseStatus:
    """Return how `case` stands at `now`, for whoever filed it (`own`) or anyone else.

    One that is merged stands as the case it is followed under, whose answer is another reporter's.
    """
    main = await session.get_one(Case, case.merged_into_id) if case.merged_into_id is not None else case
    status = Status(main.status)
    text = wording.STATUS[status]()
    return CaseStatus(
        code=case.code,
        status=status,
        status_text=text if main is case else wording.STATUS_MERGED(main=main.code, status=text),
        field=case.field,
        field_name=directory.field(case.field).name,
        handler=main.handler,
        handler_name=directory.agency(main.handler).name,
        unit=case.unit_code,
        received_at=case.received_at,
        due_at=main.due_at,
        overdue=is_overdue(main, now=now),
        answer=main.answer if (own and main is case) or main.answer is None else privacy.hide(main.answer),
    )


async def inbox(
    session: AsyncSession, *, agency: str, statuses: Collection[Status] | None = None, limit: int = 1000
) -> list[Case]:
    """Return the cases `agency` has, those still due first by due date, then the newest; `statuses` narrows."""
    wanted = select(Case).where(Case.handler == agency, Case.merged_into_id.is_(None))
    if statuses is not None:
        wanted = wanted.where(Case.status.in_(list(statuses)))
    finished = Case.status.in_(list(FINISHED))
    ordered = wanted.order_by(finished, Case.due_at, Case.received_at.desc(), Case.id.desc()).limit(limit)
    return list(await session.scalars(ordered))


async def case_for_agency(session: AsyncSession, *, case_id: int, agency: str, lock: bool = False) -> Case:
    """Return the case, which `agency` must have now; with `lock` nobody else changes it meanwhile.

    Raises:
        CaseNotFoundError: there is none, or another agency has it.
    """
    wanted = select(Case).where(Case.id == case_id, Case.handler == agency)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    case: Case | None = await session.scalar(wanted)
    if case is None:
        raise CaseNotFoundError(f"no case {case_id} of {agency}")
    return case


async def case_to_read(session: AsyncSession, *, case_id: int, agency: str) -> Case:
    """Return the case as `agency` may read it: its own, or any where it is the desk or the supervisor.

    Raises:
        CaseNotFoundError: there is none, or another agency has it.
    """
    if agency not in OVERSEERS:
        return await case_for_agency(session, case_id=case_id, agency=agency)
    case = await session.get(Case, case_id)
    if case is None:
        raise CaseNotFoundError(f"no case {case_id}")
    return case


async def timeline(session: AsyncSession, *, case_id: int) -> list[CaseEvent]:
    """Return the events of a case, oldest first."""
    return list(
        await session.scalars(select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(CaseEvent.id))
    )


def contact(case: Case) -> Contact:
    """Return the contact data of `case`, decrypted; whoever shows it records that with `view_contact`."""
    return Contact(
        name=crypto.decrypt(case.contact_name) if case.contact_name else None,
        phone=crypto.decrypt(case.contact_phone) if case.contact_phone else None,
        email=crypto.decrypt(case.contact_email) if case.contact_email else None,
        address=crypto.decrypt(case.contact_address) if case.contact_address else None,
    )


async def view_contact(
    session: AsyncSession, *, case_id: int, agency: str, actor: str, now: datetime
) -> Contact:
    """Return the contact data of the agency's case; that `actor` looked at it is an event, and in the audit.

    Raises:
        CaseNotFoundError: there is no such case, or another agency has it.
    """
    case = await case_to_read(session, case_id=case_id, agency=agency)
    await note_event(session, case=case, kind="contact_viewed", actor=actor, now=now)
    await audit.record(
        session, actor=actor, kind="contact_viewed", subject=f"case:{case.code}", agency=agency
    )
    return contact(case)
