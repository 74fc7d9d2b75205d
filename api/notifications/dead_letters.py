"""What an endpoint did not take: listed with the reason, and sent again when somebody says so."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.audit import service as audit
from api.errors import ConflictError, NotFoundError
from api.notifications import endpoints, outbox
from api.notifications.models import State, WebhookAttempt, WebhookDelivery, WebhookEndpoint


class DeliveryNotFoundError(NotFoundError):
    """No dead delivery has this id."""

    sentence = "Không có sự kiện nào chờ gửi lại mang mã này."


@dataclass(frozen=True)
class DeadLetter:
    """A delivery that was given up. `response` is the beginning of the endpoint's last answer."""

    id: UUID
    endpoint_id: int
    agency: str
    label: str
    kind: str
    case_id: int | None
    created_at: datetime
    attempts: int
    reason: str
    response: str | None


async def dead_letters(
    session: AsyncSession, *, endpoint_id: int | None = None, limit: int = 200
) -> list[DeadLetter]:
    """Return the deliveries that were given up, of one endpoint or of all, the newest first."""
    last_response = (
        select(WebhookAttempt.response)
        .where(WebhookAttempt.delivery_id == WebhookDelivery.id)
        .order_by(WebhookAttempt.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    wanted = (
        select(WebhookDelivery, WebhookEndpoint, last_response)
        .join(WebhookEndpoint, WebhookEndpoint.id == WebhookDelivery.endpoint_id)
        .where(WebhookDelivery.state == State.DEAD)
        .order_by(WebhookDelivery.created_at.desc(), WebhookDelivery.id)
        .limit(limit)
    )
    if endpoint_id is not None:
        wanted = wanted.where(WebhookDelivery.endpoint_id == endpoint_id)
    return [
        DeadLetter(
            id=row.id,
            endpoint_id=row.endpoint_id,
            agency=endpoint.agency,
            label=endpoint.label,
            kind=row.kind,
            case_id=row.case_id,
            created_at=row.created_at,
            attempts=row.attempts,
            reason=row.last_error or "",
            response=response,
        )
        for row, endpoint, response in await session.execute(wanted)
    ]


async def count_dead(session: AsyncSession) -> int:
    """Return how many deliveries were given up."""
    wanted = select(func.count()).select_from(WebhookDelivery).where(WebhookDelivery.state == State.DEAD)
    return await session.scalar(wanted) or 0


async def replay(session: AsyncSession, *, delivery_id: UUID, actor: str) -> None:
    """Send a dead delivery again, under the same webhook-id, with the whole schedule of tries before it.

    Raises:
        DeliveryNotFoundError: it is not dead, or there is none.
        ConflictError: its endpoint is disabled.
    """
    row = await session.get(WebhookDelivery, delivery_id, with_for_update=True)
    if row is None or row.state != State.DEAD:
        raise DeliveryNotFoundError(f"no dead delivery {delivery_id}")
    endpoint = await endpoints.endpoint(session, endpoint_id=row.endpoint_id)
    if endpoint.disabled_at is not None:
        raise ConflictError(
            f"endpoint {endpoint.id} is disabled",
            sentence=f"Điểm nhận số {endpoint.id} đang ngừng: hãy bật lại trước khi gửi lại.",
        )
    await _again(session, row)
    await audit.record(
        session,
        actor=actor,
        kind="webhook_replayed",
        subject=endpoints.subject(endpoint.id),
        delivery=str(row.id),
    )


async def replay_all(session: AsyncSession, *, endpoint_id: int | None = None, actor: str) -> int:
    """Send every dead delivery of one endpoint, or of all that are enabled, again, in their order; returns how many."""
    wanted = (
        select(WebhookDelivery)
        .join(WebhookEndpoint, WebhookEndpoint.id == WebhookDelivery.endpoint_id)
        .where(WebhookDelivery.state == State.DEAD, WebhookEndpoint.disabled_at.is_(None))
        .order_by(WebhookDelivery.event_id)
        .with_for_update(of=WebhookDelivery)
    )
    if endpoint_id is not None:
        wanted = wanted.where(WebhookDelivery.endpoint_id == endpoint_id)
    rows = (await session.scalars(wanted)).all()
    for row in rows:
        await _again(session, row)
    if rows:
        whose = endpoints.subject(endpoint_id) if endpoint_id is not None else "webhook:all"
        await audit.record(session, actor=actor, kind="webhook_replayed", subject=whose, deliveries=len(rows))
    return len(rows)


async def _again(session: AsyncSession, row: WebhookDelivery) -> None:
    row.state, row.tries, row.next_attempt_at = State.PENDING, 0, None
    await session.flush()
    await outbox.queue(session, delivery_id=row.id, endpoint_id=row.endpoint_id, case_id=row.case_id)
