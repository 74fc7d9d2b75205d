"""The administrator's page of connections in Debian's Chromium: endpoints, dead letters, the readers of the digest."""

import pytest
from playwright.async_api import expect
from sqlalchemy import select

from api import clock, database
from api.feedback import service as feedback
from api.notifications import endpoints
from api.notifications.models import State, WebhookDelivery
from tests.browser.staff_browser import PHONE, Staff, fits
from tests.staff_site import ADMIN

pytestmark = pytest.mark.browser
PATH = "/admin/connections"


async def test_an_endpoint_is_added_and_what_it_did_not_take_is_sent_again(staff: Staff) -> None:
    page = await staff.open(ADMIN, "/admin")
    await page.get_by_role("link", name="Kết nối cơ quan").click()
    webhooks = page.get_by_role("region", name="Webhook")
    await webhooks.get_by_label("Cơ quan").fill("Trung tâm Quản lý Hạ tầng")
    await page.get_by_role("option", name="Trung tâm Quản lý Hạ tầng kỹ thuật").click()
    await webhooks.get_by_label("Tên hệ thống nhận").fill("Phần mềm điều hành")
    await webhooks.get_by_label("Địa chỉ nhận").fill("https://portal.example.vn/hook")
    await webhooks.get_by_role("button", name="Thêm điểm nhận").click()
    await expect(page.get_by_text("whsec_")).to_be_visible()
    await page.get_by_role("button", name="Đã chép").click()
    await expect(webhooks.get_by_text("https://portal.example.vn/hook")).to_be_visible()

    await _give_up_on_a_case()
    await page.reload()
    dead = page.get_by_role("region", name="Không gửi được")
    await expect(dead.get_by_text("HTTP 503 (đã thử 12 lần)")).to_have_count(2)
    await dead.get_by_role("button", name="Gửi lại", exact=True).first.click()
    await expect(dead.get_by_text("HTTP 503 (đã thử 12 lần)")).to_have_count(1)
    await dead.get_by_role("button", name="Gửi lại tất cả (1)").click()
    await expect(dead.get_by_text("Không có sự kiện nào chờ gửi lại.")).to_be_visible()


async def _give_up_on_a_case() -> None:
    async with database.transaction() as session:
        (endpoint,) = await endpoints.endpoints(session)
        await feedback.file(
            session,
            idempotency_key="key",
            channel="web",
            content="Đèn đường tắt",
            place=None,
            unit_code="26929",
            contact_name=None,
            contact_phone=None,
            field="chieu_sang",
            now=clock.now(),
        )
        for row in (await session.scalars(select(WebhookDelivery.id))).all():
            delivery = await session.get_one(WebhookDelivery, row)
            delivery.state, delivery.last_error, delivery.attempts = State.DEAD, "HTTP 503", 12
        assert endpoint.agency == "TT_HTKT"


async def test_a_mailbox_is_added_and_taken_out_on_a_phone(staff: Staff) -> None:
    page = await staff.open(ADMIN, PATH, size=PHONE)
    readers = page.get_by_role("region", name="Bản tin e-mail mỗi sáng")
    await readers.get_by_label("Cơ quan").fill("Sở Y tế")
    await page.get_by_role("option", name="Sở Y tế").click()
    await readers.get_by_label("Địa chỉ e-mail").fill("khong phai")
    await readers.get_by_role("button", name="Thêm hộp thư").click()
    await expect(page.get_by_text("Địa chỉ e-mail không đúng.")).to_be_visible()
    await readers.get_by_label("Địa chỉ e-mail").fill("van.thu@syt.example.vn")
    await readers.get_by_role("button", name="Thêm hộp thư").click()
    await expect(readers.get_by_text("van.thu@syt.example.vn")).to_be_visible()
    assert await fits(page)
    await readers.get_by_role("button", name="Bỏ van.thu@syt.example.vn").click()
    await expect(readers.get_by_text("Chưa có hộp thư nào.")).to_be_visible()
