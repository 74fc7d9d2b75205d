"""The rows of Rasa's conversations: one statement reads what a turn needs, one adds what it brought."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import Event, SessionStarted
from sqlalchemy import JSON, Index, bindparam, case, cast, func, insert, or_, select
from sqlalchemy.engine import Connection

from bot.serving.conversation_window import CHECKPOINT, Beginning

_EVENTS = SQLTrackerStore.SQLEvent.__table__
_COLUMNS = _EVENTS.columns
OF_SENDER = Index("events_of_sender", _COLUMNS.sender_id, _COLUMNS.id)
"""The index that both statements go by."""
_IS_CHECKPOINT = _COLUMNS.type_name == CHECKPOINT


def _beginning() -> Any:
    """Return the id behind which loading begins: of the last checkpoint or beginning of a session, whichever is later."""
    event = _EVENTS.alias()
    checkpoint = event.c.type_name == CHECKPOINT
    after = case((checkpoint, cast(event.c.data, JSON)["after"].as_integer()), else_=event.c.id - 1)
    begins = or_(checkpoint, event.c.type_name == SessionStarted.type_name)
    last = select(after).where(event.c.sender_id == bindparam("sender"), begins)
    return func.coalesce(last.order_by(event.c.id.desc()).limit(1).scalar_subquery(), 0)


_ALL = (
    select(_COLUMNS.id, _COLUMNS.type_name, _COLUMNS.timestamp, _COLUMNS.data)
    .where(_COLUMNS.sender_id == bindparam("sender"))
    .order_by(_COLUMNS.id)
)
_RECENT = _ALL.where(_COLUMNS.id > _beginning())
_COUNT = select(func.count()).where(
    _COLUMNS.sender_id == bindparam("sender"), _COLUMNS.id > bindparam("after"), ~_IS_CHECKPOINT
)


@dataclass(frozen=True)
class Loaded:
    """Where loading began, and the rows (id, type_name, timestamp, data) of the events behind it."""

    began: Beginning
    rows: "Sequence[Any]"

    def known_and_read(self) -> "list[dict[str, Any]]":
        """Return the events to replay, serialised."""
        return [*self.began.known, *(json.loads(row.data) for row in self.rows)]


def read(connection: Connection, sender_id: str, *, everything: bool) -> Loaded:
    """Return the events of the conversation, all of them or those since its beginning."""
    rows = connection.execute(_ALL if everything else _RECENT, {"sender": sender_id}).all()
    events = [row for row in rows if row.type_name != CHECKPOINT]
    checkpoints = [row for row in rows if row.type_name == CHECKPOINT]
    if everything or not rows:
        return Loaded(Beginning(), events)
    if checkpoints:
        return Loaded(Beginning.of(json.loads(checkpoints[-1].data)), events)
    return Loaded(Beginning(rows[0].id - 1), events)


def count(connection: Connection, sender_id: str, after: int) -> int:
    """Return how many events with an id above `after` are stored."""
    found: int = connection.execute(_COUNT, {"sender": sender_id, "after": after}).scalar_one()
    return found


def add(connection: Connection, sender_id: str, events: "Iterable[Event]") -> None:
    """Store the events behind the others, in one statement."""
    connection.execute(insert(_EVENTS), [_row(sender_id, event) for event in events])


def add_checkpoint(connection: Connection, sender_id: str, began: Beginning, timestamp: float) -> None:
    """Store a beginning."""
    row = {
        "sender_id": sender_id,
        "type_name": CHECKPOINT,
        "timestamp": timestamp,
        "data": json.dumps(began.as_json()),
    }
    connection.execute(insert(_EVENTS), [row])


def _row(sender_id: str, event: Event) -> "dict[str, Any]":
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }
