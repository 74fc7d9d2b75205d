"""The stream behind an open tracking page: who may, and when it tells."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI

from api import clock, database
from api.channels import web_access
from api.channels.web_access import MAX_STREAMS, ChatLimits
from api.feedback import service as feedback
from api.feedback.service import Case
from api.live import LiveFeed
from api.public import tracking, tracking_live
from api.settings import Settings
from tests.api.channels.conftest import with_errors

AGENCY = "TT_HTKT"


@pytest.fixture
def limits() -> ChatLimits:
    return ChatLimits()


@pytest.fixture
async def live(open_database: str) -> AsyncIterator[LiveFeed]:
    """What hears the database's changes."""
    feed = LiveFeed(open_database)
    await feed.start()
    yield feed
    await feed.stop()


@pytest.fixture
async def browser(
    live: LiveFeed, app_settings: Settings, limits: ChatLimits
) -> AsyncIterator[httpx.AsyncClient]:
    """A caller of the pages."""
    app = with_errors(FastAPI())
    app.include_router(tracking.router)
    app.dependency_overrides[web_access.limits] = lambda: limits
    app.state.live = live
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        yield client


async def _file(key: str = "key") -> Case:
    async with database.transaction() as session:
        return await feedback.file(
            session,
            idempotency_key=key,
            channel="phone",
            content="Đèn đường đầu hẻm tắt ba đêm nay",
            place=None,
            unit_code="26929",
            contact_name=None,
            contact_phone="0903 123 456",
            field="chieu_sang",
            now=clock.now() - timedelta(hours=1),
        )


async def _answer(case: Case) -> None:
    async with database.transaction() as session:
        await feedback.answer(
            session, case_id=case.id, agency=AGENCY, actor="x", text="Đã thay bóng.", now=clock.now()
        )


async def _address(browser: httpx.AsyncClient, case: Case) -> str:
    """Return the address that the page of `case` carries."""
    shown = await browser.post("/theo-doi", data={"code": case.code, "tail": "3456"})
    found = re.search(r'data-live="([^"]+)"', shown.text)
    assert found is not None
    return unescape(found[1])


def _seen(address: str) -> str:
    return parse_qs(urlsplit(address).query)["seen"][0]


async def test_the_page_hears_that_the_agency_answered(browser: httpx.AsyncClient) -> None:
    case = await _file()
    stream = asyncio.create_task(browser.get(await _address(browser, case)))
    await _answer(case)
    told = await stream
    assert told.status_code == 200
    assert "event: changed" in told.text


async def test_what_changed_before_the_stream_was_open_is_told_at_once(browser: httpx.AsyncClient) -> None:
    case = await _file()
    address = await _address(browser, case)
    await _answer(case)
    assert "event: changed" in (await browser.get(address)).text


async def test_what_the_page_does_not_show_is_no_change(browser: httpx.AsyncClient) -> None:
    case, other = await _file(), await _file("other")
    before = _seen(await _address(browser, case))
    await _answer(other)
    async with database.transaction() as session:
        await feedback.view_contact(session, case_id=case.id, agency=AGENCY, actor="staff:1", now=clock.now())
    assert _seen(await _address(browser, case)) == before
    await _answer(case)
    assert _seen(await _address(browser, case)) != before


async def test_an_answer_to_the_report_it_was_merged_into_is_told(browser: httpx.AsyncClient) -> None:
    case, main = await _file(), await _file("main")
    async with database.transaction() as session:
        await feedback.merge(
            session,
            case_id=case.id,
            into_id=main.id,
            agency=AGENCY,
            actor="x",
            reason="Cùng một đèn",
            now=clock.now(),
        )
    stream = asyncio.create_task(browser.get(await _address(browser, case)))
    await _answer(main)
    assert "event: changed" in (await stream).text


@pytest.mark.parametrize(
    ("old", "new"), [(r"key=\w", "key=x"), (r"until=\d+", "until=1"), (r"bien/\d+", "bien/99")]
)
async def test_an_address_that_is_not_of_a_page_is_refused(
    browser: httpx.AsyncClient, old: str, new: str
) -> None:
    address = re.sub(old, new, await _address(browser, await _file()))
    assert (await browser.get(address)).status_code == 403


async def test_an_old_address_is_refused(browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracking_live, "LIFE", timedelta(seconds=-1))
    assert (await browser.get(await _address(browser, await _file()))).status_code == 403


async def test_a_page_open_for_long_is_told_to_look_again(browser: httpx.AsyncClient, live: LiveFeed) -> None:
    case = await _file()
    seen = _seen(await _address(browser, case))
    await tracking_live.wait_for_change(live, case_id=case.id, seen=seen, left=timedelta(0))


async def test_a_further_page_of_a_case_is_refused_where_many_are_open(
    browser: httpx.AsyncClient, limits: ChatLimits
) -> None:
    case = await _file()
    address = await _address(browser, case)
    with contextlib.ExitStack() as pages:
        for _ in range(MAX_STREAMS):
            pages.enter_context(limits.stream(f"case:{case.id}"))
        assert (await browser.get(address)).status_code == 429
