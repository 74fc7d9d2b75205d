"""The jobs that delete files."""

import structlog

from api import clock, database, jobs
from api.attachments import erasing, places
from api.attachments.store import store

log = structlog.get_logger()


@jobs.app.task(name=erasing.DELETE_FILES, queue=jobs.UPKEEP, retry=5)
async def delete_files(keys: list[str]) -> None:
    """Delete from the store what was erased."""
    await store().delete(keys)


@jobs.app.periodic(cron="17 * * * *")
@jobs.app.task(name="sweep_files", queue=jobs.UPKEEP, queueing_lock="sweep_files")
async def sweep_files(timestamp: int) -> None:  # noqa: ARG001
    """Delete files without a row, and the places of photos that nobody said anything about."""
    async with database.transaction() as session:
        await places.forget_old_places(session, now=clock.now())
        unclaimed = await erasing.delete_unclaimed(session, now=clock.now())
    if unclaimed:
        log.warning("files without a row deleted", files=unclaimed)
