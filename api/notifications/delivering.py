"""Bringing an event to an endpoint: try, try again with back-off for a day, give up, and keep a record of each try."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api import database
from api.feedback import service as feedback
from api.notifications import endpoints, sending
from api.notifications.addresses import BadAllowedError
from api.notifications.models import State, WebhookAttempt, WebhookDelivery
from api.notifications.schedule import TRIES, TryAgainError, wait_after
from api.notifications.sending import Answer, Call
from api.privacy.crypto import CannotDecryptError

log = structlog.get_logger()

GONE = 410
"""The HTTP status by which an endpoint says that it wants to hear nothing more."""
_FINAL = (State.DELIVERED, State.DEAD)
_SYSTEM = "system"


@dataclass(frozen=True)
class _Attempt:
    """A try about to be made; without `call` it could not be made ready, `unready` says why."""

    id: int
    delivery_id: UUID
    endpoint_id: int
    tries: int
    call: Call | None
    unready: str = ""


async def deliver(delivery_id: UUID, *, now: datetime) -> None:
    """Call the endpoint of a delivery once. One that is delivered or dead is left alone, however often the job runs.

    A process that dies between the call and its record calls again, with the same webhook-id: receivers take an id once.

    Raises:
        TryAgainError: recorded as retrying, the job is to run again.
    """
    attempt = await _begin(delivery_id, now=now)
    if attempt is None:
        return
    answer = await _call(attempt, now=now)
    wait = await _record(attempt, answer, now=now)
    if wait is not None:
        raise TryAgainError(wait)


async def _call(attempt: _Attempt, *, now: datetime) -> Answer:
    if attempt.call is None:
        return Answer(0, error=attempt.unready)
    try:
        allowed = endpoints.allowed()
    except BadAllowedError as error:
        return Answer(0, error=str(error))
    return await sending.post(attempt.call, now=now, allowed=allowed)


async def _begin(delivery_id: UUID, *, now: datetime) -> _Attempt | None:
    """Record that a try begins; None where nothing is left to do."""
    async with database.transaction() as session:
        row = await session.scalar(
            select(WebhookDelivery).where(WebhookDelivery.id == delivery_id).with_for_update()
        )
        if row is None or row.state in _FINAL:
            return None
        endpoint = await endpoints.endpoint(session, endpoint_id=row.endpoint_id)
        if endpoint.disabled_at is not None:
            row.state, row.last_error = State.DEAD, "the endpoint is disabled"
            return None
        if row.body is None:
            row.body = await _body(session, row, agency=endpoint.agency)
        row.attempts += 1
        row.tries += 1
        attempt = WebhookAttempt(delivery_id=row.id, started_at=now)
        session.add(attempt)
        await session.flush()
        try:
            secret = endpoints.secret_of(endpoint)
        except CannotDecryptError as error:
            return _Attempt(attempt.id, row.id, endpoint.id, row.tries, None, error.detail)
        call = Call(str(row.id), endpoint.url, secret, row.body)
        return _Attempt(attempt.id, row.id, endpoint.id, row.tries, call)


async def _body(session: AsyncSession, row: WebhookDelivery, *, agency: str) -> str:
    """Return the JSON that tells of the event, with the case as it stands now; it stays the same at every try."""
    change = await feedback.change_for_agency(session, event_id=row.event_id or 0, agency=agency)
    if change is None:  # pragma: no cover - the delivery is deleted with its event
        raise LookupError(f"no event {row.event_id}")
    return as_json(row.kind, change.event.at, change.model_dump(mode="json"))


def as_json(kind: str, at: datetime, data: dict[str, object]) -> str:
    """Return a body of the Standard Webhooks convention."""
    return json.dumps({"type": kind, "timestamp": at.isoformat(), "data": data}, ensure_ascii=False)


async def _record(attempt: _Attempt, answer: Answer, *, now: datetime) -> float | None:
    """Store how the try ended; returns the seconds until the next one, None where there is none."""
    async with database.transaction() as session:
        tried = await session.get(WebhookAttempt, attempt.id)
        row = await session.get(WebhookDelivery, attempt.delivery_id, with_for_update=True)
        if tried is None or row is None:  # the endpoint was removed meanwhile
            return None
        tried.milliseconds, tried.status = answer.milliseconds, answer.status
        tried.response, tried.error = answer.response, answer.error
        row.last_status, row.next_attempt_at = answer.status, None
        if answer.taken:
            row.state, row.delivered_at, row.last_error = State.DELIVERED, now, None
            return None
        row.last_error = answer.reason
        if answer.status == GONE:
            reason = f"HTTP {GONE} Gone"
            await endpoints.disable(
                session, endpoint_id=attempt.endpoint_id, reason=reason, actor=_SYSTEM, now=now
            )
        if answer.status == GONE or attempt.tries >= TRIES:
            row.state = State.DEAD
            log.warning("webhook dead", delivery=str(row.id), tries=attempt.tries, reason=answer.reason)
            return None
        wait = max(wait_after(attempt.tries), answer.retry_after)
        row.state, row.next_attempt_at = State.RETRYING, now + timedelta(seconds=wait)
        log.info("webhook not taken", delivery=str(row.id), again_in=round(wait), reason=answer.reason)
        return wait
