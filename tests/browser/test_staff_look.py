"""How every staff page looks on a phone and a desk: nothing too wide, too small for a thumb or too pale."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from api import jobs
from api.settings import Settings
from tests.browser.looks import pale, small
from tests.browser.staff_browser import DESK, PHONE, Staff, chromium, fits
from tests.staff_site import ADMIN, OFFICER, OPERATOR, staff_site

pytestmark = pytest.mark.browser

PAGES = {
    "/operator": (OPERATOR, "Không có ai đang chờ."),
    "/agency": (OFFICER, "Không có phản ánh nào."),
    "/manager": (ADMIN, "Chưa có phản ánh nào đang mở hay được trả lời trong kỳ."),
    "/admin": (ADMIN, "Tài khoản này"),
    "/admin/connections": (ADMIN, "Chưa có hộp thư nào."),
    "/password": (OPERATOR, "Mật khẩu mới cần ít nhất"),
}
"""Every page with who opens it and what stands there before there is anything to show."""


@pytest.fixture
async def staff(open_database: str, app_settings: Settings) -> AsyncIterator[Staff]:
    async with jobs.app.open_async(), staff_site(open_database) as site, chromium() as browser:
        yield Staff(site=site, browser=browser)


async def _looks(page: Page) -> tuple[bool, list[str], list[str]]:
    """Tell whether the page fits, what is too small on a phone, and what is too pale."""
    await page.set_viewport_size(DESK)
    fit, faint = await fits(page), await pale(page)
    await page.set_viewport_size(PHONE)
    return fit and await fits(page), await small(page), faint + await pale(page)


async def test_every_page_fits_and_can_be_read_and_tapped(staff: Staff) -> None:
    for path, (who, words) in PAGES.items():
        page = await staff.open(who, path)
        await expect(page.get_by_text(words).first).to_be_visible()
        assert (path, await _looks(page)) == (path, (True, [], []))
    assert staff.problems == []


async def test_the_doors_fit_and_can_be_read_and_tapped(staff: Staff) -> None:
    page = await (await staff.browser.new_context(locale="vi-VN")).new_page()
    await page.goto(f"{staff.site.address}/staff/login?reason=wrong")
    await expect(page.get_by_role("alert")).to_be_visible()
    assert await _looks(page) == (True, [], [])


async def test_a_page_that_is_not_there_or_not_ones_own_says_so_in_vietnamese(staff: Staff) -> None:
    page = await staff.open(OFFICER, "/khong-co")
    await expect(page.get_by_role("heading", name="Không có trang này")).to_be_visible()
    assert await _looks(page) == (True, [], [])
    await page.get_by_role("link", name="Về trang của tôi").click()
    await expect(page.get_by_role("heading", name="Hộp phản ánh, kiến nghị")).to_be_visible()
    page = await staff.open(OFFICER, "/admin")
    await expect(page.get_by_role("heading", name="Không có quyền")).to_be_visible()
    assert await _looks(page) == (True, [], [])
