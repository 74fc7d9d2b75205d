"""Deleting files: those of a citizen who wants to be forgotten, and what lies in the store without a row."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from api import jobs
from api.attachments.models import StoredFile
from api.attachments.store import store
from api.database import psycopg_connection

DELETE_FILES = "delete_files"
"""Name of the job that deletes from the store once the rows are gone."""
UNCLAIMED_AFTER = timedelta(hours=6)
"""How long something may lie in the store without a row: a transaction that is still open is far shorter."""


async def forget(session: AsyncSession, *, conversation_id: UUID) -> int:
    """Delete every file of the conversation, of cases too; returns how many. The bytes go once this is committed."""
    keys = await session.scalars(
        delete(StoredFile)
        .where(StoredFile.conversation_id == conversation_id)
        .returning(StoredFile.storage_key)
    )
    gone = keys.all()
    unused: list[Any] = sorted({key for key in gone if key})
    if unused:
        job = jobs.app.configure_task(
            DELETE_FILES, queue=jobs.UPKEEP, connection=await psycopg_connection(session)
        )
        await job.defer_async(keys=unused)
    return len(gone)


async def delete_unclaimed(session: AsyncSession, *, now: datetime) -> int:
    """Delete what lies in the store for hours and has no row: left by a crash, or by a job that failed."""
    old = await store().older_than(now - UNCLAIMED_AFTER)
    unclaimed = 0
    for start in range(0, len(old), 1000):
        some = old[start : start + 1000]
        known = set(
            await session.scalars(select(StoredFile.storage_key).where(StoredFile.storage_key.in_(some)))
        )
        gone = [key for key in some if key not in known]
        await store().delete(gone)
        unclaimed += len(gone)
    return unclaimed
