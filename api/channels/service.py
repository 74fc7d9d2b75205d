"""Queueing a stored message for its channel."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy import Select, delete
from sqlalchemy.ext.asyncio import AsyncSession

from api import database, jobs
from api.channels.models import Delivery
from api.errors import TrolyError


class UnknownChannelError(TrolyError):
    """A message names a channel that has no delivery queue."""

    status = 500


class OutgoingMessage(Protocol):
    """What delivery needs to know of a message; `api.conversations` owns the rest."""

    @property
    def id(self) -> UUID: ...
    @property
    def conversation_id(self) -> UUID: ...
    @property
    def channel(self) -> str: ...


def delivery_task_name(channel: str) -> str:
    """Return the name of the job that brings messages to `channel`."""
    return f"deliver_{channel}"


async def queue_delivery(session: AsyncSession, *, message: OutgoingMessage) -> None:
    """Store that `message` (already flushed) is to be delivered, and defer the job that does it.

    Deliveries of one conversation have a lock of their own: they stay in order, and while one waits for its next try
    the citizen's turns go on. The job is deferred by name, since its module imports the conversations that call this.

    Raises:
        UnknownChannelError: the channel has no delivery queue.
    """
    queue = jobs.DELIVERY_QUEUES.get(message.channel)
    if queue is None:
        raise UnknownChannelError(f"no delivery queue for channel {message.channel!r}")
    session.add(Delivery(message_id=message.id, channel=message.channel))
    await session.flush()
    job = jobs.app.configure_task(
        delivery_task_name(message.channel),
        queue=queue,
        lock=f"deliver:{message.conversation_id}",
        connection=await database.psycopg_connection(session),
    )
    await job.defer_async(message_id=str(message.id))


async def queue_again(session: AsyncSession, *, message_id: UUID, channel: str, at: datetime) -> None:
    """Defer another try of a message at `at`, outside the order of its conversation: later messages do not wait for it."""
    job = jobs.app.configure_task(
        delivery_task_name(channel),
        queue=jobs.DELIVERY_QUEUES[channel],
        lock=f"deliver-again:{message_id}",
        schedule_at=at,
        connection=await database.psycopg_connection(session),
    )
    await job.defer_async(message_id=str(message_id))


async def forget(session: AsyncSession, *, message_ids: Select[UUID]) -> None:
    """Delete the deliveries of these messages with all their attempts; their jobs find nothing left to do."""
    await session.execute(delete(Delivery).where(Delivery.message_id.in_(message_ids)))
