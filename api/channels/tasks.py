"""The jobs that bring stored messages to their channels: try, try again later, give up, and keep a record of each try."""

import random
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job
from procrastinate.tasks import Task
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock, database, jobs
from api.channels.adapter import ChannelAdapter, Part, RetryLaterError, UndeliverableError
from api.channels.models import AttemptOutcome, Delivery, DeliveryAttempt, DeliveryState
from api.channels.registry import adapters
from api.channels.service import delivery_task_name, queue_again
from api.conversations import service as conversations
from api.conversations.choices import from_rows
from api.feedback import service as feedback
from api.privacy import service as privacy

log = structlog.get_logger()

GIVE_UP_AFTER = timedelta(hours=24)
"""A message older than this is not worth sending: the citizen has asked again or gone elsewhere."""
SHORTEST_WAIT = 2.0
LONGEST_WAIT = 900.0
"""Seconds between tries: doubled each time, unless the channel asks for more."""
_FINAL = (DeliveryState.SENT, DeliveryState.DEAD)


class TryAgainError(Exception):
    """The delivery is recorded as retrying; the job is to run again in `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"again in {seconds:.0f} s")
        self.seconds = seconds


class DeliverySchedule(BaseRetryStrategy):
    """Runs a delivery again when `TryAgainError` says so; after any other error (database away) with back-off."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        """Return when the job runs next; there is always a next time, giving up is recorded, not thrown."""
        seconds = exception.seconds if isinstance(exception, TryAgainError) else back_off(job.attempts + 1)
        return RetryDecision(retry_at=clock.now() + timedelta(seconds=seconds))


def _delivery_task(channel: str) -> "Task[[str], Coroutine[Any, Any, None], [str]]":
    @jobs.app.task(
        name=delivery_task_name(channel), queue=jobs.DELIVERY_QUEUES[channel], retry=DeliverySchedule()
    )
    async def deliver_message(message_id: str) -> None:
        await deliver(UUID(message_id), adapter=adapters().get(channel), now=clock.now())

    return deliver_message


DELIVERY_TASKS = {channel: _delivery_task(channel) for channel in jobs.DELIVERY_QUEUES}
"""The job of each channel, by channel."""


@dataclass(frozen=True)
class _Attempt:
    """One call about to be made; it is already recorded. Without `part` the message could not be made ready."""

    id: int
    delivery_id: int
    message_id: UUID
    channel: str
    tries: int
    age: timedelta
    address: str = ""
    part: Part | None = None
    last: bool = False
    unready: Exception | None = None


async def deliver(message_id: UUID, *, adapter: ChannelAdapter | None, now: datetime) -> None:
    """Bring a message to its channel, part by part, going on where an earlier run stopped.

    A message that is sent or given up is left alone, however often the job runs; what one given up tells of a case goes
    to the phone or e-mail of the report. Only a process that dies between the channel's answer and its record can send a
    part twice: losing it would be worse. A message that cannot be made ready is never sent half: it is tried again
    beside the conversation's order, whose later messages go out.

    Raises:
        TryAgainError: recorded as retrying, the job is to run again.
    """
    while (attempt := await _begin(message_id, adapter=adapter, now=now)) is not None:
        if attempt.part is None:
            await _put_aside(attempt, now=now)
            return
        try:
            if adapter is None:
                raise RetryLaterError("the channel is not set up here", retry_after=LONGEST_WAIT)
            external_id = await adapter.send(
                address=attempt.address, text=attempt.part.text, choices=attempt.part.choices
            )
        except Exception as error:
            await _record_failure(attempt, error=error, now=now)
            return
        await _record_sent(attempt, external_id=external_id, now=now)
        if attempt.last:
            return


async def _put_aside(attempt: _Attempt, *, now: datetime) -> None:
    """Record that the message could not be made ready, and try it again later unless it is too old."""
    reason = f"{type(attempt.unready).__name__}: {attempt.unready}"
    if attempt.age > GIVE_UP_AFTER:
        await _record(attempt, AttemptOutcome.RETRY, DeliveryState.DEAD, error=f"given up: {reason}")
        log.error("message given up, it cannot be made ready", delivery=attempt.delivery_id, reason=reason)
        return
    again_at = now + timedelta(seconds=back_off(attempt.tries))
    async with database.transaction() as session:
        await _store(
            session, attempt, AttemptOutcome.RETRY, DeliveryState.RETRYING, error=reason, again_at=again_at
        )
        await queue_again(session, message_id=attempt.message_id, channel=attempt.channel, at=again_at)
    log.error("message cannot be made ready", delivery=attempt.delivery_id, reason=reason)


async def _record_failure(attempt: _Attempt, *, error: Exception, now: datetime) -> None:
    """The failure path: never again, given up for age, or again later; each is stored with its reason.

    An error that no adapter foresaw is a fault of ours: it is logged, and the message tried again.
    """
    if not isinstance(error, RetryLaterError | UndeliverableError):
        log.exception("delivery failed unexpectedly", delivery=attempt.delivery_id)
    reason = str(error) or type(error).__name__
    if isinstance(error, UndeliverableError):
        await _record(attempt, AttemptOutcome.UNDELIVERABLE, DeliveryState.DEAD, error=reason)
        log.warning("message undeliverable", delivery=attempt.delivery_id, reason=reason)
        return
    if attempt.age > GIVE_UP_AFTER:
        await _record(attempt, AttemptOutcome.RETRY, DeliveryState.DEAD, error=f"given up: {reason}")
        log.warning("message given up", delivery=attempt.delivery_id, tries=attempt.tries, reason=reason)
        return
    wished = (error.retry_after or 0.0) if isinstance(error, RetryLaterError) else 0.0
    wait = max(wished, back_off(attempt.tries))
    again_at = now + timedelta(seconds=wait)
    await _record(attempt, AttemptOutcome.RETRY, DeliveryState.RETRYING, error=reason, again_at=again_at)
    log.info("message not taken yet", delivery=attempt.delivery_id, again_in=round(wait), reason=reason)
    raise TryAgainError(wait) from error


def back_off(tries: int) -> float:
    """Return the seconds to wait after `tries` tries (1 or more): doubling, capped, a fifth of it random."""
    wait = min(LONGEST_WAIT, SHORTEST_WAIT * 2.0 ** min(tries - 1, 30))
    return wait * random.uniform(0.8, 1.2)


async def _begin(message_id: UUID, *, adapter: ChannelAdapter | None, now: datetime) -> _Attempt | None:
    """Record the next try of the next part; None when nothing is left to do (or the message was erased)."""
    async with database.transaction() as session:
        delivery = await session.scalar(
            select(Delivery).where(Delivery.message_id == message_id).with_for_update()
        )
        if delivery is None or delivery.state in _FINAL:
            return None
        address, parts, unready = await _made_ready(session, message_id, adapter=adapter)
        if unready is None and delivery.parts_sent >= len(parts):
            delivery.state, delivery.sent_at = DeliveryState.SENT, now
            return None
        delivery.attempts += 1
        attempt = DeliveryAttempt(delivery_id=delivery.id, part=delivery.parts_sent + 1, started_at=now)
        session.add(attempt)
        await session.flush()
        return _Attempt(
            id=attempt.id,
            delivery_id=delivery.id,
            message_id=message_id,
            channel=delivery.channel,
            tries=delivery.attempts,
            age=now - delivery.created_at,
            address=address,
            part=parts[delivery.parts_sent] if unready is None else None,
            last=delivery.parts_sent + 1 == len(parts),
            unready=unready,
        )


async def _made_ready(
    session: AsyncSession, message_id: UUID, *, adapter: ChannelAdapter | None
) -> tuple[str, list[Part], Exception | None]:
    """Return address and parts, or why there are none. A database that is away is no fault of the message."""
    try:
        return *await _outgoing(session, message_id, adapter=adapter), None
    except SQLAlchemyError:
        raise
    except Exception as error:
        return "", [], error


async def _outgoing(
    session: AsyncSession, message_id: UUID, *, adapter: ChannelAdapter | None
) -> tuple[str, list[Part]]:
    """Return where the message goes and its parts, with the citizen's own data put back in."""
    message = await conversations.message(session, message_id=message_id)
    conversation = await conversations.get(session, conversation_id=message.conversation_id)
    text = await privacy.unmask(session, conversation_id=conversation.id, text=message.text, complete=True)
    choices = from_rows(message.choices)
    parts = adapter.compose(text, choices) if adapter is not None else [Part(text, choices)]
    return conversations.address_of(conversation), parts


async def _record_sent(attempt: _Attempt, *, external_id: str | None, now: datetime) -> None:
    async with database.transaction() as session:
        row = await session.get_one(DeliveryAttempt, attempt.id)
        row.outcome, row.external_id = AttemptOutcome.SENT, external_id
        delivery = await session.get_one(Delivery, attempt.delivery_id)
        delivery.parts_sent += 1
        delivery.external_id = external_id or delivery.external_id
        delivery.last_error = delivery.next_attempt_at = None
        if attempt.last:
            delivery.state, delivery.sent_at = DeliveryState.SENT, now


async def _record(
    attempt: _Attempt,
    outcome: AttemptOutcome,
    state: DeliveryState,
    *,
    error: str,
    again_at: datetime | None = None,
) -> None:
    async with database.transaction() as session:
        await _store(session, attempt, outcome, state, error=error, again_at=again_at)


async def _store(
    session: AsyncSession,
    attempt: _Attempt,
    outcome: AttemptOutcome,
    state: DeliveryState,
    *,
    error: str,
    again_at: datetime | None,
) -> None:
    row = await session.get_one(DeliveryAttempt, attempt.id)
    row.outcome, row.error = outcome, error
    delivery = await session.get_one(Delivery, attempt.delivery_id, with_for_update=True)
    dies = state == DeliveryState.DEAD and delivery.state not in _FINAL
    delivery.state, delivery.last_error, delivery.next_attempt_at = state, error, again_at
    if dies:  # in the same transaction: told elsewhere once, or not at all
        await feedback.tell_elsewhere(session, message_id=attempt.message_id)
