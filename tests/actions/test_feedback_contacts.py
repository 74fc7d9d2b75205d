"""Who reports: unknown where the city allows it, known where NĐ 20/2008 art. 7 wants it, asked once a conversation."""

from typing import Any

import pytest

from actions import feedback_asking as asking
from actions import feedback_contacts as contacts
from tests.actions.conftest import Caller
from tests.actions.report_form import answer
from tests.actions.test_feedback import REPORT

URBAN = "đèn đường trước hẻm bị hư ba bữa nay"
OFFICE = "cán bộ một cửa phường nhũng nhiễu, hồ sơ trễ hẹn, hạch sách bắt bổ sung giấy tờ nhiều lần"


@pytest.mark.parametrize(
    "text", ["ẩn danh nha", "cho tui giấu tên", "đừng ghi tên tui", "khong muon de lai ten", "nặc danh"]
)
async def test_a_matter_of_the_city_may_be_told_by_nobody(bare_call: Caller, text: str) -> None:
    slots = {"feedback_content": URBAN}
    said = await answer(bare_call, "feedback_contact_phone", text, slots=slots)
    assert said.slots == {"feedback_contact_phone": "", "feedback_contact_name": ""}


async def test_the_wish_to_stay_unknown_may_come_at_any_question(bare_call: Caller) -> None:
    slots = {"feedback_content": URBAN, "feedback_place": "hẻm 12"}
    said = await answer(bare_call, "feedback_unit", "mà cho tui ẩn danh nghen", slots=slots)
    assert said.slots == {"feedback_unit": None, "feedback_contact_phone": "", "feedback_contact_name": ""}
    assert said.text == contacts.ANONYMOUS()


async def test_who_wishes_to_stay_unknown_at_once_is_not_asked(bare_call: Caller) -> None:
    text = f"{URBAN}, cho tôi ẩn danh"
    said = await bare_call(
        "validate_feedback_form", text, intent="file_feedback", candidates={"feedback_content": text}
    )
    assert said.slots["feedback_contact_phone"] == ""
    assert said.slots["feedback_contact_name"] == ""
    assert said.texts == [contacts.ANONYMOUS()]


async def test_a_complaint_about_an_office_needs_a_contact_and_says_why(bare_call: Caller) -> None:
    slots: dict[str, Any] = {"feedback_content": OFFICE}
    first = await answer(bare_call, "feedback_contact_phone", "không", slots=slots)
    assert first.text == contacts.NEED_CONTACT()
    assert "Điều 7 Nghị định 20/2008/NĐ-CP" in first.text
    assert first.slots == {"feedback_contact_phone": None, "contact_explained": True}
    assert first.metadata == {"kind": "feedback_form_question", "asks": ["reporter_phone"]}
    again = await answer(
        bare_call, "feedback_contact_phone", "ẩn danh", slots={**slots, "contact_explained": True}
    )
    assert again.text == contacts.CONTACT_REFUSED()
    assert again.slots["feedback_content"] is None
    assert again.slots["requested_slot"] is None


async def test_where_a_contact_is_needed_no_way_around_it_is_offered(bare_call: Caller) -> None:
    said = await bare_call(
        "action_ask_feedback_contact_phone", "hẻm 12", slots={"feedback_content": OFFICE}, form=True
    )
    assert said.text == asking.NEED_PHONE()
    assert said.payloads == []
    name = await bare_call(
        "action_ask_feedback_contact_name", "⟨sđt1⟩", slots={"feedback_content": OFFICE}, form=True
    )
    assert name.payloads == []


async def test_the_contact_of_a_report_is_kept_for_the_next_one(call: Caller) -> None:
    filed = await call("action_file_feedback", "/affirm", intent="affirm", slots=REPORT)
    kept = {"reporter_phone": "⟨sđt1⟩", "reporter_name": "Lan"}
    assert {name: filed.slots[name] for name in kept} == kept
    text = "rác chất đống đầu hẻm 12 Lê Lợi phường Bến Thành"
    said = await call(
        "validate_feedback_form",
        text,
        intent="file_feedback",
        candidates={"feedback_content": text},
        slots=kept,
    )
    assert said.slots["feedback_contact_phone"] == "⟨sđt1⟩"
    assert said.slots["feedback_contact_name"] == "Lan"
