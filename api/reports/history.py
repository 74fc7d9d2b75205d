"""One case as its events tell it: where it stood when the period began, and where when it ended.

The rows of cases say how things are today; a report of last month may not ask them. Only what never changes of a case
(channel, field, when it came) is read from its row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from api.feedback.service import OVERSEERS, Status
from api.reports.due_dates import Change, Subject, due_after, paused_since
from api.reports.period import Period

DONE = frozenset({Status.REFUSED, Status.TRANSFERRED_OUT, Status.ANSWERED, Status.PUBLISHED, Status.CLOSED})
"""States in which no answer is due any more."""
ANSWERED = frozenset({Status.ANSWERED, Status.PUBLISHED, Status.CLOSED})
_AT_WORK = frozenset({Status.ASSIGNED, Status.IN_PROGRESS, Status.SENT_BACK, Status.REOPENED})


class Entry(StrEnum):
    """How a case came into the period."""

    CARRIED_OVER = "carried_over"
    RECEIVED = "received"
    SPLIT_OFF = "split_off"
    CAME_BACK = "came_back"


class Outcome(StrEnum):
    """What had become of it at the end of the period; each case has exactly one."""

    REFUSED = "refused"
    NEEDS_INFO = "needs_info"
    TRANSFERRED_OUT = "transferred_out"
    ACCEPTED = "accepted"
    UNCLASSIFIED = "unclassified"
    MERGED = "merged"


class Publication(StrEnum):
    """What had become of an answer."""

    PUBLISHED = "published"
    KEPT_PRIVATE = "kept_private"
    UNREVIEWED = "unreviewed"


@dataclass(frozen=True)
class Counted:
    """One case of the period. `publication` and `late` belong to an answer, `overdue` to what is open.

    `awaiting`: an agency has the case and waits for information of the citizen, so its clock stands.
    """

    entry: Entry
    outcome: Outcome
    channel: str
    field: str
    handler: str
    publication: Publication | None
    late: bool
    overdue: bool
    awaiting: bool

    @property
    def answered(self) -> bool:
        """Whether the case was answered at the end of the period."""
        return self.publication is not None

    @property
    def open(self) -> bool:
        """Whether something was still to be done at the end of the period, so that the next one carries it over."""
        return (
            self.outcome in {Outcome.NEEDS_INFO, Outcome.UNCLASSIFIED, Outcome.ACCEPTED} and not self.answered
        )


def counted(subject: Subject, changes: Sequence[Change], period: Period) -> Counted | None:
    """Return the case as `period` counts it, None where it does not concern it.

    `changes` are all events of the case, oldest first; those after the period only tell which due date is stored.
    """
    seen = [one for one in changes if one.at < period.until]
    if not seen:
        return None
    entry = _entry(subject, seen, period.start)
    if entry is None:
        return None
    last = seen[-1]
    outcome = _outcome(seen)
    answered_at = _last_answer(seen) if outcome is Outcome.ACCEPTED and last.to_status in ANSWERED else None
    is_open = outcome in {Outcome.NEEDS_INFO, Outcome.UNCLASSIFIED, Outcome.ACCEPTED} and answered_at is None
    return Counted(
        entry=entry,
        outcome=outcome,
        channel=subject.channel,
        field=subject.field,
        handler=last.handler,
        publication=None if answered_at is None else _publication(seen[answered_at:]),
        late=answered_at is not None and _was_late(subject, changes, answered_at),
        overdue=is_open and _is_overdue(subject, changes, len(seen), period.until),
        awaiting=outcome is Outcome.ACCEPTED and last.to_status is Status.NEEDS_INFO,
    )


def _open_after_each(changes: Sequence[Change]) -> list[bool]:
    found, merged = [], False
    for one in changes:
        merged = one.kind == "merged" or (merged and one.kind != "unmerged")
        found.append(not merged and one.to_status not in DONE)
    return found


def _entry(subject: Subject, seen: Sequence[Change], start: datetime) -> Entry | None:
    if seen[0].at >= start:
        return Entry.SPLIT_OFF if subject.is_part else Entry.RECEIVED
    was_open = _open_after_each(seen)
    before = sum(one.at < start for one in seen)
    if was_open[before - 1]:
        return Entry.CARRIED_OVER
    return Entry.CAME_BACK if any(was_open[before:]) else None


def _outcome(seen: Sequence[Change]) -> Outcome:
    last = seen[-1]
    if _is_merged(seen):
        return Outcome.MERGED
    if last.to_status is Status.REFUSED:
        return Outcome.REFUSED
    if last.to_status is Status.TRANSFERRED_OUT:
        return Outcome.TRANSFERRED_OUT
    if last.to_status in ANSWERED | _AT_WORK:
        return Outcome.ACCEPTED
    if last.to_status is Status.NEEDS_INFO:
        return Outcome.NEEDS_INFO if last.handler in OVERSEERS else Outcome.ACCEPTED
    return Outcome.UNCLASSIFIED


def _is_merged(seen: Sequence[Change]) -> bool:
    moves = [one.kind for one in seen if one.kind in {"merged", "unmerged"}]
    return bool(moves) and moves[-1] == "merged"


def _last_answer(seen: Sequence[Change]) -> int:
    return max((number for number, one in enumerate(seen) if one.kind == "answered"), default=len(seen) - 1)


def _publication(since_answer: Sequence[Change]) -> Publication:
    reviews = [one.kind for one in since_answer if one.kind in {"published", "kept_private"}]
    return Publication(reviews[-1]) if reviews else Publication.UNREVIEWED


def _was_late(subject: Subject, changes: Sequence[Change], answered: int) -> bool:
    due = due_after(subject, changes, answered + 1)
    return due is not None and due < changes[answered].at


def _is_overdue(subject: Subject, changes: Sequence[Change], count: int, until: datetime) -> bool:
    due = due_after(subject, changes, count)
    return due is not None and due < (paused_since(changes[:count]) or until)
