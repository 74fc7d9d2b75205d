"""Until when a case was to be answered at an earlier moment.

A case's row holds today's due date. Where nothing has moved it since, that is the one; else it is counted again from
the events by the rules of `api.feedback`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from api.feedback.service import Status, limits
from api.settings import CITY_TIME

_SETS_DUE = frozenset({"extended", "split", "reopened"})


@dataclass(frozen=True)
class Change:
    """One event of a case."""

    at: datetime
    kind: str
    to_status: Status
    handler: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Subject:
    """What never changes of a case, and its due date of today."""

    channel: str
    field: str
    received_at: datetime
    is_part: bool
    due_at: datetime | None


def paused_since(changes: Sequence[Change]) -> datetime | None:
    """Return since when information is awaited of the citizen after `changes`, None where the clock runs."""
    since = None
    for one in changes:
        if one.kind == "info_asked":
            since = one.at
        elif one.to_status is not Status.NEEDS_INFO:
            since = None
    return since


def due_after(subject: Subject, changes: Sequence[Change], count: int) -> datetime | None:
    """Return the due date of the case after the first `count` of its `changes`, all of them given."""
    if not any(_moves(changes, number) for number in range(count, len(changes))):
        return subject.due_at
    return _counted_again(subject, changes[:count])


def _moves(changes: Sequence[Change], number: int) -> bool:
    one = changes[number]
    if one.kind in _SETS_DUE or one.kind == "unmerged":
        return True
    return one.to_status is not Status.NEEDS_INFO and paused_since(changes[:number]) is not None


def _counted_again(subject: Subject, changes: Sequence[Change]) -> datetime:
    known = limits()
    due = known.due(field=subject.field, start=subject.received_at, joint=subject.is_part)
    merged_at: datetime | None = None
    for number, one in enumerate(changes):
        paused = paused_since(changes[:number])
        if one.kind == "extended":
            due = _end_of_day(one.details["to"])
        elif one.kind == "split":
            due = known.due(field=subject.field, start=subject.received_at, joint=True)
        elif one.kind == "reopened":
            due = known.due(field=subject.field, start=one.at)
        elif one.kind == "merged":
            merged_at = one.at
        elif one.kind == "unmerged" and merged_at is not None:
            due = known.moved(due, start=merged_at, end=one.at)
        if paused is not None and one.to_status is not Status.NEEDS_INFO:
            due = known.moved(due, start=paused, end=one.at)
    return due


def _end_of_day(written: str) -> datetime:
    day = datetime.strptime(written, "%d/%m/%Y")
    return day.replace(hour=23, minute=59, second=59, tzinfo=CITY_TIME)
