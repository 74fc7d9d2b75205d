"""Answers for everybody to read: reviewed first, without personal data, searchable; or sent back.

The office that received a report checks the answer, publishes it, or returns it where it does not fit the question.
Source: QĐ 31/2021/QĐ-TTg art. 46, Decree 20/2008/NĐ-CP art. 18 and 19.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.agencies import directory
from api.database import announce
from api.errors import ConflictError
from api.feedback import wording
from api.feedback.errors import CaseNotFoundError, NoReasonError
from api.feedback.lifecycle import note_event, step
from api.feedback.models import Case, Status
from api.feedback.opening import OVERSEERS, open_case
from api.feedback.telling import agency_name, masked, tell
from api.privacy import crypto
from api.privacy import service as privacy
from retrieval.places import unit
from retrieval.text import fold

_TO_REVIEW = frozenset({Status.ANSWERED, Status.CLOSED})
_LONGEST_QUERY = 200


@dataclass(frozen=True)
class Draft:
    """What would be published: the report and its answer without personal data."""

    content: str
    answer: str


@dataclass(frozen=True)
class Published:
    """A published answer, for everybody. Times are UTC."""

    code: str
    field_name: str
    unit_name: str | None
    handler_name: str
    content: str
    answer: str
    received_at: datetime
    answered_at: datetime | None
    published_at: datetime


def without_people(case: Case, text: str) -> str:
    """Return `text` without personal data: numbers and addresses found in it, placeholders, the reporter's name.

    Names of others are the reviewer's to remove.
    """
    words = privacy.hide(privacy.strike_out(privacy.hide(text)))
    name = crypto.decrypt(case.contact_name).strip() if case.contact_name else ""
    return words.replace(name, privacy.HIDDEN) if len(name) > 1 else words


def draft(case: Case) -> Draft:
    """Return what the reviewer starts from."""
    return Draft(without_people(case, case.content), without_people(case, case.answer or ""))


def awaits_review(case: Case) -> bool:
    """Tell whether the answer to `case` is still to be reviewed."""
    return Status(case.status) in _TO_REVIEW and case.reviewed_at is None and case.answer is not None


async def publish(
    session: AsyncSession,
    *,
    case_id: int,
    agency: str,
    actor: str,
    content: str,
    answer: str,
    now: datetime,
) -> Case:
    """Publish report and answer as the reviewer left them; personal data still in them is taken out.

    Raises:
        CaseNotFoundError: there is no such case, or `agency` is neither the desk nor the supervisor.
        ConflictError: there is no answer to review, or the citizen wishes none to be published.
        NoReasonError: `content` or `answer` is empty.
    """
    case = await _open_review(session, case_id=case_id, agency=agency)
    if not case.may_publish:
        raise ConflictError(
            f"case {case.code} is not to be published",
            sentence="Người phản ánh đề nghị không công khai.",
        )
    if not content.strip() or not answer.strip():
        raise NoReasonError("nothing to publish")
    case.published_content = without_people(case, content.strip())
    case.published_answer = without_people(case, answer.strip())
    case.published_search = _search_text(case)
    case.published_at = case.reviewed_at = now
    if case.status == Status.ANSWERED:
        await step(
            session, case=case, to=Status.PUBLISHED, kind="published", actor=actor, now=now, public=True
        )
    else:
        await note_event(session, case=case, kind="published", actor=actor, now=now, public=True)
    await announce(session, "inbox", directory.DESK)
    await tell(session, case, wording.PUBLISHED(code=case.code))
    return case


async def keep_private(
    session: AsyncSession, *, case_id: int, agency: str, actor: str, reason: str, now: datetime
) -> Case:
    """Review an answer that fits but is not for everybody; with the reason, on record.

    Raises:
        CaseNotFoundError, ConflictError: see `publish`.
        NoReasonError: `reason` is empty.
    """
    case = await _open_review(session, case_id=case_id, agency=agency)
    words = await masked(session, case, reason)
    case.reviewed_at = now
    await note_event(session, case=case, kind="kept_private", actor=actor, now=now, note=words)
    await announce(session, "inbox", directory.DESK)
    return case


async def send_back(
    session: AsyncSession, *, case_id: int, agency: str, actor: str, reason: str, now: datetime
) -> Case:
    """Send an answer that does not fit the question back to its agency. The due date stays; the citizen is told.

    Raises:
        CaseNotFoundError: see `publish`.
        ConflictError: there is no answer to review, or the citizen has accepted it.
        NoReasonError: `reason` is empty.
    """
    case = await _open_review(session, case_id=case_id, agency=agency)
    words = await masked(session, case, reason)
    case.confirm_until = None
    case.handler_since, case.reminded_at = now, None
    await step(
        session,
        case=case,
        to=Status.SENT_BACK,
        kind="sent_back",
        actor=actor,
        now=now,
        note=words,
        details={"agency": case.handler},
    )
    await announce(session, "inbox", directory.DESK)
    await tell(session, case, wording.SENT_BACK(code=case.code, agency=agency_name(case.handler)))
    return case


async def published(
    session: AsyncSession,
    *,
    words: str = "",
    field: str | None = None,
    unit_code: str | None = None,
    limit: int = 20,
    offset: int = 0,
) -> tuple[list[Published], int]:
    """Return published answers, the newest first, and how many there are; every word must be in it, accents or not."""
    wanted: list[ColumnElement[bool]] = [Case.published_at.is_not(None)]
    wanted += [
        Case.published_search.contains(word, autoescape=True) for word in fold(words[:_LONGEST_QUERY]).split()
    ]
    if field is not None:
        wanted.append(Case.field == field)
    if unit_code is not None:
        wanted.append(Case.unit_code == unit_code)
    total = await session.scalar(select(func.count()).select_from(Case).where(*wanted))
    rows = await session.scalars(
        select(Case)
        .where(*wanted)
        .order_by(Case.published_at.desc(), Case.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [_as_published(case) for case in rows], total or 0


def _as_published(case: Case) -> Published:
    if case.published_at is None:  # pragma: no cover - the query asks for published ones
        raise ValueError(f"case {case.code} is not published")
    return Published(
        code=case.code,
        field_name=directory.field(case.field).name,
        unit_name=unit(case.unit_code).full_name if case.unit_code else None,
        handler_name=agency_name(case.handler),
        content=case.published_content or "",
        answer=case.published_answer or "",
        received_at=case.received_at,
        answered_at=case.answered_at,
        published_at=case.published_at,
    )


def _search_text(case: Case) -> str:
    parts = [case.code, directory.field(case.field).name, case.published_content, case.published_answer]
    if case.unit_code:
        parts.append(unit(case.unit_code).full_name)
    return fold(" ".join(part for part in parts if part))


async def _open_review(session: AsyncSession, *, case_id: int, agency: str) -> Case:
    if agency not in OVERSEERS:
        raise CaseNotFoundError(f"{agency} does not review answers")
    case = await open_case(session, case_id=case_id)
    if not awaits_review(case):
        raise ConflictError(f"case {case.code} is {case.status}, reviewed at {case.reviewed_at}")
    return case
