"""The job queue: procrastinate on the same PostgreSQL, jobs deferred in the transaction that needs them."""

from typing import Any

import procrastinate
import psycopg_pool
from procrastinate.tasks import Task
from sqlalchemy.ext.asyncio import AsyncSession

from api import database

TURNS = "turns"
"""Queue of citizens' turns (one job a message, lock = conversation)."""
DELIVERY_QUEUES = {channel: f"deliver-{channel}" for channel in ("web", "terminal", "telegram", "zalo")}
"""Queue of outgoing messages per channel."""
UPKEEP = "upkeep"
"""Queue of clocks and retention."""
QUEUES = (TURNS, *DELIVERY_QUEUES.values(), UPKEEP)

POLLING_INTERVAL = 0.1
"""Seconds between polls: procrastinate drops a notification that arrives during a fetch, and its default of 5 s
would then be the wait (observed with procrastinate 3.10)."""


def _pool(**kwargs: Any) -> "psycopg_pool.AsyncConnectionPool[Any]":
    return psycopg_pool.AsyncConnectionPool(database.database_url(), min_size=1, max_size=6, **kwargs)


app = procrastinate.App(
    connector=procrastinate.PsycopgConnector(pool_factory=_pool),
    import_paths=["api.conversations.tasks", "api.channels.tasks"],
)


async def defer(
    session: AsyncSession, task: "Task[Any, Any, Any]", *, lock: str | None = None, **arguments: Any
) -> int:
    """Defer `task` inside the transaction of `session`; it exists exactly if that commits.

    Args:
        lock: jobs of one lock run one after another, in the order deferred.
        arguments: the task's keyword arguments, as JSON.

    Returns:
        The job's id.
    """
    connection = await database.psycopg_connection(session)
    return await task.configure(lock=lock, connection=connection).defer_async(**arguments)


async def run_worker(*, concurrency: int, queues: tuple[str, ...] = QUEUES) -> None:
    """Run jobs until cancelled; the app must be open (`async with app.open_async()`)."""
    await app.run_worker_async(
        queues=list(queues),
        concurrency=concurrency,
        fetch_job_polling_interval=POLLING_INTERVAL,
        install_signal_handlers=False,
        delete_jobs="successful",
    )


STALLED_AFTER = 30.0
"""Seconds without a heartbeat (they come every 10 s) after which a worker counts as dead."""


@app.periodic(cron="* * * * * */20")  # the sixth column is seconds
@app.task(name="recover_stalled_jobs", queue=UPKEEP, queueing_lock="recover_stalled_jobs")
async def recover_stalled_jobs(timestamp: int) -> None:  # noqa: ARG001
    """Queue again what a dead worker was doing: its lock would keep the conversation waiting for ever."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        await app.job_manager.retry_job(job)
