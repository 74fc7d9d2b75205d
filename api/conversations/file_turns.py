"""Turns with files: fetched where a messenger keeps them, kept, answered once, and what was being asked asked again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock, database
from api.agencies import boundaries
from api.attachments import service as files
from api.attachments.service import FileKind, FileState, StoredFile
from api.channels import fetching
from api.conversations import file_choices, metadata, records, wording
from api.conversations.attachments import FILE_KINDS, WORDS_FOR_FILES, Location
from api.conversations.choices import from_rows
from api.conversations.metadata import Ask, Kind, Metadata
from api.conversations.models import Author, Message, TurnState
from api.conversations.reply import Reply
from api.feedback import service as feedback

log = structlog.get_logger()

_FILE_ASKS: Final = frozenset({Ask.PHOTO_PLACE, Ask.ADD_TO_REPORT})
"""Our own questions about files: no question of the talk, which is asked again after them."""
_FORM: Final = frozenset({Kind.FEEDBACK_FORM_QUESTION, Kind.CONFIRM})
_LOOKED_BACK: Final = 12
_KINDS: Final = {
    FileKind.PHOTO: wording.A_PHOTO,
    FileKind.VIDEO: wording.A_VIDEO,
    FileKind.AUDIO: wording.A_RECORDING,
    FileKind.FILE: wording.A_FILE,
}


@dataclass(frozen=True)
class _Seen:
    """What a message with files meets: its files, the question that is open, how many came since the last answer."""

    rows: tuple[StoredFile, ...]
    question: Message | None
    count: int

    @property
    def kept(self) -> tuple[StoredFile, ...]:
        return tuple(row for row in self.rows if row.state == FileState.KEPT)

    @property
    def about(self) -> Metadata:
        return metadata.read(self.question.meta) if self.question is not None else metadata.NOTHING


async def fetch(message_id: UUID, *, channel: str) -> None:
    """Fetch what the channel keeps of a message, each file kept or noted as refused; what is there already stays."""
    async with database.transaction() as session:
        waiting = await files.awaited(session, message_id=message_id)
    for one in waiting:
        outcome: files.Prepared | files.FileRefusedError
        try:
            content = await fetching.fetch(channel, one.source)
            outcome = await files.prepare(content, name=one.source.name)
        except files.FileRefusedError as error:
            log.info("file not taken", message=str(message_id), detail=error.detail)
            outcome = error
        async with database.transaction() as session:
            await files.settle(session, file_id=one.id, outcome=outcome)


async def answer(*, conversation_id: UUID, message_id: UUID, before: int) -> tuple[Reply, ...] | None:
    """Return what is said to files without words: that they are kept, or why not, and what was being asked.

    Of several sent together the last is answered. None where a photo was asked for: then it is an answer.
    """
    async with database.transaction() as session:
        seen = await _see(session, conversation_id=conversation_id, message_id=message_id, before=before)
        if seen.kept and Ask.PHOTO in seen.about.asks:
            return None
        refused = tuple(_refusal(row) for row in seen.rows if row.state == FileState.REFUSED)
        if not refused and await _more_to_come(session, conversation_id=conversation_id, after=before):
            return ()
        if not seen.kept:
            return (*refused, *_again(seen.question))
        return (*refused, *await _kept(session, seen, conversation_id=conversation_id))


async def beside(
    replies: Sequence[Reply], *, conversation_id: UUID, message_id: UUID, sent: bool
) -> tuple[Reply, ...]:
    """Return the answer to words with what is to be said of files: why one that came with them (`sent`) is not taken,
    and, where the answer asks for the place, whether that of a photo may be used.
    """
    about = [reply.metadata for reply in replies]
    asks_place = any(Ask.PLACE in one.asks for one in about)
    if any(_FILE_ASKS.intersection(one.asks) for one in about) or not (sent or asks_place):
        return tuple(replies)
    async with database.transaction() as session:
        own = (await files.of_messages(session, message_ids=[message_id])).get(message_id, [])
        refused = tuple(_refusal(row) for row in own if row.state == FileState.REFUSED)
        in_form = any(one.kind in _FORM for one in about)
        if not in_form:
            return (*refused, *replies)
        waiting = await _with_place(session, conversation_id=conversation_id) if asks_place else own
        question = next((asked for row in waiting if (asked := _place_question(row))), None)
    return (*refused, *replies, *((question,) if question else ()))


def _refusal(row: StoredFile) -> Reply:
    return Reply(row.refusal or wording.FILE_LOST(), metadata=Metadata(kind=Kind.FALLBACK))


def _again(question: Message | None) -> tuple[Reply, ...]:
    if question is None:
        return ()
    options = tuple((choice.title, choice.payload) for choice in from_rows(question.choices))
    return (Reply(question.text, options, metadata.read(question.meta)),)


async def _kept(session: AsyncSession, seen: _Seen, *, conversation_id: UUID) -> tuple[Reply, ...]:
    told = wording.FILES_KEPT(what=_what(seen))
    if seen.question is not None:
        kept = Reply(told, metadata=Metadata(kind=seen.about.kind))
        asked = next((one for row in seen.kept if (one := _place_question(row))), None)
        return (kept, asked) if asked and seen.about.kind in _FORM else (kept, *_again(seen.question))
    case = await feedback.case_to_add_to(session, conversation_id=conversation_id, now=clock.now())
    if case is None:
        return (Reply(f"{told} {wording.WHAT_IS_IT_ABOUT()}", metadata=Metadata(kind=Kind.CLARIFY)),)
    since = await _last_said(session, conversation_id)
    unfiled = await files.waiting_for_a_report(
        session, conversation_id=conversation_id, since=since, now=clock.now()
    )
    if not unfiled:
        return (Reply(told, metadata=Metadata(kind=Kind.SMALLTALK)),)
    offer = wording.ADD_TO_REPORT_ASKED(what=_what(seen), code=case.code)
    about = Metadata(kind=Kind.FEEDBACK_STATUS, asks=(Ask.ADD_TO_REPORT,), feedback_code=case.code)
    return (Reply(f"{told} {offer}", file_choices.about_report(unfiled, case.code), about),)


def _what(seen: _Seen) -> str:
    """Return what came, in words: "ảnh", "3 ảnh", "2 tệp"."""
    kinds = {FileKind(row.kind) for row in seen.kept}
    name = _KINDS[kinds.pop() if len(kinds) == 1 else FileKind.FILE]()
    return name if seen.count <= 1 else f"{seen.count} {name}"


def _place_question(row: StoredFile) -> Reply | None:
    """Return the question whether the report may use where a photo was taken; none outside the city."""
    place = files.place_of(row)
    if place is None or row.state != FileState.KEPT:
        return None
    try:
        unit = boundaries.unit_at(*place)
    except (boundaries.BoundariesError, boundaries.BoundariesMissingError):
        asked = wording.PLACE_ASKED()
    else:
        if unit is None:
            return None
        asked = wording.PLACE_IN_ASKED(unit=unit.full_name)
    about = Metadata(kind=Kind.FEEDBACK_FORM_QUESTION, asks=(Ask.PHOTO_PLACE,))
    return Reply(asked, file_choices.about_place(row.id), about)


async def _see(session: AsyncSession, *, conversation_id: UUID, message_id: UUID, before: int) -> _Seen:
    rows = (await files.of_messages(session, message_ids=[message_id])).get(message_id, [])
    since = await _last_said(session, conversation_id)
    count = await files.count_since(
        session, conversation_id=conversation_id, since=since or datetime(2000, 1, 1, tzinfo=UTC)
    )
    return _Seen(tuple(rows), await open_question(session, conversation_id, before=before), count)


async def open_question(session: AsyncSession, conversation_id: UUID, *, before: int) -> Message | None:
    """Return the question of ours that still waits for an answer, None where the last thing said asked nothing."""
    said = await session.scalars(
        select(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.author == Author.BOT,
            Message.sequence < before,
        )
        .order_by(Message.sequence.desc())
        .limit(_LOOKED_BACK)
    )
    kept_answers = False
    for message in said:
        about = metadata.read(message.meta)
        if _FILE_ASKS.intersection(about.asks):
            kept_answers = True
            continue
        if about.asks:
            return message
        if (
            not kept_answers or about.kind not in _FORM
        ):  # below a question about a file stands only that it is kept
            return None
    return None


async def _last_said(session: AsyncSession, conversation_id: UUID) -> datetime | None:
    found: datetime | None = await session.scalar(
        select(Message.created_at)
        .where(Message.conversation_id == conversation_id, Message.author != Author.CITIZEN)
        .order_by(Message.sequence.desc())
        .limit(1)
    )
    return found


async def _more_to_come(session: AsyncSession, *, conversation_id: UUID, after: int) -> bool:
    """Tell whether a further file without words waits for its turn: an album comes as one message a picture."""
    further = exists().where(
        Message.conversation_id == conversation_id,
        Message.author == Author.CITIZEN,
        Message.sequence > after,
        Message.turn_state == TurnState.PENDING,
        Message.attachment["kind"].astext.in_(FILE_KINDS),
        Message.text.in_(WORDS_FOR_FILES),
    )
    return bool(await session.scalar(select(further)))


async def _with_place(session: AsyncSession, *, conversation_id: UUID) -> list[StoredFile]:
    """Return the files of the report being told whose place is known, the newest first."""
    since = await records.report_began(session, conversation_id=conversation_id)
    unfiled = await files.waiting_for_a_report(
        session, conversation_id=conversation_id, since=since, now=clock.now()
    )
    rows = [await session.get(StoredFile, file_id) for file_id in reversed(unfiled)]
    return [row for row in rows if row is not None and row.place is not None]


async def place_chosen(*, choice: file_choices.FileChoice, conversation_id: UUID) -> Location | None:
    """Return the place of the photo that the citizen lets us use, None where it is not known any more."""
    async with database.transaction() as session:
        place = await files.place_in(session, file_id=choice.files[0], conversation_id=conversation_id)
    return Location(*place) if place else None


async def no_place(*, conversation_id: UUID, before: int) -> tuple[Reply, ...]:
    """Return what is said when the place of a photo may not be used: what was being asked before."""
    async with database.transaction() as session:
        question = await open_question(session, conversation_id, before=before)
    kind = metadata.read(question.meta).kind if question is not None else Kind.SMALLTALK
    return (Reply(wording.PLACE_NOT_USED(), metadata=Metadata(kind=kind)), *_again(question))


async def about_report(
    session: AsyncSession, *, choice: file_choices.FileChoice, conversation_id: UUID
) -> Reply | None:
    """Add files to the report they were offered to, or set them aside; returns what to say, None where it is told."""
    about = Metadata(kind=Kind.FEEDBACK_STATUS, feedback_code=choice.code)
    if choice.do is file_choices.Do.LEAVE:
        await files.set_aside(session, file_ids=choice.files, conversation_id=conversation_id)
        return Reply(wording.NOT_ADDED(code=choice.code), metadata=about)
    said = await feedback.add_files_of_citizen(
        session, code=choice.code, conversation_id=conversation_id, file_ids=choice.files, now=clock.now()
    )
    return replace(Reply(said), metadata=about) if said else None


async def fetch_left_behind() -> None:
    """Fetch what turns left: a danger is answered before anything is fetched."""
    async with database.transaction() as session:
        waiting = await files.messages_left_behind(session, now=clock.now())
        messages = [await session.get(Message, one) for one in waiting]
    for message in messages:
        stale = message is not None and message.created_at < clock.now() - timedelta(minutes=2)
        if message is not None and stale and message.turn_state != TurnState.PENDING:
            await fetch(message.id, channel=message.channel)
