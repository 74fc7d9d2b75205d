"""The REST calls and the live stream of the web chat page and the terminal chat."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from api import database
from api.channels import web_files
from api.channels.citizen_route import CitizenRoute
from api.channels.schemas import MessagePage, NewConversation, NewMessage, OpenedConversation, StoredMessage
from api.channels.web_access import PING_SECONDS, Chat, ChatLimits, Limits, limits, network
from api.channels.web_conversation import external_id, follow, read_page
from api.channels.web_tokens import new_token
from api.conversations import service as conversations
from api.errors import NotFoundError

__all__ = ["ChatLimits", "limits", "router"]

router = APIRouter(prefix="/chat/api", tags=["chat"], route_class=CitizenRoute)
router.include_router(web_files.router)

MAX_SEQUENCE = 2**63 - 1


After = Annotated[int, Query(ge=0, le=MAX_SEQUENCE, description="Only messages whose sequence is above this")]


@router.post("/conversations", status_code=201)
async def open_conversation(
    request: Request, limit: Limits, wanted: NewConversation | None = None
) -> OpenedConversation:
    """Open a conversation; nothing is stored until the first message."""
    limit.network_openings.check(network(request))
    return OpenedConversation(token=new_token((wanted or NewConversation()).channel))


@router.post("/messages", status_code=202)
async def send_message(message: NewMessage, chat: Chat, request: Request, limit: Limits) -> StoredMessage:
    """Store what the citizen says; the answer comes by the stream."""
    limit.messages.check(chat.address)
    limit.network_messages.check(network(request))
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
