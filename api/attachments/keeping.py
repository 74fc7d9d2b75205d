"""Files of a conversation: kept as they come, or noted where the channel has them, then fetched or refused."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock
from api.attachments.errors import FileRefusedError, TooManyFilesError
from api.attachments.limits import limits
from api.attachments.models import FileKind, FileState, StoredFile
from api.attachments.preparing import Prepared
from api.attachments.store import store
from api.privacy import crypto

CITIZEN = "citizen"
"""Sender of what came in a conversation."""


@dataclass(frozen=True)
class Source:
    """Where a channel keeps a file: its own id or address of it (`reference`), and what it tells of it."""

    kind: FileKind
    reference: str
    name: str | None = None
    size: int | None = None


@dataclass(frozen=True)
class AwaitedFile:
    """A file that is still to be fetched."""

    id: UUID
    source: Source


async def keep(
    session: AsyncSession,
    *,
    prepared: Prepared,
    conversation_id: UUID | None = None,
    message_id: UUID | None = None,
    sender: str = CITIZEN,
) -> StoredFile:
    """Keep a file; what the conversation holds already is not stored a second time.

    Raises:
        TooManyFilesError: the conversation has sent as many as it may in a day.
    """
    if conversation_id is not None:
        await _check_count(session, conversation_id)
    row = StoredFile(id=uuid4(), conversation_id=conversation_id, message_id=message_id, sender=sender)
    await _fill(session, row, prepared)
    session.add(row)
    await session.flush()
    return row


async def expect(
    session: AsyncSession, *, source: Source, conversation_id: UUID, message_id: UUID
) -> StoredFile:
    """Note that a file is to be fetched from its channel; one too many is noted as refused."""
    row = StoredFile(
        id=uuid4(),
        conversation_id=conversation_id,
        message_id=message_id,
        sender=CITIZEN,
        state=FileState.AWAITED,
        kind=source.kind,
        source=crypto.encrypt(json.dumps(asdict(source))),
    )
    try:
        await _check_count(session, conversation_id)
    except TooManyFilesError as error:
        row.state, row.refusal, row.source = FileState.REFUSED, error.sentence, None
    session.add(row)
    await session.flush()
    return row


async def awaited(session: AsyncSession, *, message_id: UUID) -> list[AwaitedFile]:
    """Return the files of a message that are still to be fetched."""
    rows = await session.scalars(
        select(StoredFile)
        .where(StoredFile.message_id == message_id, StoredFile.state == FileState.AWAITED)
        .order_by(StoredFile.created_at, StoredFile.id)
    )
    return [AwaitedFile(row.id, _source(row)) for row in rows if row.source is not None]


async def messages_left_behind(session: AsyncSession, *, now: datetime) -> list[UUID]:
    """Return the messages whose files still wait some minutes after they came."""
    rows = await session.scalars(
        select(StoredFile.message_id)
        .where(
            StoredFile.state == FileState.AWAITED,
            StoredFile.created_at < now - timedelta(minutes=2),
            StoredFile.message_id.is_not(None),
        )
        .distinct()
        .limit(50)
    )
    return [one for one in rows if one is not None]


async def settle(session: AsyncSession, *, file_id: UUID, outcome: Prepared | FileRefusedError) -> None:
    """Keep an awaited file as it was fetched, or note why it is not taken. One that was erased meanwhile is left alone."""
    row = await session.get(StoredFile, file_id, with_for_update=True)
    if row is None or row.state != FileState.AWAITED:
        return
    if isinstance(outcome, FileRefusedError):
        row.state, row.refusal = FileState.REFUSED, outcome.sentence
    else:
        await _fill(session, row, outcome)
    row.source = None
    await session.flush()


async def of_messages(session: AsyncSession, *, message_ids: Sequence[UUID]) -> dict[UUID, list[StoredFile]]:
    """Return the files of each of these messages that has some, in the order they were sent."""
    if not message_ids:
        return {}
    rows = await session.scalars(
        select(StoredFile)
        .where(StoredFile.message_id.in_(message_ids))
        .order_by(StoredFile.created_at, StoredFile.id)
    )
    found: dict[UUID, list[StoredFile]] = {}
    for row in rows:
        if row.message_id is not None:
            found.setdefault(row.message_id, []).append(row)
    return found


async def count_since(session: AsyncSession, *, conversation_id: UUID, since: datetime) -> int:
    """Return how many files of the conversation were kept that came at or after `since`."""
    return int(
        await session.scalar(
            select(func.count()).where(
                StoredFile.conversation_id == conversation_id,
                StoredFile.state == FileState.KEPT,
                StoredFile.created_at >= since,
            )
        )
        or 0
    )


async def content(row: StoredFile) -> bytes:
    """Return the bytes of a kept file.

    Raises:
        FileNotFoundError: they are gone from the store.
    """
    if row.storage_key is None:
        raise FileNotFoundError(f"file {row.id} was never kept")
    return await store().get(row.storage_key)


def name_of(row: StoredFile) -> str:
    """Return the name to show: its sender's, or one made of its kind."""
    return crypto.decrypt(row.name) if row.name is not None else plain_name(row)


def plain_name(row: StoredFile) -> str:
    """Return a name that tells nothing of its sender."""
    return f"{row.kind}-{row.id.hex[:6]}{limits().ending_of(row.media_type or '')}"


async def _check_count(session: AsyncSession, conversation_id: UUID) -> None:
    sent = await session.scalar(
        select(func.count()).where(
            StoredFile.conversation_id == conversation_id,
            StoredFile.created_at > clock.now() - timedelta(days=1),
        )
    )
    if (sent or 0) >= limits().files_a_day:
        raise TooManyFilesError(f"{sent} files in a day in conversation {conversation_id}")


async def _fill(session: AsyncSession, row: StoredFile, prepared: Prepared) -> None:
    known = None
    if row.conversation_id is not None:
        known = await session.scalar(
            select(StoredFile.storage_key)
            .where(
                StoredFile.conversation_id == row.conversation_id,
                StoredFile.digest == prepared.digest,
                StoredFile.state == FileState.KEPT,
            )
            .limit(1)
        )
    row.storage_key = known or await store().put(prepared.content)
    row.state, row.kind, row.media_type = FileState.KEPT, prepared.kind, prepared.media_type
    row.size, row.width, row.height = len(prepared.content), prepared.width, prepared.height
    row.digest = prepared.digest
    row.name = crypto.encrypt(prepared.name) if prepared.name else None
    row.place = crypto.encrypt(json.dumps(prepared.place)) if prepared.place else None


def _source(row: StoredFile) -> Source:
    told = json.loads(crypto.decrypt(row.source or b""))
    return Source(FileKind(told["kind"]), told["reference"], told["name"], told["size"])
