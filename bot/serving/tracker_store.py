"""The store of Rasa's conversations, which outlives a database that was killed.

Rasa 3.6.21 opens its pool without a check of its connections and takes any error of the store for "this conversation is
new": after a restart of PostgreSQL the next turns would forget the form the citizen is in. Here a dead connection is
replaced before it is used, and a store that does not answer is asked again for a while. Of a long conversation only the
last turns are loaded (bot/serving/conversation_window.py).
"""

import asyncio
import itertools
import json
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

from rasa.core.tracker_store import SQLTrackerStore, create_engine_kwargs
from rasa.shared.core.events import SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import Index, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Query, Session, sessionmaker

from bot.serving.conversation_window import CHECKPOINT, Beginning, cut, known_at

log = logging.getLogger(__name__)

PATIENCE = 12.0
"""Seconds for which a store without an answer is asked again: a killed PostgreSQL is back in three to ten, and whoever
asks Rasa waits fifteen.
"""
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 1.0
_BEGINNINGS = (SessionStarted.type_name, CHECKPOINT)

T = TypeVar("T")


class LastingTrackerStore(SQLTrackerStore):
    """Rasa's SQL store with checked connections and patience. Asking again is safe: reading changes nothing but where
    loading begins, and saving adds only the events that are not stored yet.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Connect and make the table as Rasa does, and go on with connections that are checked."""
        super().__init__(*args, **kwargs)
        address = self.engine.url
        self.engine.dispose()
        self.engine = create_engine(address, pool_pre_ping=True, **create_engine_kwargs(address))
        self.sessionmaker = sessionmaker(bind=self.engine)
        columns = self.SQLEvent.__table__.c
        Index("events_of_sender", columns.sender_id, columns.id).create(self.engine, checkfirst=True)

    async def retrieve(self, sender_id: str) -> "DialogueStateTracker | None":
        """Return the conversation since its last session began; of a long one its last turns and what is known."""
        return await _patiently(lambda: super(LastingTrackerStore, self).retrieve(sender_id))

    async def retrieve_full_tracker(self, conversation_id: str) -> "DialogueStateTracker | None":
        """Return the whole conversation."""
        return await _patiently(
            lambda: super(LastingTrackerStore, self).retrieve_full_tracker(conversation_id)
        )

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the events that are not stored yet."""
        await _patiently(lambda: super(LastingTrackerStore, self).save(tracker))

    async def _retrieve(
        self, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> "DialogueStateTracker | None":
        with self.session_scope() as session:
            everything = fetch_events_from_all_sessions or not self.domain
            began = Beginning() if everything else self._beginning(session, sender_id)
            rows = self._rows(session, sender_id, began).all()
            if not rows or not self.domain:
                return None
            tracker = self._tracker(sender_id, began, rows)
            if everything or (position := cut([*tracker.events][len(began.known) :])) is None:
                return tracker
            began = self._begin_later(session, sender_id, began, rows[:position])
            return self._tracker(sender_id, began, rows[position:])

    def _tracker(self, sender_id: str, began: Beginning, rows: "list[Any]") -> DialogueStateTracker:
        events = [*began.known, *(json.loads(row.data) for row in rows)]
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        tracker.began = began
        return tracker

    def _beginning(self, session: Session, sender_id: str) -> Beginning:
        """Return where loading begins: at the last checkpoint or beginning of a session, whichever is later."""
        event = self.SQLEvent
        found = (
            session.query(event)
            .filter(event.sender_id == sender_id, event.type_name.in_(_BEGINNINGS))
            .order_by(event.id.desc())
            .first()
        )
        if found is None:
            return Beginning()
        return (
            Beginning.of(json.loads(found.data)) if found.type_name == CHECKPOINT else Beginning(found.id - 1)
        )

    def _begin_later(
        self, session: Session, sender_id: str, began: Beginning, before: "list[Any]"
    ) -> Beginning:
        """Store and return a beginning behind the rows `before`."""
        later = Beginning(before[-1].id, known_at(self._tracker(sender_id, began, before)))
        session.add(
            self.SQLEvent(
                sender_id=sender_id,
                type_name=CHECKPOINT,
                timestamp=before[-1].timestamp,
                data=json.dumps(later.as_json()),
            )
        )
        session.commit()
        return later

    def _rows(self, session: Session, sender_id: str, began: Beginning) -> "Query[Any]":
        event = self.SQLEvent
        return (
            session.query(event)
            .filter(event.sender_id == sender_id, event.id > began.after, event.type_name != CHECKPOINT)
            .order_by(event.id)
        )

    def _additional_events(self, session: Session, tracker: DialogueStateTracker) -> "Iterator[Any]":
        """Return the events not stored yet: those behind what was loaded and what an earlier try has stored."""
        began: Beginning = getattr(tracker, "began", Beginning())
        stored = self._rows(session, tracker.sender_id, began).count()
        return itertools.islice(tracker.events, len(began.known) + stored, None)


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
