"""Filing feedback in tests: a fixed moment, a citizen's conversation, one call that files."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from api import database
from api.conversations import service as conversations
from api.conversations.service import Incoming
from api.feedback import service
from api.feedback.service import Case

NOW = datetime(2026, 10, 16, 2, 0, tzinfo=UTC)  # a Friday, 9:00 in the city

File = Callable[..., Awaitable[Case]]


@pytest.fixture
async def conversation_id(open_database: str) -> UUID:
    """A conversation on the web channel."""
    async with database.transaction() as session:
        message = await conversations.receive(
            session, incoming=Incoming(channel="web", address="visitor-1", external_id="1", text="chào")
        )
        assert message is not None
        return message.conversation_id


@pytest.fixture
async def file(open_database: str) -> File:
    """Files feedback; keyword arguments replace those of the example."""

    async def filed(**given: Any) -> Case:
        values: dict[str, Any] = {
            "idempotency_key": "key-1",
            "channel": "web",
            "content": "Đèn đường đầu hẻm tắt ba đêm nay rồi",
            "place": "hẻm 12 Nguyễn Xí",
            "unit_code": "26929",
            "contact_name": "Nguyễn Văn An",
            "contact_phone": "0903123456",
            "now": NOW,
        }
        async with database.transaction() as session:
            return await service.file(session, **values | given)

    return filed


async def said(conversation_id: UUID) -> list[tuple[str, str]]:
    """Return (author, text) of what the conversation was told."""
    async with database.transaction() as session:
        rows = await conversations.messages(session, conversation_id=conversation_id)
    return [(row.author, row.text) for row in rows if row.author != conversations.Author.CITIZEN]


async def kinds(case_id: int) -> list[str]:
    """Return the kinds of the events of a case, oldest first."""
    async with database.transaction() as session:
        return [one.kind for one in await service.timeline(session, case_id=case_id)]
