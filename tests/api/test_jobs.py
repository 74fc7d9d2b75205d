"""The worker goes on after its database went away."""

import asyncio
import contextlib
from uuid import uuid4

import psycopg
import pytest

from api import jobs
from api.conversations.exchange import RUN_TURN

_WAITING = "SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'turns'"
_WORKERS = "SELECT count(*) FROM procrastinate_workers"
_CUT_OFF = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


async def _reaches(url: str, sql: str, wanted: int) -> None:
    async with asyncio.timeout(20), await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        while (row := await (await connection.execute(sql)).fetchone()) is None or row[0] != wanted:
            await asyncio.sleep(0.02)


async def test_a_worker_whose_database_went_away_works_again(
    open_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PAUSE_AFTER_STOP", 0.05)
    async with jobs.app.open_async():
        worker = asyncio.create_task(jobs.run_worker(concurrency=2))
        await _reaches(open_database, _WORKERS, 2)  # the unhurried queues have one of their own
        async with await psycopg.AsyncConnection.connect(open_database, autocommit=True) as connection:
            await connection.execute(_CUT_OFF)
            await jobs.app.configure_task(RUN_TURN, queue=jobs.TURNS, connection=connection).defer_async(
                message_id=str(uuid4())
            )
        await _reaches(open_database, _WAITING, 0)
        assert not worker.done()
        worker.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await worker
