"""Live changes: PostgreSQL notifications fanned out to the open pages of this process."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator

import psycopg

from api.outages import Outage

PAUSE_AFTER_LOSS = 1.0
"""Seconds before a lost connection is opened again."""


class LiveFeed:
    """Hears `announce(session, topic, key)` of any process and wakes the subscribers of `topic:key` and `topic:*`."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._subscribers: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None
        self._listening = asyncio.Event()

    async def start(self) -> None:
        """Start listening; returns once the connection listens."""
        self._task = asyncio.create_task(self._listen_for_ever(), name="live-feed")
        await self._listening.wait()

    async def stop(self) -> None:
        """Stop listening."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    @contextlib.asynccontextmanager
    async def subscribe(self, *names: str) -> AsyncIterator[asyncio.Event]:
        """Give an event that is set at each change under any of `names` (`conversation:<id>`, `conversation:*`).

        The subscriber clears it before it looks, so that a change while looking is not lost.
        """
        event = asyncio.Event()
        for name in names:
            self._subscribers[name].add(event)
        try:
            yield event
        finally:
            for name in names:
                self._subscribers[name].discard(event)
                if not self._subscribers[name]:
                    del self._subscribers[name]

    def _wake(self, payload: str) -> None:
        topic = payload.partition(":")[0]
        for name in (payload, f"{topic}:*"):
            for event in self._subscribers.get(name, ()):
                event.set()

    def _wake_all(self) -> None:
        for events in self._subscribers.values():
            for event in events:
                event.set()

    async def _listen_for_ever(self) -> None:
        outage = Outage("live feed")
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self._url, autocommit=True) as connection:
                    await connection.execute("LISTEN troly")
                    self._listening.set()
                    outage.back()
                    self._wake_all()  # whatever happened while nobody listened
                    async for notification in connection.notifies():
                        self._wake(notification.payload)
            except (psycopg.Error, OSError) as error:
                outage.lost(error)
            await asyncio.sleep(PAUSE_AFTER_LOSS)
