"""Files at the agency's inbox and the operator's desk in Debian's Chromium: opened, added, and who may not."""

from uuid import UUID

import pytest
from playwright.async_api import FilePayload, expect

from api import clock, database
from api.attachments.service import FileOfCase, prepare
from api.audit import service as audit
from api.conversations import service as conversations
from api.conversations.service import Author, Incoming
from api.feedback import service as feedback
from api.feedback.service import Case
from tests.browser.staff_browser import PHONE, Staff, fits
from tests.pictures import photo
from tests.staff_site import ADMIN, AGENCY, OFFICER, OPERATOR

pytestmark = pytest.mark.browser


async def _case(field: str = "chieu_sang") -> tuple[Case, FileOfCase, UUID]:
    """A case with a photo its citizen sent on the web."""
    async with database.transaction() as session:
        sent = Incoming(
            channel="web",
            address="a",
            external_id="1",
            text="Đèn đường tắt",
            files=(await prepare(photo(), name="den tat.jpg"),),
        )
        message = await conversations.receive(session, incoming=sent)
        assert message is not None
        case = await feedback.file(
            session,
            idempotency_key="k",
            channel="web",
            conversation_id=message.conversation_id,
            content="Đèn đường tắt",
            place="hẻm 12",
            unit_code="26929",
            contact_name=None,
            contact_phone=None,
            field=field,
            now=clock.now(),
        )
        (file,) = await feedback.files_to_read(session, case_id=case.id, agency=case.handler)
    return case, file, message.conversation_id


async def test_an_officer_opens_the_citizen_s_photo_and_adds_one_of_the_work_done(staff: Staff) -> None:
    case, _, conversation_id = await _case()
    assert case.handler == AGENCY
    page = await staff.open(OFFICER, "/agency", size=PHONE)
    await page.locator(f'[data-case="{case.code}"]').click()
    listed = page.locator(".file-row")
    await expect(listed).to_contain_text("Người dân gửi")
    link = listed.get_by_role("link", name="Ảnh: den tat.jpg")
    assert await link.get_attribute("target") == "_blank"
    opened = await page.request.get(f"{staff.site.address}{await link.get_attribute('href')}")
    assert (opened.status, opened.headers["content-type"]) == (200, "image/jpeg")
    done: FilePayload = {"name": "da thay.jpg", "mimeType": "image/jpeg", "buffer": photo(colour=(0, 99, 0))}
    await page.locator("input[type=file]").set_input_files([done])
    await expect(page.get_by_text("Đã thêm tệp.")).to_be_visible()
    # the first look also seeks reports of the same thing, for which something is learnt first
    await expect(page.locator(".file-row")).to_have_count(2, timeout=120_000)
    await expect(page.locator(".file-row").last).to_contain_text("Cơ quan gửi")
    await expect(page.locator(".case-timeline")).to_contain_text("Thêm ảnh, tệp")
    assert await fits(page)
    async with database.transaction() as session:
        said = await conversations.messages(session, conversation_id=conversation_id)
        recorded = await audit.events(session, subject=f"case:{case.code}")
    assert [case.code in one.text for one in said if one.author == Author.AGENCY] == [True]
    assert [row.kind for row in recorded] == ["file_opened"]


async def test_only_the_handling_agency_and_operators_get_a_file(staff: Staff) -> None:
    case, file, conversation_id = await _case(field="khac")
    address = f"/staff/cases/{case.id}/files/{file.id}"
    talk = f"/staff/talks/files/{file.id}"
    found = {}
    for person in (None, OFFICER, OPERATOR, ADMIN):
        async with await staff.site.client(person) as client:
            found[person] = [(await client.get(one)).status_code for one in (address, talk)]
    assert found == {None: [401, 401], OFFICER: [404, 403], OPERATOR: [403, 200], ADMIN: [403, 403]}
    async with database.transaction() as session:
        recorded = await audit.events(session, subject=f"conversation:{conversation_id}")
    assert [row.kind for row in recorded] == ["file_opened"]


async def test_an_operator_sees_that_a_photo_came_and_opens_it(staff: Staff) -> None:
    await _case()
    page = await staff.open(OPERATOR, "/operator")
    await page.locator("[data-conversation]").first.click()
    await expect(page.get_by_role("link", name="Mở den tat.jpg")).to_be_visible()
