"""A report waits while a danger is told, and goes on with everything it had."""

from typing import Any

import pytest

from actions.feedback.resuming import resumes
from tests.actions.conftest import Caller
from tests.actions.report_form import FULL, answer

NOTICE: dict[str, Any] = {
    "event": "bot",
    "text": "Dạ việc này khẩn cấp …",
    "data": {"custom": {"kind": "emergency_notice"}},
}
TOLD: dict[str, Any] = {"feedback_content": "nắp cống mất ở hẻm 12 Lê Lợi", "feedback_place": "hẻm 12 Lê Lợi"}


@pytest.mark.parametrize(
    "slot", ["feedback_content", "feedback_place", "feedback_unit", "feedback_contact_phone"]
)
@pytest.mark.parametrize(
    "text",
    [
        "gọi rồi, tiếp vụ nắp cống hồi nãy nha",
        "xe tới rồi, giờ báo tiếp cái đó",
        "an toàn rồi, quay lại chuyện kia đi",
    ],
)
async def test_who_wants_the_report_to_go_on_answers_nothing(bare_call: Caller, slot: str, text: str) -> None:
    said = await answer(bare_call, slot, text, slots=TOLD)
    assert said.slots == {slot: None}
    assert said.responses == []


@pytest.mark.parametrize("text", ["hết kẹt rồi, huỷ giùm", "lửa tắt rồi, thôi khỏi báo nữa"])
def test_who_gives_up_after_a_danger_wants_nothing_to_go_on(text: str) -> None:
    assert not resumes(text, "feedback_place")


def test_what_is_wished_after_a_danger_may_be_the_content() -> None:
    assert not resumes("hết khói rồi, nhờ điện lực coi lại", "feedback_content")


@pytest.mark.parametrize(
    "name",
    ["content", "field", "place", "unit", "contact_phone", "contact_name", "contact_address", "confirmed"],
)
async def test_nothing_is_asked_beside_whom_to_call(bare_call: Caller, name: str) -> None:
    slots = {**FULL, "requested_slot": f"feedback_{name}"}
    said = await bare_call(f"action_ask_feedback_{name}", "nguy quá", slots=slots, form=True, said=(NOTICE,))
    assert said.responses == []


@pytest.mark.parametrize("text", ["hết kẹt rồi, huỷ giùm", "thôi người ta dọn rồi khỏi báo nữa", "thôi khỏi"])
async def test_giving_up_under_the_summary_sends_nothing(bare_call: Caller, text: str) -> None:
    said = await answer(bare_call, "feedback_confirmed", text, slots=FULL)
    assert said.slots == {"feedback_confirmed": False}


@pytest.mark.parametrize("slot", ["feedback_field", "feedback_unit"])
async def test_name_and_number_are_taken_where_something_else_was_asked(bare_call: Caller, slot: str) -> None:
    said = await answer(bare_call, slot, "số 9 Lê Lợi, phường Bến Thành. Đặng Văn Út ⟨sđt1⟩", slots=TOLD)
    assert said.slots["feedback_contact_name"] == "Đặng Văn Út"
    assert said.slots["feedback_contact_phone"] == "⟨sđt1⟩"


async def test_the_number_of_the_house_told_beside_the_ward_is_noted(bare_call: Caller) -> None:
    slots = {"feedback_content": "dây cáp võng ở đường Lê Lợi", "feedback_place": "đường Lê Lợi"}
    said = await answer(bare_call, "feedback_unit", "số 9 Lê Lợi, phường Bến Thành", slots=slots)
    assert said.slots["feedback_place"] == "số 9 Lê Lợi, phường Bến Thành"
    assert said.slots["feedback_unit"] == "26743"
