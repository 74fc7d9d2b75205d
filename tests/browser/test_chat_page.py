"""The chat page in Debian's Chromium, against a small server whose assistant echoes."""

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Literal

import pytest
import pytest_asyncio
from fastapi import FastAPI
from playwright.async_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    async_playwright,
    expect,
)
from sqlalchemy import select

from api import database
from api.channels import web_routes
from api.channels.rate_limit import RateLimiter
from api.channels.web_routes import ChatLimits, limits
from api.conversations import service as conversations
from api.conversations.choices import Choice
from api.live import LiveFeed
from api.public import routes as public_routes
from api.settings import Settings
from tests.api.channels.conftest import with_errors
from tests.conftest import missing
from tests.local_server import serve

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=800)
SMALL = ViewportSize(width=320, height=568)


@dataclass
class City:
    """The running server: its address, its limits, and a switch that keeps the assistant silent."""

    address: str
    limits: ChatLimits
    answers: asyncio.Event


async def _answer(message: conversations.Message) -> None:
    """Say the citizen's words back; "chọn" offers choices."""
    async with database.transaction() as session:
        conversation = await conversations.get(session, conversation_id=message.conversation_id)
        choices = (Choice("", "Đăng ký khai sinh", "/a"), Choice("", "Đăng ký lại khai sinh", "/b"))
        offer = "chọn" in message.text
        await conversations.say(
            session,
            conversation=conversation,
            text="Anh/chị hỏi thủ tục nào ạ?"
            if offer
            else f"Dạ, anh/chị nói: {message.text or message.payload}",
            choices=choices if offer else (),
        )


async def _echo(live: LiveFeed, answers: asyncio.Event) -> None:
    seen = 0
    async with live.subscribe("conversations:all") as changed:
        while True:
            await changed.wait()
            await answers.wait()
            changed.clear()
            async with database.transaction() as session:
                rows = await session.scalars(
                    select(conversations.Message)
                    .where(
                        conversations.Message.sequence > seen,
                        conversations.Message.author == conversations.Author.CITIZEN,
                    )
                    .order_by(conversations.Message.sequence)
                )
                said = list(rows)
            for message in said:
                seen = message.sequence
                await _answer(message)


@pytest_asyncio.fixture(loop_scope="module")
async def city(database_url: str, app_settings: Settings) -> AsyncIterator[City]:
    """The chat page's server with an assistant that echoes."""
    database.open_database(database_url)
    app, live, own, answers = with_errors(FastAPI()), LiveFeed(database_url), ChatLimits(), asyncio.Event()
    app.include_router(web_routes.router)
    app.include_router(public_routes.router)
    app.state.live = live
    app.dependency_overrides[limits] = lambda: own
    answers.set()
    await live.start()
    echo = asyncio.create_task(_echo(live, answers))
    async with serve(app) as address:
        yield City(address=address, limits=own, answers=answers)
    echo.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await echo
    await live.stop()
    await database.close_database()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """Debian's Chromium."""
    path = shutil.which("chromium")
    if path is None:
        missing("Chromium (the Debian package chromium)")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        await browser.close()


Problems = list[str]


@pytest_asyncio.fixture(loop_scope="module")
async def context(chromium: Browser) -> AsyncIterator[BrowserContext]:
    """A citizen's browser with empty storage."""
    made = await chromium.new_context(viewport=PHONE, locale="vi-VN", reduced_motion="reduce")
    yield made
    await made.close()


@pytest.fixture
def problems() -> Problems:
    """What the page complained about."""
    return []


@pytest_asyncio.fixture(loop_scope="module")
async def page(city: City, context: BrowserContext, problems: Problems) -> Page:
    """The chat page, open; script errors and refused resources are collected."""
    opened = await context.new_page()
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on(
        "console",
        lambda line: problems.append(line.text) if "Content Security Policy" in line.text else None,
    )
    await opened.goto(city.address)
    return opened


async def _say(page: Page, words: str) -> None:
    await page.get_by_label("Tin nhắn của anh/chị").fill(words)
    await page.keyboard.press("Enter")


async def test_a_question_is_answered_live_and_stays_after_a_reload(page: Page, problems: Problems) -> None:
    await _say(page, "số tôi 0903123456")
    await expect(page.locator(".message.bot .bubble")).to_have_text("Dạ, anh/chị nói: số tôi 0903123456")
    await page.reload()
    await expect(page.locator(".message.citizen .bubble")).to_have_text("số tôi 0903123456")
    await expect(page.locator(".message.bot .bubble")).to_have_count(1)
    await expect(page.locator(".message.bot .by")).to_have_text("Trợ lý tự động")
    assert problems == []


async def test_a_starter_is_sent_as_the_citizens_words(page: Page) -> None:
    await page.get_by_role("button", name="Gặp tổng đài viên").click()
    await expect(page.locator(".message.citizen .bubble")).to_have_text("Cho tôi gặp tổng đài viên")


async def test_a_choice_is_tapped_with_the_keyboard(page: Page) -> None:
    await _say(page, "cho tôi chọn")
    choice = page.get_by_role("button", name="Đăng ký khai sinh", exact=True)
    await choice.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.citizen .bubble").last).to_have_text("Đăng ký khai sinh")
    await expect(page.locator(".message.bot .bubble").last).to_contain_text("choice:")
    await page.reload()
    await expect(page.locator(".message.citizen .bubble").last).to_have_text("Đăng ký khai sinh")


async def test_text_is_never_markup_and_links_open_in_a_new_tab(page: Page, problems: Problems) -> None:
    await _say(page, "<img src=x onerror=alert(1)> xem https://dichvucong.gov.vn/a?b=1.")
    bubble = page.locator(".message.bot .bubble")
    await expect(bubble).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(page.locator(".log img")).to_have_count(0)
    link = bubble.get_by_role("link")
    await expect(link).to_have_attribute("href", "https://dichvucong.gov.vn/a?b=1")
    await expect(link).to_have_attribute("target", "_blank")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    assert problems == []


async def test_a_message_refused_for_haste_is_kept_and_goes_out_on_retry(page: Page, city: City) -> None:
    city.limits.messages = RateLimiter(burst=1, per_second=0.001)
    await _say(page, "câu một")
    await expect(page.locator(".message.bot .bubble")).to_have_count(1)
    await _say(page, "câu hai")
    await expect(page.locator(".message.failed .state")).to_contain_text("gửi hơi nhanh")
    city.limits.messages = RateLimiter(burst=9, per_second=1)
    await page.get_by_role("button", name="Gửi lại").click()
    await expect(page.locator(".message.bot .bubble").last).to_have_text("Dạ, anh/chị nói: câu hai")
    await expect(page.locator(".message.failed")).to_have_count(0)


async def test_what_was_typed_offline_goes_out_when_the_network_is_back(
    page: Page, context: BrowserContext
) -> None:
    await _say(page, "câu một")
    await expect(page.locator(".message.bot .bubble")).to_have_count(1)
    await context.set_offline(True)
    await _say(page, "câu lúc mất mạng")
    await expect(page.locator(".message.failed .state")).to_contain_text("mất kết nối")
    await expect(page.get_by_role("status")).to_contain_text("Mất kết nối")
    await context.set_offline(False)
    await expect(page.locator(".message.bot .bubble").last).to_have_text("Dạ, anh/chị nói: câu lúc mất mạng")
    await expect(page.get_by_role("status")).to_be_hidden()


async def test_where_the_stream_does_not_get_through_answers_still_come(page: Page, city: City) -> None:
    await page.route("**/chat/api/stream", lambda route: route.abort())
    await _say(page, "không có luồng")
    await expect(page.locator(".message.bot .bubble")).to_have_count(1, timeout=20_000)
    await expect(page.locator("body")).to_have_attribute("data-link", "polling")


async def test_the_assistant_is_seen_to_be_working(page: Page, city: City) -> None:
    city.answers.clear()
    await _say(page, "chờ một chút")
    await expect(page.locator("#typing")).to_be_visible()
    city.answers.set()
    await expect(page.locator(".message.bot .bubble")).to_have_count(1)
    await expect(page.locator("#typing")).to_be_hidden()


async def test_an_operator_who_takes_over_is_named_as_such(page: Page, city: City) -> None:
    await _say(page, "gặp người thật")
    await expect(page.locator(".message.bot .bubble")).to_have_count(1)
    async with database.transaction() as session:
        conversation = (await session.scalars(select(conversations.Conversation))).one()
        conversation.owner = conversations.Owner.OPERATOR
        await conversations.say(
            session,
            conversation=conversation,
            text="Chào anh/chị, tôi là tổng đài viên.",
            author=conversations.Author.OPERATOR,
        )
    await expect(page.locator(".message.operator .by")).to_have_text("Tổng đài viên")
    await expect(page.locator("#who")).to_have_text("Tổng đài viên đang trò chuyện với anh/chị")


async def test_starting_again_asks_first_and_then_forgets(page: Page) -> None:
    await _say(page, "câu cũ")
    await expect(page.locator(".message.bot .bubble")).to_have_count(1)
    await page.get_by_role("button", name="Bắt đầu lại").click()
    await page.get_by_role("button", name="Tiếp tục trò chuyện").click()
    await expect(page.locator(".message")).to_have_count(2)
    await page.get_by_role("button", name="Bắt đầu lại").click()
    await page.get_by_role("dialog").get_by_role("button", name="Bắt đầu lại").click()
    await expect(page.locator(".message")).to_have_count(0)
    await page.reload()
    await expect(page.locator(".message")).to_have_count(0)
    await _say(page, "câu mới")
    await expect(page.locator(".message.bot .bubble")).to_have_text("Dạ, anh/chị nói: câu mới")


async def test_a_token_the_server_does_not_know_opens_a_new_conversation_and_keeps_the_words(
    page: Page,
) -> None:
    await page.evaluate("localStorage.setItem('troly1022.token', 'web.old.token')")
    await page.reload()
    await expect(page.locator(".message.system")).to_have_count(1)
    await _say(page, "vẫn hỏi được")
    await expect(page.locator(".message.bot .bubble")).to_have_text("Dạ, anh/chị nói: vẫn hỏi được")


async def test_two_tabs_show_the_same_conversation(page: Page, city: City, context: BrowserContext) -> None:
    await _say(page, "từ thẻ một")
    await expect(page.locator(".message.bot .bubble")).to_have_count(1)
    second = await context.new_page()
    await second.goto(city.address)
    await _say(second, "từ thẻ hai")
    await expect(page.locator(".message.citizen .bubble")).to_have_text(["từ thẻ một", "từ thẻ hai"])


_TOO_SMALL = """() => [...document.querySelectorAll('button, a[href], textarea')]
  .filter((item) => item.checkVisibility() && !item.closest('p') && !item.classList.contains('skip'))
  .filter((item) => { const box = item.getBoundingClientRect(); return box.width < 44 || box.height < 44; })
  .map((item) => item.outerHTML.slice(0, 80))"""
_SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("size", [PHONE, DESKTOP, SMALL])
async def test_the_page_fits_and_everything_to_tap_is_large_enough(page: Page, size: ViewportSize) -> None:
    await page.set_viewport_size(size)
    await _say(page, "cho tôi chọn, " + "rất dài " * 20)
    await expect(page.locator(".message.bot .choice")).to_have_count(2)
    assert await page.evaluate(_TOO_SMALL) == []
    assert await page.evaluate(_SIDEWAYS) <= 0
    await expect(page.locator("#text")).to_be_in_viewport()
    await expect(page.locator(".message.bot .choice").last).to_be_in_viewport()


_CONTRAST = """() => {
  const part = (value) => { const v = value / 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const read = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const behind = (item) => {
    for (let at = item; at; at = at.parentElement) {
      const colour = read(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const item of document.querySelectorAll('body *')) {
    const own = [...item.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !item.checkVisibility() || item.closest('noscript')) continue;
    const [a, b] = [light(read(getComputedStyle(item).color)), light(behind(item))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${item.className || item.tagName}: ${ratio.toFixed(2)}`);
  }
  return poor;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_has_contrast_enough(
    page: Page, city: City, scheme: Literal["light", "dark"]
) -> None:
    await page.emulate_media(color_scheme=scheme)
    await page.set_viewport_size(DESKTOP)
    city.limits.messages = RateLimiter(burst=1, per_second=0.001)
    await _say(page, "cho tôi chọn")
    await expect(page.locator(".message.bot .choice")).to_have_count(2)
    await _say(page, "quá nhanh")
    await expect(page.locator(".message.failed")).to_have_count(1)
    assert await page.evaluate(_CONTRAST) == []


async def test_the_keyboard_reaches_everything_in_a_sensible_order(page: Page) -> None:
    await page.locator("body").focus()
    found = []
    for _ in range(15):
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
