"""Taking the citizen out of cases that stay."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.feedback.lifecycle import note_event
from api.feedback.models import Case, Follower


async def erase_contacts(session: AsyncSession, *, conversation_id: UUID, actor: str, now: datetime) -> int:
    """Remove contact and conversation from the cases filed there, with an event each; returns how many.

    The case itself stays: its agency still has to answer for it. Whoever has the code can still ask how it stands.
    """
    cases = (
        await session.scalars(
            select(Case).where(Case.conversation_id == conversation_id).order_by(Case.id).with_for_update()
        )
    ).all()
    for case in cases:
        case.contact_name = case.contact_phone = case.contact_email = case.contact_address = (
            case.conversation_id
        ) = None
        await note_event(session, case=case, kind="contact_erased", actor=actor, now=now)
    await session.execute(delete(Follower).where(Follower.conversation_id == conversation_id))
    return len(cases)
