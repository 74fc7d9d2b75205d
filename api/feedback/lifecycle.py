"""The steps a case may take (design §5), and the row every step leaves."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func
from sqlalchemy.ext.asyncio import AsyncSession

from api.database import announce
from api.errors import ConflictError
from api.feedback.models import Case, CaseEvent, Status
from api.notifications.outbox import case_changed

SYSTEM = "system"
"""Actor of what happens by itself."""

STEPS: dict[Status, frozenset[Status]] = {
    Status.RECEIVED: frozenset({Status.REFUSED, Status.NEEDS_INFO, Status.TRANSFERRED_OUT, Status.ASSIGNED}),
    # once the citizen has answered, the case goes on where it was
    Status.NEEDS_INFO: frozenset(
        {
            Status.REFUSED,
            Status.TRANSFERRED_OUT,
            Status.ASSIGNED,
            Status.RECEIVED,
            Status.IN_PROGRESS,
            Status.RETURNED,
            Status.REOPENED,
        }
    ),
    Status.ASSIGNED: frozenset({Status.IN_PROGRESS, Status.RETURNED, Status.NEEDS_INFO}),
    Status.IN_PROGRESS: frozenset({Status.IN_PROGRESS, Status.ANSWERED, Status.RETURNED, Status.NEEDS_INFO}),
    Status.RETURNED: frozenset({Status.ASSIGNED, Status.REFUSED, Status.NEEDS_INFO, Status.TRANSFERRED_OUT}),
    Status.ANSWERED: frozenset({Status.SENT_BACK, Status.PUBLISHED, Status.REOPENED, Status.CLOSED}),
    Status.SENT_BACK: frozenset({Status.IN_PROGRESS, Status.RETURNED}),
    Status.PUBLISHED: frozenset({Status.CLOSED, Status.REOPENED}),
    Status.REOPENED: frozenset({Status.IN_PROGRESS, Status.RETURNED, Status.NEEDS_INFO}),
    Status.REFUSED: frozenset(),
    Status.TRANSFERRED_OUT: frozenset(),
    Status.CLOSED: frozenset(),
}
FINISHED = frozenset(
    {Status.REFUSED, Status.TRANSFERRED_OUT, Status.ANSWERED, Status.PUBLISHED, Status.CLOSED}
)
"""States in which no answer is due."""
NOT_TAKEN_UP = frozenset({Status.ASSIGNED, Status.SENT_BACK, Status.REOPENED})
"""States in which the handler has not said yet that it works on the case."""
TO_TRIAGE = frozenset({Status.RECEIVED, Status.NEEDS_INFO, Status.RETURNED})
"""States in which it is still open who handles the case, and whether anybody does."""


def is_overdue(case: Case, *, now: datetime) -> bool:
    """Tell whether an answer to `case` is due and late at `now`; while information is awaited the clock stands."""
    return (
        case.due_at is not None
        and case.due_at < (case.paused_since or now)
        and case.merged_into_id is None
        and Status(case.status) not in FINISHED
    )


def overdue_at(now: datetime) -> ColumnElement[bool]:
    """Return `is_overdue` as a condition of the database."""
    return and_(
        Case.due_at < func.coalesce(Case.paused_since, now),
        Case.merged_into_id.is_(None),
        Case.status.not_in(sorted(FINISHED)),
    )


def check_step(case: Case, to: Status) -> None:
    """Check that `case` may become `to`.

    Raises:
        ConflictError: the life cycle has no such step, or the case is followed under another code.
    """
    if case.merged_into_id is not None:
        raise ConflictError(f"case {case.code} is merged into case {case.merged_into_id}")
    if to not in STEPS[Status(case.status)]:
        raise ConflictError(f"case {case.code} cannot go from {case.status} to {to}")


async def step(
    session: AsyncSession,
    *,
    case: Case,
    to: Status,
    kind: str,
    actor: str,
    now: datetime,
    note: str | None = None,
    public: bool = False,
    details: dict[str, Any] | None = None,
) -> None:
    """Take `case` to `to` and write the event; `case.handler` is already the one that has it from now on.

    Raises:
        ConflictError: the life cycle has no such step.
    """
    check_step(case, to)
    before, case.status = Status(case.status), to
    case.updated_at = now
    await write_event(
        session,
        case=case,
        kind=kind,
        actor=actor,
        now=now,
        before=before,
        note=note,
        public=public,
        details=details,
    )


async def write_event(
    session: AsyncSession,
    *,
    case: Case,
    kind: str,
    actor: str,
    now: datetime,
    before: Status | None,
    note: str | None = None,
    public: bool = False,
    details: dict[str, Any] | None = None,
) -> None:
    """Write one event row of `case`, queue it for the systems of its agency, wake the pages that show it or the inbox."""
    event = CaseEvent(
        case_id=case.id,
        at=now,
        kind=kind,
        actor=actor,
        from_status=before,
        to_status=Status(case.status),
        handler=case.handler,
        note=note,
        public=public,
        details=details or {},
    )
    session.add(event)
    await session.flush()
    left = (details or {}).get("from") if kind == "returned" else None
    agencies = {case.handler, left} if left else {case.handler}
    await case_changed(session, case_id=case.id, event_id=event.id, kind=kind, agencies=agencies)
    await announce(session, "case", str(case.id))
    await announce(session, "inbox", case.handler)


async def note_event(
    session: AsyncSession,
    *,
    case: Case,
    kind: str,
    actor: str,
    now: datetime,
    note: str | None = None,
    public: bool = False,
    details: dict[str, Any] | None = None,
) -> None:
    """Write an event of `case` that leaves its status as it is."""
    await write_event(
        session,
        case=case,
        kind=kind,
        actor=actor,
        now=now,
        before=Status(case.status),
        note=note,
        public=public,
        details=details,
    )
