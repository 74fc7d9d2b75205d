"""The managers' page in Debian's Chromium, over a real database."""

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.async_api import Page, expect

from api import clock, database
from api.agencies import directory
from api.feedback import service as feedback
from api.feedback.service import Case
from tests.browser.staff_browser import PHONE, Staff, fits
from tests.staff_site import ADMIN, add_officer

pytestmark = pytest.mark.browser


@pytest.fixture
async def supervisor(staff: Staff) -> str:
    """The user name of a supervisor."""
    return await add_officer("giam.sat", "Võ Thị Giám", directory.SUPERVISOR)


async def _file(name: str, *, days_ago: float, field: str = "chieu_sang", unit: str | None = "26929") -> Case:
    async with database.transaction() as session:
        return await feedback.file(
            session,
            idempotency_key=name,
            channel="web",
            content="Đèn đường trước số nhà 45 tắt ba đêm nay",
            place="Hẻm 12 Đinh Bộ Lĩnh",
            unit_code=unit,
            contact_name=None,
            contact_phone=None,
            field=field,
            now=clock.now() - timedelta(days=days_ago),
        )


async def _city() -> Case:
    """Two late at the lights, one at a ward, one unclassified since yesterday, one answered; the latest is returned."""
    late = await _file("a", days_ago=40)
    await _file("b", days_ago=30)
    await _file("c", days_ago=25, field="rac_ve_sinh")
    await _file("d", days_ago=1, field="tieng_on", unit=None)
    answered = await _file("e", days_ago=2)
    async with database.transaction() as session:
        await feedback.answer(
            session,
            case_id=answered.id,
            agency=answered.handler,
            actor="officer",
            text="Đã thay bóng đèn.",
            now=clock.now(),
        )
    return late


async def _picture(page: Page, name: str) -> None:
    """Keep a picture where `PICTURES` names a folder."""
    if folder := os.environ.get("PICTURES"):
        await page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


async def test_a_supervisor_sees_what_is_late_and_opens_it(staff: Staff, supervisor: str) -> None:
    late = await _city()
    page = await staff.open(supervisor, "/manager")
    rows = page.locator(".standing tbody tr")
    await expect(rows.first).to_contain_text(directory.agency(late.handler).name)
    await expect(rows.last).to_contain_text("Toàn Thành phố")
    await expect(page.locator(".figure.late").first).to_contain_text("3")
    await _picture(page, "standing-1280")
    await page.get_by_role("combobox", name="Xem").click()
    await page.get_by_role("option", name="Theo phường, xã, đặc khu").click()
    await expect(rows.first).to_contain_text("phường Bình Thạnh")
    async with page.expect_download() as started:
        await page.get_by_role("button", name="Tải Excel").click()
    file = await (await started.value).path()
    book = load_workbook(BytesIO(Path(file).read_bytes()))
    assert book["Trễ hạn"].cell(4, 2).value == late.code
    await page.get_by_role("region", name="Trễ hạn").get_by_role("link", name=late.code).click()
    await expect(page.get_by_role("region", name="Nội dung phản ánh")).to_contain_text("tắt ba đêm nay")


async def test_it_fits_a_phone_and_an_administrator_finds_it(staff: Staff) -> None:
    await _city()
    page = await staff.open(ADMIN, "/admin", size=PHONE)
    await page.get_by_role("link", name="Điều hành").click()
    await expect(page.locator(".standing tbody tr").last).to_contain_text("Toàn Thành phố")
    assert await fits(page)
    await _picture(page, "standing-390")
