"""Pages that follow the database: a look at every announced change, until the page is closed."""

import asyncio
from collections.abc import Awaitable, Callable

from fastapi import FastAPI
from nicegui import background_tasks, context

from api.console.guard import guarded
from api.live import LiveFeed

LIST_PAUSE = 0.3
"""Seconds in which changes of a list that all desks show are gathered."""
_app: FastAPI | None = None


def use_app(app: FastAPI) -> None:
    """Remember the app the pages are mounted on; its `state.live` is the feed they follow."""
    global _app
    _app = app


def live_feed() -> LiveFeed:
    """Return the live feed of the app.

    Raises:
        RuntimeError: the staff pages are mounted on no app.
    """
    if _app is None:
        raise RuntimeError("the staff pages are not registered on an app")
    live: LiveFeed = _app.state.live
    return live


class Watch:
    """Calls `look` at once and at every change announced under `names`, in a task of the page being built.

    Changes within `pause` seconds after the first are one look. The task ends with `stop()` or with the page: NiceGUI deletes a page's client once its browser is gone.
    """

    def __init__(self, *names: str, look: Callable[[], Awaitable[None]], pause: float = 0.0) -> None:
        self._names = names
        self._pause = pause
        self._look = guarded(look)
        client = context.client
        self._task: asyncio.Task[None] = background_tasks.create(
            self._follow(), name=f"watch {names}", context=client
        )
        client.on_delete(self.stop)

    def stop(self) -> None:
        """Stop looking."""
        self._task.cancel()

    async def _follow(self) -> None:
        async with live_feed().subscribe(*self._names) as changed:
            while True:
                changed.clear()
                await self._look()
                await changed.wait()
                await asyncio.sleep(self._pause)
