"""Following a case one did not file: a conversation hears of it until it asks not to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.feedback.errors import CaseNotFoundError
from api.feedback.lifecycle import note_event
from api.feedback.models import Case, Follower
from api.feedback.outcomes import CITIZEN


async def follow(session: AsyncSession, *, case_id: int, conversation_id: UUID, now: datetime) -> bool:
    """Let the conversation hear what becomes of the case; tells whether it is new. Its own cases it hears anyway.

    Raises:
        CaseNotFoundError: there is no such case.
    """
    case = await session.get(Case, case_id)
    if case is None:
        raise CaseNotFoundError(f"no case {case_id}")
    if case.conversation_id == conversation_id:
        return False
    added = await session.execute(
        insert(Follower)
        .values(case_id=case_id, conversation_id=conversation_id, since=now)
        .on_conflict_do_nothing()
        .returning(Follower.case_id)
    )
    is_new = added.first() is not None
    if is_new:
        await note_event(session, case=case, kind="followed", actor=CITIZEN, now=now)
    return is_new


async def unfollow(session: AsyncSession, *, case_id: int, conversation_id: UUID, now: datetime) -> bool:
    """Let the conversation hear no more of a case it follows; tells whether it did."""
    gone = await session.execute(
        delete(Follower)
        .where(Follower.case_id == case_id, Follower.conversation_id == conversation_id)
        .returning(Follower.case_id)
    )
    did = gone.first() is not None
    if did:
        case = await session.get_one(Case, case_id)
        await note_event(session, case=case, kind="unfollowed", actor=CITIZEN, now=now)
    return did
