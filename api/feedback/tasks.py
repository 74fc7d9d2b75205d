"""The jobs that watch the clocks of the cases: remind, escalate, close. Each case in a transaction of its own."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock, database, jobs
from api.feedback import deadlines, duplicates, guidance

log = structlog.get_logger()

Due = Callable[..., Awaitable[list[int]]]
Act = Callable[..., Awaitable[bool]]
WATCHES: dict[str, tuple[Due, Act]] = {
    "reminded": (deadlines.ids_to_remind, deadlines.remind),
    "escalated": (deadlines.ids_to_escalate, deadlines.escalate),
    "closed": (deadlines.ids_to_close, deadlines.close),
    "guidance": (guidance.ids_waiting, guidance.escalate_wait),
}
"""What happens by itself: which cases it is time for, and what is done with one of them."""


@jobs.app.periodic(cron="*/5 * * * *")
@jobs.app.task(name="watch_case_clocks", queue=jobs.UPKEEP, queueing_lock="watch_case_clocks")
async def watch_case_clocks(timestamp: int) -> None:  # noqa: ARG001
    """Do what the clocks of the cases ask for now."""
    await watch(now=clock.now())


async def watch(*, now: datetime) -> dict[str, int]:
    """Remind, escalate and close what it is time for at `now`; returns how many of each.

    What another worker did meanwhile is not done twice: each case is looked at again once it is locked. A case that
    fails is logged and does not keep the others waiting.
    """
    done = dict.fromkeys(WATCHES, 0)
    for kind, (due, act) in WATCHES.items():
        async with database.transaction() as session:
            case_ids = await due(session, now=now)
        for case_id in case_ids:
            try:
                async with database.transaction() as session:
                    done[kind] += await _act(session, act, case_id, now)
            except Exception:
                log.exception("case clock failed", kind=kind, case=case_id)
    if any(done.values()):
        log.info("case clocks", **done)
    return done


async def _act(session: AsyncSession, act: Act, case_id: int, now: datetime) -> bool:
    return await act(session, case_id=case_id, now=now)


@jobs.app.periodic(cron="*/10 * * * *")
@jobs.app.task(name="make_case_vectors", queue=jobs.UPKEEP, queueing_lock="make_case_vectors")
async def make_case_vectors(timestamp: int) -> None:  # noqa: ARG001
    """Give open cases the vectors they lack: older ones, those filed by staff, all after another encoder came."""
    made = await make_vectors(now=clock.now())
    if made:
        log.info("case vectors", made=made)


async def make_vectors(*, now: datetime) -> int:
    """Make every vector that an open case of the last weeks lacks, some in a transaction; returns how many."""
    total = 0
    while True:
        async with database.transaction() as session:
            made = await duplicates.make_vectors(session, duplicates.open_since(now))
        total += made
        if not made:
            return total
