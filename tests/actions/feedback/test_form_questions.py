"""The questions of a report: first, again, in other words, with a way to a person."""

from typing import Any

import pytest

from actions.feedback import asking as form
from tests.actions.conftest import Caller
from tests.actions.report_form import FULL


async def test_an_ambiguous_old_ward_is_asked_with_choices(bare_call: Caller) -> None:
    said = await bare_call(
        "action_ask_feedback_unit",
        "đường Nguyễn Văn Đậu, phường Đa Kao",
        intent="form_answer",
        slots={"requested_slot": "feedback_place", "feedback_place": "đường Nguyễn Văn Đậu, phường Đa Kao"},
        form=True,
    )
    assert '/form_answer{"unit": "26740"}' in said.payloads
    assert '/form_answer{"unit": "26737"}' in said.payloads
    assert said.payloads[-1] == "/deny"


async def test_a_unit_that_was_not_understood_is_asked_in_other_words(bare_call: Caller) -> None:
    first = await bare_call(
        "action_ask_feedback_unit", "hẻm 12", slots={"requested_slot": "feedback_place"}, form=True
    )
    again = await bare_call(
        "action_ask_feedback_unit",
        "abc xyz",
        intent="form_answer",
        slots={"requested_slot": "feedback_unit"},
        form=True,
    )
    side = await bare_call(
        "action_ask_feedback_unit",
        "cảm ơn",
        intent="thank",
        slots={"requested_slot": "feedback_unit"},
        form=True,
    )
    assert first.text == form.UNIT.first()
    assert side.text == form.UNIT.back()
    assert again.text == form.UNIT.unclear()


async def test_the_summary_shows_place_unit_and_contact_once(bare_call: Caller) -> None:
    said = await bare_call(
        "action_ask_feedback_confirmed",
        "Lan",
        slots={**FULL, "requested_slot": "feedback_contact_name"},
        form=True,
    )
    assert "• Địa điểm: hẻm 12 Lê Lợi, phường Bến Thành\n" in said.text
    assert "• Liên hệ: Lan, ⟨sđt1⟩" in said.text
    assert said.payloads == ["/affirm", "sửa nội dung", "sửa địa điểm", "/deny"]
    named = {
        **FULL,
        "feedback_place": "12 Lê Lợi, phường Bến Thành",
        "feedback_contact_name": "",
        "feedback_contact_phone": "",
    }
    said = await bare_call("action_ask_feedback_confirmed", "không", slots=named, form=True)
    assert said.text.count("phường Bến Thành") == 1
    assert form.NO_CONTACT() in said.text


async def test_an_unclear_answer_to_the_summary_is_not_answered_with_the_whole_summary(
    bare_call: Caller,
) -> None:
    slots = {**FULL, "requested_slot": "feedback_confirmed"}
    unclear = await bare_call(
        "action_ask_feedback_confirmed", "ừm để coi", intent="form_answer", slots=slots, form=True
    )
    assert unclear.text == form.CONFIRM_UNCLEAR()
    side = await bare_call("action_ask_feedback_confirmed", "cảm ơn", intent="thank", slots=slots, form=True)
    assert side.text == form.CONFIRM_BACK()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("content", form.CONTENT.first),
        ("place", form.PLACE.first),
        ("contact_phone", form.PHONE.first),
        ("contact_name", form.NAME.first),
    ],
)
async def test_each_question_is_asked(bare_call: Caller, name: str, text: Any) -> None:
    said = await bare_call(f"action_ask_feedback_{name}", "gì đó", form=True)
    assert said.text == text()


async def test_a_phone_that_was_none_is_explained(bare_call: Caller) -> None:
    slots = {"requested_slot": "feedback_contact_phone"}
    said = await bare_call(
        "action_ask_feedback_contact_phone", "12345", intent="form_answer", slots=slots, form=True
    )
    assert said.text == form.PHONE.unclear()
    assert said.payloads == ["/deny"]


@pytest.mark.parametrize("name", ["content", "place", "unit", "contact_phone", "contact_name"])
async def test_the_third_question_in_vain_offers_a_person(bare_call: Caller, name: str) -> None:
    slots = {"requested_slot": f"feedback_{name}", "misunderstandings": 2.0}
    said = await bare_call(
        f"action_ask_feedback_{name}", "abc xyz", intent="form_answer", slots=slots, form=True
    )
    assert "/human_handoff" in said.payloads
