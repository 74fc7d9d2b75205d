"""The whole way in Chromium: a citizen asks and reports, the agency answers, an operator takes over and gives back.

SCREENSHOTS=FOLDER keeps pictures of every page at both sizes.
"""

import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.staff_browser import DESK, PHONE, chromium
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.dialogue, pytest.mark.shared]

PASSWORD = "mot-mat-khau-du-dai-2026"
SLOW = 60_000  # milliseconds; a turn of a busy machine


@pytest.fixture(scope="module")
def accounts(stack: Stack) -> None:
    """An operator and an officer of the agency that mends street lamps."""
    add = ("staff", "add", "--password-stdin", "--name")
    stack.troly(*add, "Lê Tổng Đài", "--role", "operator", "tongdai", stdin=PASSWORD + "\n")
    stack.troly(
        *add, "Phạm Hạ Tầng", "--role", "officer", "--agency", "TT_HTKT", "hatang", stdin=PASSWORD + "\n"
    )


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


async def _picture(page: Page, name: str) -> None:
    folder = os.environ.get("SCREENSHOTS")
    if folder is None:
        return
    for label, size in (("390", PHONE), ("1280", DESK)):
        await page.set_viewport_size(size)
        await page.wait_for_timeout(400)
        await page.screenshot(path=Path(folder) / f"{name}_{label}.png")


async def _new_page(browser: Browser, address: str) -> Page:
    context: BrowserContext = await browser.new_context(
        viewport=DESK, locale="vi-VN", reduced_motion="reduce"
    )
    page = await context.new_page()
    await page.goto(address)
    return page


async def _log_in(browser: Browser, stack: Stack, username: str) -> Page:
    page = await _new_page(browser, f"{stack.address}/staff")
    await page.get_by_label("Tên đăng nhập").fill(username)
    await page.get_by_label("Mật khẩu").fill(PASSWORD)
    await page.get_by_role("button", name="Đăng nhập").click()
    return page


async def _say(page: Page, text: str) -> None:
    await page.locator("#text").fill(text)
    await page.get_by_role("button", name="Gửi tin nhắn").click()


def _log(page: Page) -> Locator:
    return page.get_by_role("log")


async def _open_conversation(operator: Page, words: str) -> None:
    """Open the conversation that holds `words`; others may be waiting as well."""
    rows = operator.locator("[data-conversation]")
    await expect(rows.first).to_be_visible(timeout=SLOW)
    for number in range(await rows.count()):
        await rows.nth(number).click()
        try:
            await expect(_log(operator)).to_contain_text(words, timeout=5_000)
        except AssertionError:
            continue
        return
    raise AssertionError(f"no conversation holds {words!r}")


async def test_the_whole_way_from_a_question_to_an_answered_complaint(
    stack: Stack, accounts: None, browser: Browser
) -> None:
    citizen = await _new_page(browser, stack.address)
    await _picture(citizen, "chat_start")
    await _say(citizen, "toi muon dang ky tam tru cho nguoi thue tro thi can giay to gi")
    await expect(_log(citizen)).to_contain_text("1.004194", timeout=SLOW)
    await _say(citizen, "le phi bao nhieu vay em")
    await expect(_log(citizen)).to_contain_text("15.000", timeout=SLOW)
    await _say(citizen, "hồ sơ H29.12-260901-0007 tới đâu rồi")
    await expect(_log(citizen)).to_contain_text("được xử lý", timeout=SLOW)
    await _picture(citizen, "chat_answers")
    for line in (
        "tui muốn phản ánh đèn đường hư cả tuần nay",
        "trước nhà 45 đường Trần Kế Xương, phường 7 quận Phú Nhuận cũ",
        "0903111222",
        "Trần Văn Thử",
    ):
        messages = _log(citizen).locator("> *")
        before = await messages.count()
        await _say(citizen, line)
        await expect(messages.nth(before + 1)).to_be_visible(timeout=SLOW)
    await expect(_log(citizen)).to_contain_text("Cầu Kiệu", timeout=SLOW)
    await _say(citizen, "đúng rồi, gửi đi")
    await expect(_log(citizen)).to_contain_text(re.compile(r"PA-\d{6}-[0-9A-Z]{5}"), timeout=SLOW)
    await _picture(citizen, "chat_filed")
    found = re.search(r"PA-\d{6}-[0-9A-Z]{5}", await _log(citizen).inner_text())
    assert found is not None

    officer = await _log_in(browser, stack, "hatang")
    await officer.get_by_text(found[0]).first.click(timeout=SLOW)
    await expect(officer.get_by_text("Trần Kế Xương").first).to_be_visible()
    accept = officer.get_by_role("button", name="Nhận xử lý", exact=True)
    await accept.click()
    await expect(accept).to_be_hidden(timeout=SLOW)
    await _picture(officer, "agency_case")
    await officer.get_by_role("textbox", name="Trả lời người dân").fill(
        "Đội chiếu sáng đã thay bóng đèn trước số nhà 45."
    )
    await officer.get_by_role("button", name="Gửi trả lời").click()
    await officer.get_by_role("dialog").get_by_role("button", name="Gửi trả lời").click()
    await expect(_log(citizen)).to_contain_text("đã thay bóng đèn", timeout=SLOW)
    await _picture(citizen, "chat_answered")


async def test_an_operator_takes_a_chat_over_sends_a_suggestion_and_gives_it_back(
    stack: Stack, accounts: None, browser: Browser
) -> None:
    citizen = await _new_page(browser, stack.address)
    await _say(citizen, "đăng ký khai sinh cho con cần giấy tờ gì")
    await expect(_log(citizen)).to_contain_text("1.001193", timeout=SLOW)
    await _say(citizen, "cho tôi gặp tổng đài viên")
    await expect(_log(citizen)).to_contain_text("tổng đài viên", timeout=SLOW)

    operator = await _log_in(browser, stack, "tongdai")
    await _open_conversation(operator, "đăng ký khai sinh cho con cần giấy tờ gì")
    await operator.get_by_role("button", name="Nhận", exact=True).click()
    await expect(operator.get_by_role("button", name="Trả lại cho trợ lý")).to_be_visible(timeout=SLOW)
    suggestion = operator.locator(".suggestion").first
    await expect(suggestion).to_be_visible(timeout=SLOW)
    await _picture(operator, "operator_desk")
    await suggestion.get_by_role("button", name="Chèn").click()
    box = operator.get_by_role("textbox", name="Nội dung trả lời")
    await expect(box).not_to_have_value("")
    await box.fill("Dạ em là tổng đài viên, anh/chị mang tờ khai và giấy chứng sinh ra phường là được ạ.")
    await operator.get_by_role("button", name="Gửi", exact=True).click()
    await expect(_log(citizen)).to_contain_text("mang tờ khai và giấy chứng sinh", timeout=SLOW)
    await _say(citizen, "dạ cảm ơn chị")
    await expect(operator.get_by_role("log")).to_contain_text("dạ cảm ơn chị", timeout=SLOW)
    await operator.get_by_role("button", name="Trả lại cho trợ lý").click()
    await _say(citizen, "đăng ký kết hôn cần giấy tờ gì")
    await expect(_log(citizen)).to_contain_text("1.000894", timeout=SLOW)
    await _picture(citizen, "chat_after_operator")


async def test_the_conversation_is_still_there_after_a_reload(stack: Stack, browser: Browser) -> None:
    citizen = await _new_page(browser, stack.address)
    await _say(citizen, "chào em")
    await expect(_log(citizen)).to_contain_text("em chào anh/chị", timeout=SLOW)
    await citizen.reload()
    await expect(_log(citizen)).to_contain_text("chào em", timeout=SLOW)
    await expect(_log(citizen)).to_contain_text("em chào anh/chị", timeout=SLOW)
