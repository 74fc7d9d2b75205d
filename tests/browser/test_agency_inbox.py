"""The agency inbox and the accounts page in Debian's Chromium, over a real database."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.async_api import Locator, Page, expect

from api import clock, database
from api.agencies import directory
from api.console import agency
from api.conversations import service as conversations
from api.conversations.service import Author, Incoming
from api.feedback import service as feedback
from api.feedback.service import Case, Status
from api.staff import service as staff_service
from api.staff.service import Role
from tests.browser.staff_browser import PHONE, Staff, fits
from tests.staff_site import ADMIN, AGENCY, OFFICER, PASSWORD

pytestmark = pytest.mark.browser

LAMP = "Đèn đường trước số nhà 45 tắt ba đêm nay, xin gọi em số 0903123456"


async def _file(
    content: str = LAMP,
    *,
    conversation_id: UUID | None = None,
    days_ago: int = 0,
    field: str = "chieu_sang",
    point: tuple[float, float] | None = None,
) -> Case:
    async with database.transaction() as session:
        return await feedback.file(
            session,
            idempotency_key=f"{content}{days_ago}{field}",
            channel="web" if conversation_id else "phone",
            conversation_id=conversation_id,
            content=content,
            place="Hẻm 12 Đinh Bộ Lĩnh",
            point=point,
            unit_code="26929",
            contact_name="Nguyễn Văn Tâm",
            contact_phone="0903123456",
            field=field,
            now=clock.now() - timedelta(days=days_ago),
        )


async def _from_chat() -> tuple[Case, UUID]:
    async with database.transaction() as session:
        incoming = Incoming(channel="web", address="a", external_id="1", text=LAMP)
        message = await conversations.receive(session, incoming=incoming)
        assert message is not None
    return await _file(message.text, conversation_id=message.conversation_id), message.conversation_id


async def _status(case: Case) -> str:
    async with database.transaction() as session:
        return (await feedback.status_for_citizen(session, code=case.code)).status


def _row(page: Page, case: Case) -> Locator:
    return page.locator(f'[data-case="{case.code}"]')


async def test_an_officer_reads_where_it_was_shared_on_the_map(staff: Staff) -> None:
    case = await _file(point=(10.808512, 106.709874))
    page = await staff.open(OFFICER, "/agency")
    await _row(page, case).click()
    facts = page.locator(".case-facts")
    await expect(facts).to_contain_text("10.808512, 106.709874 (vĩ độ, kinh độ)")
    await expect(facts.get_by_role("link")).to_have_count(0)


async def test_an_officer_accepts_and_answers_and_the_citizen_is_told(staff: Staff) -> None:
    case, conversation_id = await _from_chat()
    page = await staff.open(OFFICER, "/agency")
    await _row(page, case).click()
    await page.get_by_role("button", name="Nhận xử lý", exact=True).click()
    await expect(page.locator(".case-top")).to_contain_text("Đang xử lý")
    await expect(page.locator(".case-timeline")).to_contain_text("Lê Văn Minh")
    await page.get_by_label("Trả lời người dân").fill("Dạ, tổ chiếu sáng đã thay bóng đèn tối nay ạ.")
    await page.get_by_role("button", name="Gửi trả lời").click()
    confirm = page.get_by_role("dialog")
    await expect(confirm).to_contain_text("đã thay bóng đèn")
    assert await _status(case) == Status.IN_PROGRESS
    await confirm.get_by_role("button", name="Gửi trả lời").click()
    await expect(page.locator(".case-top")).to_contain_text("Đã trả lời")
    await expect(page.get_by_label("Trả lời người dân")).to_be_hidden()
    assert await _status(case) == Status.ANSWERED
    async with database.transaction() as session:
        said = await conversations.messages(session, conversation_id=conversation_id)
    assert said[-1].author == Author.AGENCY
    assert "đã thay bóng đèn" in said[-1].text


async def test_the_contact_is_hidden_until_asked_for_and_looking_is_on_record(staff: Staff) -> None:
    case, _ = await _from_chat()
    page = await staff.open(OFFICER, "/agency")
    await _row(page, case).click()
    panel = page.get_by_role("region", name="Nội dung phản ánh")
    await expect(panel).to_contain_text("tắt ba đêm nay")
    await expect(panel).not_to_contain_text("0903123456")
    await panel.get_by_role("button", name="Xem người phản ánh").click()
    await expect(panel).to_contain_text("Nguyễn Văn Tâm · 0903123456")
    await expect(panel.locator(".case-content")).to_contain_text("0903123456")
    await expect(panel.locator(".case-timeline")).to_contain_text("Xem thông tin liên hệ")
    async with database.transaction() as session:
        events = await feedback.timeline(session, case_id=case.id)
    assert (events[-1].kind, events[-1].actor) == (
        "contact_viewed",
        f"staff:{staff.site.accounts[OFFICER].id}",
    )


async def test_a_case_that_is_not_ours_goes_back_to_the_desk_with_a_reason_and_whose_it_is(
    staff: Staff,
) -> None:
    case = await _file()
    page = await staff.open(OFFICER, "/agency")
    await _row(page, case).click()
    await page.get_by_role("button", name="Trả lại", exact=True).click()
    dialog = page.get_by_role("dialog", name="Trả lại phản ánh")
    await dialog.get_by_role("button", name="Trả lại phản ánh").click()
    await expect(page.get_by_text("Anh/chị vui lòng ghi nội dung trước khi gửi.")).to_be_visible()
    await dialog.get_by_label("Lý do").fill("Đèn trong hẻm do phường quản lý.")
    agency = dialog.get_by_role("combobox", name="Cơ quan có thẩm quyền")
    await agency.fill("Ủy ban nhân dân phường Bình Thạnh")
    await page.get_by_role("option", name="Ủy ban nhân dân phường Bình Thạnh").click()
    await dialog.get_by_role("button", name="Trả lại phản ánh").click()
    await expect(_row(page, case)).to_be_hidden()
    await expect(page.get_by_text("Phản ánh này đã chuyển sang cơ quan khác.")).to_be_visible()
    await expect(page.get_by_role("button", name="Gửi trả lời")).to_be_hidden()
    await expect(page.get_by_text("không tìm thấy phản ánh")).to_be_hidden()
    async with database.transaction() as session:
        assert [one.code for one in await feedback.inbox(session, agency=directory.DESK)] == [case.code]
        assert await feedback.inbox(session, agency=AGENCY) == []
        *_, returned = await feedback.timeline(session, case_id=case.id)
    assert (returned.kind, returned.details["whose"]) == ("returned", "UBND_XA:26929")


async def test_the_classification_desk_gives_a_case_to_an_agency(staff: Staff) -> None:
    case = await _file()
    async with database.transaction() as session:
        await feedback.return_case(
            session, case_id=case.id, agency=AGENCY, actor="test", reason="Không rõ", now=clock.now()
        )
        await staff_service.add(
            session,
            username="vy.dieuphoi",
            full_name="Hồ Tường Vy",
            role=Role.OFFICER,
            agency=directory.DESK,
            password=PASSWORD,
        )
    page = await staff.open("vy.dieuphoi", "/agency")
    await _row(page, case).click()
    await page.get_by_role("button", name="Chuyển cơ quan xử lý", exact=True).click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("combobox").fill(directory.agency(AGENCY).name)
    await page.get_by_role("option").first.click()
    await dialog.get_by_role("button", name="Chuyển cơ quan xử lý").click()
    await expect(_row(page, case)).to_be_hidden()
    async with database.transaction() as session:
        assert [one.code for one in await feedback.inbox(session, agency=AGENCY)] == [case.code]


async def test_an_officer_sees_the_own_agencys_cases_only_and_new_ones_by_themselves(staff: Staff) -> None:
    noise = await _file("Quán karaoke mở nhạc tới khuya", field="tieng_on")
    assert noise.handler != AGENCY
    page = await staff.open(OFFICER, "/agency")
    await expect(page.get_by_text("Không có phản ánh nào.")).to_be_visible()
    lamp = await _file()
    await expect(_row(page, lamp)).to_be_visible()
    await expect(_row(page, noise)).to_be_hidden()
    await expect(page.get_by_text("1 phản ánh", exact=True)).to_be_visible()


async def test_late_cases_are_marked_in_words_filtered_and_searched(staff: Staff) -> None:
    late, fresh = await _file(days_ago=40), await _file("Nắp cống trước chợ bị mất")
    page = await staff.open(OFFICER, "/agency")
    await expect(_row(page, late)).to_contain_text(re.compile(r"⚠ Trễ hạn \d+ ngày"))
    await expect(_row(page, fresh)).not_to_contain_text("Trễ hạn")
    await expect(page.get_by_text("2 phản ánh, 1 trễ hạn")).to_be_visible()
    await page.get_by_label("Tìm theo mã, nội dung, địa điểm").fill("nap cong")
    await expect(_row(page, late)).to_be_hidden()
    await expect(_row(page, fresh)).to_be_visible()
    await page.get_by_label("Tìm theo mã, nội dung, địa điểm").fill("")
    await page.get_by_role("combobox", name="Trạng thái").click()
    await page.get_by_role("option", name="Trễ hạn").click()
    await expect(_row(page, fresh)).to_be_hidden()
    await expect(_row(page, late)).to_be_visible()


async def test_an_answer_being_written_survives_a_change_of_the_case(staff: Staff) -> None:
    case = await _file()
    page = await staff.open(OFFICER, "/agency")
    await _row(page, case).click()
    await page.get_by_label("Trả lời người dân").fill("Dạ, đang viết dở")
    await page.get_by_role("button", name="Xem người phản ánh").click()
    await expect(page.locator(".case-timeline")).to_contain_text("Xem thông tin liên hệ")
    await expect(page.get_by_label("Trả lời người dân")).to_have_value("Dạ, đang viết dở")


async def test_the_inbox_works_with_the_keyboard_alone(staff: Staff) -> None:
    case = await _file()
    page = await staff.open(OFFICER, "/agency")
    await expect(_row(page, case)).to_be_visible()
    await _row(page, case).focus()
    await page.keyboard.press("Enter")
    accept = page.get_by_role("button", name="Nhận xử lý", exact=True)
    await expect(accept).to_be_visible()
    for _ in range(12):
        if await accept.evaluate("element => element === document.activeElement"):
            break
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator(".case-top")).to_contain_text("Đang xử lý")


async def test_the_inbox_works_on_a_phone_one_panel_at_a_time(staff: Staff) -> None:
    case = await _file()
    page = await staff.open(OFFICER, "/agency", size=PHONE)
    await _row(page, case).click()
    await expect(page.locator(".case-content")).to_be_visible()
    await expect(_row(page, case)).to_be_hidden()
    assert await fits(page)
    await page.get_by_role("button", name="‹ Danh sách").click()
    await expect(_row(page, case)).to_be_visible()
    assert await fits(page)


async def test_one_logs_in_with_the_form_and_out_with_the_button(staff: Staff) -> None:
    page = await (await staff.browser.new_context()).new_page()
    await page.goto(f"{staff.site.address}/staff/agency")
    await page.get_by_label("Tên đăng nhập").fill(OFFICER)
    await page.get_by_label("Mật khẩu").fill("khong phai mat khau")
    await page.get_by_role("button", name="Đăng nhập").click()
    await expect(page.get_by_role("alert")).to_contain_text("chưa đúng")
    await page.get_by_label("Tên đăng nhập").fill(OFFICER)
    await page.get_by_label("Mật khẩu").fill(PASSWORD)
    await page.get_by_role("button", name="Đăng nhập").click()
    await expect(page).to_have_url(f"{staff.site.address}/staff/agency")
    await page.get_by_role("button", name="Đăng xuất").click()
    await expect(page.get_by_role("alert")).to_contain_text("đã đăng xuất")


async def test_an_administrator_adds_and_closes_an_account(staff: Staff) -> None:
    page = await staff.open(ADMIN, "/admin")
    await page.get_by_label("Vai trò").click()
    await page.get_by_role("option", name="Cán bộ cơ quan").click()
    await page.get_by_role("combobox", name="Cơ quan").last.fill(directory.agency(AGENCY).name)
    await page.get_by_role("option", name=directory.agency(AGENCY).name).click()
    await page.get_by_label("Họ và tên").fill("Võ Thị Sáu")
    await page.get_by_label("Tên đăng nhập").fill("sau.htkt")
    await page.get_by_label("Mật khẩu (ít nhất 10 ký tự)").fill(PASSWORD)
    await page.get_by_role("button", name="Thêm tài khoản").click()
    row = page.locator(".account", has_text="sau.htkt")
    await expect(row).to_contain_text(directory.agency(AGENCY).name)
    await staff.site.token("sau.htkt")
    await row.get_by_role("button", name="Ngừng").click()
    await page.get_by_role("dialog").get_by_role("button", name="Ngừng tài khoản").click()
    await expect(row).to_contain_text("Đã ngừng")


async def test_after_loading_the_page_again_the_case_is_open_again(staff: Staff) -> None:
    case = await _file()
    page = await staff.open(OFFICER, "/agency")
    await _row(page, case).click()
    await expect(page).to_have_url(re.compile(rf"\?case={case.id}$"))
    await page.reload()
    await expect(page.locator(".case-facts")).to_contain_text("Hẻm 12 Đinh Bộ Lĩnh")
    await expect(page.get_by_role("button", name="Nhận xử lý", exact=True)).to_be_visible()


async def test_the_inbox_shows_a_page_of_cases_and_more_on_demand(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agency, "PAGE", 2)
    for number in range(3):
        await _file(f"Nắp cống số {number} bị mất")
    page = await staff.open(OFFICER, "/agency")
    await expect(page.locator("[data-case]")).to_have_count(2)
    await expect(page.get_by_text("3 phản ánh", exact=True)).to_be_visible()
    await page.get_by_role("button", name="Xem thêm (1)").click()
    await expect(page.locator("[data-case]")).to_have_count(3)
