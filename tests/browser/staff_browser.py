"""Debian's Chromium for the staff pages, with what the pages complain about or fetch from elsewhere."""

import contextlib
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from api.console.visitor import COOKIE
from tests.conftest import missing
from tests.staff_site import StaffSite

DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}

expect.set_options(timeout=20_000)  # milliseconds; a busy machine answers late, not wrongly


@contextlib.asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Debian's Chromium; skips the test where there is none."""
    path = shutil.which("chromium")
    if path is None:
        missing("Chromium (the Debian package chromium)")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        await browser.close()


@dataclass
class Staff:
    """Opens staff pages; `problems` collects script errors, refused resources and requests to elsewhere."""

    site: StaffSite
    browser: Browser
    problems: list[str] = field(default_factory=list)

    async def open(self, username: str, path: str, *, size: ViewportSize = DESK) -> Page:
        """A page of `username`'s own browser, logged in, at `path` below /staff."""
        context = await self.browser.new_context(viewport=size, locale="vi-VN", reduced_motion="reduce")
        token = await self.site.token(username)
        await context.add_cookies([{"name": COOKIE, "value": token, "url": f"{self.site.address}/staff"}])
        page = await context.new_page()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda line: self.problems.append(line.text) if line.type == "error" else None)
        page.on("request", lambda request: self._check_address(request.url))
        await page.goto(f"{self.site.address}/staff{path}")
        return page

    def _check_address(self, url: str) -> None:
        if not url.startswith((self.site.address, "data:", "blob:")):
            self.problems.append(f"fetched {url}")


async def fits(page: Page) -> bool:
    """Tell whether the page needs no sideways scrolling."""
    width: bool = await page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    return width
