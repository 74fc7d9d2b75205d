"""Sending photos, files and the own place on the chat page, in Debian's Chromium."""

import contextlib
import io
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from fastapi import FastAPI
from PIL import Image
from playwright.async_api import Browser, BrowserContext, FilePayload, Page, expect
from sqlalchemy import select

from api import database
from api.attachments.service import StoredFile
from api.channels import web_routes
from api.channels.web_access import ChatLimits, limits
from api.conversations import service as conversations
from api.live import LiveFeed
from api.public import routes as public_routes
from api.settings import Settings
from tests.api.channels.conftest import with_errors
from tests.browser.staff_browser import PHONE, chromium, fits
from tests.local_server import serve
from tests.pictures import photo

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

PICTURE: FilePayload = {"name": "o ga.jpg", "mimeType": "image/jpeg", "buffer": photo(size=(800, 600))}


@pytest_asyncio.fixture(loop_scope="module")
async def address(database_url: str, app_settings: Settings) -> AsyncIterator[str]:
    """The chat page's server; nobody answers there."""
    database.open_database(database_url)
    app, live, own = with_errors(FastAPI()), LiveFeed(database_url), ChatLimits()
    app.include_router(web_routes.router)
    app.include_router(public_routes.router)
    app.state.live = live
    app.dependency_overrides[limits] = lambda: own
    await live.start()
    async with serve(app) as where:
        yield where
    await live.stop()
    await database.close_database()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium."""
    async with chromium() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A citizen's telephone."""
    made = await browser.new_context(
        viewport=PHONE,
        locale="vi-VN",
        reduced_motion="reduce",
        geolocation={"latitude": 10.7769, "longitude": 106.7009},
    )
    yield made
    await made.close()


@contextlib.asynccontextmanager
async def _chat(context: BrowserContext, address: str) -> AsyncIterator[Page]:
    """The chat page; it must complain about nothing but what the test expects."""
    page = await context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "request", lambda request: None if request.url.startswith(address) else problems.append(request.url)
    )
    await page.goto(f"{address}/chat")
    yield page
    assert problems == []


async def _choose(page: Page, *files: FilePayload) -> None:
    await page.get_by_role("button", name="Gửi ảnh, tệp hoặc vị trí").click()
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name="Ảnh, tệp", exact=True).click()
    await (await chooser.value).set_files(list(files))


async def test_a_photo_is_sent_shown_and_still_there_after_a_reload(
    context: BrowserContext, address: str
) -> None:
    async with _chat(context, address) as page:
        await _choose(page, PICTURE)
        shown = page.get_by_role("img", name="Ảnh o ga.jpg")
        await expect(shown).to_be_visible()
        await expect(page.locator(".message.citizen .state")).to_have_count(0)
        await page.wait_for_function("document.querySelector('.files img').naturalWidth === 800")
        assert await fits(page)
        await page.reload()
        await expect(page.get_by_role("img", name="Ảnh o ga.jpg")).to_be_visible()
    async with database.transaction() as session:
        (row,) = await session.scalars(select(StoredFile))
    assert (row.kind, row.width, row.height) == ("photo", 800, 600)


async def test_a_file_that_is_not_taken_says_why_and_words_go_on(
    context: BrowserContext, address: str
) -> None:
    async with _chat(context, address) as page:
        await _choose(page, {"name": "virus.pdf", "mimeType": "application/pdf", "buffer": b"MZ" + bytes(80)})
        failed = page.locator(".message.failed")
        await expect(failed).to_contain_text("em chưa nhận được loại tệp này")
        await expect(failed.get_by_role("button", name="Gửi lại")).to_be_visible()
        await page.get_by_label("Tin nhắn của anh/chị").fill("ổ gà trước nhà")
        await page.keyboard.press("Enter")
        await expect(page.locator(".message.citizen", has_text="ổ gà trước nhà")).to_be_visible()


async def test_a_photo_is_sent_by_keyboard_alone(context: BrowserContext, address: str) -> None:
    async with _chat(context, address) as page:
        more = page.get_by_role("button", name="Gửi ảnh, tệp hoặc vị trí")
        await more.focus()
        await page.keyboard.press("Enter")
        await expect(more).to_have_attribute("aria-expanded", "true")
        await expect(page.get_by_role("button", name="Ảnh, tệp", exact=True)).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(more).to_be_focused()
        await expect(more).to_have_attribute("aria-expanded", "false")
        await page.keyboard.press("Enter")
        attach = page.get_by_role("button", name="Ảnh, tệp", exact=True)
        await expect(attach).to_be_focused()
        async with page.expect_file_chooser() as chooser:
            await attach.press("Enter")
        await (await chooser.value).set_files([PICTURE])
        await expect(page.get_by_role("img", name="Ảnh o ga.jpg")).to_be_visible()


async def test_the_own_place_is_shared_once_the_browser_may(context: BrowserContext, address: str) -> None:
    async with _chat(context, address) as page:
        await page.get_by_role("button", name="Gửi ảnh, tệp hoặc vị trí").click()
        await context.grant_permissions(["geolocation"], origin=address)
        await page.get_by_role("button", name="Vị trí của tôi").click()
        await expect(page.locator(".message.citizen")).to_contain_text("Vị trí: 10.77690, 106.70090")


async def test_a_pasted_picture_is_sent(context: BrowserContext, address: str) -> None:
    made = io.BytesIO()
    Image.new("RGB", (30, 30), "green").save(made, "PNG")
    async with _chat(context, address) as page:
        await page.evaluate(
            """(bytes) => {
              const pasted = new DataTransfer();
              pasted.items.add(new File([new Uint8Array(bytes)], "anh.png", { type: "image/png" }));
              const event = new ClipboardEvent("paste", { clipboardData: pasted, bubbles: true, cancelable: true });
              document.getElementById("text").dispatchEvent(event);
            }""",
            list(made.getvalue()),
        )
        await expect(page.get_by_role("img", name="Ảnh anh.jpg")).to_be_visible()
    async with database.transaction() as session:
        (message,) = await session.scalars(select(conversations.Message))
    assert (message.text, message.attachment) == ("[ảnh]", {"kind": "photo"})
