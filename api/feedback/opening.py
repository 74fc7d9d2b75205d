"""Taking a case for a change. Every change takes its locks in one order, so that two never wait for each other:
the conversations that are told, by their id, then the case.
"""

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.agencies import directory
from api.conversations import service as conversations
from api.errors import NotFoundError
from api.feedback.errors import CaseNotFoundError
from api.feedback.models import Case, Follower

OVERSEERS = frozenset({directory.DESK, directory.SUPERVISOR})
"""The classification desk and the supervisor: they see every case, whoever has it."""


async def open_case(session: AsyncSession, *, case_id: int, agency: str | None = None) -> Case:
    """Return the case, kept from any other change; with `agency` it must have it now.

    Raises:
        CaseNotFoundError: there is none, or another agency has it.
    """
    await lock_audience(session, case_ids=(case_id,))
    wanted = select(Case).where(Case.id == case_id)
    if agency is not None:
        wanted = wanted.where(Case.handler == agency)
    case: Case | None = await session.scalar(
        wanted.with_for_update().execution_options(populate_existing=True)
    )
    if case is None:
        raise CaseNotFoundError(f"no case {case_id}" + (f" of {agency}" if agency else ""))
    return case


async def audience(session: AsyncSession, *, case_ids: tuple[int, ...]) -> list[UUID]:
    """Return the conversations that hear of these cases: who filed one or one merged into it, who follows one."""
    filed = select(Case.conversation_id).where(
        or_(Case.id.in_(case_ids), Case.merged_into_id.in_(case_ids)), Case.conversation_id.is_not(None)
    )
    follow = select(Follower.conversation_id).where(Follower.case_id.in_(case_ids))
    found = {*(await session.scalars(filed)), *(await session.scalars(follow))}
    return sorted(one for one in found if one is not None)


async def lock_audience(session: AsyncSession, *, case_ids: tuple[int, ...]) -> None:
    """Lock the conversations that hear of these cases; one that was erased hears nothing."""
    for conversation_id in await audience(session, case_ids=case_ids):
        try:
            await conversations.locked(session, conversation_id=conversation_id)
        except NotFoundError:
            continue
