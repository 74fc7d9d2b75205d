"""The digest of each agency: planned once a working day, read and sent by a job, tried again while the server is away."""

from datetime import date, datetime
from email.message import EmailMessage

import structlog
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock, database, jobs
from api.database import psycopg_connection
from api.feedback import service as feedback
from api.notifications import digest_text, mail
from api.notifications.mail import MailDelayedError, MailNotSetUpError, MailRefusedError
from api.notifications.models import Digest, DigestRecipient, State
from api.notifications.schedule import TRIES, TryAgainError, wait_after
from api.settings import CITY_TIME, settings

log = structlog.get_logger()

SEND = "send_digest"
"""Name of the job that sends one digest."""
_FINAL = (State.DELIVERED, State.DEAD, State.EMPTY)


async def plan(session: AsyncSession, *, now: datetime) -> int:
    """Plan today's digest of every agency that has a mailbox, from `DIGEST_HOUR` on; returns how many are new.

    The row of agency and day exists once, so it does not matter how many workers plan, or how often. On days off, and
    where no mail server is set up, nothing is planned.
    """
    local = now.astimezone(CITY_TIME)
    config = settings()
    if local.hour < config.digest_hour or not clock.is_working_day(now) or not mail.is_set_up(config):
        return 0
    agencies = await session.scalars(
        select(DigestRecipient.agency)
        .where(DigestRecipient.agency.not_in(select(Digest.agency).where(Digest.day == local.date())))
        .distinct()
        .order_by(DigestRecipient.agency)
    )
    planned = 0
    for agency in agencies.all():
        planned += await _plan_one(session, agency, day=local.date(), now=now)
    return planned


async def _plan_one(session: AsyncSession, agency: str, *, day: date, now: datetime) -> int:
    before = await session.scalar(
        select(Digest.planned_at).where(Digest.agency == agency).order_by(Digest.day.desc()).limit(1)
    )
    digest_id = await session.scalar(
        insert(Digest)
        .values(
            agency=agency,
            day=day,
            since=before or clock.subtract_working_days(now, 1),
            planned_at=now,
            state=State.PENDING,
            attempts=0,
        )
        .on_conflict_do_nothing()
        .returning(Digest.id)
    )
    if digest_id is None:  # another worker plans the same
        return 0
    job = jobs.app.configure_task(
        SEND, queue=jobs.NOTICES, lock=f"digest:{digest_id}", connection=await psycopg_connection(session)
    )
    await job.defer_async(digest_id=digest_id)
    return 1


async def send(digest_id: int, *, now: datetime) -> None:
    """Send a planned digest, or note that there is nothing to tell. One that is done is left alone.

    Only a process that dies between the mail server's yes and its record can send it twice, under the same Message-ID.

    Raises:
        TryAgainError: the mail server did not take it; the job is to run again.
    """
    made = await _begin(digest_id, now=now)
    if made is None:
        return
    try:
        refused = await mail.send(made)
    except (MailDelayedError, MailNotSetUpError) as error:
        await _tried(digest_id, error=error.detail)
        return
    except MailRefusedError as error:
        await _done(digest_id, State.DEAD, error=error.detail, now=now)
        log.warning("digest refused", digest=digest_id, reason=error.detail)
        return
    await _done(
        digest_id, State.DELIVERED, error=f"{len(refused)} readers refused" if refused else None, now=now
    )


async def _begin(digest_id: int, *, now: datetime) -> EmailMessage | None:
    """Return the mail to be sent, None where there is nothing to do."""
    async with database.transaction() as session:
        row = await session.get(Digest, digest_id, with_for_update=True)
        if row is None or row.state in _FINAL:
            return None
        if now.astimezone(CITY_TIME).date() > row.day:
            row.state, row.last_error = State.DEAD, f"given up: {row.last_error or 'the day is over'}"
            return None
        addresses = await session.scalars(
            select(DigestRecipient.address)
            .where(DigestRecipient.agency == row.agency)
            .order_by(DigestRecipient.id)
        )
        told = await feedback.digest_of(session, agency=row.agency, since=row.since, now=now)
        readers = tuple(addresses)
        if told.empty or not readers:
            row.state = State.EMPTY
            return None
        row.attempts += 1
        words = digest_text.write(row.agency, told, now=now, public_url=settings().public_url)
        return mail.compose(
            to=readers,
            subject=words.subject,
            text=words.text,
            html=words.html,
            id=f"digest-{row.id}-{row.day:%Y%m%d}",
            now=now,
        )


async def _tried(digest_id: int, *, error: str) -> None:
    """Store why the mail server did not take it, and run again unless it was tried often enough."""
    async with database.transaction() as session:
        row = await session.get_one(Digest, digest_id, with_for_update=True)
        row.last_error = error
        row.state = State.DEAD if row.attempts >= TRIES else State.RETRYING
        tries = row.attempts
    log.warning("digest not sent", digest=digest_id, tries=tries, reason=error)
    if tries < TRIES:
        raise TryAgainError(wait_after(tries))


async def _done(digest_id: int, state: State, *, error: str | None, now: datetime) -> None:
    async with database.transaction() as session:
        row = await session.get_one(Digest, digest_id, with_for_update=True)
        row.state, row.last_error = state, error
        row.sent_at = now if state is State.DELIVERED else None
