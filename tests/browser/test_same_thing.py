"""An officer sees reports of the same thing beside the case, and merges with one button."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from api import clock, database
from api.agencies import directory
from api.feedback import service as feedback
from api.feedback.service import Case
from tests.browser.staff_browser import PHONE, Staff, fits

pytestmark = pytest.mark.browser


async def _file(content: str, days_ago: int) -> Case:
    async with database.transaction() as session:
        return await feedback.file(
            session,
            idempotency_key=content,
            channel="phone",
            content=content,
            place="trước số 12 hẻm 5 Nguyễn Xí",
            unit_code="26929",
            contact_name=None,
            contact_phone="0903123456",
            field="khac",
            now=clock.now() - timedelta(days=days_ago),
        )


async def test_a_report_of_the_same_thing_is_shown_with_its_reasons_and_merged(
    staff: Staff, dispatcher: str
) -> None:
    first = await _file("Đèn đường trước nhà tắt mấy đêm nay, tối thui", 3)
    second = await _file("Bóng đèn đường bị hư, buổi tối tối thui", 1)
    page = await staff.open(dispatcher, "/agency", size=PHONE)
    await page.locator(f'[data-case="{second.code}"]').click()
    shown = page.locator(".case-duplicates")
    await expect(shown).to_contain_text(
        "Có thể trùng với", timeout=120_000
    )  # the model of fields is learned first
    await expect(shown).to_contain_text(first.code)
    await expect(shown).to_contain_text("cùng số nhà")
    await expect(shown).to_contain_text("cách 2 ngày")
    assert await fits(page)
    await shown.get_by_role("button", name=f"Gộp vào {first.code}").click()
    await page.get_by_role("dialog").get_by_role("button", name="Gộp", exact=True).click()
    await expect(page.locator(".case-top")).to_contain_text("Đã gộp")
    await expect(shown).to_be_empty()
    async with database.transaction() as session:
        merged = await feedback.case_to_read(session, case_id=second.id, agency=directory.DESK)
    assert merged.merged_into_id == first.id
