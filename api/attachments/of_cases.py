"""Files of cases: which belong to one, whose they are, and who may see each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.attachments.errors import FileNotFoundForYouError
from api.attachments.keeping import CITIZEN, name_of
from api.attachments.limits import limits
from api.attachments.models import Audience, CaseFile, FileKind, FileState, Origin, StoredFile
from api.attachments.preparing import Prepared

_SEEN_BY = {
    Audience.INTERNAL: tuple(Audience),
    Audience.CITIZEN: (Audience.CITIZEN, Audience.PUBLIC),
    Audience.PUBLIC: (Audience.PUBLIC,),
}
"""Whoever reads as one of these sees files meant for those."""


@dataclass(frozen=True)
class FileOfCase:
    """A file of a case as lists show it; `size` in bytes, `added_at` UTC."""

    id: UUID
    case_id: int
    kind: FileKind
    media_type: str
    name: str
    size: int
    origin: Origin
    audience: Audience
    added_at: datetime
    added_by: str


async def waiting_for_a_report(
    session: AsyncSession, *, conversation_id: UUID, since: datetime | None, now: datetime
) -> list[UUID]:
    """Return the files of the conversation that no case has yet: sent after `since` and not too long ago.

    Of the same file sent twice only the first counts; one the citizen set aside does not.
    """
    start = now - timedelta(hours=limits().unfiled_hours)
    linked = exists().where(CaseFile.attachment_id == StoredFile.id)
    rows = await session.execute(
        select(StoredFile.id, StoredFile.digest)
        .where(
            StoredFile.conversation_id == conversation_id,
            StoredFile.state == FileState.KEPT,
            StoredFile.set_aside.is_(False),
            StoredFile.created_at > (max(since, start) if since else start),
            ~linked,
        )
        .order_by(StoredFile.created_at, StoredFile.id)
    )
    first: dict[bytes | None, UUID] = {}
    for file_id, digest in rows:
        first.setdefault(digest, file_id)
    return list(first.values())


async def link(
    session: AsyncSession,
    *,
    case_id: int,
    file_ids: Sequence[UUID],
    origin: Origin,
    audience: Audience,
    added_by: str = CITIZEN,
    now: datetime,
) -> int:
    """Make these files the case's; returns how many were not before. What equals one that it has is left out."""
    had = select(StoredFile.digest).join(CaseFile, CaseFile.attachment_id == StoredFile.id)
    new = await session.scalars(
        select(StoredFile.id)
        .where(StoredFile.id.in_(file_ids), StoredFile.digest.not_in(had.where(CaseFile.case_id == case_id)))
        .order_by(StoredFile.created_at, StoredFile.id)
    )
    values = [
        {
            "case_id": case_id,
            "attachment_id": file_id,
            "origin": origin.value,
            "audience": audience.value,
            "added_at": now,
            "added_by": added_by,
        }
        for file_id in new
    ]
    if not values:
        return 0
    added = await session.scalars(
        insert(CaseFile).values(values).on_conflict_do_nothing().returning(CaseFile.attachment_id)
    )
    return len(added.all())


async def same_in_case(session: AsyncSession, *, case_id: int, prepared: Prepared) -> StoredFile | None:
    """Return the file of the case that was sent with the same content, None where there is none."""
    same: StoredFile | None = await session.scalar(
        select(StoredFile)
        .join(CaseFile, CaseFile.attachment_id == StoredFile.id)
        .where(CaseFile.case_id == case_id, StoredFile.digest == prepared.digest)
        .limit(1)
    )
    return same


async def share(session: AsyncSession, *, from_case: int, to_case: int) -> None:
    """Let a case that was split off have the files of the report it is a part of."""
    rows = (await session.scalars(select(CaseFile).where(CaseFile.case_id == from_case))).all()
    for row in rows:
        await link(
            session,
            case_id=to_case,
            file_ids=(row.attachment_id,),
            origin=Origin(row.origin),
            audience=Audience(row.audience),
            added_by=row.added_by,
            now=row.added_at,
        )


async def set_aside(session: AsyncSession, *, file_ids: Sequence[UUID], conversation_id: UUID) -> None:
    """Note that the citizen wants these files of the conversation in no case."""
    await session.execute(
        update(StoredFile)
        .where(StoredFile.id.in_(file_ids), StoredFile.conversation_id == conversation_id)
        .values(set_aside=True)
        .execution_options(synchronize_session="fetch")
    )


async def of_cases(
    session: AsyncSession, *, case_ids: Sequence[int], reader: Audience = Audience.INTERNAL
) -> list[FileOfCase]:
    """Return the files of these cases that `reader` may see, in the order they were added."""
    if not case_ids:
        return []
    rows = await session.execute(
        select(CaseFile, StoredFile)
        .join(StoredFile, StoredFile.id == CaseFile.attachment_id)
        .where(
            CaseFile.case_id.in_(case_ids),
            CaseFile.audience.in_(_SEEN_BY[reader]),
            StoredFile.state == FileState.KEPT,
        )
        .order_by(CaseFile.added_at, StoredFile.created_at, StoredFile.id)
    )
    return [
        FileOfCase(
            id=file.id,
            case_id=link.case_id,
            kind=FileKind(file.kind),
            media_type=file.media_type or "",
            name=name_of(file),
            size=file.size or 0,
            origin=Origin(link.origin),
            audience=Audience(link.audience),
            added_at=link.added_at,
            added_by=link.added_by,
        )
        for link, file in rows
    ]


async def file_of_case(
    session: AsyncSession, *, case_id: int, file_id: UUID, reader: Audience = Audience.INTERNAL
) -> StoredFile:
    """Return a file of the case that `reader` may see.

    Raises:
        FileNotFoundForYouError: the case has no such file, or not for this reader.
    """
    file: StoredFile | None = await session.scalar(
        select(StoredFile)
        .join(CaseFile, CaseFile.attachment_id == StoredFile.id)
        .where(
            CaseFile.case_id == case_id,
            StoredFile.id == file_id,
            StoredFile.state == FileState.KEPT,
            CaseFile.audience.in_(_SEEN_BY[reader]),
        )
    )
    if file is None:
        raise FileNotFoundForYouError(f"no file {file_id} of case {case_id} for {reader}")
    return file


async def show_to(session: AsyncSession, *, case_id: int, file_id: UUID, audience: Audience) -> CaseFile:
    """Change who may see a file of a case.

    Raises:
        FileNotFoundForYouError: the case has no such file.
    """
    row = await session.get(CaseFile, (case_id, file_id), with_for_update=True)
    if row is None:
        raise FileNotFoundForYouError(f"no file {file_id} of case {case_id}")
    row.audience = audience
    await session.flush()
    return row
