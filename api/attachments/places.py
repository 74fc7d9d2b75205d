"""Where a photo was taken: kept only until its citizen has said whether the report may use it."""

import json
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from api.attachments.limits import limits
from api.attachments.models import StoredFile
from api.privacy import crypto


def place_of(row: StoredFile) -> tuple[float, float] | None:
    """Return latitude and longitude (degrees, WGS 84) where the photo was taken, None where that is not known."""
    if row.place is None:
        return None
    lat, lon = json.loads(crypto.decrypt(row.place))
    return float(lat), float(lon)


async def place_in(
    session: AsyncSession, *, file_id: UUID, conversation_id: UUID
) -> tuple[float, float] | None:
    """Return where a photo of the conversation was taken, None where that is not (or no longer) known."""
    row = await session.get(StoredFile, file_id)
    return place_of(row) if row is not None and row.conversation_id == conversation_id else None


async def forget_places(session: AsyncSession, *, conversation_id: UUID) -> None:
    """Forget where the photos of the conversation were taken: it is decided, or nobody is asked any more."""
    await session.execute(
        update(StoredFile)
        .where(StoredFile.conversation_id == conversation_id, StoredFile.place.is_not(None))
        .values(place=None)
        .execution_options(synchronize_session="fetch")
    )


async def forget_old_places(session: AsyncSession, *, now: datetime) -> None:
    """Forget the places about which nobody said anything for as long as a file waits for its report."""
    before = now - timedelta(hours=limits().unfiled_hours)
    await session.execute(
        update(StoredFile)
        .where(StoredFile.created_at < before, StoredFile.place.is_not(None))
        .values(place=None)
        .execution_options(synchronize_session=False)
    )
