"""The chat page on a screen that many use one after the other."""

import pytest
from playwright.async_api import BrowserContext, Page, expect
from sqlalchemy import select

from api import database
from api.conversations import service as conversations
from tests.browser.echoing_city import City, say
from tests.browser.looks import pale, small
from tests.browser.staff_browser import fits

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


_HEAR_CLOSING = """() => {
  window.closed = new Promise(heard => document.getElementById("idle").addEventListener("close", heard))
}"""
"""The page counts anew once its dialog has said that it was closed, some time after the tap: no clock is wound before that."""


async def _open(context: BrowserContext, city: City) -> Page:
    """Open the kiosk page with a clock that the test winds."""
    opened = await context.new_page()
    await opened.clock.install()
    await opened.set_viewport_size({"width": 1080, "height": 1920})
    await opened.goto(f"{city.address}/kiosk")
    return opened


async def test_whoever_left_leaves_nothing_on_the_screen(context: BrowserContext, city: City) -> None:
    page = await _open(context, city)
    await say(page, "số tôi 0903123456")
    await expect(page.locator(".message.bot .bubble")).to_have_count(1)
    await page.get_by_label("Tin nhắn của anh/chị").fill("đang viết dở")
    await page.clock.fast_forward(121_000)
    await expect(page.get_by_role("dialog", name="Anh/chị còn dùng máy không ạ?")).to_be_visible()
    await page.clock.fast_forward(21_000)
    await expect(page.locator(".message")).to_have_count(0)
    await expect(page.get_by_label("Tin nhắn của anh/chị")).to_have_value("")
    assert await page.evaluate("localStorage.length") == 0
    await page.reload()
    await expect(page.locator(".message")).to_have_count(0)


async def test_who_is_still_there_goes_on(context: BrowserContext, city: City) -> None:
    page = await _open(context, city)
    await say(page, "câu một")
    await expect(page.locator(".message.bot .bubble")).to_have_count(1)
    await expect(page.locator(".message")).to_have_count(
        2
    )  # what arrives later would wind the clock of the page back
    await page.clock.fast_forward(121_000)
    await page.get_by_role("button", name="Còn dùng").click()
    await page.clock.fast_forward(60_000)
    await expect(page.locator(".message")).to_have_count(2)
    await page.clock.fast_forward(61_000)
    await page.get_by_role("button", name="Xong rồi, dọn ngay").click()
    await expect(page.locator(".message")).to_have_count(0)


async def test_what_is_said_there_counts_as_the_kiosks(context: BrowserContext, city: City) -> None:
    page = await _open(context, city)
    await say(page, "báo đèn đường hư ở ki-ốt")
    await expect(page.locator(".message.bot .bubble")).to_have_count(1)
    async with database.transaction() as session:
        heard = await session.scalars(
            select(conversations.Message).where(conversations.Message.text == "báo đèn đường hư ở ki-ốt")
        )
        assert [one.channel for one in heard] == ["kiosk"]


async def test_nothing_leads_away_from_the_screen(context: BrowserContext, city: City) -> None:
    page = await _open(context, city)
    await say(page, "xem https://dichvucong.gov.vn nhé, cho tôi chọn")
    await expect(page.locator(".message.bot .choice")).to_have_count(2)
    await expect(page.locator("a[href]:not(.skip)")).to_have_count(0)
    await expect(page.get_by_role("button", name="Gửi ảnh, tệp hoặc vị trí")).to_be_hidden()
    assert await fits(page)
    assert await small(page) == []
    assert await pale(page) == []
