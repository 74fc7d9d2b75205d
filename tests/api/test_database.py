"""The database room: transactions, and wake-up calls that follow the commit."""

import asyncio

import pytest
from sqlalchemy import text

from api import database
from api.live import LiveFeed


async def test_an_error_rolls_the_whole_transaction_back(open_database: str) -> None:
    with pytest.raises(RuntimeError, match="boom"):
        async with database.transaction() as session:
            await session.execute(text("CREATE TABLE gone (id int)"))
            raise RuntimeError("boom")
    async with database.transaction() as session:
        assert await session.scalar(text("SELECT to_regclass('gone')")) is None


async def test_a_subscriber_is_woken_when_the_change_commits(open_database: str) -> None:
    feed = LiveFeed(open_database)
    await feed.start()
    async with feed.subscribe("conversation:42") as mine, feed.subscribe("conversation:7") as other:
        async with database.transaction() as session:
            await database.announce(session, "conversation", "42")
        await asyncio.wait_for(mine.wait(), 10)
        assert not other.is_set()
    await feed.stop()
