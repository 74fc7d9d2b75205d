"""A database that is away costs a few lines of the log, and what happened beside it is still told."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import psycopg
import pytest
import structlog
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api import database, jobs, live, outages
from api.live import LiveFeed
from api.logs import set_up_logs


@pytest.fixture(autouse=True)
def logging_kept() -> Iterator[None]:
    """Logging as it was, after the test."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    outages.over()
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


Door = Callable[[bool], Awaitable[None]]


@pytest.fixture
def door(postgres_uri: str, open_database: str) -> Door:
    """Lets connections to the test's database in again (True), or cuts them off and lets none in (False)."""
    name = psycopg.conninfo.conninfo_to_dict(open_database)["dbname"]

    async def set_open(is_open: bool) -> None:
        async with await psycopg.AsyncConnection.connect(postgres_uri, autocommit=True) as connection:
            allow = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
            await connection.execute(allow.format(sql.Identifier(str(name)), sql.Literal(is_open)))
            if not is_open:
                await connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
                )

    return set_open


async def _ask() -> None:
    async with database.transaction() as session:
        await session.execute(text("SELECT 1"))


async def test_an_outage_is_told_once_by_each_loop_and_once_more_when_it_is_over(
    open_database: str, door: Door, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs()
    for module, name in ((live, "PAUSE_AFTER_LOSS"), (jobs, "PAUSE_AFTER_STOP")):
        monkeypatch.setattr(module, name, 0.02)
    monkeypatch.setattr(jobs.app, "run_worker_async", _works(open_database))
    requests = structlog.get_logger("a.route")
    feed = LiveFeed(open_database)
    async with _started(feed), asyncio.TaskGroup() as loops:
        worker = loops.create_task(jobs.run_worker(concurrency=1, queues=(jobs.TURNS,)))
        shown = await _until(capsys, "", lambda _: True)
        await door(False)
        for _ in range(20):
            with contextlib.suppress(DBAPIError):
                await _ask()
            try:
                await _ask()
            except DBAPIError:
                requests.exception("request failed")
        shown = await _until(capsys, shown, lambda told: told.count("database is away") == 2)
        await door(True)
        shown = await _until(capsys, shown, lambda told: told.count("database answers again") == 2)
        worker.cancel()
    assert "Traceback" not in shown
    for told, loops in (("is away", 2), ("answers again", 2), ("request failed", 1), ("outage", 1)):
        assert shown.count(told) == loops, shown
    for who in ("live feed", "worker of turns"):
        assert shown.count(who) == 2, shown
    assert len(shown.splitlines()) < 20, shown


def _works(url: str) -> Callable[..., Awaitable[None]]:
    """A worker that ends with the connection it listens on; procrastinate's own may take half a minute for it."""

    async def works(**_: object) -> None:
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
            async for _notification in connection.notifies():
                pass

    return works


@contextlib.asynccontextmanager
async def _started(feed: LiveFeed) -> AsyncIterator[None]:
    await feed.start()
    yield
    await feed.stop()


async def _until(
    capsys: pytest.CaptureFixture[str], shown: str, enough: Callable[[str], bool], seconds: float = 60
) -> str:
    """Return what the log shows once it is `enough`."""
    async with asyncio.timeout(seconds):
        while not enough(shown := shown + capsys.readouterr().err):
            await asyncio.sleep(0.02)
    return shown


async def test_another_error_of_the_database_keeps_its_traceback(
    open_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs()
    for _ in range(2):
        try:
            async with database.transaction() as session:
                await session.execute(text("SELECT * FROM no_such_table"))
        except DBAPIError:
            structlog.get_logger().exception("request failed")
    assert capsys.readouterr().err.count("Traceback") >= 2


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (psycopg.OperationalError("connection refused"), True),
        (psycopg.errors.AdminShutdown("terminating connection"), True),
        (psycopg.InterfaceError("the connection is closed"), True),
        (psycopg.errors.DeadlockDetected("deadlock"), False),
        (psycopg.errors.QueryCanceled("too long"), False),
        (ValueError("no number"), False),
        (None, False),
    ],
)
def test_only_a_database_that_cannot_be_reached_is_away(error: BaseException | None, away: bool) -> None:
    assert outages.is_outage(error) is away
    wrapped = RuntimeError("of a library")
    wrapped.__cause__ = error
    assert outages.is_outage(wrapped) is away


def test_lines_of_the_standard_library_are_kept_back_too(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(as_json=True)
    for _ in range(3):
        logging.getLogger("psycopg.pool").warning("error connecting in %r", "pool-1")
        try:
            raise psycopg.OperationalError("connection refused")
        except psycopg.OperationalError:
            logging.getLogger("some.library").exception("Exception in ASGI application")
    shown = capsys.readouterr().err
    assert len(shown.splitlines()) == 2
    assert "OperationalError: connection refused" in shown
    outages.over()
    assert "outage of the database is over" in capsys.readouterr().err
