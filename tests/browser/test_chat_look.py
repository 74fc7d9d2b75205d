"""How the chat page looks and is reached: sizes, contrast, keyboard, screen reader."""

from typing import Literal

import pytest
from playwright.async_api import Page, ViewportSize, expect

from api.channels.rate_limit import RateLimiter
from tests.browser.echoing_city import City, say
from tests.browser.looks import pale, small
from tests.browser.staff_browser import DESK, PHONE, fits

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

SMALL: ViewportSize = {"width": 320, "height": 568}


@pytest.mark.parametrize("size", [PHONE, DESK, SMALL])
async def test_the_page_fits_and_everything_to_tap_is_large_enough(page: Page, size: ViewportSize) -> None:
    await page.set_viewport_size(size)
    await say(page, "cho tôi chọn, xem https://dichvucong.gov.vn, " + "rất dài " * 20)
    await expect(page.locator(".message.bot .choice")).to_have_count(2)
    assert await small(page) == []
    assert await fits(page)
    assert await page.evaluate(
        "document.documentElement.scrollHeight <= innerHeight"
    )  # the log scrolls alone
    await expect(page.locator("#text")).to_be_in_viewport()
    await expect(page.locator(".message.bot .choice").last).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_has_contrast_enough(
    page: Page, city: City, scheme: Literal["light", "dark"]
) -> None:
    await page.emulate_media(color_scheme=scheme)
    await page.set_viewport_size(DESK)
    city.limits.messages = RateLimiter(burst=1, per_second=0.001)
    await say(page, "cho tôi chọn")
    await expect(page.locator(".message.bot .choice")).to_have_count(2)
    await say(page, "quá nhanh")
    await expect(page.locator(".message.failed")).to_have_count(1)
    assert await pale(page) == []


async def test_the_keyboard_reaches_everything_in_a_sensible_order(page: Page) -> None:
    await page.locator("body").focus()
    found = []
    for _ in range(20):
        await page.keyboard.press("Tab")
        found.append(
            await page.evaluate(
                "() => (document.activeElement.id || document.activeElement.textContent).trim()"
            )
        )
    order = ["Đến ô nhập tin nhắn", "Gọi 1022", "restart", "scroll", "text", "send"]
    assert [name for name in found if name in order][: len(order)] == order


async def test_new_messages_are_read_out_and_history_is_not(page: Page) -> None:
    log = page.get_by_role("log")
    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(log).to_have_accessible_name("Tin nhắn")
    await expect(page.get_by_label("Tin nhắn của anh/chị")).to_be_visible()
    await expect(page.get_by_role("button", name="Gửi tin nhắn")).to_be_visible()
