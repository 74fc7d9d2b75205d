"""Taking the citizen out of cases that stay."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.feedback.lifecycle import FINISHED, note_event
from api.feedback.models import Case, Follower
from api.feedback.points import coarse


async def erase_contacts(session: AsyncSession, *, conversation_id: UUID, actor: str, now: datetime) -> int:
    """Remove contact and conversation from the cases filed there, with an event each; returns how many.

    The case itself stays: its agency still has to answer for it. Whoever has the code can still ask how it stands.
    The place shared on the map goes as well: a telephone may have shared its owner's home. Only where an open case has no
    place in words it stays, to about 100 m.
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
        _forget_point(case)
        await note_event(session, case=case, kind="contact_erased", actor=actor, now=now)
    await session.execute(delete(Follower).where(Follower.conversation_id == conversation_id))
    return len(cases)


def _forget_point(case: Case) -> None:
    if case.point is None:
        return
    needed = not case.place and case.status not in FINISHED
    case.lat, case.lon = coarse(case.point) if needed else (None, None)
