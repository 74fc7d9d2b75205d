"""Following a report on the web: who may, what is shown, what may be said; and the published answers."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI

from api import clock, database
from api.channels.rate_limit import RateLimiter
from api.feedback import service as feedback
from api.feedback.routes import lookup_limit
from api.feedback.service import Case, Status
from api.public import tracking
from api.settings import Settings
from tests.api.channels.conftest import with_errors

TAIL = "3456"


@pytest.fixture
async def browser(open_database: str, app_settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A caller of the pages, with limits of its own."""
    app = with_errors(FastAPI())
    lookups, tails = RateLimiter(burst=30, per_second=0.001), RateLimiter(burst=5, per_second=0.001)
    app.dependency_overrides[lookup_limit] = lambda: lookups
    app.dependency_overrides[tracking.wrong_tail_limit] = lambda: tails
    app.include_router(tracking.router)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        yield client


async def _file(**given: object) -> Case:
    values: dict[str, object] = {
        "idempotency_key": "key",
        "channel": "phone",
        "content": "Đèn đường đầu hẻm tắt ba đêm nay",
        "place": None,
        "unit_code": "26929",
        "contact_name": "Nguyễn Văn An",
        "contact_phone": "0903 123 456",
        "field": "chieu_sang",
        "now": clock.now() - timedelta(hours=1),
    }
    async with database.transaction() as session:
        return await feedback.file(session, **values | given)  # type: ignore[arg-type]


async def _answer(case: Case) -> None:
    async with database.transaction() as session:
        await feedback.answer(
            session,
            case_id=case.id,
            agency="TT_HTKT",
            actor="x",
            text="Đã thay bóng, gọi 0912345678.",
            now=clock.now(),
        )


async def _now(case: Case) -> Case:
    async with database.transaction() as session:
        return await feedback.case_to_read(session, case_id=case.id, agency="TONG_DAI")


async def _send(browser: httpx.AsyncClient, case: Case, **given: str) -> httpx.Response:
    return await browser.post("/theo-doi", data={"code": case.code, "tail": TAIL} | given)


async def test_code_and_phone_tail_show_the_public_timeline_without_people(
    browser: httpx.AsyncClient,
) -> None:
    case = await _file()
    async with database.transaction() as session:
        await feedback.view_contact(
            session, case_id=case.id, agency="TT_HTKT", actor="staff:1", now=clock.now()
        )
    await _answer(case)
    shown = await _send(browser, case)
    assert shown.status_code == 200
    steps = re.findall(r"<strong>(.*?)</strong>", shown.text)
    assert steps[0] == "Tổng đài đã tiếp nhận"
    assert [step.split()[-2:] for step in steps[2:]] == [["xử", "lý"], ["trả", "lời"]]
    assert "Đã thay bóng, gọi [đã ẩn]." in shown.text
    for secret in ("Nguyễn Văn An", "0903", "0912", "đầu hẻm", "liên hệ"):
        assert secret not in shown.text


@pytest.mark.parametrize(
    "given", [{"tail": "0000"}, {"tail": ""}, {"code": "PA-261016-00000"}, {"code": "x"}]
)
async def test_who_does_not_know_both_learns_nothing_not_even_which_is_wrong(
    browser: httpx.AsyncClient, given: dict[str, str]
) -> None:
    case = await _file()
    shown = await _send(browser, case, **given)
    assert shown.status_code == 404
    assert "không tìm thấy phản ánh" in shown.text
    assert "Diễn biến" not in shown.text


async def test_a_case_without_a_phone_number_cannot_be_opened(browser: httpx.AsyncClient) -> None:
    case = await _file(contact_phone=None)
    assert (await _send(browser, case, tail="")).status_code == 404


@pytest.mark.parametrize("phone", [None, "0903 123 456"])
async def test_the_email_address_opens_it_as_well(browser: httpx.AsyncClient, phone: str | None) -> None:
    case = await _file(contact_phone=phone, contact_email="An.Nguyen@example.vn")
    assert "Diễn biến" in (await _send(browser, case, tail=" an.nguyen@example.vn ")).text
    for wrong in ("an@example.vn", "@", "an.nguyen@example.vn@"):
        assert (await _send(browser, case, tail=wrong)).status_code == 404


async def test_an_address_opens_no_report_filed_without_one(browser: httpx.AsyncClient) -> None:
    case = await _file()
    assert (await _send(browser, case, tail="an@example.vn")).status_code == 404


async def test_tails_cannot_be_tried_out_and_right_ones_are_not_counted(browser: httpx.AsyncClient) -> None:
    case = await _file()
    assert [(await _send(browser, case)).status_code for _ in range(8)] == [200] * 8
    tried = [(await _send(browser, case, tail=f"{number:04d}")).status_code for number in range(7)]
    assert tried == [404] * 5 + [429] * 2
    assert (await _send(browser, case)).status_code == 429


async def test_closed_is_not_fixed_said_on_the_page_once(browser: httpx.AsyncClient) -> None:
    case = await _file()
    await _answer(case)
    assert "Chưa xong, mở lại" in (await _send(browser, case)).text
    opened = await _send(browser, case, do="not_fixed", words="Vẫn tắt, gọi 0903123456")
    assert "mở lại phản ánh" in opened.text
    assert (await _now(case)).status == Status.REOPENED
    async with database.transaction() as session:
        *_, event = await feedback.timeline(session, case_id=case.id)
    assert event.note == "Vẫn tắt, gọi ⟨sđt⟩"
    again = await _send(browser, case, do="fixed")
    assert "đã ghi nhận ý kiến" in again.text
    assert (await _now(case)).status == Status.REOPENED


async def test_a_fixed_case_is_rated_on_the_page(browser: httpx.AsyncClient) -> None:
    case = await _file()
    await _answer(case)
    assert "Rất hài lòng" in (await _send(browser, case, do="fixed")).text
    await _send(browser, case, do="rate", stars="4", words="Nhanh")
    seen = await _now(case)
    assert (seen.rating, seen.rating_reason) == (4, "Nhanh")


async def test_awaited_information_is_given_on_the_page(browser: httpx.AsyncClient) -> None:
    case = await _file()
    async with database.transaction() as session:
        await feedback.ask_info(
            session, case_id=case.id, agency="TT_HTKT", actor="x", question="Trụ số mấy?", now=clock.now()
        )
    assert "Trụ số mấy?" in (await _send(browser, case)).text
    assert "Anh/chị vui lòng ghi nội dung" in (await _send(browser, case, do="add", words=" ")).text
    await _send(browser, case, do="add", words="Trụ số 12")
    assert "Trụ số 12" in (await _now(case)).content


async def test_published_answers_are_found_by_words_without_accents(browser: httpx.AsyncClient) -> None:
    case = await _file()
    await _answer(case)
    async with database.transaction() as session:
        await feedback.publish(
            session,
            case_id=case.id,
            agency="TONG_DAI",
            actor="x",
            content="Đèn <b>đường</b> tắt",
            answer="Đã thay bóng.",
            now=clock.now(),
        )
    found = await browser.get("/tra-loi", params={"q": "den duong binh thanh"})
    assert case.code in found.text
    assert "Đèn &lt;b&gt;đường" in found.text
    assert "1 trả lời phù hợp" in found.text
    assert case.code not in (await browser.get("/tra-loi", params={"q": "ngập"})).text


@pytest.mark.parametrize("path", ["/theo-doi?ma=PA-1", "/tra-loi"])
async def test_the_pages_have_no_script_and_no_inline_style(browser: httpx.AsyncClient, path: str) -> None:
    shown = await browser.get(path)
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", shown.text)
    assert "form-action 'self'" in shown.headers["content-security-policy"]
    assert shown.headers["cache-control"] == "no-store"
