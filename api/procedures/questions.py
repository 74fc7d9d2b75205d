"""The questions kept for the gap list, apart from the index that answers them."""

from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from api.procedures.models import Question


async def erase(session: AsyncSession, *, conversation_id: UUID) -> None:
    """Empty the questions of a conversation and cut them from it; what was decided stays, for the figures."""
    await session.execute(
        update(Question)
        .where(Question.conversation_id == conversation_id)
        .values(text="", conversation_id=None)
    )
