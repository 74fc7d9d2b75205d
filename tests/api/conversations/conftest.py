"""A conversation to talk in, a local server that plays Rasa, and a worker that runs every job there is."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy import select, text

from api import clock, database, jobs
from api.conversations import rasa_client
from api.conversations import service as conversations
from api.conversations.models import Author, Conversation, ConversationEvent, Message, TurnState
from api.feedback import service as feedback
from api.settings import Settings, settings
from api.staff.models import Account, Role
from tests.local_server import serve

Answers = list[dict[str, Any]]
During = Callable[[dict[str, Any]], Awaitable[None]]


@dataclass
class FakeRasa:
    """Plays Rasa's REST channel: it keeps what it was sent and answers from `script`, else repeats the message.

    `down` answers no message; `away` is not even there.
    """

    script: dict[str, Answers | int] = field(default_factory=dict)
    calls: list[dict[str, Any]] = field(default_factory=list)
    during: During | None = None
    down: bool = False
    away: bool = False

    @property
    def messages(self) -> list[str]:
        """The messages it was sent, in order."""
        return [call["message"] for call in self.calls]

    def app(self) -> FastAPI:
        """The server."""
        app = FastAPI()

        @app.get("/webhooks/rest/ready")
        async def ready() -> JSONResponse:
            return JSONResponse({}, status_code=503 if self.away else 200)

        @app.post("/webhooks/rest/webhook")
        async def webhook(request: Request) -> JSONResponse:
            call = await request.json()
            self.calls.append(call)
            if self.during is not None:
                await self.during(call)
            if self.down or self.away:
                return JSONResponse({"error": "down"}, status_code=503)
            answer = self.script.get(call["message"], [{"text": f"đã nghe: {call['message']}"}])
            if isinstance(answer, int):
                return JSONResponse({}, status_code=answer)
            return JSONResponse(answer)

        return app


@pytest.fixture
async def rasa(
    open_database: str, app_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[FakeRasa]:
    """A local server in the place of Rasa, set as `RASA_URL`."""
    fake = FakeRasa()
    async with serve(fake.app()) as address:
        monkeypatch.setenv("RASA_URL", address)
        monkeypatch.setenv("RASA_TIMEOUT", "5")
        settings.cache_clear()
        yield fake
    await rasa_client.close()


@pytest.fixture
async def queue(open_database: str) -> AsyncIterator[None]:
    """The job queue, open on the test's own database."""
    async with jobs.app.open_async():
        yield


async def run_jobs(*queues: str) -> None:
    """Run every job that is due, and those they defer, then return."""
    before: set[tuple[int, int]] | None = None
    while (waiting := await _waiting()) != before:
        before = waiting
        await jobs.app.run_worker_async(
            queues=list(queues or (jobs.TURNS, *jobs.DELIVERY_QUEUES.values())),
            concurrency=4,
            wait=False,
            fetch_job_polling_interval=jobs.POLLING_INTERVAL,
            install_signal_handlers=False,
            delete_jobs="successful",
        )


async def _waiting() -> set[tuple[int, int]]:
    """The jobs that wait, each with its tries."""
    async with database.transaction() as session:
        rows = await session.execute(
            text("SELECT id, attempts FROM procrastinate_jobs WHERE status = 'todo'")
        )
        return {(row[0], row[1]) for row in rows}


async def make_due() -> None:
    """Let every job that waits for its next try be due now."""
    async with database.transaction() as session:
        await session.execute(
            text("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
        )


async def write(
    words: str,
    *,
    external_id: str | None = None,
    address: str = "khach-1",
    channel: str = "web",
    **more: Any,
) -> Message | None:
    """Let a citizen write."""
    async with database.transaction() as session:
        return await conversations.receive(
            session,
            incoming=conversations.Incoming(
                channel=channel,
                address=address,
                external_id=external_id or uuid4().hex,
                text=words,
                **more,
            ),
        )


async def the_conversation(address: str = "khach-1", channel: str = "web") -> Conversation:
    """The conversation with `address`."""
    async with database.transaction() as session:
        found = await conversations.by_address(session, channel=channel, address=address)
    assert found is not None
    return found


async def told(address: str = "khach-1", channel: str = "web") -> list[str]:
    """What the citizen was told, oldest first, the first notice left out."""
    return [message.text for message in await told_messages(address, channel)]


async def told_messages(address: str = "khach-1", channel: str = "web") -> list[Message]:
    """The messages to the citizen, oldest first, the first notice left out."""
    from api.conversations import wording

    conversation = await the_conversation(address, channel)
    async with database.transaction() as session:
        all_messages = await conversations.messages(session, conversation_id=conversation.id)
    return [
        message
        for message in all_messages
        if message.author != Author.CITIZEN and message.text != wording.NOTICE()
    ]


async def events_of(conversation_id: UUID) -> list[tuple[str, str]]:
    """Kind and actor of what happened to a conversation."""
    async with database.transaction() as session:
        rows = await session.scalars(
            select(ConversationEvent)
            .where(ConversationEvent.conversation_id == conversation_id)
            .order_by(ConversationEvent.id)
        )
        return [(row.kind, row.actor) for row in rows]


async def within(seconds: float, ready: Callable[[], Awaitable[bool]]) -> None:
    """Wait until `ready`, at most `seconds`."""
    async with asyncio.timeout(seconds):
        while not await ready():
            await asyncio.sleep(0.02)


async def count(sql: str) -> int:
    """Return the one number that `sql` gives."""
    async with database.transaction() as session:
        return int((await session.execute(text(sql))).scalar_one())


async def state_of(message_id: UUID) -> TurnState:
    """Return how far a message's turn is."""
    async with database.transaction() as session:
        return TurnState((await conversations.message(session, message_id=message_id)).turn_state)


async def an_operator(username: str = "lan") -> int:
    """Return the number of a new operator's account."""
    async with database.transaction() as session:
        account = Account(username=username, full_name="Lan", role=Role.OPERATOR, password_hash="x")
        session.add(account)
        await session.flush()
        return account.id


async def file_for(call: dict[str, Any]) -> str:
    """File a case as Rasa's action does in the turn of `call`, and return its code."""
    async with database.transaction() as session:
        case = await feedback.file(
            session,
            idempotency_key=call["metadata"]["message_id"],
            channel="web",
            conversation_id=UUID(call["metadata"]["conversation_id"]),
            content="đèn đường hư",
            place="hẻm 12",
            unit_code="26743",
            contact_name=None,
            contact_phone=None,
            now=clock.now(),
        )
        return case.code
