"""The jobs that tell agencies: one webhook, one digest, planning the digests, forgetting what was delivered long ago."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete

from api import clock, database, jobs
from api.agencies import api_requests
from api.notifications import delivering, digests, outbox
from api.notifications.models import State, WebhookDelivery
from api.notifications.schedule import NoticeSchedule

KEPT_FOR = timedelta(days=30)
"""How long a delivered event stays in the list of deliveries; a dead one stays until somebody replays it."""


@jobs.app.task(name=outbox.DELIVER, queue=jobs.NOTICES, retry=NoticeSchedule())
async def deliver_webhook(delivery_id: str) -> None:
    """Bring one event to one endpoint."""
    await delivering.deliver(UUID(delivery_id), now=clock.now())


@jobs.app.task(name=digests.SEND, queue=jobs.NOTICES, retry=NoticeSchedule())
async def send_digest(digest_id: int) -> None:
    """Send one digest."""
    await digests.send(digest_id, now=clock.now())


@jobs.app.periodic(cron="*/5 * * * *")
@jobs.app.task(name="plan_digests", queue=jobs.UPKEEP, queueing_lock="plan_digests")
async def plan_digests(timestamp: int) -> None:  # noqa: ARG001
    """Plan the digests of the day once its hour has come."""
    async with database.transaction() as session:
        await digests.plan(session, now=clock.now())


@jobs.app.periodic(cron="17 3 * * *")
@jobs.app.task(name="forget_notices", queue=jobs.UPKEEP, queueing_lock="forget_notices")
async def forget_notices(timestamp: int) -> None:  # noqa: ARG001
    """Delete what nobody needs any more."""
    await forget(now=clock.now())


async def forget(*, now: datetime) -> None:
    """Delete events delivered more than thirty days before `now`, and the answers kept for repeated requests."""
    async with database.transaction() as session:
        await session.execute(
            delete(WebhookDelivery).where(
                WebhookDelivery.state == State.DELIVERED, WebhookDelivery.delivered_at < now - KEPT_FOR
            )
        )
        await api_requests.forget(session, now=now)
