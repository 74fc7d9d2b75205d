"""One report for several agencies: each gets a case of its own, under one joint due date."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.agencies import directory
from api.attachments import service as files
from api.feedback import wording
from api.feedback.errors import CaseNotFoundError, SplitError
from api.feedback.filing import insert_case
from api.feedback.handling import give_to, into_triage
from api.feedback.lifecycle import note_event, write_event
from api.feedback.limits import limits
from api.feedback.models import Case, Status
from api.feedback.opening import OVERSEERS, open_case
from api.feedback.telling import agency_name, due_words, masked, tell

_COPIED = (
    "channel",
    "conversation_id",
    "filed_by_id",
    "content",
    "place",
    "lat",
    "lon",
    "unit_code",
    "field",
)
_COPIED_TOO = (
    "contact_name",
    "contact_phone",
    "contact_email",
    "contact_address",
    "received_at",
    "may_publish",
)


async def split(
    session: AsyncSession,
    *,
    case_id: int,
    by: str,
    actor: str,
    agencies: tuple[str, ...],
    reason: str,
    now: datetime,
) -> list[Case]:
    """Give a report that `by` (the desk or the supervisor) has to several agencies; returns their cases.

    The first keeps the code the citizen knows, each other one gets a code of its own; all have the time the
    regulation gives agencies that must work together.

    Raises:
        CaseNotFoundError: there is no such case, or `by` does not have it.
        SplitError: fewer than two agencies, one twice, the desk itself, or the report is split already.
        AgencyNotFoundError: one of `agencies` does not exist.
        NoReasonError: `reason` is empty.
    """
    if by not in OVERSEERS:
        raise CaseNotFoundError(f"{by} does not classify reports")
    targets = tuple(directory.agency(code).code for code in agencies)
    if len(targets) < 2 or len(set(targets)) < len(targets) or OVERSEERS & set(targets):
        raise SplitError(
            f"cannot split to {targets}", sentence="Anh/chị vui lòng chọn từ hai cơ quan khác nhau trở lên."
        )
    case = await open_case(session, case_id=case_id, agency=by)
    if case.split_from_id is not None or await parts_of(session, case_id=case.id):
        raise SplitError(f"case {case.code} is split", sentence="Phản ánh này đã được tách rồi.")
    words = await masked(session, case, reason)
    await into_triage(session, case, actor=actor, now=now)
    case.due_at = limits().due(field=case.field, start=case.received_at, joint=True)
    parts = [
        await _part(session, case, agency=agency, actor=actor, note=words, now=now) for agency in targets[1:]
    ]
    everybody = [(case.code, targets[0]), *((part.code, part.handler) for part in parts)]
    details = {"parts": [{"code": code, "agency": agency} for code, agency in everybody]}
    await note_event(
        session, case=case, kind="split", actor=actor, now=now, note=words, public=True, details=details
    )
    await give_to(session, case, targets[0], actor=actor, now=now)
    for part in parts:  # what the clock stood for the report, it stood for its parts
        part.due_at = case.due_at
    lines = "\n".join(wording.SPLIT_PART(code=code, agency=agency_name(agency)) for code, agency in everybody)
    await tell(session, case, wording.SPLIT(code=case.code, parts=lines, due=due_words(case)))
    return [case, *parts]


async def _part(
    session: AsyncSession, case: Case, *, agency: str, actor: str, note: str, now: datetime
) -> Case:
    values: dict[str, Any] = {name: getattr(case, name) for name in (*_COPIED, *_COPIED_TOO)}
    values |= {
        "idempotency_key": f"split:{case.id}:{agency}",
        "split_from_id": case.id,
        "handler": agency,
        "handler_since": now,
        "status": Status.RECEIVED,
        "due_at": case.due_at,
    }
    part, _ = await insert_case(session, values, now=now)
    await files.share(session, from_case=case.id, to_case=part.id)
    await write_event(
        session,
        case=part,
        kind="split_off",
        actor=actor,
        now=now,
        before=None,
        note=note,
        public=True,
        details={"from": case.code},
    )
    await give_to(session, part, agency, actor=actor, now=now)
    return part


async def parts_of(session: AsyncSession, *, case_id: int) -> list[Case]:
    """Return the cases that were split off from a report, oldest first."""
    rows = await session.scalars(select(Case).where(Case.split_from_id == case_id).order_by(Case.id))
    return list(rows)
