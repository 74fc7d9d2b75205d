"""Several reports of one thing: the later ones are followed under the first, and can be taken out again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.database import announce
from api.errors import ConflictError
from api.feedback import wording
from api.feedback.errors import CaseNotFoundError, MergeError
from api.feedback.lifecycle import FINISHED, note_event
from api.feedback.limits import limits
from api.feedback.models import Case, CaseEvent, Status
from api.feedback.opening import OVERSEERS, lock_audience
from api.feedback.telling import due_words, masked, merged_into, tell_merged


async def merge(
    session: AsyncSession,
    *,
    case_id: int,
    into_id: int,
    agency: str,
    actor: str,
    reason: str,
    now: datetime,
) -> Case:
    """Follow the case under another one from now on; whoever filed it hears what becomes of that. Returns the other.

    The desk and the supervisor may merge any two, an agency two of its own.

    Raises:
        CaseNotFoundError: one of them does not exist, or is another agency's.
        MergeError: they are the same, one is over, or one is merged already.
        NoReasonError: `reason` is empty.
    """
    case, main = await _both(session, case_id, into_id, agency)
    if case.id == main.id or await merged_into(session, case):
        raise MergeError(
            f"{case.code} cannot be merged into {main.code}",
            sentence="Không gộp được: phản ánh này đang là phản ánh chính của các phản ánh khác.",
        )
    if case.merged_into_id or main.merged_into_id or FINISHED & {Status(case.status), Status(main.status)}:
        raise MergeError(
            f"{case.code} ({case.status}) cannot be merged into {main.code} ({main.status})",
            sentence="Không gộp được: một trong hai phản ánh đã kết thúc hoặc đã được gộp.",
        )
    words = await masked(session, case, reason)
    case.merged_into_id = main.id
    await note_event(
        session,
        case=case,
        kind="merged",
        actor=actor,
        now=now,
        note=words,
        public=True,
        details={"into": main.code},
    )
    await note_event(session, case=main, kind="merged_in", actor=actor, now=now, details={"code": case.code})
    await tell_merged(session, case, wording.MERGED(code=case.code, main=main.code, due=due_words(main)))
    return main


async def unmerge(
    session: AsyncSession, *, case_id: int, agency: str, actor: str, reason: str, now: datetime
) -> Case:
    """Take a merged case out again: it goes on where it was, its due date later by the time it was merged.

    Raises:
        CaseNotFoundError: there is no such case, or it is another agency's.
        ConflictError: it is not merged.
        NoReasonError: `reason` is empty.
    """
    found = await session.get(Case, case_id)
    if found is None or found.merged_into_id is None:
        raise ConflictError(f"case {case_id} is not merged", sentence="Phản ánh này chưa được gộp.")
    case, main = await _both(session, case_id, found.merged_into_id, agency)
    if case.merged_into_id != main.id:
        raise ConflictError(f"case {case_id} is not merged", sentence="Phản ánh này chưa được gộp.")
    words = await masked(session, case, reason)
    since = await session.scalar(
        select(CaseEvent.at)
        .where(CaseEvent.case_id == case.id, CaseEvent.kind == "merged")
        .order_by(CaseEvent.id.desc())
        .limit(1)
    )
    case.merged_into_id = None
    if since is not None and case.due_at is not None:
        case.due_at = limits().moved(case.due_at, start=since, end=now)
    await note_event(
        session,
        case=case,
        kind="unmerged",
        actor=actor,
        now=now,
        note=words,
        public=True,
        details={"from": main.code},
    )
    await note_event(
        session, case=main, kind="unmerged_from", actor=actor, now=now, details={"code": case.code}
    )
    await announce(session, "inbox", case.handler)
    await tell_merged(session, case, wording.UNMERGED(code=case.code, due=due_words(case)))
    return case


async def _both(session: AsyncSession, case_id: int, main_id: int, agency: str) -> tuple[Case, Case]:
    """Lock both cases, the conversations that hear of them first, the cases by their id."""
    await lock_audience(session, case_ids=(case_id, main_id))
    wanted = select(Case).where(Case.id.in_((case_id, main_id))).order_by(Case.id).with_for_update()
    if agency not in OVERSEERS:
        wanted = wanted.where(Case.handler == agency)
    rows = {one.id: one for one in await session.scalars(wanted.execution_options(populate_existing=True))}
    if case_id not in rows or main_id not in rows:
        raise CaseNotFoundError(f"no cases {case_id} and {main_id} of {agency}")
    return rows[case_id], rows[main_id]
