"""The tracking page and the published answers in Debian's Chromium, over a real database."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

import pytest
from fastapi import FastAPI
from playwright.async_api import Browser, Page, expect

from api import clock, database, jobs
from api.feedback import service as feedback
from api.feedback.service import Case
from api.live import LiveFeed
from api.public import routes, tracking
from api.settings import Settings
from tests.api.channels.conftest import with_errors
from tests.browser.looks import pale, small
from tests.browser.staff_browser import PHONE, chromium, fits
from tests.local_server import serve

pytestmark = pytest.mark.browser

AGENCY = "TT_HTKT"


@dataclass
class Citizen:
    """A citizen's browser on a phone; `problems` collects what its pages complain about."""

    address: str
    browser: Browser
    problems: list[str] = field(default_factory=list)

    async def follow(self, case: Case) -> Page:
        """Open the tracking page of `case` through its form."""
        context = await self.browser.new_context(viewport=PHONE, locale="vi-VN", reduced_motion="reduce")
        page = await context.new_page()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda line: self.problems.append(line.text) if line.type == "error" else None)
        await page.goto(f"{self.address}/theo-doi?ma={case.code}")
        await page.get_by_label("4 số cuối điện thoại đã để lại, hoặc e-mail").fill("3456")
        await page.get_by_role("button", name="Xem").click()
        await expect(page.get_by_role("region", name="Tình trạng")).to_be_visible()
        return page


@pytest.fixture
async def citizen(open_database: str, app_settings: Settings) -> AsyncIterator[Citizen]:
    app, live = with_errors(FastAPI()), LiveFeed(open_database)
    app.include_router(routes.router)
    app.include_router(tracking.router)
    app.state.live = live
    await live.start()
    async with jobs.app.open_async(), serve(app) as address, chromium() as browser:
        opened = Citizen(address=address, browser=browser)
        yield opened
        assert opened.problems == []
    await live.stop()


async def _file() -> Case:
    async with database.transaction() as session:
        return await feedback.file(
            session,
            idempotency_key="key",
            channel="web",
            content="Đèn đường trước số nhà 45 tắt ba đêm nay",
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
            session, case_id=case.id, agency=AGENCY, actor="x", text="Đã thay bóng đèn.", now=clock.now()
        )


async def _check_looks(page: Page) -> None:
    assert await fits(page)
    assert await small(page) == []
    lights: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for light in lights:
        await page.emulate_media(color_scheme=light)
        assert (light, await pale(page)) == (light, [])


async def test_an_answer_is_shown_on_the_open_page_by_itself_and_can_be_judged_there(
    citizen: Citizen,
) -> None:
    case = await _file()
    page = await citizen.follow(case)
    status = page.get_by_role("region", name="Tình trạng")
    await expect(status).to_contain_text("Đã chuyển cơ quan xử lý")
    await _answer(case)
    await expect(status).to_contain_text("Đã thay bóng đèn.")
    await expect(page.get_by_role("status")).to_have_text("Vừa có cập nhật: Đã có trả lời.")
    await expect(page.get_by_role("region", name="Diễn biến")).to_contain_text("đã trả lời")
    await _check_looks(page)
    await page.get_by_role("button", name="Đã xong").click()
    await expect(page.get_by_text("Em đã ghi nhận việc đã xong.")).to_be_visible()
    await _check_looks(page)


async def test_what_is_being_typed_stays_while_the_page_shows_what_is_new(citizen: Citizen) -> None:
    case = await _file()
    page = await citizen.follow(case)
    await _answer(case)
    box = page.get_by_label("Nếu chưa, còn chỗ nào ạ?")
    await box.fill("Còn một bóng đầu hẻm")
    async with database.transaction() as session:
        await feedback.publish(
            session,
            case_id=case.id,
            agency="TONG_DAI",
            actor="x",
            content="Đèn đường tắt",
            answer="Đã thay bóng đèn.",
            now=clock.now(),
        )
    await expect(page.get_by_role("region", name="Diễn biến")).to_contain_text("công khai")
    await expect(box).to_have_value("Còn một bóng đầu hẻm")
    await expect(box).to_be_focused()


async def test_published_answers_are_told_of_in_words_where_there_are_none(citizen: Citizen) -> None:
    page = await (await citizen.browser.new_context(viewport=PHONE)).new_page()
    await page.goto(f"{citizen.address}/tra-loi")
    await expect(page.get_by_text("Chưa có trả lời nào được công khai.")).to_be_visible()
    await page.get_by_label("Tìm theo nội dung").fill("ngập")
    await page.get_by_role("button", name="Tìm").click()
    await expect(page.get_by_text("Anh/chị thử ít chữ hơn")).to_be_visible()
    await _check_looks(page)
