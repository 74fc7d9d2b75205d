"""The REST calls and the live stream of the web chat page and the terminal chat."""

import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from api import database
from api.channels.citizen_route import CitizenRoute
from api.channels.rate_limit import RateLimiter, TooManyRequestsError, network_of
from api.channels.request_body import read_body
from api.channels.schemas import (
    MAX_TEXT,
    ClientId,
    MessagePage,
    NewConversation,
    NewMessage,
    OpenedConversation,
    StoredMessage,
)
from api.channels.web_conversation import external_id, follow, read_page, read_photo
from api.channels.web_tokens import ChatAddress, UnknownTokenError, address_of, new_token
from api.conversations import service as conversations
from api.conversations.attachments import LARGEST_PHOTO
from api.errors import NotFoundError

router = APIRouter(prefix="/chat/api", tags=["chat"], route_class=CitizenRoute)

PING_SECONDS = 20
MAX_STREAMS = 6
"""Open streams of one conversation: a page in a few tabs; a further one asks now and then instead."""
MAX_SEQUENCE = 2**63 - 1


class ChatLimits:
    """What one conversation and one network may do; many citizens share one address of a mobile operator."""

    def __init__(self) -> None:
        self.messages = RateLimiter(burst=12, per_second=1 / 3)
        self.reads = RateLimiter(burst=40, per_second=2)
        self.network_messages = RateLimiter(burst=200, per_second=5)
        self.network_openings = RateLimiter(burst=60, per_second=0.5)
        self._streams: Counter[str] = Counter()

    def check_stream(self, address: str) -> None:
        """Tell whether the conversation may open one more stream.

        Raises:
            TooManyRequestsError: it holds as many as it may.
        """
        if self._streams[address] >= MAX_STREAMS:
            raise TooManyRequestsError("too many open streams", wait=PING_SECONDS)

    @contextlib.contextmanager
    def stream(self, address: str) -> Iterator[None]:
        """Count a stream as long as it is open."""
        self._streams[address] += 1
        try:
            yield
        finally:
            self._streams[address] -= 1
            if not self._streams[address]:
                del self._streams[address]


_limits = ChatLimits()


def limits() -> ChatLimits:
    """Return the limits of this process."""
    return _limits


def chat_of(authorization: Annotated[str, Header()] = "") -> ChatAddress:
    """Return whose conversation a call is about, by its bearer token.

    Raises:
        UnknownTokenError: no token of ours.
    """
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise UnknownTokenError("no bearer token")
    return address_of(token.strip())


Chat = Annotated[ChatAddress, Depends(chat_of)]
Limits = Annotated[ChatLimits, Depends(limits)]
Caption = Annotated[str, Query(max_length=MAX_TEXT)]
After = Annotated[int, Query(ge=0, le=MAX_SEQUENCE, description="Only messages whose sequence is above this")]


def _network(request: Request) -> str:
    return network_of(request.client.host if request.client else "unknown")


@router.post("/conversations", status_code=201)
async def open_conversation(
    request: Request, limit: Limits, wanted: NewConversation | None = None
) -> OpenedConversation:
    """Open a conversation; nothing is stored until the first message."""
    limit.network_openings.check(_network(request))
    return OpenedConversation(token=new_token((wanted or NewConversation()).channel))


@router.post("/messages", status_code=202)
async def send_message(message: NewMessage, chat: Chat, request: Request, limit: Limits) -> StoredMessage:
    """Store what the citizen says; the answer comes by the stream."""
    limit.messages.check(chat.address)
    limit.network_messages.check(_network(request))
    place = message.location
    async with database.transaction() as session:
        stored = await conversations.receive(
            session,
            incoming=conversations.Incoming(
                channel=chat.channel,
                address=chat.address,
                external_id=external_id(chat, message.client_id),
                text=(message.text or "").replace("\x00", ""),
                choice_id=message.choice_id,
                attachment=conversations.Location(place.lat, place.lon) if place else None,
            ),
        )
    return StoredMessage(client_id=message.client_id, duplicate=stored is None)


@router.post("/photos", status_code=202)
async def send_photo(
    chat: Chat, request: Request, limit: Limits, client_id: Annotated[ClientId, Query()], text: Caption = ""
) -> StoredMessage:
    """Store a photo (the body: JPEG, PNG or WebP of at most 8 MiB) with the words under it."""
    limit.messages.check(chat.address)
    limit.network_messages.check(_network(request))
    photo = conversations.Photo(await read_body(request, limit=LARGEST_PHOTO))
    async with database.transaction() as session:
        stored = await conversations.receive(
            session,
            incoming=conversations.Incoming(
                channel=chat.channel,
                address=chat.address,
                external_id=external_id(chat, client_id),
                text=text.replace("\x00", ""),
                attachment=photo,
            ),
        )
    return StoredMessage(client_id=client_id, duplicate=stored is None)


@router.get("/photos/{message_id}")
async def show_photo(chat: Chat, limit: Limits, message_id: UUID) -> Response:
    """Return a photo of the conversation."""
    limit.reads.check(chat.address)
    media_type, content = await read_photo(chat, message_id=message_id)
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type=media_type, headers=headers)


@router.get("/messages")
async def read_messages(chat: Chat, limit: Limits, after: After = 0) -> MessagePage:
    """Return the conversation's messages above `after`, at most 200."""
    limit.reads.check(chat.address)
    return await read_page(chat, after=after)


@router.get("/stream", response_class=EventSourceResponse)
async def stream_messages(
    request: Request,
    chat: Chat,
    limit: Limits,
    after: After = 0,
    last_event_id: Annotated[str, Header(alias="Last-Event-ID")] = "",
) -> Response:
    """Stream the messages above `after` (or above Last-Event-ID) and all that follow, as server-sent events."""
    limit.reads.check(chat.address)
    limit.check_stream(chat.address)
    async with database.transaction() as session:
        conversation = await conversations.by_address(session, channel=chat.channel, address=chat.address)
    if conversation is None:
        raise NotFoundError("no conversation to stream yet", sentence="Dạ, cuộc trò chuyện chưa bắt đầu ạ.")
    if last_event_id.isdecimal() and len(last_event_id) < 19:
        after = max(after, int(last_event_id))
    events = follow(
        chat, conversation_name=f"conversation:{conversation.id}", live=request.app.state.live, after=after
    )

    async def counted() -> AsyncIterator[ServerSentEvent]:
        with limit.stream(chat.address):
            async for event in events:
                yield event

    return EventSourceResponse(
        counted(), ping=PING_SECONDS, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    )
