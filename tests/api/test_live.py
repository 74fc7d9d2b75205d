"""The live feed comes back after whatever ends its connection."""

import asyncio
from typing import Any

import psycopg
import pytest

from api import database, live
from api.live import LiveFeed


@pytest.mark.parametrize(
    "error", [psycopg.InterfaceError("bad"), OSError("no route"), psycopg.OperationalError()]
)
async def test_any_lost_connection_is_opened_again(
    open_database: str, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(live, "PAUSE_AFTER_LOSS", 0.01)
    connect, tries = psycopg.AsyncConnection.connect, 0

    async def fails_twice(*arguments: Any, **named: Any) -> Any:
        nonlocal tries
        tries += 1
        if tries <= 2:
            raise error
        return await connect(*arguments, **named)

    monkeypatch.setattr(psycopg.AsyncConnection, "connect", fails_twice)
    feed = LiveFeed(open_database)
    await asyncio.wait_for(feed.start(), 20)
    assert tries == 3
    async with feed.subscribe("case:1") as changed:
        changed.clear()
        async with database.transaction() as session:
            await database.announce(session, "case", "1")
        await asyncio.wait_for(changed.wait(), 20)
    await feed.stop()
