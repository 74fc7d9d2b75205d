"""Zalo's webhook: the signature over the raw bytes, storing before answering, duplicates, echoes."""

import hashlib
import json
from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from fastapi import FastAPI

from api.channels import zalo_routes
from tests.api.channels.conftest import payload, stored_texts, with_errors

APP, OA_KEY = "4100000000000000001", "oa-secret-key"


@pytest.fixture
async def zalo(open_database: str, configure: Callable[..., None]) -> AsyncIterator[httpx.AsyncClient]:
    """A caller of the webhook."""
    configure(ZALO_APP_ID=APP, ZALO_OA_SECRET_KEY=OA_KEY)
    app = with_errors(FastAPI())
    app.include_router(zalo_routes.router)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        yield client


async def _post(client: httpx.AsyncClient, raw: bytes, *, signature: str | None = None) -> httpx.Response:
    if signature is None:
        timestamp = json.loads(raw)["timestamp"]
        signature = "mac=" + hashlib.sha256(f"{APP}{raw.decode()}{timestamp}{OA_KEY}".encode()).hexdigest()
    return await client.post("/webhooks/zalo", content=raw, headers={"X-ZEvent-Signature": signature})


async def test_a_text_is_stored_masked(zalo: httpx.AsyncClient) -> None:
    assert (await _post(zalo, payload("zalo/user_send_text.json"))).status_code == 200
    assert await stored_texts("zalo") == [
        ("zalo-96d3cdf3af150460909", "đèn đường hẻm 12 hư, gọi tôi ⟨sđt1⟩", None)
    ]


async def test_a_retried_event_changes_nothing(zalo: httpx.AsyncClient) -> None:
    for _ in range(3):
        assert (await _post(zalo, payload("zalo/user_send_text.json"))).status_code == 200
    assert len(await stored_texts("zalo")) == 1


@pytest.mark.parametrize("signature", ["", "mac=", "mac=" + "0" * 64])
async def test_a_wrong_signature_is_refused_and_nothing_is_stored(
    zalo: httpx.AsyncClient, signature: str
) -> None:
    response = await _post(zalo, payload("zalo/user_send_text.json"), signature=signature)
    assert response.status_code == 403
    assert await stored_texts("zalo") == []


async def test_a_changed_byte_is_refused(zalo: httpx.AsyncClient) -> None:
    raw = payload("zalo/user_send_text.json")
    timestamp = json.loads(raw)["timestamp"]
    right = hashlib.sha256(f"{APP}{raw.decode()}{timestamp}{OA_KEY}".encode()).hexdigest()
    assert (await _post(zalo, raw + b" ", signature=right)).status_code == 403


@pytest.mark.parametrize(
    ("name", "words"),
    [("user_send_location", "[vị trí 10.792312, 106.782065]"), ("user_send_image", "[ảnh]")],
)
async def test_what_is_no_text_is_stored_as_what_it_is(
    zalo: httpx.AsyncClient, name: str, words: str
) -> None:
    assert (await _post(zalo, payload(f"zalo/{name}.json"))).status_code == 200
    assert [text for _, text, _ in await stored_texts("zalo")] == [words]


@pytest.mark.parametrize("name", ["oa_send_text", "follow"])
async def test_echoes_and_follows_are_passed_over(zalo: httpx.AsyncClient, name: str) -> None:
    assert (await _post(zalo, payload(f"zalo/{name}.json"))).status_code == 200
    assert await stored_texts("zalo") == []


async def test_the_webhook_is_closed_while_zalo_is_not_set_up(
    zalo: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, configure: Callable[..., None]
) -> None:
    monkeypatch.delenv("ZALO_OA_SECRET_KEY")
    configure()
    assert (await _post(zalo, payload("zalo/user_send_text.json"))).status_code == 404
