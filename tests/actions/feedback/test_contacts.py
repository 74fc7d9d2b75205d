"""Who reports: unknown where the city allows it, known where NĐ 20/2008 art. 7 wants it, asked once a conversation."""

from typing import Any

import pytest

from actions.feedback import asking, contacts
from api import database
from api.feedback import service as feedback
from tests.actions.conftest import Caller
from tests.actions.feedback.test_filed import REPORT
from tests.actions.report_form import answer

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
    contact = {"feedback_contact_phone": "", "feedback_contact_name": ""}
    assert said.slots == {"feedback_unit": None, **contact, "misunderstandings": 1.0}
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


RULES: dict[str, Any] = {"feedback_content": OFFICE, "feedback_field": "hanh_chinh_cong"}


async def test_the_whole_contact_is_asked_for_at_once_and_read_from_one_answer(bare_call: Caller) -> None:
    asked = await bare_call("action_ask_feedback_contact_phone", "hẻm 12", slots=RULES, form=True)
    assert asked.metadata["asks"] == ["reporter_phone", "reporter_name", "reporter_address"]
    text = "⟨sđt1⟩, Trần Văn Bình, 12 Lê Lợi phường Bến Thành"
    said = await answer(bare_call, "feedback_contact_phone", text, slots=RULES)
    assert said.slots == {
        "feedback_contact_phone": "⟨sđt1⟩",
        "feedback_contact_name": "Trần Văn Bình",
        "feedback_contact_address": "12 Lê Lợi phường Bến Thành",
    }


async def test_the_address_is_asked_with_its_reason_and_not_for_a_matter_of_the_city(
    bare_call: Caller,
) -> None:
    asked = await bare_call("action_ask_feedback_contact_address", "Lan", slots=RULES, form=True)
    assert asked.text == asking.ADDRESS.first()
    assert "Điều 7 Nghị định 20/2008/NĐ-CP" in asked.text
    assert asked.metadata == {
        "kind": "feedback_form_question",
        "asks": ["reporter_address"],
        "field": "hanh_chinh_cong",
        "handler": "TONG_DAI",
    }
    for content, wanted in ((URBAN, ""), (OFFICE, None)):
        said = await bare_call(
            "validate_feedback_form",
            content,
            intent="file_feedback",
            candidates={"feedback_content": content},
        )
        assert said.slots["feedback_contact_address"] == wanted


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("12 Lê Lợi phường Bến Thành", {"feedback_contact_address": "12 Lê Lợi phường Bến Thành"}),
        ("gửi đi em", {"feedback_contact_address": None, "misunderstandings": 1.0}),
        ("không cho", {"feedback_contact_address": None, "contact_explained": True}),
    ],
)
async def test_an_answer_to_the_question_for_the_address(
    bare_call: Caller, text: str, slots: dict[str, Any]
) -> None:
    said = await answer(bare_call, "feedback_contact_address", text, slots=RULES)
    assert said.slots == slots


async def test_an_address_is_filed_encrypted(call: Caller) -> None:
    slots = {**REPORT, **RULES, "feedback_contact_address": "12 Lê Lợi phường Bến Thành"}
    await call("action_file_feedback", "/affirm", intent="affirm", slots=slots)
    async with database.transaction() as session:
        case = await feedback.by_idempotency_key(session, key=str(call.message_id))
    assert case is not None
    assert case.contact_address is not None
    assert "Lê Lợi".encode() not in case.contact_address
    assert feedback.contact(case).address == "12 Lê Lợi phường Bến Thành"


@pytest.mark.parametrize("asked", ["feedback_contact_phone", "feedback_confirmed"])
async def test_who_only_wants_the_name_kept_is_told_so_and_nothing_is_dropped(
    bare_call: Caller, asked: str
) -> None:
    said = await answer(
        bare_call, asked, "xin đừng để lộ tên tôi ra ngoài nha", slots={"feedback_content": OFFICE}
    )
    assert said.text == contacts.KEPT_SECRET()
    assert said.slots[asked] is None
    assert "requested_slot" not in said.slots


async def test_a_contact_already_given_stays_where_secrecy_is_wished(bare_call: Caller) -> None:
    slots = {"feedback_content": URBAN, "feedback_contact_phone": "⟨sđt1⟩"}
    said = await answer(bare_call, "feedback_confirmed", "đừng công khai số của tui", slots=slots)
    assert said.text == contacts.KEPT_SECRET()
    assert "feedback_contact_phone" not in said.slots


async def test_a_yes_that_names_anonymity_sends_what_nobody_signed(bare_call: Caller) -> None:
    slots = {"feedback_content": URBAN, "feedback_contact_phone": "", "feedback_contact_name": ""}
    said = await answer(bare_call, "feedback_confirmed", "ừ gửi ẩn danh đi", slots=slots)
    assert said.slots["feedback_confirmed"] is True
    said = await answer(bare_call, "feedback_confirmed", "đừng gửi ẩn danh", slots=slots)
    assert said.slots["feedback_confirmed"] is not True


async def test_asking_for_anonymity_again_drops_no_report(bare_call: Caller) -> None:
    slots: dict[str, Any] = {"feedback_content": OFFICE, "contact_explained": True}
    said = await answer(
        bare_call, "feedback_contact_phone", "vậy ẩn danh thiệt không được hả em", slots=slots
    )
    assert said.text == contacts.NEED_CONTACT()
    assert "requested_slot" not in said.slots


async def test_help_that_comes_lets_the_report_go_on(bare_call: Caller) -> None:
    said = await answer(
        bare_call, "feedback_place", "kêu 115 rồi, xe đang tới", slots={"feedback_content": URBAN}
    )
    assert said.slots == {"feedback_place": None}


async def test_the_whole_contact_told_again_where_the_name_was_asked_tells_it(bare_call: Caller) -> None:
    slots = {"feedback_content": OFFICE, "feedback_contact_phone": "⟨sđt1⟩"}
    text = "Lê Văn Mẫu, ⟨sđt1⟩, 5 Lê Lợi phường Sài Gòn"
    said = await answer(bare_call, "feedback_contact_name", text, slots=slots)
    assert said.slots["feedback_contact_name"] == "Lê Văn Mẫu"
    assert said.slots["feedback_contact_address"] == "5 Lê Lợi phường Sài Gòn"


async def test_where_all_of_the_contact_is_asked_for_the_field_is_told(bare_call: Caller) -> None:
    said = await bare_call(
        "action_ask_feedback_contact_phone",
        slots={"feedback_content": OFFICE, "feedback_field": "hanh_chinh_cong"},
        form=True,
    )
    assert said.metadata["field"] == "hanh_chinh_cong"


@pytest.mark.parametrize("content", [URBAN, OFFICE])
async def test_why_a_number_is_asked_for_is_answered_and_asked_again(bare_call: Caller, content: str) -> None:
    said = await answer(
        bare_call,
        "feedback_contact_phone",
        "sao phải cho số điện thoại vậy",
        slots={"feedback_content": content},
    )
    assert "Điều 7 Nghị định 20/2008/NĐ-CP" in said.text
    assert said.slots == {"feedback_contact_phone": None}
