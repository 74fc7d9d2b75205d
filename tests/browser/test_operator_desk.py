"""The operator desk in Debian's Chromium, over a real database and the starter catalogue."""

import asyncio
import re
from uuid import UUID

import pytest
from playwright.async_api import Locator, Page, expect

from api import database
from api.agencies import directory
from api.audit import service as audit
from api.console import operator
from api.conversations import service as conversations
from api.conversations.choices import Choice
from api.conversations.service import Author, Incoming, Owner
from api.feedback import service as feedback
from api.procedures import service as procedures
from api.settings import Settings
from api.staff import service as staff_service
from api.staff.service import Role
from retrieval.catalogue import starter
from retrieval.encoder import load_encoder
from tests.browser.staff_browser import PHONE, Staff, fits
from tests.staff_site import AGENCY, OPERATOR, PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def catalogue(app_settings: Settings) -> None:
    """The starter catalogue; its index is saved under the test's own folder."""
    procedures.use(starter(), load_encoder())


@pytest.fixture
def staff(catalogue: None, staff: Staff) -> Staff:
    """The staff pages over a catalogue."""
    return staff


async def _write(address: str, *lines: str) -> UUID:
    """Let a citizen write `lines`; the conversation's id."""
    conversation_id: UUID | None = None
    for line in lines:
        async with database.transaction() as session:
            incoming = Incoming(channel="web", address=address, external_id=None, text=line)
            message = await conversations.receive(session, incoming=incoming)
            assert message is not None
            conversation_id = message.conversation_id
    assert conversation_id is not None
    return conversation_id


async def _wait_for_human(conversation_id: UUID, reason: str = "Người dân yêu cầu") -> None:
    async with database.transaction() as session:
        await conversations.ask_for_human(session, conversation_id=conversation_id, reason=reason)


async def _said(conversation_id: UUID) -> list[tuple[str, str]]:
    async with database.transaction() as session:
        found = await conversations.messages(session, conversation_id=conversation_id)
        return [(one.author, one.text) for one in found]


def _row(page: Page, conversation_id: UUID) -> Locator:
    return page.locator(f'[data-conversation="{conversation_id}"]')


async def test_who_waits_comes_first_and_an_emergency_on_top_in_words(staff: Staff) -> None:
    talking, waiting, burning = (
        await _write("a", "chào"),
        await _write("b", "gặp người"),
        await _write("c", "cháy nhà"),
    )
    await _wait_for_human(waiting)
    page = await staff.open(OPERATOR, "/operator")
    await expect(page.get_by_role("heading", name="Đang chờ (1)")).to_be_visible()
    async with database.transaction() as session:
        await conversations.raise_emergency(session, conversation_id=burning, kinds=["fire"])
    await expect(page.get_by_role("heading", name="Đang chờ (2)")).to_be_visible()
    rows = page.locator("[data-conversation]")
    listed = [
        await rows.nth(number).get_attribute("data-conversation") for number in range(await rows.count())
    ]
    assert listed == [str(burning), str(waiting), str(talking)]
    await expect(_row(page, burning)).to_contain_text("KHẨN CẤP")
    await expect(_row(page, waiting)).to_contain_text("Người dân yêu cầu")


async def test_an_operator_takes_over_sends_an_edited_suggestion_and_gives_back(staff: Staff) -> None:
    talk = await _write("a", "cho em hỏi làm giấy khai sinh cho con cần giấy tờ gì, số em 0903123456")
    await _wait_for_human(talk)
    page = await staff.open(OPERATOR, "/operator")
    await _row(page, talk).click()
    log = page.get_by_role("log")
    await expect(log).to_contain_text("0903123456")
    await expect(page.get_by_role("button", name="Gửi", exact=True)).to_be_disabled()
    await page.get_by_role("button", name="Nhận", exact=True).click()
    await expect(page.get_by_role("button", name="Trả lại cho trợ lý")).to_be_visible()
    suggestion = page.locator(".suggestion").first
    await expect(suggestion).to_contain_text("khai sinh")
    await suggestion.get_by_role("button", name="Chèn").click()
    box = page.get_by_role("textbox", name="Nội dung trả lời")
    await expect(box).to_have_value(_anything_about("1.001193"))
    await box.fill("Dạ em gửi anh/chị danh sách giấy tờ ạ.")
    await box.press("Control+Enter")
    await expect(log).to_contain_text("Dạ em gửi anh/chị danh sách giấy tờ ạ.")
    await expect(box).to_have_value("")
    assert (Author.OPERATOR, "Dạ em gửi anh/chị danh sách giấy tờ ạ.") in await _said(talk)
    await box.fill("Dạ em sẽ gọi số 0903123456 ạ.")
    await page.get_by_role("button", name="Gửi", exact=True).click()
    await expect(log).to_contain_text("Dạ em sẽ gọi số 0903123456 ạ.")
    assert (Author.OPERATOR, "Dạ em sẽ gọi số ⟨sđt1⟩ ạ.") in await _said(talk)
    await page.get_by_role("button", name="Trả lại cho trợ lý").click()
    await expect(page.get_by_role("button", name="Nhận", exact=True)).to_be_visible()
    async with database.transaction() as session:
        assert (await conversations.get(session, conversation_id=talk)).owner == Owner.BOT


def _anything_about(words: str) -> re.Pattern[str]:
    return re.compile(re.escape(words))


async def test_the_citizens_next_words_appear_by_themselves_and_change_the_suggestions(staff: Staff) -> None:
    talk = await _write("a", "đăng ký kết hôn cần gì")
    page = await staff.open(OPERATOR, "/operator")
    await _row(page, talk).click()
    await expect(page.locator(".suggestion").first).to_contain_text("kết hôn")
    await _write("a", "còn đăng ký tạm trú thì sao")
    await expect(page.get_by_role("log")).to_contain_text("còn đăng ký tạm trú thì sao")
    await expect(page.locator(".suggestion").first).to_contain_text("tạm trú")


async def test_a_tapped_choice_is_shown_by_its_title(staff: Staff) -> None:
    conversation_id = await _write("khach-1", "chào em")
    async with database.transaction() as session:
        conversation = await conversations.locked(session, conversation_id=conversation_id)
        offer = await conversations.say(
            session, conversation=conversation, text="Dạ?", choices=[Choice("", "Gửi phản ánh", "/file")]
        )
    async with database.transaction() as session:
        tap = Incoming(
            channel="web", address="khach-1", external_id=None, text="", choice_id=offer.choices[0]["id"]
        )
        await conversations.receive(session, incoming=tap)
    page = await staff.open(OPERATOR, "/operator")
    await _row(page, conversation_id).click()
    await expect(page.locator(".message.from-citizen").last).to_contain_text("Gửi phản ánh")


async def test_a_conversation_of_a_colleague_can_be_read_and_not_written_to(staff: Staff) -> None:
    talk = await _write("a", "chào")
    async with database.transaction() as session:
        colleague = await staff_service.add(
            session,
            username="lan.tdv",
            full_name="Ngô Thị Lan",
            role=Role.OPERATOR,
            agency=None,
            password=PASSWORD,
        )
        await conversations.take_over(session, conversation_id=talk, operator_id=colleague.id)
    page = await staff.open(OPERATOR, "/operator")
    await _row(page, talk).click()
    await expect(page.get_by_text("Ngô Thị Lan đang phụ trách.")).to_be_visible()
    await expect(page.get_by_role("button", name="Gửi", exact=True)).to_be_disabled()
    await expect(page.get_by_role("button", name="Nhận", exact=True)).to_be_hidden()
    async with database.transaction() as session:
        (opened,) = await audit.events(session, subject=f"conversation:{talk}")
    assert (opened.kind, opened.actor) == (
        "conversation_opened",
        f"staff:{staff.site.accounts[OPERATOR].id}",
    )
    await page.get_by_role("button", name="Nhận thay").click()
    await expect(page.get_by_text("Cuộc trò chuyện đã có tổng đài viên khác tiếp nhận.")).to_be_visible()


async def test_the_whole_record_opens_beside_the_conversation(staff: Staff) -> None:
    page = await staff.open(OPERATOR, "/operator")
    await page.get_by_role("tab", name="Cuộc gọi").click()
    await page.get_by_label("Lời người gọi").fill("làm giấy khai sinh cho con")
    card = page.locator(".suggestion").first
    await expect(card).to_contain_text("1.001193")
    await card.get_by_role("button", name="Xem bản ghi").click()
    record = page.get_by_role("dialog")
    await expect(record).to_contain_text("Thành phần hồ sơ")
    await expect(record.get_by_role("link")).to_have_attribute("rel", "noopener noreferrer")
    await record.get_by_role("button", name="Đóng").click()
    await expect(record).to_be_hidden()


async def test_a_complaint_is_filed_for_a_caller_with_an_old_ward_name(staff: Staff) -> None:
    page = await staff.open(OPERATOR, "/operator")
    await page.get_by_role("tab", name="Cuộc gọi").click()
    await page.get_by_label("Lời người gọi").fill("Đèn đường trước số nhà 45 tắt ba đêm nay")
    await page.get_by_role("button", name="Lập phản ánh cho người gọi").click()
    form = page.get_by_role("dialog", name="Lập phản ánh cho người gọi")
    await form.get_by_role("button", name="Lập phản ánh").click()
    await expect(page.get_by_text("Anh/chị vui lòng chọn phường, xã hoặc đặc khu, hoặc bấm")).to_be_visible()
    await form.get_by_label("Nơi xảy ra").fill("Hẻm 12 Đinh Bộ Lĩnh")
    await form.get_by_label("Phường, xã, đặc khu").fill("phường 14 quận Bình Thạnh")
    await expect(form.get_by_text("✓ phường Bình Thạnh")).to_be_visible()
    await form.get_by_label("Họ tên người gọi").fill("Nguyễn Văn Tâm")
    await form.get_by_label("Số điện thoại").fill("0903 123 456")
    await form.get_by_role("button", name="Lập phản ánh").click()
    await expect(page.get_by_role("heading", name="Đã lập phản ánh")).to_be_visible()
    async with database.transaction() as session:
        [case] = await feedback.inbox(session, agency=AGENCY)
        assert (case.channel, case.field, case.unit_code) == ("phone", "chieu_sang", "26929")
        assert case.filed_by_id == staff.site.accounts[OPERATOR].id
        assert feedback.contact(case) == feedback.Contact("Nguyễn Văn Tâm", "0903 123 456")
    await expect(page.locator(".filed-code")).to_have_text(case.code)


async def test_a_log_in_that_ended_stops_the_open_page(staff: Staff) -> None:
    talk = await _write("a", "chào")
    page = await staff.open(OPERATOR, "/operator")
    await expect(_row(page, talk)).to_be_visible()
    async with database.transaction() as session:
        account_id = staff.site.accounts[OPERATOR].id
        await staff_service.deactivate(session, account_id=account_id)
    await _row(page, talk).click()
    await expect(page).to_have_url(re.compile(r"/staff/login\?reason=ended"))
    assert await _said(talk) == [(Author.CITIZEN, "chào")]


async def test_the_desk_follows_nothing_once_its_page_is_closed(staff: Staff) -> None:
    page = await staff.open(OPERATOR, "/operator")
    await expect(page.get_by_role("heading", name="Đang chờ (0)")).to_be_visible()
    assert _watches() == 1
    await page.close()
    async with asyncio.timeout(30):
        while _watches():
            await asyncio.sleep(0.1)


def _watches() -> int:
    return sum(task.get_name().startswith("watch ") for task in asyncio.all_tasks())


async def test_the_desk_works_on_a_phone_one_panel_at_a_time(staff: Staff) -> None:
    talk = await _write("a", "làm giấy khai sinh cho con cần gì")
    page = await staff.open(OPERATOR, "/operator", size=PHONE)
    await _row(page, talk).click()
    await expect(page.get_by_role("log")).to_contain_text("khai sinh")
    await expect(_row(page, talk)).to_be_hidden()
    assert await fits(page)
    await page.get_by_role("button", name="‹ Danh sách").click()
    await expect(_row(page, talk)).to_be_visible()
    assert await fits(page)


async def test_an_operator_erases_a_citizens_data_after_a_second_question(staff: Staff) -> None:
    talk = await _write("a", "xóa dữ liệu của tôi, 0903123456")
    page = await staff.open(OPERATOR, "/operator")
    await _row(page, talk).click()
    await expect(page.get_by_role("button", name="Xóa dữ liệu", exact=True)).to_be_hidden()
    await page.get_by_role("button", name="Nhận", exact=True).click()
    await page.get_by_role("button", name="Xóa dữ liệu", exact=True).click()
    question = page.get_by_role("dialog", name="Xóa dữ liệu của cuộc trò chuyện này?")
    await question.get_by_role("button", name="Quay lại").click()
    await expect(page.locator(".message.from-citizen")).to_contain_text("0903123456")
    await page.get_by_role("button", name="Xóa dữ liệu", exact=True).click()
    await page.get_by_role("button", name="Xóa hẳn").click()
    await expect(page.get_by_text("Đã xóa dữ liệu của cuộc trò chuyện.")).to_be_visible()
    await expect(_row(page, talk)).to_have_count(0)
    await expect(page.locator(".message")).to_have_count(0)


async def test_a_complaint_of_a_caller_who_does_not_know_the_ward_goes_to_the_classification_desk(
    staff: Staff,
) -> None:
    page = await staff.open(OPERATOR, "/operator")
    await page.get_by_role("tab", name="Cuộc gọi").click()
    await page.get_by_label("Lời người gọi").fill("Quán karaoke mở nhạc tới khuya, ồn không ngủ được")
    await page.get_by_role("button", name="Lập phản ánh cho người gọi").click()
    form = page.get_by_role("dialog", name="Lập phản ánh cho người gọi")
    await form.get_by_role("button", name="Người gọi không rõ phường, xã").click()
    await expect(form.get_by_text("✓ Chưa rõ phường, xã")).to_be_visible()
    await form.get_by_role("button", name="Lập phản ánh").click()
    await expect(page.get_by_text("Đã lập phản ánh")).to_be_visible()
    async with database.transaction() as session:
        (case,) = await feedback.inbox(session, agency=directory.DESK)
    assert (case.channel, case.unit_code) == ("phone", None)


async def test_after_loading_the_page_again_the_conversation_is_open_again(staff: Staff) -> None:
    talk = await _write("a", "cho em hỏi thủ tục khai sinh")
    page = await staff.open(OPERATOR, "/operator")
    await _row(page, talk).click()
    await expect(page).to_have_url(re.compile(rf"\?conversation={talk}$"))
    await page.reload()
    await expect(page.locator(".message.from-citizen")).to_contain_text("thủ tục khai sinh")
    wrong = await staff.open(OPERATOR, f"/operator?conversation={UUID(int=1)}")
    await expect(_row(wrong, talk)).to_be_visible()


async def test_the_desk_shows_a_page_of_conversations_and_more_on_demand(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operator, "PAGE", 2)
    talks = [await _write(name, "chào") for name in ("a", "b", "c")]
    async with database.transaction() as session:
        mine = staff.site.accounts[OPERATOR].id
        await conversations.take_over(session, conversation_id=talks[0], operator_id=mine)
    page = await staff.open(OPERATOR, "/operator")
    await expect(page.locator("[data-conversation]")).to_have_count(2)
    await page.get_by_role("button", name="Xem thêm").click()
    await expect(page.locator("[data-conversation]")).to_have_count(3)
    await page.get_by_role("checkbox", name="Của tôi").click()
    await expect(page.locator("[data-conversation]")).to_have_count(1)
    await expect(_row(page, talks[0])).to_be_visible()
