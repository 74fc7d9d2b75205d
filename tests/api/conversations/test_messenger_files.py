"""A photo on Telegram and Zalo, from the event to the answer, with the messengers played by a local server."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from telegram import Update

from api import database
from api.attachments.service import FileState, StoredFile
from api.channels import registry, telegram, zalo
from api.conversations import service as conversations
from api.conversations.service import Incoming
from tests.api.channels.conftest import OutsideWorld, outside, payload
from tests.api.conversations.conftest import FakeRasa, run_jobs
from tests.pictures import photo

__all__ = ["outside"]
pytestmark = pytest.mark.usefixtures("queue")


async def _receive(incoming: Incoming | None) -> None:
    assert incoming is not None
    for _ in range(2):  # messengers may deliver twice
        async with database.transaction() as session:
            await conversations.receive(session, incoming=incoming)
    await run_jobs()


async def _stored() -> list[StoredFile]:
    async with database.transaction() as session:
        return list(await session.scalars(select(StoredFile)))


def _texts(sent: list[dict[str, Any]]) -> str:
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in sent)


async def test_a_photo_on_telegram_is_fetched_kept_and_answered_once(
    rasa: FakeRasa, outside: OutsideWorld, configure: Callable[..., None]
) -> None:
    configure(TELEGRAM_TOKEN="990001:test", TELEGRAM_API_URL=outside.address)
    registry.adapters.cache_clear()
    outside.answer("getFile", "telegram/file.json")
    outside.answer("sendMessage", "telegram/sent.json")
    outside.files["file_7.jpg"] = photo()
    update = Update.de_json(json.loads(payload("telegram/update_photo.json")), None)
    await _receive(telegram.incoming_from(update))
    (row,) = await _stored()
    assert (row.state, row.kind, row.source) == (FileState.KEPT, "photo", None)
    assert _texts(outside.sent("sendMessage")).count("đã nhận và lưu ảnh") == 1
    await registry.close_adapters()


async def test_a_photo_on_zalo_is_fetched_kept_and_answered_once(
    rasa: FakeRasa, outside: OutsideWorld, configure: Callable[..., None]
) -> None:
    configure(ZALO_ACCESS_TOKEN="zalo-token", ZALO_API_URL=outside.address)
    registry.adapters.cache_clear()
    outside.answer("cs", "zalo/sent.json")
    outside.files["i.jpg"] = photo()
    event = json.loads(payload("zalo/user_send_image.json"))
    event["message"]["attachments"][0]["payload"]["url"] = f"{outside.address}/i.jpg"
    await _receive(zalo.incoming_from(event))
    (row,) = await _stored()
    assert (row.state, row.kind) == (FileState.KEPT, "photo")
    assert _texts(outside.sent("cs")).count("đã nhận và lưu ảnh") == 1
    await registry.close_adapters()
