"""The store of Rasa's conversations, which outlives a database that was killed.

Rasa 3.6.21 takes any error of the store for "this conversation is new": after a restart of PostgreSQL the next turns would
forget the form the citizen is in. Here a store that does not answer is asked again for a while, over a new connection. Of a
long conversation only the last turns are loaded (bot/serving/conversation_window.py), and a turn costs one statement to
read and one to write (bot/serving/stored_events.py).
"""

import asyncio
import itertools
import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from rasa.core.tracker_store import SQLTrackerStore, create_engine_kwargs
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import create_engine
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import sessionmaker

from bot.serving import stored_events
from bot.serving.conversation_window import Beginning, cut, known_at
from bot.serving.stored_events import Loaded

log = logging.getLogger(__name__)

PATIENCE = 12.0
"""Seconds for which a store without an answer is asked again: a killed PostgreSQL is back in three to ten, and whoever
asks Rasa waits fifteen.
"""
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 1.0

T = TypeVar("T")


class LastingTrackerStore(SQLTrackerStore):
    """Rasa's SQL store on PostgreSQL with patience. Asking again is safe: reading changes nothing but where loading
    begins, and saving adds only the events that are not stored yet.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Connect and make the table as Rasa does, and go on with connections on which each statement stands alone."""
        super().__init__(*args, **kwargs)
        address = self.engine.url
        self.engine.dispose()
        self.engine = create_engine(address, isolation_level="AUTOCOMMIT", **create_engine_kwargs(address))
        self.sessionmaker = sessionmaker(bind=self.engine)
        stored_events.OF_SENDER.create(self.engine, checkfirst=True)

    async def retrieve(self, sender_id: str) -> "DialogueStateTracker | None":
        """Return the conversation since its last session began; of a long one its last turns and what is known."""
        return await self._patiently(lambda connection: self._recent(connection, sender_id))

    async def retrieve_full_tracker(self, conversation_id: str) -> "DialogueStateTracker | None":
        """Return the whole conversation."""
        return await self._patiently(
            lambda connection: self._tracker(
                conversation_id, stored_events.read(connection, conversation_id, everything=True)
            )
        )

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the events that are not stored yet."""
        await self.stream_events(tracker)
        await self._patiently(lambda connection: _add_new(connection, tracker))

    def _recent(self, connection: Connection, sender_id: str) -> "DialogueStateTracker | None":
        loaded = stored_events.read(connection, sender_id, everything=False)
        tracker = self._tracker(sender_id, loaded)
        if tracker is None or (position := cut([*tracker.events][len(loaded.began.known) :])) is None:
            return tracker
        return self._tracker(sender_id, self._begin_later(connection, sender_id, loaded, position))

    def _tracker(self, sender_id: str, loaded: Loaded) -> "DialogueStateTracker | None":
        if not loaded.rows or not self.domain:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, loaded.known_and_read(), self.domain.slots)
        tracker.began, tracker.stored = loaded.began, len(tracker.events)
        return tracker

    def _begin_later(self, connection: Connection, sender_id: str, loaded: Loaded, position: int) -> Loaded:
        """Store a beginning behind the first `position` rows, and return what is loaded from there."""
        before = Loaded(loaded.began, loaded.rows[:position])
        last = before.rows[-1]
        began = Beginning(last.id, known_at(self._tracker(sender_id, before)))
        stored_events.add_checkpoint(connection, sender_id, began, last.timestamp)
        return Loaded(began, loaded.rows[position:])

    async def _patiently(self, ask: "Callable[[Connection], T]") -> T:
        end, pause = time.monotonic() + PATIENCE, _FIRST_PAUSE
        while True:
            try:
                with self.engine.connect() as connection:
                    return ask(connection)
            except DBAPIError as error:
                if time.monotonic() + pause > end:
                    raise
                name = type(error).__name__
                log.warning("the store of conversations does not answer, asking again: %s", name)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)


def _add_new(connection: Connection, tracker: DialogueStateTracker) -> None:
    """Store the events behind those that were loaded or saved with this tracker before.

    Of a tracker that came from elsewhere, and after an attempt whose end is not known, what is stored is counted.
    """
    stored: int | None = getattr(tracker, "stored", None)
    tracker.stored = None
    if stored is None:
        began: Beginning = getattr(tracker, "began", Beginning())
        stored = len(began.known) + stored_events.count(connection, tracker.sender_id, began.after)
    new = list(itertools.islice(tracker.events, stored, None))
    if new:
        stored_events.add(connection, tracker.sender_id, new)
    tracker.stored = stored + len(new)
