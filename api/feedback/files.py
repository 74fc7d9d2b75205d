"""Files of a report: those its citizen sent, those its agency adds, and who may see them.

Every change is an event of the case, in the same transaction.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.attachments import service as files
from api.attachments.service import Audience, FileOfCase, Origin, StoredFile
from api.audit import service as audit
from api.conversations import service as conversations
from api.errors import ConflictError, ForbiddenError, TrolyError
from api.feedback import wording
from api.feedback.errors import CaseNotFoundError
from api.feedback.lifecycle import note_event
from api.feedback.lookup import case_to_read
from api.feedback.models import Case, Status
from api.feedback.opening import OVERSEERS, open_case
from api.feedback.outcomes import give_info
from api.feedback.telling import agency_name, merged_into, tell
from api.feedback.verdicts import own_case
from api.settings import settings

CITIZEN = "citizen"
"""Actor of what the citizen did."""
_NOTHING_MORE = frozenset({Status.REFUSED, Status.TRANSFERRED_OUT, Status.CLOSED, Status.PUBLISHED})
"""States in which a further file would help nobody."""


class NoMoreFilesError(ConflictError):
    """The report is over."""

    def __init__(self, case: Case) -> None:
        super().__init__(f"case {case.code} is {case.status}", sentence=wording.NO_MORE_FILES(code=case.code))


async def link_sent(session: AsyncSession, *, case: Case, now: datetime) -> int:
    """Make what its citizen sent while telling the report the case's; returns how many files.

    Where the photos were taken is forgotten then: it was used by now, or not allowed.
    """
    if case.conversation_id is None:
        return 0
    since = await conversations.report_began(session, conversation_id=case.conversation_id)
    sent = await files.waiting_for_a_report(
        session, conversation_id=case.conversation_id, since=since, now=now
    )
    await files.forget_places(session, conversation_id=case.conversation_id)
    return await _add(session, case, file_ids=sent, now=now)


async def case_to_add_to(session: AsyncSession, *, conversation_id: UUID, now: datetime) -> Case | None:
    """Return the report of the conversation to which a further file may belong: one that awaits information first,
    else the newest that is not over; None where there is none.
    """
    since = now - timedelta(days=files.limits().offer_days)
    rows = await session.scalars(
        select(Case)
        .where(
            Case.conversation_id == conversation_id,
            Case.split_from_id.is_(None),
            Case.received_at >= since,
            Case.status.not_in(sorted(_NOTHING_MORE)),
        )
        .order_by((Case.status == Status.NEEDS_INFO).desc(), Case.received_at.desc(), Case.id.desc())
        .limit(1)
    )
    return rows.one_or_none()


async def add_files_of_citizen(
    session: AsyncSession, *, code: str, conversation_id: UUID, file_ids: Sequence[UUID], now: datetime
) -> str | None:
    """Add files to a report of the conversation; returns what to say, None where the citizen was told already.

    Where information is awaited the files are that: the clock goes on. What is not possible is said, not raised.
    """
    try:
        found = await own_case(session, code=code, conversation_id=conversation_id)
        case = await open_case(session, case_id=found.id)
        if Status(case.status) in _NOTHING_MORE:
            raise NoMoreFilesError(case)
        added = await _add(session, case, file_ids=file_ids, now=now)
        if case.status == Status.NEEDS_INFO:
            await give_info(session, case_id=case.id, text=wording.FILES_AS_INFO(count=added), now=now)
            return None
    except TrolyError as error:
        return error.sentence
    return wording.FILES_ADDED(code=case.code, agency=agency_name(case.handler))


async def _add(session: AsyncSession, case: Case, *, file_ids: Sequence[UUID], now: datetime) -> int:
    added = await files.link(
        session,
        case_id=case.id,
        file_ids=file_ids,
        origin=Origin.CITIZEN,
        audience=Audience.CITIZEN,
        added_by=CITIZEN,
        now=now,
    )
    if added:
        details = {"count": added, "origin": Origin.CITIZEN.value}
        await note_event(session, case=case, kind="files_added", actor=CITIZEN, now=now, details=details)
    return added


async def add_file_of_agency(
    session: AsyncSession,
    *,
    case_id: int,
    agency: str,
    actor: str,
    prepared: files.Prepared,
    for_citizen: bool,
    now: datetime,
) -> StoredFile:
    """Add a file of the agency to its case; with `for_citizen` whoever filed it is told and may see it.

    One that equals a file the case has already is that file, so that a repeated request adds nothing.

    Raises:
        CaseNotFoundError: there is no such case, or another agency has it.
    """
    case = await open_case(session, case_id=case_id, agency=agency)
    known = await files.same_in_case(session, case_id=case.id, prepared=prepared)
    if known is not None:
        return known
    kept = await files.keep(session, prepared=prepared, sender=actor)
    audience = Audience.CITIZEN if for_citizen else Audience.INTERNAL
    await files.link(
        session,
        case_id=case.id,
        file_ids=(kept.id,),
        origin=Origin.AGENCY,
        audience=audience,
        added_by=actor,
        now=now,
    )
    details = {"count": 1, "origin": Origin.AGENCY.value, "audience": audience.value}
    await note_event(
        session, case=case, kind="files_added", actor=actor, now=now, public=for_citizen, details=details
    )
    if for_citizen:
        told = _told_of(case, kept, agency=agency_name(agency), now=now)
        await tell(session, case, told, author=conversations.Author.AGENCY)
    return kept


def _told_of(case: Case, file: StoredFile, *, agency: str, now: datetime) -> str:
    """Return what the citizen is told of an agency's file, with a link that opens it for some days."""
    root = settings().public_url
    if root is None:
        return wording.FILE_OF_AGENCY(code=case.code, agency=agency)
    days = files.limits().agency_link_days
    query = files.signed(file.id, reader=reader_of(case.id), now=now, valid=timedelta(days=days))
    link = f"{root.rstrip('/')}/theo-doi/tep/{case.id}/{file.id}?{query}"
    return wording.FILE_OF_AGENCY_AT(code=case.code, agency=agency, link=link, days=days)


def reader_of(case_id: int) -> str:
    """Return the reader that links to a case's files are signed for: whoever filed or follows it."""
    return f"case:{case_id}"


async def file_for_citizen(session: AsyncSession, *, case_id: int, file_id: UUID) -> StoredFile:
    """Return a file of a case that whoever filed it may see; the caller has checked the link.

    Raises:
        FileNotFoundForYouError: the case has no such file, or not for the citizen.
    """
    return await files.file_of_case(session, case_id=case_id, file_id=file_id, reader=Audience.CITIZEN)


async def files_to_read(session: AsyncSession, *, case_id: int, agency: str) -> list[FileOfCase]:
    """Return the files of a case as `agency` may read it, with those of the reports merged into it.

    Raises:
        CaseNotFoundError: there is no such case, or another agency has it.
    """
    case = await case_to_read(session, case_id=case_id, agency=agency)
    return await files.of_cases(session, case_ids=await _together(session, case))


async def open_file(
    session: AsyncSession, *, case_id: int, agency: str, file_id: UUID, actor: str
) -> StoredFile:
    """Return a file of a case that `agency` may read; that `actor` opened it is in the audit.

    Raises:
        CaseNotFoundError: there is no such case, or another agency has it.
        FileNotFoundForYouError: the case has no such file.
    """
    case = await case_to_read(session, case_id=case_id, agency=agency)
    for one in await _together(session, case):
        try:
            file = await files.file_of_case(session, case_id=one, file_id=file_id)
        except files.FileNotFoundForYouError:
            continue
        await audit.record(
            session,
            actor=actor,
            kind="file_opened",
            subject=f"case:{case.code}",
            file=str(file_id),
            agency=agency,
        )
        return file
    raise files.FileNotFoundForYouError(f"no file {file_id} of case {case.code}")


async def show_file_to(
    session: AsyncSession,
    *,
    case_id: int,
    agency: str,
    file_id: UUID,
    audience: Audience,
    actor: str,
    now: datetime,
) -> None:
    """Change who may see a file of a case. Only the desk and the supervisor, who review answers, show one to everybody.

    Raises:
        CaseNotFoundError: there is no such case, or `agency` may not read it.
        ForbiddenError: an agency would show it to everybody, or the citizen wishes nothing to be published.
        FileNotFoundForYouError: the case has no such file.
    """
    case = await case_to_read(session, case_id=case_id, agency=agency)
    if audience is Audience.PUBLIC and (agency not in OVERSEERS or not case.may_publish):
        raise ForbiddenError(f"{agency} may not publish a file of case {case.code}")
    await files.show_to(session, case_id=case.id, file_id=file_id, audience=audience)
    details = {"file": str(file_id), "audience": audience.value}
    await note_event(session, case=case, kind="file_shown", actor=actor, now=now, details=details)


async def files_for_citizen(session: AsyncSession, *, case_id: int) -> list[FileOfCase]:
    """Return the files of a case that whoever filed it may see."""
    return await files.of_cases(session, case_ids=(case_id,), reader=Audience.CITIZEN)


async def published_files(session: AsyncSession, *, codes: Sequence[str]) -> dict[str, list[FileOfCase]]:
    """Return, by the code of each published case, the files that everybody may see."""
    rows = await session.execute(
        select(Case.id, Case.code).where(Case.code.in_(codes), Case.published_at.is_not(None))
    )
    code_of = {case_id: code for case_id, code in rows}
    found: dict[str, list[FileOfCase]] = {}
    for one in await files.of_cases(session, case_ids=tuple(code_of), reader=Audience.PUBLIC):
        found.setdefault(code_of[one.case_id], []).append(one)
    return found


async def published_file(session: AsyncSession, *, code: str, file_id: UUID) -> StoredFile:
    """Return a file of a published case that everybody may see.

    Raises:
        CaseNotFoundError: no case with this code is published.
        FileNotFoundForYouError: it has no such file, or not for everybody.
    """
    case_id = await session.scalar(
        select(Case.id).where(Case.code == code, Case.published_at.is_not(None), Case.may_publish)
    )
    if case_id is None:
        raise CaseNotFoundError("no published case with the code asked for")
    return await files.file_of_case(session, case_id=case_id, file_id=file_id, reader=Audience.PUBLIC)


async def _together(session: AsyncSession, case: Case) -> tuple[int, ...]:
    return (case.id, *(one.id for one in await merged_into(session, case)))
