"""The store of Rasa's conversations, which outlives a database that was killed.

Rasa 3.6.21 opens its pool without a check of its connections and takes any error of the store for "this conversation is
new": after a restart of PostgreSQL the next turns would forget the form the citizen is in. Here a dead connection is
replaced before it is used, and a store that does not answer is asked again for a while.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from rasa.core.tracker_store import SQLTrackerStore, create_engine_kwargs
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import sessionmaker

log = logging.getLogger(__name__)

PATIENCE = 12.0
"""Seconds for which a store without an answer is asked again: a killed PostgreSQL is back in three to ten, and whoever
asks Rasa waits fifteen.
"""
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 1.0

T = TypeVar("T")


class LastingTrackerStore(SQLTrackerStore):
    """Rasa's SQL store with checked connections and patience. Asking again is safe: reading changes nothing, and
    saving adds only the events that are not stored yet.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Connect and make the table as Rasa does, and go on with connections that are checked."""
        super().__init__(*args, **kwargs)
        address = self.engine.url
        self.engine.dispose()
        self.engine = create_engine(address, pool_pre_ping=True, **create_engine_kwargs(address))
        self.sessionmaker = sessionmaker(bind=self.engine)

    async def retrieve(self, sender_id: str) -> "DialogueStateTracker | None":
        """Return the conversation since its last session began."""
        return await _patiently(lambda: super(LastingTrackerStore, self).retrieve(sender_id))

    async def retrieve_full_tracker(self, conversation_id: str) -> "DialogueStateTracker | None":
        """Return the whole conversation."""
        return await _patiently(
            lambda: super(LastingTrackerStore, self).retrieve_full_tracker(conversation_id)
        )

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the events that are not stored yet."""
        await _patiently(lambda: super(LastingTrackerStore, self).save(tracker))


async def _patiently(ask: Callable[[], Awaitable[T]]) -> T:
    end, pause = time.monotonic() + PATIENCE, _FIRST_PAUSE
    while True:
        try:
            return await ask()
        except DBAPIError as error:
            if time.monotonic() + pause > end:
                raise
            log.warning("the store of conversations does not answer, asking again: %s", type(error).__name__)
        await asyncio.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
