"""The job queue: procrastinate on the same PostgreSQL; whoever needs a job defers it in the own transaction."""

import asyncio
from typing import Any

import procrastinate
import psycopg
import psycopg_pool
import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from api import database
from api.outages import Outage

log = structlog.get_logger()

TURNS = "turns"
"""Queue of citizens' turns (one job a message, lock = conversation)."""
DELIVERY_QUEUES = {
    channel: f"deliver-{channel}"
    for channel in ("web", "kiosk", "terminal", "telegram", "zalo", "sms", "email")
}
"""Queue of outgoing messages per channel."""
UPKEEP = "upkeep"
"""Queue of clocks and retention."""
NOTICES = "notices"
"""Queue of what agencies are told: webhooks and digests."""
QUEUES = (TURNS, *DELIVERY_QUEUES.values(), UPKEEP, NOTICES)
UNHURRIED = (NOTICES, DELIVERY_QUEUES["sms"], DELIVERY_QUEUES["email"])
"""Queues of jobs that wait long for systems of others: they have a worker of their own, so that a gateway or an agency that
does not answer keeps no citizen's turn waiting."""
UNHURRIED_AT_ONCE = 8
"""Jobs of these run at once in a process."""

POLLING_INTERVAL = 0.1
"""Seconds between polls: procrastinate drops a notification that arrives during a fetch, and its default of 5 s
would then be the wait (observed with procrastinate 3.10)."""


def _pool(**kwargs: Any) -> "psycopg_pool.AsyncConnectionPool[Any]":
    return psycopg_pool.AsyncConnectionPool(database.database_url(), min_size=1, max_size=8, **kwargs)


app = procrastinate.App(
    connector=procrastinate.PsycopgConnector(pool_factory=_pool),
    import_paths=[
        "api.attachments.tasks",
        "api.conversations.tasks",
        "api.channels.tasks",
        "api.feedback.tasks",
        "api.notifications.tasks",
        "api.privacy.tasks",
    ],
)


PAUSE_AFTER_STOP = 1.0
"""Seconds before a worker that stopped by itself starts again."""
HEARTBEAT_EVERY = 5.0
"""Seconds between a worker's signs of life."""
STALLED_AFTER = 15.0
"""Seconds without a sign of life after which a worker counts as dead: a citizen whose turn it was doing waits so long."""


async def run_worker(*, concurrency: int, queues: tuple[str, ...] = QUEUES) -> None:
    """Run jobs until cancelled, `concurrency` at once; the app must be open (`async with app.open_async()`)."""
    prompt = tuple(queue for queue in queues if queue not in UNHURRIED)
    unhurried = tuple(queue for queue in queues if queue in UNHURRIED)
    async with asyncio.TaskGroup() as workers:
        if prompt:
            workers.create_task(_keep_working(concurrency, prompt))
        if unhurried:
            workers.create_task(_keep_working(UNHURRIED_AT_ONCE, unhurried))


async def _keep_working(concurrency: int, queues: tuple[str, ...]) -> None:
    """Run one worker for ever.

    Procrastinate's worker ends, mostly without an error, when the database goes away; it is started again until
    the database is back, or nobody would be answered any more.
    """
    outage = Outage(f"worker of {queues[0]}")
    while True:
        stopped = "stopped by itself"
        try:
            await app.run_worker_async(
                queues=list(queues),
                concurrency=concurrency,
                fetch_job_polling_interval=POLLING_INTERVAL,
                install_signal_handlers=False,
                delete_jobs="successful",
                update_heartbeat_interval=HEARTBEAT_EVERY,
                stalled_worker_timeout=STALLED_AFTER,
            )
        except Exception as error:
            stopped = f"{type(error).__name__}: {error}"
        if (task := asyncio.current_task()) is not None and task.cancelling():
            return  # procrastinate may keep to itself that it was told to end
        await asyncio.sleep(PAUSE_AFTER_STOP)
        if not await _was_away(outage):
            log.warning("worker ended, starting it again", reason=stopped)


async def _was_away(outage: Outage) -> bool:
    """Wait until the database answers; tell whether it did not at once."""
    away = False
    while True:
        try:
            connection = await psycopg.AsyncConnection.connect(database.database_url(), connect_timeout=5)
        except (psycopg.Error, OSError) as error:
            away = True
            outage.lost(error)
            await asyncio.sleep(PAUSE_AFTER_STOP)
        else:
            await connection.close()
            outage.back()
            return away


async def worker_is_alive(session: AsyncSession) -> bool:
    """Tell whether any worker, in this process or another, showed a sign of life lately."""
    alive = text(
        "SELECT EXISTS (SELECT FROM procrastinate_workers"
        " WHERE last_heartbeat > now() - make_interval(secs => :seconds))"
    )
    return bool(await session.scalar(alive, {"seconds": STALLED_AFTER}))


@app.periodic(cron="* * * * * */5")  # the sixth column is seconds
@app.task(name="recover_stalled_jobs", queue=UPKEEP, queueing_lock="recover_stalled_jobs")
async def recover_stalled_jobs(timestamp: int) -> None:  # noqa: ARG001
    """Queue again what a dead worker was doing: its lock would keep the conversation waiting for ever."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        await app.job_manager.retry_job(job)
