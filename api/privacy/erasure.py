"""Erasing what is kept of a citizen, at the citizen's request (Law 91/2025/QH15, Decree 356/2025/NĐ-CP).

Cases stay, since agencies answer for them, without their contact and without their link to the conversation. The events
stay too: they say that something happened, not who the citizen was.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from api import jobs
from api.audit import service as audit
from api.conversations import service as conversations
from api.database import psycopg_connection
from api.feedback import service as feedback
from api.privacy.models import VaultEntry
from api.procedures import questions

ERASE_REST = "erase_rest"
"""Name of the job that erases again once the turn that may still be going on has ended."""


@dataclass(frozen=True)
class Erasure:
    """What was erased now: nothing where all was erased before."""

    first: bool
    messages: int
    values: int
    cases: int


async def erase(session: AsyncSession, *, conversation_id: UUID, actor: str, now: datetime) -> Erasure:
    """Erase the citizen's data of the conversation; done again, it erases what came in since.

    Raises:
        NotFoundError: there is no such conversation.
    """
    done = await _erase(session, conversation_id=conversation_id, actor=actor, now=now)
    if done.first:
        facts: dict[str, Any] = {"messages": done.messages, "values": done.values, "cases": done.cases}
        await conversations.record(
            session, conversation_id=conversation_id, kind="erased", actor=actor, **facts
        )
        await audit.record(
            session,
            actor=actor,
            kind="conversation_erased",
            subject=f"conversation:{conversation_id}",
            **facts,
        )
    job = jobs.app.configure_task(
        ERASE_REST,
        queue=jobs.UPKEEP,
        lock=f"turn:{conversation_id}",
        connection=await psycopg_connection(session),
    )
    await job.defer_async(conversation_id=str(conversation_id))
    return done


async def erase_rest(session: AsyncSession, *, conversation_id: UUID, now: datetime) -> Erasure:
    """Erase again what a turn stored that was going on during `erase`; nothing is recorded twice."""
    return await _erase(session, conversation_id=conversation_id, actor="system", now=now)


async def _erase(session: AsyncSession, *, conversation_id: UUID, actor: str, now: datetime) -> Erasure:
    first, messages = await conversations.erase(session, conversation_id=conversation_id, now=now)
    cases = await feedback.erase_contacts(session, conversation_id=conversation_id, actor=actor, now=now)
    await questions.erase(session, conversation_id=conversation_id)
    values = await session.scalars(
        delete(VaultEntry).where(VaultEntry.conversation_id == conversation_id).returning(VaultEntry.id)
    )
    return Erasure(first=first, messages=messages, values=len(values.all()), cases=cases)
