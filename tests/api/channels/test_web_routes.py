"""The web page's calls: tokens, messages, limits, the live stream and its resumption."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api import database
from api.channels import web_routes
from api.channels.rate_limit import RateLimiter
from api.channels.web_access import MAX_STREAMS, ChatLimits, limits
from api.channels.web_tokens import address_of
from api.conversations import service as conversations
from api.conversations.choices import Choice
from api.conversations.metadata import Ask, Kind, Metadata
from api.live import LiveFeed
from api.settings import Settings
from tests.api.channels.conftest import stored_texts, with_errors
from tests.local_server import serve


@dataclass
class Page:
    """A citizen's open page: its client (with the token) and the server's limits."""

    client: httpx.AsyncClient
    limits: ChatLimits
    token: str

    async def say(self, text: str, client_id: str = "message-1", **more: Any) -> httpx.Response:
        return await self.client.post(
            "/chat/api/messages", json={"text": text, "client_id": client_id} | more
        )

    async def read(self, after: int = 0) -> dict[str, Any]:
        page: dict[str, Any] = (await self.client.get("/chat/api/messages", params={"after": after})).json()
        return page


@pytest.fixture
async def page(open_database: str, app_settings: Settings) -> AsyncIterator[Page]:
    """A page with a fresh token, talking to a real server."""
    app, live, fresh = with_errors(FastAPI()), LiveFeed(open_database), ChatLimits()
    app.include_router(web_routes.router)
    app.state.live = live
    app.dependency_overrides[limits] = lambda: fresh
    await live.start()
    async with serve(app) as address, httpx.AsyncClient(base_url=address, timeout=20) as client:
        token = (await client.post("/chat/api/conversations")).json()["token"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield Page(client=client, limits=fresh, token=token)
    await live.stop()


async def _assistant_says(page: Page, text: str, choices: tuple[Choice, ...] = ()) -> None:
    where = address_of(page.token)
    async with database.transaction() as session:
        conversation = await conversations.by_address(session, channel="web", address=where.address)
        assert conversation is not None
        await conversations.say(session, conversation=conversation, text=text, choices=choices)


async def test_what_the_citizen_typed_is_stored_masked_and_shown_readable(page: Page) -> None:
    assert (await page.say("gọi tôi 0903123456 nhé")).status_code == 202
    assert [text for _, text, _ in await stored_texts("web")] == ["gọi tôi ⟨sđt1⟩ nhé"]
    (message,) = (await page.read())["messages"]
    assert (message["text"], message["author"]) == ("gọi tôi 0903123456 nhé", "citizen")
    assert message["client_id"] == "message-1"


async def test_the_same_client_id_again_changes_nothing(page: Page) -> None:
    answers = [(await page.say("làm căn cước")).json()["duplicate"] for _ in range(3)]
    assert answers == [False, True, True]
    assert len((await page.read())["messages"]) == 1


async def test_another_conversation_may_use_the_same_client_id(page: Page) -> None:
    await page.say("câu của tôi")
    other = (await page.client.post("/chat/api/conversations")).json()["token"]
    page.client.headers["Authorization"] = f"Bearer {other}"
    assert (await page.say("câu của người khác")).json()["duplicate"] is False
    assert [message["text"] for message in (await page.read())["messages"]] == ["câu của người khác"]


async def test_another_conversations_data_is_not_resolved(page: Page) -> None:
    await page.say("số tôi 0903123456")
    other = (await page.client.post("/chat/api/conversations")).json()["token"]
    page.client.headers["Authorization"] = f"Bearer {other}"
    await page.say("xem ⟨sđt1⟩")
    assert "0903123456" not in json.dumps(await page.read())


async def test_the_payload_of_a_choice_never_leaves_the_server(page: Page) -> None:
    await page.say("khai sinh")
    await _assistant_says(page, "Thủ tục nào ạ?", (Choice("", "Đăng ký khai sinh", "/secret_payload"),))
    messages = (await page.read())["messages"]
    assert [choice["title"] for choice in messages[-1]["choices"]] == ["Đăng ký khai sinh"]
    assert "secret_payload" not in json.dumps(messages)


async def test_a_tapped_choice_is_stored_by_its_id(page: Page) -> None:
    response = await page.client.post(
        "/chat/api/messages", json={"choice_id": "7f3a9c12-1", "client_id": "message-2"}
    )
    assert response.status_code == 202
    assert [payload for _, _, payload in await stored_texts("web")] == ["choice:7f3a9c12-1"]


async def test_a_tapped_choice_is_shown_by_its_title(page: Page) -> None:
    await page.say("khai sinh")
    await _assistant_says(page, "Thủ tục nào ạ?", (Choice("", "Đăng ký khai sinh", "/a"),))
    (choice,) = (await page.read())["messages"][-1]["choices"]
    await page.client.post("/chat/api/messages", json={"choice_id": choice["id"], "client_id": "message-2"})
    tapped = (await page.read())["messages"][-1]
    assert (tapped["author"], tapped["text"]) == ("citizen", "Đăng ký khai sinh")


async def test_a_page_on_which_nothing_was_said_is_empty(page: Page) -> None:
    assert await page.read() == {"messages": [], "state": {"owner": "bot"}, "more": False}
    assert (await page.client.get("/chat/api/stream")).status_code == 404


@pytest.mark.parametrize("header", ["", "Bearer web.x.y", "Basic abc"])
async def test_without_a_token_of_ours_nothing_is_told(page: Page, header: str) -> None:
    for method, path in (("GET", "messages"), ("POST", "messages"), ("GET", "stream")):
        response = await page.client.request(
            method,
            f"/chat/api/{path}",
            headers={"Authorization": header},
            json={"text": "a", "client_id": "message-1"} if method == "POST" else None,
        )
        assert response.status_code == 401
        assert "bắt đầu lại" in response.json()["detail"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"client_id": "message-1"}',
        b'{"client_id": "message-1", "text": "  "}',
        b'{"client_id": "message-1", "text": "a", "choice_id": "b"}',
        b'{"client_id": "x", "text": "a"}',
        b'{"client_id": "message-1", "text": 5}',
        b'{"client_id": "message-1", "text": "a", "payload": "/affirm"}',
        b'{"client_id": "message-1", "text": "\\ud800"}',
    ],
)
async def test_bad_input_is_refused_in_vietnamese_and_nothing_is_stored(page: Page, body: bytes) -> None:
    response = await page.client.post(
        "/chat/api/messages", content=body, headers={"Content-Type": "application/json"}
    )
    assert response.status_code == 422
    assert response.json()["detail"].startswith("Dạ,")
    assert await stored_texts("web") == []


async def test_too_long_a_text_says_how_long_it_may_be(page: Page) -> None:
    response = await page.say("a" * 4001)
    assert response.status_code == 422
    assert "4.000 ký tự" in response.json()["detail"]
    assert (await page.say("ạ" * 4000)).status_code == 202


async def test_an_oversized_body_is_refused_before_it_is_read(page: Page) -> None:
    assert (await page.say("a" * 50_000)).status_code == 413


async def test_a_null_character_does_not_lose_the_message(page: Page) -> None:
    assert (await page.say("đèn\x00 hư")).status_code == 202
    assert [text for _, text, _ in await stored_texts("web")] == ["đèn hư"]


async def test_too_many_messages_are_refused_with_a_sentence(page: Page) -> None:
    page.limits.messages = RateLimiter(burst=2, per_second=0.001)
    for number in range(2):
        assert (await page.say("a", f"message-{number}")).status_code == 202
    response = await page.say("a", "message-3")
    assert response.status_code == 429
    assert "gửi hơi nhanh" in response.json()["detail"]


async def test_one_network_cannot_open_conversations_without_end(page: Page) -> None:
    page.limits.network_openings = RateLimiter(burst=1, per_second=0.001)
    codes = [(await page.client.post("/chat/api/conversations")).status_code for _ in range(2)]
    assert codes == [201, 429]


async def _events(response: httpx.Response, count: int) -> list[tuple[str, dict[str, Any]]]:
    """The first `count` events of a stream."""
    found: list[tuple[str, dict[str, Any]]] = []
    event = ""
    async for line in response.aiter_lines():
        if line.startswith("event: "):
            event = line[7:]
        elif line.startswith("data: "):
            found.append((event, json.loads(line[6:])))
            if len(found) == count:
                break
    return found


async def test_the_stream_gives_what_was_said_and_what_is_said_next(page: Page) -> None:
    await page.say("xin chào")
    async with page.client.stream("GET", "/chat/api/stream") as response:
        first, state = await _events(response, 2)
        assert (first[0], first[1]["text"]) == ("message", "xin chào")
        assert state == ("state", {"owner": "bot"})
        assert response.headers["cache-control"] == "no-store"


async def test_an_answer_reaches_an_open_stream(page: Page) -> None:
    await page.say("xin chào")
    async with page.client.stream("GET", "/chat/api/stream") as response:
        lines = response.aiter_lines()
        async for line in lines:
            if line.startswith("event: state"):
                break
        await _assistant_says(page, "Dạ, em chào anh/chị.")
        async for line in lines:
            if "em chào" in line:
                break
        assert json.loads(line[6:])["author"] == "bot"


@pytest.mark.parametrize("by", ["header", "query"])
async def test_a_stream_goes_on_after_the_last_message_it_gave(page: Page, by: str) -> None:
    await page.say("câu một")
    seen = (await page.read())["messages"][-1]["sequence"]
    await _assistant_says(page, "trả lời khi đang mất mạng")
    headers = {"Last-Event-ID": str(seen)} if by == "header" else {}
    params = {"after": seen} if by == "query" else {}
    async with page.client.stream("GET", "/chat/api/stream", headers=headers, params=params) as response:
        ((event, message),) = await _events(response, 1)
    assert (event, message["text"]) == ("message", "trả lời khi đang mất mạng")


async def test_who_answers_is_told_when_it_changes(page: Page) -> None:
    await page.say("gặp người thật")
    where = address_of(page.token)
    async with page.client.stream("GET", "/chat/api/stream") as response:
        lines = response.aiter_lines()
        async for line in lines:
            if line == 'data: {"owner":"bot"}':
                break
        async with database.transaction() as session:
            conversation = await conversations.by_address(session, channel="web", address=where.address)
            assert conversation is not None
            await conversations.ask_for_human(
                session, conversation_id=conversation.id, reason="citizen asked"
            )
        async for line in lines:
            if line == 'data: {"owner":"waiting"}':
                return
    pytest.fail("the stream ended without the change")


async def test_streams_of_one_conversation_are_bounded_and_closing_one_makes_room(page: Page) -> None:
    chat = address_of(page.token).address
    await page.say("xin chào")
    with page.limits.stream(chat):
        held = [page.limits.stream(chat) for _ in range(MAX_STREAMS - 1)]
        for stream in held:
            stream.__enter__()
        assert (await page.client.get("/chat/api/stream")).status_code == 429
        held[0].__exit__(None, None, None)
        async with page.client.stream("GET", "/chat/api/stream") as response:
            assert response.status_code == 200


async def test_messages_are_given_page_by_page_in_their_order(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.channels.web_conversation.PAGE", 2)
    await page.say("câu đầu", "message-first")
    after, texts, more = (await page.read())["messages"][0]["sequence"], [], True
    for number in range(5):
        await page.say(f"câu {number}", f"message-{number}")
    while more:
        found = await page.read(after)
        texts += [message["text"] for message in found["messages"]]
        after, more = (found["messages"] or [{"sequence": after}])[-1]["sequence"], found["more"]
    assert texts == [f"câu {number}" for number in range(5)]


async def test_a_place_on_the_map_is_stored_as_such(page: Page) -> None:
    body = {"client_id": "place-001", "location": {"lat": 10.7769, "lon": 106.7009}}
    assert (await page.client.post("/chat/api/messages", json=body)).status_code == 202
    (message,) = (await page.read())["messages"]
    assert message["attachment"] == {"kind": "location", "lat": 10.7769, "lon": 106.7009}
    assert message["text"] == "[vị trí 10.776900, 106.700900]"


async def test_a_place_off_the_earth_is_refused(page: Page) -> None:
    body = {"client_id": "place-001", "location": {"lat": 91, "lon": 106.7}}
    assert (await page.client.post("/chat/api/messages", json=body)).status_code == 422


async def test_a_reply_tells_what_it_is_about(page: Page) -> None:
    await page.say("chào em")
    where = address_of(page.token)
    async with database.transaction() as session:
        conversation = await conversations.by_address(session, channel="web", address=where.address)
        assert conversation is not None
        await conversations.say(
            session,
            conversation=conversation,
            text="Dạ mã hồ sơ ạ?",
            metadata=Metadata(kind=Kind.ASK_FOR_CODE, asks=(Ask.DOSSIER_CODE,)),
        )
    said, answered = (await page.read())["messages"]
    assert said["metadata"] == {}
    assert answered["metadata"] == {"kind": "ask_for_code", "asks": ["dossier_code"]}
