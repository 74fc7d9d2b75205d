"""The chat page open in Debian's Chromium, against a server whose assistant echoes, one browser for a test file; and the
staff pages, one for a test.
"""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page

from api import jobs
from api.agencies import directory
from api.settings import Settings
from tests.browser.echoing_city import City, echoing_city
from tests.browser.staff_browser import PHONE, Staff, chromium
from tests.staff_site import add_officer, staff_site

Problems = list[str]


@pytest_asyncio.fixture(loop_scope="module")
async def city(database_url: str, app_settings: Settings) -> AsyncIterator[City]:
    """The chat page's server."""
    async with echoing_city(database_url) as served:
        yield served


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def chat_browser() -> AsyncIterator[Browser]:
    """Debian's Chromium."""
    async with chromium() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def context(chat_browser: Browser) -> AsyncIterator[BrowserContext]:
    """A citizen's browser with empty storage."""
    made = await chat_browser.new_context(viewport=PHONE, locale="vi-VN", reduced_motion="reduce")
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


@pytest.fixture
async def staff(open_database: str, app_settings: Settings) -> AsyncIterator[Staff]:
    """The staff pages with an account of each role; nothing on them goes wrong, and nothing is fetched from elsewhere."""
    async with jobs.app.open_async(), staff_site(open_database) as site, chromium() as browser:
        opened = Staff(site=site, browser=browser)
        yield opened
        assert opened.problems == []


@pytest.fixture
async def dispatcher(staff: Staff) -> str:
    """The user name of an officer of the classification desk."""
    return await add_officer("vy.dieuphoi", "Hồ Tường Vy", directory.DESK)
