"""Telegram's webhook: the secret, storing before answering, duplicates."""

from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from fastapi import FastAPI

from api.channels import telegram_routes
from tests.api.channels.conftest import payload, stored_texts, with_errors

SECRET = "s3cret-of_the-webhook"


@pytest.fixture
async def telegram(open_database: str, configure: Callable[..., None]) -> AsyncIterator[httpx.AsyncClient]:
    """A caller of the webhook that knows the secret."""
    configure(TELEGRAM_MODE="webhook", TELEGRAM_SECRET=SECRET)
    app = with_errors(FastAPI())
    app.include_router(telegram_routes.router)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://test",
        headers={"X-Telegram-Bot-Api-Secret-Token": SECRET},
    ) as client:
        yield client


async def _post(client: httpx.AsyncClient, name: str, **headers: str) -> httpx.Response:
    return await client.post("/webhooks/telegram", content=payload(f"telegram/{name}.json"), headers=headers)


async def test_a_message_is_stored_masked(telegram: httpx.AsyncClient) -> None:
    assert (await _post(telegram, "update_text")).status_code == 200
    assert await stored_texts("telegram") == [
        ("tg-730000101", "lam khai sinh can giay to gi, sdt toi ⟨sđt1⟩", None)
    ]


async def test_a_duplicate_update_changes_nothing(telegram: httpx.AsyncClient) -> None:
    for _ in range(3):
        assert (await _post(telegram, "update_text")).status_code == 200
    assert len(await stored_texts("telegram")) == 1


@pytest.mark.parametrize("secret", ["", "wrong", "s3cret-of_the-webhooK", "é"])
async def test_a_wrong_secret_is_refused_and_nothing_is_stored(
    telegram: httpx.AsyncClient, secret: str
) -> None:
    response = await telegram.post(
        "/webhooks/telegram",
        content=payload("telegram/update_text.json"),
        headers={"X-Telegram-Bot-Api-Secret-Token": secret.encode()},  # type: ignore[dict-item]
    )
    assert response.status_code == 403
    assert await stored_texts("telegram") == []


async def test_a_tap_is_stored_and_acknowledged_in_the_answer(telegram: httpx.AsyncClient) -> None:
    response = await _post(telegram, "update_choice")
    assert response.json() == {"method": "answerCallbackQuery", "callback_query_id": "23851234567890"}
    assert await stored_texts("telegram") == [("tg-730000103", "", "choice:7f3a9c12-2")]


async def test_a_photo_is_stored_as_one(telegram: httpx.AsyncClient) -> None:
    assert (await _post(telegram, "update_photo")).status_code == 200
    assert await stored_texts("telegram") == [("tg-730000105", "[ảnh]", None)]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"update_id": 1, "message": 7}', b"\xff\xfe"])
async def test_an_unreadable_update_is_accepted_so_that_telegram_goes_on(
    telegram: httpx.AsyncClient, body: bytes
) -> None:
    assert (await telegram.post("/webhooks/telegram", content=body)).status_code == 200
    assert await stored_texts("telegram") == []


async def test_an_oversized_body_is_refused(telegram: httpx.AsyncClient) -> None:
    response = await telegram.post("/webhooks/telegram", content=b" " * 300_000)
    assert response.status_code == 413


async def test_the_webhook_is_closed_while_it_is_not_in_use(
    telegram: httpx.AsyncClient, configure: Callable[..., None]
) -> None:
    configure(TELEGRAM_MODE="off")
    assert (await _post(telegram, "update_text")).status_code == 404
