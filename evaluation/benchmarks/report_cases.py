"""Made-up cases of a city with all their events, written straight into the database: what a report is measured on."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any, Final

import psycopg

from api.agencies import directory
from api.feedback.service import Status, limits
from retrieval.places import units

_CHANNELS: Final = ("web",) * 4 + ("zalo",) * 4 + ("phone",) * 3 + ("telegram",)
_CONTENT: Final = "Việc cần xử lý ở đầu hẻm, mong sớm khắc phục"
_CASE: Final = (
    *("id", "code", "idempotency_key", "channel", "content", "unit_code", "field", "handler", "status"),
    *("received_at", "due_at", "answered_at", "search_text", "handler_since", "returns", "paused_since"),
    *("merged_into_id", "rating", "published_at", "reviewed_at"),
)
_EVENT: Final = ("case_id", "at", "kind", "actor", "from_status", "to_status", "handler", "details", "public")


@dataclass
class Life:
    """One case on its way; `until` is the present moment, after which nothing has happened yet."""

    number: int
    chance: Random
    received_at: datetime
    until: datetime
    field_code: str = ""
    unit: str = ""
    handler: str = ""
    status: Status = Status.RECEIVED
    due_at: datetime | None = None
    at: datetime = field(init=False)
    events: list[tuple[Any, ...]] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.field_code = self.chance.choice(directory.fields()).code
        self.unit = self.chance.choice(units()).code
        self.handler = directory.handler_for(field=self.field_code, unit_code=self.unit).code
        self.due_at = _due(self.field_code, self.received_at.replace(hour=12, minute=0, second=0))
        self.at = self.received_at
        self.more = {"handler_since": self.received_at, "returns": 0}

    def step(self, kind: str, to: Status | None, *, days: float, **details: Any) -> bool:
        """Let `days` go by and something happen; False where that is still to come."""
        self.at += timedelta(days=days)
        if self.at >= self.until:
            return False
        before, self.status = self.status, to or self.status
        first = kind == "received"
        self.events.append(
            (
                *(self.number, self.at, kind, "bench", None if first else before),
                *(self.status, self.handler, json.dumps(details), True),
            )
        )
        return True

    def row(self) -> tuple[Any, ...]:
        """Return the row of the case."""
        known = {
            "id": self.number,
            "code": f"PA-{self.number:06d}-BENCH",
            "idempotency_key": f"bench-{self.number}",
            "channel": self.chance.choice(_CHANNELS),
            "content": _CONTENT,
            "unit_code": self.unit,
            "field": self.field_code,
            "handler": self.handler,
            "status": self.status,
            "received_at": self.received_at,
            "due_at": self.due_at,
            "search_text": "",
        }
        return tuple((known | self.more).get(name) for name in _CASE)


@lru_cache(maxsize=100_000)
def _due(field_code: str, start: datetime) -> datetime:
    return limits().due(field=field_code, start=start)


def live(life: Life) -> Life:
    """Take a case through a likely life: most are answered in time, some late, some refused, returned or reopened."""
    draw = life.chance.random
    life.step("received", Status.RECEIVED, days=0)
    unclear = draw()
    if unclear < 0.04:
        life.handler = directory.DESK
        life.step("noted", None, days=draw() / 12)
        if unclear < 0.02:
            life.step("refused", Status.REFUSED, days=draw() / 4)
            return life
        if unclear < 0.03:
            life.step("transferred_out", Status.TRANSFERRED_OUT, days=draw() / 4)
            return life
    if unclear > 0.98:
        if life.number > 1 and life.step("merged", None, days=draw() / 4):
            life.more["merged_into_id"] = life.number - 1
        return life
    if not life.step("assigned", Status.ASSIGNED, days=0.002 + (draw() if unclear < 0.04 else 0)):
        return life
    life.step("accepted", Status.IN_PROGRESS, days=draw())
    if draw() < 0.05:
        _ask(life)
    if draw() < 0.4:
        life.step("progress", None, days=2 * draw())
    if life.status is Status.IN_PROGRESS:
        _answer(life)
    return life


def _ask(life: Life) -> None:
    if life.step("info_asked", Status.NEEDS_INFO, days=life.chance.random()):
        asked = life.at
        if not life.step("info_given", Status.IN_PROGRESS, days=4 * life.chance.random()):
            life.more["paused_since"] = asked
        elif life.due_at is not None:
            life.due_at += life.at - asked


def _answer(life: Life) -> None:
    draw = life.chance.random
    if not life.step("answered", Status.ANSWERED, days=min(40.0, life.chance.lognormvariate(1.6, 0.7))):
        return
    life.more["answered_at"] = life.at
    reviewed = draw()
    if reviewed < 0.75 and life.step("published", Status.PUBLISHED, days=2 * draw()):
        life.more |= {"published_at": life.at, "reviewed_at": life.at}
    elif reviewed < 0.85 and life.step("kept_private", None, days=2 * draw()):
        life.more["reviewed_at"] = life.at
    if draw() < 0.03 and life.step("reopened", Status.REOPENED, days=3 * draw()):
        life.due_at = _due(life.field_code, life.at.replace(hour=12, minute=0, second=0, microsecond=0))
        life.step("accepted", Status.IN_PROGRESS, days=draw())
        return
    if draw() < 0.25 and life.step(
        "rated", None, days=3 * draw(), stars=(stars := life.chance.randint(1, 5))
    ):
        life.more["rating"] = stars
    life.step("closed", Status.CLOSED, days=7)


def cases(
    number: int, *, first: datetime, until: datetime, in_period: int, start: datetime
) -> Iterator[Life]:
    """Yield `number` lives: `in_period` of them began in [start, until), the others in [first, start), oldest first."""
    chance = Random(1022)
    moments = [_between(chance, first, start) for _ in range(number - in_period)]
    moments += [_between(chance, start, until) for _ in range(in_period)]
    for place, moment in enumerate(sorted(moments), 1):
        yield live(Life(place, chance, moment, until))


def _between(chance: Random, start: datetime, end: datetime) -> datetime:
    return start + (end - start) * chance.random()


def store(url: str, lives: Iterator[Life]) -> tuple[int, int]:
    """Write the cases and their events at `url` (libpq) and return how many of each."""
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        events: list[tuple[Any, ...]] = []
        number = 0
        with cursor.copy(f"COPY feedback_cases ({', '.join(_CASE)}) FROM STDIN") as copy:
            for one in lives:
                copy.write_row(one.row())
                events += one.events
                number += 1
        with cursor.copy(f"COPY feedback_events ({', '.join(_EVENT)}) FROM STDIN") as copy:
            for event in sorted(events, key=lambda row: row[1]):  # as they come: those of one case lie apart
                copy.write_row(event)
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE feedback_cases")
        connection.execute("VACUUM ANALYZE feedback_events")
    return number, len(events)
