"""A conversation as its own citizen sees it: own data readable, payloads left out."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sse_starlette import ServerSentEvent

from api import clock, database
from api.attachments import service as files
from api.channels.schemas import Attachment, ChoiceView, ConversationState, FileView, MessagePage, MessageView
from api.channels.web_tokens import ChatAddress
from api.conversations import metadata
from api.conversations import service as conversations
from api.conversations.choices import from_rows
from api.live import LiveFeed
from api.privacy import service as privacy

PAGE = 200
"""Messages fetched at once."""


def external_id(chat: ChatAddress, client_id: str) -> str:
    """Return the id under which what this token sends is unique; nobody else can take it."""
    return f"{chat.address[:32]}:{client_id}"


async def read_page(chat: ChatAddress, *, after: int) -> MessagePage:
    """Return the messages whose sequence is above `after`; an empty page where nothing was said yet."""
    async with database.transaction() as session:
        conversation = await conversations.by_address(session, channel=chat.channel, address=chat.address)
        if conversation is None:
            return MessagePage(messages=[], state=ConversationState(), more=False)
        found = await conversations.messages(
            session, conversation_id=conversation.id, after=after, limit=PAGE
        )
        words = await conversations.words_of(session, messages=found)
        sent = await files.of_messages(
            session, message_ids=[one.id for one in found if one.attachment is not None]
        )
        return MessagePage(
            messages=[
                await _view(session, chat, message, text, sent.get(message.id, ()))
                for message, text in zip(found, words, strict=True)
            ],
            state=ConversationState(owner=conversations.Owner(conversation.owner).value),
            more=len(found) == PAGE,
        )


async def _view(
    session: AsyncSession,
    chat: ChatAddress,
    message: conversations.Message,
    text: str,
    sent: Sequence[files.StoredFile],
) -> MessageView:
    mine = f"{chat.address[:32]}:"
    sent_as = message.external_id or ""
    return MessageView(
        id=message.id,
        sequence=message.sequence,
        author=conversations.Author(message.author).value,
        text=await privacy.unmask(session, conversation_id=message.conversation_id, text=text),
        choices=[ChoiceView(id=choice.id, title=choice.title) for choice in from_rows(message.choices)],
        metadata=metadata.read(message.meta),
        attachment=Attachment.model_validate(message.attachment) if message.attachment else None,
        files=[_file_view(row) for row in sent],
        created_at=message.created_at,
        client_id=sent_as.removeprefix(mine) if sent_as.startswith(mine) else None,
    )


def _file_view(row: files.StoredFile) -> FileView:
    kept = row.state == files.FileState.KEPT
    query = files.signed(row.id, reader=_reader(row), now=clock.now()) if kept else ""
    return FileView(
        id=row.id,
        kind=files.FileKind(row.kind).value,
        state=files.FileState(row.state).value,
        media_type=row.media_type,
        name=files.name_of(row) if kept else None,
        size=row.size,
        width=row.width,
        height=row.height,
        url=f"files/{row.id}?{query}" if kept else None,
    )


def _reader(row: files.StoredFile) -> str:
    return f"conversation:{row.conversation_id}"


async def file_of_link(file_id: UUID, *, until: int, key: str, now: datetime) -> files.StoredFile:
    """Return the file that a link of a message opens.

    Raises:
        LinkExpiredError: the link is too old or not ours.
        FileNotFoundForYouError: the file is gone.
    """
    async with database.transaction() as session:
        row = await session.get(files.StoredFile, file_id)
    if row is None or row.state != files.FileState.KEPT:
        raise files.FileNotFoundForYouError(f"no file {file_id}")
    files.check_signed(file_id, reader=_reader(row), until=until, key=key, now=now)
    return row


async def file_of_message(chat: ChatAddress, *, message_id: UUID) -> files.StoredFile:
    """Return the first file of a message in the citizen's own conversation.

    Raises:
        NotFoundError: there is none.
    """
    async with database.transaction() as session:
        conversation = await conversations.by_address(session, channel=chat.channel, address=chat.address)
        message = await conversations.message(session, message_id=message_id)
        sent = (await files.of_messages(session, message_ids=[message_id])).get(message_id, [])
    kept = [row for row in sent if row.state == files.FileState.KEPT]
    if conversation is None or not kept or message.conversation_id != conversation.id:
        raise files.FileNotFoundForYouError(f"no file with message {message_id}")
    return kept[0]


async def follow(
    chat: ChatAddress, *, conversation_name: str, live: LiveFeed, after: int
) -> AsyncIterator[ServerSentEvent]:
    """Yield each message above `after` as it comes (event `message`, id = sequence), and who answers (`state`).

    Endless; it reads once at the start, so a reader who comes back with its last id misses nothing.
    """
    last_state: ConversationState | None = None
    async with live.subscribe(conversation_name) as changed:
        while True:
            changed.clear()
            page = await read_page(chat, after=after)
            for message in page.messages:
                after = message.sequence
                yield ServerSentEvent(
                    event="message", id=str(message.sequence), data=message.model_dump_json()
                )
            if page.more:
                continue
            if page.state != last_state:
                last_state = page.state
                yield ServerSentEvent(event="state", data=page.state.model_dump_json())
            await changed.wait()
