"""The life of a report on the staff pages in Debian's Chromium: classification, waiting, review, merging."""

from datetime import timedelta

import pytest
from playwright.async_api import Locator, Page, expect

from api import clock, database
from api.agencies import directory
from api.feedback import service as feedback
from api.feedback.service import Case, Status
from tests.browser.staff_browser import PHONE, Staff, fits
from tests.staff_site import AGENCY, OFFICER

pytestmark = pytest.mark.browser


async def _file(content: str = "Đèn đường trước số 45 tắt ba đêm nay", field: str = "chieu_sang") -> Case:
    async with database.transaction() as session:
        return await feedback.file(
            session,
            idempotency_key=f"{content}{field}",
            channel="phone",
            content=content,
            place="Hẻm 12 Đinh Bộ Lĩnh",
            unit_code="26929",
            contact_name="Nguyễn Văn Tâm",
            contact_phone="0903123456",
            field=field,
            now=clock.now() - timedelta(minutes=30),
        )


async def _now(case: Case) -> Case:
    async with database.transaction() as session:
        return await feedback.case_to_read(session, case_id=case.id, agency=directory.DESK)


def _row(page: Page, case: Case) -> Locator:
    return page.locator(f'[data-case="{case.code}"]')


async def _choose(page: Page, name: str) -> None:
    await page.get_by_role("combobox", name="Trạng thái").click()
    await page.get_by_role("option", name=name, exact=True).click()


async def test_the_desk_sees_whose_a_returned_case_is_and_assigns_it_there(
    staff: Staff, dispatcher: str
) -> None:
    case = await _file()
    async with database.transaction() as session:
        await feedback.return_case(
            session,
            case_id=case.id,
            agency=AGENCY,
            actor="test",
            reason="Đèn trong hẻm",
            to_agency="UBND_XA:26929",
            now=clock.now() - timedelta(minutes=20),
        )
    page = await staff.open(dispatcher, "/agency")
    await expect(_row(page, case)).to_contain_text("Chờ phân loại 20 phút (quy định 5 phút)")
    await _row(page, case).click()
    await expect(page.locator(".case-timeline")).to_contain_text("Ủy ban nhân dân phường Bình Thạnh")
    await page.get_by_role("button", name="Chuyển cơ quan xử lý", exact=True).click()
    await page.get_by_role("dialog").get_by_role("button", name="Chuyển cơ quan xử lý").click()
    await expect(page.get_by_text("Đã chuyển phản ánh.")).to_be_visible()
    assert (await _now(case)).handler == "UBND_XA:26929"


async def test_an_officer_asks_reports_progress_and_extends(staff: Staff) -> None:
    case = await _file()
    page = await staff.open(OFFICER, "/agency")
    await _row(page, case).click()
    await page.get_by_role("button", name="Hỏi thêm người dân").click()
    dialog = page.get_by_role("dialog", name="Hỏi thêm người dân")
    await dialog.get_by_label("Cần biết thêm gì").fill("Trụ đèn số mấy?")
    await dialog.get_by_role("button", name="Hỏi thêm người dân").click()
    await expect(page.locator(".case-top")).to_contain_text("Tạm dừng hạn")
    await page.get_by_role("button", name="Ghi thông tin bổ sung").click()
    dialog = page.get_by_role("dialog", name="Ghi thông tin bổ sung")
    await dialog.get_by_label("Thông tin người dân cho biết").fill("Trụ số 12")
    await dialog.get_by_role("button", name="Ghi thông tin bổ sung").click()
    await expect(page.locator(".case-content")).to_contain_text("Bổ sung: Trụ số 12")
    await page.get_by_role("button", name="Báo tiến độ").click()
    dialog = page.get_by_role("dialog", name="Báo tiến độ")
    await dialog.get_by_label("Đã làm gì").fill("Đã đặt bóng mới")
    await dialog.get_by_role("button", name="Báo tiến độ").click()
    await expect(page.locator(".case-timeline")).to_contain_text("Đã đặt bóng mới")
    await page.get_by_role("button", name="Gia hạn").click()
    dialog = page.get_by_role("dialog", name="Gia hạn")
    due = (await _now(case)).due_at
    assert due is not None
    until = clock.add_days(due, 2, working=True)
    await dialog.get_by_label("Hạn mới").fill(f"{until:%d/%m/%Y}")
    await dialog.get_by_label("Lý do").fill("Chờ vật tư")
    await dialog.get_by_role("button", name="Gia hạn").click()
    await expect(page.locator(".case-timeline")).to_contain_text(f"đến {until:%d/%m/%Y}")
    assert (await _now(case)).due_at == until


async def test_the_desk_reviews_answers_of_all_agencies(staff: Staff, dispatcher: str) -> None:
    case, other = await _file(), await _file("Đèn hẻm 14 tắt")
    async with database.transaction() as session:
        for one in (case, other):
            await feedback.answer(
                session, case_id=one.id, agency=AGENCY, actor="x", text="Đã thay bóng.", now=clock.now()
            )
    page = await staff.open(dispatcher, "/agency")
    await _choose(page, "Chờ duyệt trả lời")
    await _row(page, case).click()
    await page.get_by_role("button", name="Công khai", exact=True).click()
    dialog = page.get_by_role("dialog", name="Công khai trả lời")
    await dialog.get_by_label("Nội dung phản ánh").fill("Đèn đường tắt, gọi 0903123456")
    await dialog.get_by_role("button", name="Công khai trả lời").click()
    await expect(_row(page, case)).to_be_hidden()
    await _row(page, other).click()
    await page.get_by_role("button", name="Yêu cầu trả lời lại").click()
    dialog = page.get_by_role("dialog", name="Yêu cầu trả lời lại")
    await dialog.get_by_label("Cần trả lời thêm gì").fill("Chưa nói khi nào xong")
    await dialog.get_by_role("button", name="Yêu cầu trả lời lại").click()
    await expect(_row(page, other)).to_be_hidden()
    assert (await _now(case)).published_content == "Đèn đường tắt, gọi [đã ẩn]"
    assert (await _now(other)).status == Status.SENT_BACK


async def test_a_report_is_split_and_another_merged_and_taken_apart(staff: Staff, dispatcher: str) -> None:
    case, same = await _file(field="khac"), await _file("Đèn tắt chỗ số 45", field="khac")
    page = await staff.open(dispatcher, "/agency", size=PHONE)
    await _row(page, same).click()
    await page.get_by_role("button", name="Gộp", exact=True).click()
    dialog = page.get_by_role("dialog", name="Gộp vào phản ánh khác")
    await dialog.get_by_label("Mã phản ánh chính").fill(case.code)
    await dialog.get_by_label("Lý do").fill("Cùng trụ đèn")
    await dialog.get_by_role("button", name="Gộp vào phản ánh khác").click()
    await expect(page.locator(".case-top")).to_contain_text("Đã gộp")
    assert await fits(page)
    await page.get_by_role("button", name="Bỏ gộp").click()
    dialog = page.get_by_role("dialog", name="Bỏ gộp")
    await dialog.get_by_label("Lý do").fill("Trụ khác")
    await dialog.get_by_role("button", name="Bỏ gộp").click()
    await expect(page.get_by_role("button", name="Từ chối")).to_be_visible()
    await page.get_by_role("button", name="Tách cho nhiều cơ quan").click()
    dialog = page.get_by_role("dialog", name="Tách cho nhiều cơ quan")
    for label, agency in (("Cơ quan chủ trì", AGENCY), ("Cơ quan phối hợp", "SO_XD")):
        name = directory.agency(agency).name
        await dialog.get_by_role("combobox", name=label).fill(name)
        await page.get_by_role("option", name=name, exact=True).click()
    await page.keyboard.press("Escape")
    await dialog.get_by_label("Lý do").fill("Hai việc")
    await dialog.get_by_role("button", name="Tách cho nhiều cơ quan").click()
    await expect(page.locator(".facts")).to_contain_text("Tách thành")
    assert await fits(page)
    async with database.transaction() as session:
        assert [one.handler for one in await feedback.parts_of(session, case_id=same.id)] == ["SO_XD"]
