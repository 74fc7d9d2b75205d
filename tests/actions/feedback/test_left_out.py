"""What a report is sent with of who wants name or number left out, and whose name and number are none of the reporter."""

import pytest

from actions.feedback.changes import ADDED
from tests.actions.conftest import Caller
from tests.actions.report_form import FULL, answer

TOLD = "karaoke ồn 12 Lê Lợi phường Bến Thành, chị tên Lan ⟨sđt1⟩, muốn giấu tên"


@pytest.mark.parametrize(
    ("content", "phone", "name", "sent"),
    [
        (TOLD, "", "", "karaoke ồn 12 Lê Lợi phường Bến Thành, muốn giấu tên"),
        (TOLD, "⟨sđt1⟩", "Lan", TOLD),
        ("ồn quá. Tôi là Nguyễn Văn A, sđt ⟨sđt1⟩. Nhờ xử lý", "", "", "ồn quá. Nhờ xử lý"),
        ("đèn hư, CCCD ⟨cccd1⟩, tên Nam ⟨sđt1⟩", "⟨sđt1⟩", "Nam", "đèn hư, tên Nam ⟨sđt1⟩"),
        ("bị số ⟨sđt1⟩ gọi đòi nợ hoài", "", "", "bị số ⟨sđt1⟩ gọi đòi nợ hoài"),
        ("chủ trọ tên Hoa thu tiền điện mắc", "", "", "chủ trọ tên Hoa thu tiền điện mắc"),
    ],
)
async def test_the_summary_holds_nothing_of_the_reporter_that_is_left_out(
    bare_call: Caller, content: str, phone: str, name: str, sent: str
) -> None:
    slots = {
        **FULL,
        "feedback_content": content,
        "feedback_contact_phone": phone,
        "feedback_contact_name": name,
    }
    said = await bare_call("action_ask_feedback_confirmed", content, slots=slots, form=True)
    assert f"Nội dung: {sent}\n" in said.text


@pytest.mark.parametrize(
    "text", ["sđt của bà chủ quán là ⟨sđt1⟩", "ban quản trị tên ông Khải, sđt ⟨sđt1⟩", "số đó ⟨sđt1⟩"]
)
@pytest.mark.parametrize("slot", ["feedback_contact_phone", "feedback_place"])
async def test_the_number_of_somebody_else_belongs_to_the_matter(
    bare_call: Caller, slot: str, text: str
) -> None:
    said = await answer(bare_call, slot, text, slots={"feedback_content": "quán nhậu ồn quá"})
    assert said.text.startswith(ADDED())
    assert said.slots[slot] is None
    assert said.slots["feedback_content"] == f"quán nhậu ồn quá\n{text}"
    assert "feedback_contact_name" not in said.slots


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("thôi em gửi đại đi", {"feedback_contact_phone": "", "feedback_contact_name": ""}),
        ("kệ đi ghi dùm tui", {"feedback_contact_phone": "", "feedback_contact_name": ""}),
        ("khỏi cần tên", {"feedback_contact_phone": "", "feedback_contact_name": ""}),
        ("hổng có điện thoại, xài ké của thằng cháu", {"feedback_contact_phone": ""}),
        ("⟨sđt1⟩ hay là thôi đừng để số", {"feedback_contact_phone": ""}),
        ("bỏ qua", {"feedback_contact_phone": ""}),
    ],
)
async def test_a_contact_is_left_out_in_many_words(
    bare_call: Caller, text: str, slots: dict[str, str]
) -> None:
    said = await answer(bare_call, "feedback_contact_phone", text, slots={"feedback_content": "đèn đường hư"})
    assert said.slots == slots


async def test_the_number_told_before_is_noted_when_it_is_wished(bare_call: Caller) -> None:
    slots = {**FULL, "feedback_content": TOLD, "feedback_contact_phone": "", "feedback_contact_name": ""}
    said = await answer(bare_call, "feedback_confirmed", "ghi lại số điện thoại của chị đi", slots=slots)
    assert said.slots["feedback_contact_phone"] == "⟨sđt1⟩"
