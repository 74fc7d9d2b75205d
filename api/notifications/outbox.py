"""What becomes of a case, written down for the webhooks in the transaction of the change itself.

`api.feedback` calls this; what is sent is read by the job, which is deferred by name since it reads the cases.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api import jobs
from api.agencies import directory
from api.database import psycopg_connection
from api.notifications.kinds import kinds
from api.notifications.models import WebhookDelivery, WebhookEndpoint

DELIVER = "deliver_webhook"
"""Name of the job that brings one delivery to its endpoint."""
OVERSEERS = (directory.DESK, directory.SUPERVISOR)
"""Their endpoints hear of every case, as they see every case."""


async def case_changed(
    session: AsyncSession, *, case_id: int, event_id: int, kind: str, agencies: Collection[str]
) -> None:
    """Queue the event for every endpoint of `agencies` and of the overseers that asked for its kind."""
    if kind not in kinds():
        return
    endpoints = await session.scalars(
        select(WebhookEndpoint.id)
        .where(
            WebhookEndpoint.agency.in_((*agencies, *OVERSEERS)),
            WebhookEndpoint.disabled_at.is_(None),
            or_(func.jsonb_array_length(WebhookEndpoint.kinds) == 0, WebhookEndpoint.kinds.contains([kind])),
        )
        .order_by(WebhookEndpoint.id)
    )
    for endpoint_id in endpoints.all():
        delivery = WebhookDelivery(
            endpoint_id=endpoint_id, case_id=case_id, event_id=event_id, kind=f"case.{kind}"
        )
        session.add(delivery)
        await session.flush()
        await queue(session, delivery_id=delivery.id, endpoint_id=endpoint_id, case_id=case_id)


async def queue(session: AsyncSession, *, delivery_id: UUID, endpoint_id: int, case_id: int | None) -> None:
    """Defer the job of a delivery. What an endpoint hears of one case stays in order, also while one is tried again."""
    job = jobs.app.configure_task(
        DELIVER,
        queue=jobs.NOTICES,
        lock=f"webhook:{endpoint_id}:{case_id}",
        connection=await psycopg_connection(session),
    )
    await job.defer_async(delivery_id=str(delivery_id))
