"""The steps a case may take (design §5), and the row every step leaves."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.database import announce
from api.errors import ConflictError
from api.feedback.models import Case, CaseEvent, Status

STEPS: dict[Status, frozenset[Status]] = {
    Status.RECEIVED: frozenset({Status.REFUSED, Status.NEEDS_INFO, Status.TRANSFERRED_OUT, Status.ASSIGNED}),
    Status.NEEDS_INFO: frozenset({Status.REFUSED, Status.TRANSFERRED_OUT, Status.ASSIGNED}),
    Status.ASSIGNED: frozenset({Status.IN_PROGRESS, Status.RETURNED}),
    Status.IN_PROGRESS: frozenset({Status.IN_PROGRESS, Status.ANSWERED, Status.RETURNED}),
    Status.RETURNED: frozenset({Status.ASSIGNED, Status.REFUSED, Status.NEEDS_INFO, Status.TRANSFERRED_OUT}),
    Status.ANSWERED: frozenset({Status.SENT_BACK, Status.PUBLISHED}),
    Status.SENT_BACK: frozenset({Status.IN_PROGRESS, Status.RETURNED}),
    Status.PUBLISHED: frozenset({Status.CLOSED, Status.REOPENED}),
    Status.REOPENED: frozenset({Status.IN_PROGRESS, Status.RETURNED}),
    Status.REFUSED: frozenset(),
    Status.TRANSFERRED_OUT: frozenset(),
    Status.CLOSED: frozenset(),
}
FINISHED = frozenset(
    {Status.REFUSED, Status.TRANSFERRED_OUT, Status.ANSWERED, Status.PUBLISHED, Status.CLOSED}
)
"""States in which no answer is due."""


def is_overdue(case: Case, *, now: datetime) -> bool:
    """Tell whether an answer to `case` is due and late at `now`."""
    return case.due_at is not None and case.due_at < now and Status(case.status) not in FINISHED


def check_step(case: Case, to: Status) -> None:
    """Check that `case` may become `to`.

    Raises:
        ConflictError: the life cycle has no such step.
    """
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
) -> None:
    """Take `case` to `to` and write the event; `case.handler` is already the one that has it from now on.

    Raises:
        ConflictError: the life cycle has no such step.
    """
    check_step(case, to)
    before, case.status = Status(case.status), to
    case.updated_at = now
    await write_event(
        session, case=case, kind=kind, actor=actor, now=now, before=before, note=note, public=public
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
) -> None:
    """Write one event row of `case` and wake the pages that show the case or its agency's inbox."""
    session.add(
        CaseEvent(
            case_id=case.id,
            at=now,
            kind=kind,
            actor=actor,
            from_status=before,
            to_status=Status(case.status),
            handler=case.handler,
            note=note,
            public=public,
        )
    )
    await session.flush()
    await announce(session, "case", str(case.id))
    await announce(session, "inbox", case.handler)
