"""A conversation as its own citizen sees it: own data readable, payloads left out."""

from collections.abc import AsyncIterator
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sse_starlette import ServerSentEvent

from api import database
from api.channels.schemas import Attachment, ChoiceView, ConversationState, MessagePage, MessageView
from api.channels.web_tokens import ChatAddress
from api.conversations import metadata
from api.conversations import service as conversations
from api.conversations.choices import from_rows
from api.errors import NotFoundError
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
        return MessagePage(
            messages=[
                await _view(session, chat, message, text) for message, text in zip(found, words, strict=True)
            ],
            state=ConversationState(owner=conversations.Owner(conversation.owner).value),
            more=len(found) == PAGE,
        )


async def _view(
    session: AsyncSession, chat: ChatAddress, message: conversations.Message, text: str
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
        created_at=message.created_at,
        client_id=sent_as.removeprefix(mine) if sent_as.startswith(mine) else None,
    )


async def read_photo(chat: ChatAddress, *, message_id: UUID) -> tuple[str, bytes]:
    """Return media type and bytes of a photo in the citizen's own conversation.

    Raises:
        NotFoundError: there is none.
    """
    async with database.transaction() as session:
        conversation = await conversations.by_address(session, channel=chat.channel, address=chat.address)
        message = await conversations.message(session, message_id=message_id)
        photo = await conversations.photo_of(session, message_id=message_id)
        if conversation is None or photo is None or message.conversation_id != conversation.id:
            raise NotFoundError(f"no photo with message {message_id}")
        return photo


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
