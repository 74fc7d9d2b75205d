"""What was sent to an endpoint lately, and what it answered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.notifications.models import WebhookAttempt, WebhookDelivery


@dataclass(frozen=True)
class Attempt:
    """One call. Without `status` no answer came, `error` says why; `response` is the beginning of the answer."""

    at: datetime
    delivery_id: UUID
    kind: str
    milliseconds: int | None
    status: int | None
    response: str | None
    error: str | None


async def attempts(session: AsyncSession, *, endpoint_id: int, limit: int = 50) -> list[Attempt]:
    """Return the last calls of the endpoint, the newest first."""
    rows = await session.execute(
        select(WebhookAttempt, WebhookDelivery.kind)
        .join(WebhookDelivery, WebhookDelivery.id == WebhookAttempt.delivery_id)
        .where(WebhookDelivery.endpoint_id == endpoint_id)
        .order_by(WebhookAttempt.id.desc())
        .limit(limit)
    )
    return [
        Attempt(row.started_at, row.delivery_id, kind, row.milliseconds, row.status, row.response, row.error)
        for row, kind in rows
    ]
