"""Files over the web chat: sent as the body of a call, opened by the links that the messages carry."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from api import clock, database
from api.attachments import service as files
from api.channels.citizen_route import FileRoute
from api.channels.request_body import BodyTooLargeError, read_body
from api.channels.schemas import MAX_TEXT, ClientId, StoredMessage
from api.channels.web_access import Chat, Limits, network
from api.channels.web_conversation import external_id, file_of_link, file_of_message
from api.conversations import service as conversations

router = APIRouter(tags=["chat"], route_class=FileRoute)

Caption = Annotated[str, Query(max_length=MAX_TEXT)]
Name = Annotated[str, Query(max_length=300)]


@router.post("/files", status_code=202)
@router.post("/photos", status_code=202, include_in_schema=False)
async def send_file(
    chat: Chat,
    request: Request,
    limit: Limits,
    client_id: Annotated[ClientId, Query()],
    text: Caption = "",
    name: Name = "",
) -> StoredMessage:
    """Store a file (the body) with the words under it: a photo, video, recording, PDF or Word file.

    What it is is told by its content; how large each kind may be stands in `api/attachments/data/limits.yml`.
    """
    limit.messages.check(chat.address)
    limit.files.check(chat.address)
    limit.network_files.check(network(request))
    prepared = await files.prepare(await _read(request), name=name)
    async with database.transaction() as session:
        stored = await conversations.receive(
            session,
            incoming=conversations.Incoming(
                channel=chat.channel,
                address=chat.address,
                external_id=external_id(chat, client_id),
                text=text.replace("\x00", ""),
                files=(prepared,),
            ),
        )
    return StoredMessage(client_id=client_id, duplicate=stored is None)


async def _read(request: Request) -> bytes:
    known = files.limits()
    try:
        return await read_body(request, limit=known.most_bytes)
    except BodyTooLargeError as error:
        megabytes = known.most_bytes // (1024 * 1024)
        raise files.FileTooLargeError(files.FileKind.FILE, megabytes=megabytes) from error


@router.get("/files/{file_id}", response_class=Response)
async def show_file(
    file_id: UUID,
    until: Annotated[int, Query(ge=0, le=2**53)],
    key: Annotated[str, Query(max_length=64)],
) -> Response:
    """Return a file by the link of its message, which works for some minutes."""
    return await files.response(await file_of_link(file_id, until=until, key=key, now=clock.now()))


@router.get("/photos/{message_id}", response_class=Response)
async def show_photo(chat: Chat, limit: Limits, message_id: UUID) -> Response:
    """Return the file that came with a message of the own conversation."""
    limit.reads.check(chat.address)
    return await files.response(await file_of_message(chat, message_id=message_id))
