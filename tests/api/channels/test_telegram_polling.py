"""Polling: stored before confirmed."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
import structlog
from sqlalchemy.exc import OperationalError
from telegram import Bot

from api.channels import telegram_polling
from api.channels.telegram import make_bot
from api.channels.telegram_polling import poll_once
from api.conversations import service as conversations
from tests.api.channels.conftest import PAYLOADS, OutsideWorld, stored_texts


@pytest.fixture
async def bot(outside: OutsideWorld, open_database: str, app_settings: object) -> AsyncIterator[Bot]:
    """A bot whose updates wait on the local server."""
    outside.answer("getMe", "telegram/me.json")
    outside.answer("getUpdates", "telegram/updates.json")
    async with make_bot(token="990001:test", api_url=outside.address) as made:
        yield made


def test_the_batch_holds_the_single_updates() -> None:
    batch = json.loads((PAYLOADS / "telegram/updates.json").read_text())["result"]
    names = ("update_text", "update_group", "update_choice")
    assert batch == [json.loads((PAYLOADS / f"telegram/{name}.json").read_text()) for name in names]


async def test_updates_are_stored_and_then_confirmed_by_the_offset(bot: Bot, outside: OutsideWorld) -> None:
    offset = await poll_once(bot, offset=0, timeout=0)
    assert [external for external, _, _ in await stored_texts("telegram")] == ["tg-730000101", "tg-730000103"]
    await poll_once(bot, offset=offset, timeout=0)
    assert outside.sent("getUpdates")[1]["offset"] == "730000104"
    assert outside.sent("answerCallbackQuery")[0]["callback_query_id"] == "23851234567890"


async def test_updates_that_come_again_change_nothing(bot: Bot) -> None:
    for _ in range(2):
        await poll_once(bot, offset=0, timeout=0)
    assert len(await stored_texts("telegram")) == 2


async def test_nothing_is_confirmed_while_the_database_is_away(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("server closed the connection"))

    with monkeypatch.context() as patched:
        patched.setattr(conversations, "receive", away)
        with pytest.raises(OperationalError):
            await poll_once(bot, offset=0, timeout=0)
    await poll_once(bot, offset=0, timeout=0)
    assert len(await stored_texts("telegram")) == 2


async def test_one_update_that_cannot_be_stored_does_not_hold_up_the_others(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = conversations.receive

    async def refuse_the_first(session: object, *, incoming: conversations.Incoming) -> object:
        if incoming.external_id == "tg-730000101":
            raise ValueError("cannot be stored")
        return await really(session, incoming=incoming)  # type: ignore[arg-type]

    monkeypatch.setattr(conversations, "receive", refuse_the_first)
    await poll_once(bot, offset=0, timeout=0)
    assert [external for external, _, _ in await stored_texts("telegram")] == ["tg-730000103"]


async def test_a_refused_token_is_not_written_to_the_log(
    outside: OutsideWorld, app_settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside.answer("getMe", "telegram/unauthorized.json")
    monkeypatch.setattr(
        telegram_polling, "bot_from_settings", lambda: make_bot(token="990001:test", api_url=outside.address)
    )
    monkeypatch.setattr(telegram_polling, "MEND_SECONDS", 0.0)
    with structlog.testing.capture_logs() as logs:
        polling = asyncio.create_task(telegram_polling.poll_for_ever())
        while len(logs) < 2 and not polling.done():
            await asyncio.sleep(0.01)
        polling.cancel()
    assert {line["event"] for line in logs} == {"Telegram refuses TELEGRAM_TOKEN, trying again"}
    assert "990001:test" not in str(logs)
