"""Conversations to write to, and local servers that play Telegram and Zalo with the answers of payload files."""

import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy import select

from api import database
from api.channels.models import Delivery, DeliveryAttempt
from api.conversations import service as conversations
from api.conversations.choices import Choice
from api.errors import TrolyError
from api.settings import Settings
from tests.local_server import serve

PAYLOADS = Path(__file__).parents[2] / "payloads"


def payload(name: str) -> bytes:
    """The bytes of a payload file, as the outside world sends them."""
    return (PAYLOADS / name).read_bytes()


@dataclass
class OutsideWorld:
    """A local server that plays a channel: it records every call and answers from payload files, in turn."""

    address: str = ""
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    """What lies at an address, by its last part."""
    _answers: dict[str, deque[tuple[int, bytes]]] = field(default_factory=lambda: defaultdict(deque))

    def answer(self, method: str, *names: str, status: int = 200) -> None:
        """Answer the next calls of `method` with these payload files; the last one stays."""
        for name in names:
            code = json.loads(payload(name)).get("error_code", status)
            self._answers[method].append((code, payload(name)))

    def sent(self, method: str) -> list[dict[str, Any]]:
        """What `method` was called with."""
        return [arguments for called, arguments in self.calls if called == method]

    def app(self) -> FastAPI:
        """The server."""
        app = FastAPI()

        @app.get("/{path:path}")
        async def fetched(path: str) -> Response:
            self.calls.append((path, {}))
            name = path.rpartition("/")[2]
            return Response(self.files[name]) if name in self.files else Response(status_code=404)

        @app.post("/{path:path}")
        async def called(path: str, request: Request) -> JSONResponse:
            method = path.rpartition("/")[2]
            is_json = request.headers.get("content-type", "").startswith("application/json")
            arguments = await request.json() if is_json else dict(await request.form())
            self.calls.append((method, arguments))
            self.headers.append(dict(request.headers))
            answers = self._answers[method]
            status, body = (
                (answers.popleft() if len(answers) > 1 else answers[0])
                if answers
                else (
                    200,
                    b'{"ok": true, "result": true}',
                )
            )
            return JSONResponse(json.loads(body), status_code=status)

        return app


@pytest.fixture
async def outside() -> AsyncIterator[OutsideWorld]:
    """A channel's own API on a local server."""
    world = OutsideWorld()
    async with serve(world.app()) as address:
        world.address = address
        yield world


def with_errors(app: FastAPI) -> FastAPI:
    """The application's own way of answering an error."""

    @app.exception_handler(TrolyError)
    async def refuse(_request: Request, error: TrolyError) -> JSONResponse:
        return JSONResponse({"detail": error.sentence}, status_code=error.status)

    return app


Say = Callable[..., Coroutine[Any, Any, UUID]]


@pytest.fixture
def say(open_database: str, app_settings: Settings) -> Say:
    """Let the assistant say something on `channel` to `address`; the value is the message's id."""

    async def said(
        text: str = "Dạ, em chào anh/chị.",
        *,
        channel: str = "telegram",
        address: str = "5550001",
        choices: tuple[Choice, ...] = (),
    ) -> UUID:
        async with database.transaction() as session:
            conversation = await conversations.by_address(session, channel=channel, address=address)
            if conversation is None:
                first = await conversations.receive(
                    session,
                    incoming=conversations.Incoming(
                        channel=channel, address=address, external_id="first", text="alo 0903123456"
                    ),
                )
                assert first is not None
                conversation = await conversations.get(session, conversation_id=first.conversation_id)
            message = await conversations.say(session, conversation=conversation, text=text, choices=choices)
            return message.id

    return said


async def delivery_of(message_id: UUID) -> Delivery:
    """The delivery of a message."""
    async with database.transaction() as session:
        return (await session.scalars(select(Delivery).where(Delivery.message_id == message_id))).one()


async def attempts_of(message_id: UUID) -> list[DeliveryAttempt]:
    """The attempts at a message, in their order."""
    async with database.transaction() as session:
        rows = await session.scalars(
            select(DeliveryAttempt)
            .join(Delivery, Delivery.id == DeliveryAttempt.delivery_id)
            .where(Delivery.message_id == message_id)
            .order_by(DeliveryAttempt.id)
        )
        return list(rows)


async def stored_texts(channel: str) -> list[tuple[str | None, str, str | None]]:
    """External id, masked text and payload of every citizen's message on `channel`."""
    async with database.transaction() as session:
        rows = await session.scalars(
            select(conversations.Message)
            .where(
                conversations.Message.channel == channel,
                conversations.Message.author == conversations.Author.CITIZEN,
            )
            .order_by(conversations.Message.sequence)
        )
        return [(row.external_id, row.text, row.payload) for row in rows]
