"""A page that follows a list looks once for many changes."""

import asyncio

import pytest

from api.console import live
from api.console.live import Watch
from api.live import LiveFeed


async def test_changes_within_the_pause_are_one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    feed, looks, pauses = LiveFeed("postgresql://"), asyncio.Queue[int](), asyncio.Queue[float]()
    pause_ends = asyncio.Event()

    async def sleep(seconds: float) -> None:
        pauses.put_nowait(seconds)
        await pause_ends.wait()

    async def look() -> None:
        looks.put_nowait(1)

    monkeypatch.setattr(live, "live_feed", lambda: feed)
    monkeypatch.setattr("api.console.live.asyncio.sleep", sleep)
    watch = object.__new__(Watch)
    watch._names, watch._pause, watch._look = ("conversations:all",), live.LIST_PAUSE, look
    following = asyncio.create_task(watch._follow())
    await looks.get()
    feed._wake("conversations:all")
    assert await pauses.get() == live.LIST_PAUSE
    for _ in range(10):
        feed._wake("conversations:all")
    pause_ends.set()
    await looks.get()
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    assert looks.empty()
    assert pauses.empty()
