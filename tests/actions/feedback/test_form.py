"""What a report takes from messages, and what is no answer."""

from typing import Any

import pytest

from actions.feedback import questions as report_questions
from actions.manners.handoff import REPORT_SLOTS
from api import database
from api.conversations import service as conversations
from api.conversations.rasa_client import for_rasa
from api.feedback import wording as feedback_wording
from tests.actions.conftest import MARRIAGE, Caller, Shelf
from tests.actions.report_form import FULL, answer


async def test_a_message_that_tells_all_is_taken_in_one_go(bare_call: Caller) -> None:
    text = "Đèn đường trước số 12 Nguyễn Trãi, phường Bến Thành bị hư 3 ngày nay, liên hệ ⟨sđt1⟩, tôi tên Trần Văn Bình"
    said = await bare_call(
        "validate_feedback_form", text, intent="file_feedback", candidates={"feedback_content": text}
    )
    assert said.slots == {
        "feedback_content": text,
        "feedback_place": "trước số 12 Nguyễn Trãi, phường Bến Thành",
        "feedback_unit": "26743",
        "feedback_contact_phone": "⟨sđt1⟩",
        "feedback_contact_name": "Trần Văn Bình",
        "feedback_field": "chieu_sang",
        "feedback_contact_address": "",
    }
    assert said.texts == []


async def test_a_long_report_is_taken_whole_though_rasa_heard_its_beginning_only(call: Caller) -> None:
    text = "Đường trước nhà ngập hoài. " * 60 + "Gọi em số 0903 123 456."
    async with database.transaction() as session:
        message = await conversations.receive(
            session,
            incoming=conversations.Incoming(channel="web", address="khach-1", external_id="2", text=text),
        )
    assert message is not None
    call.message_id = message.id
    heard = for_rasa(message.text)
    assert len(heard) < len(text)
    said = await call(
        "validate_feedback_form", heard, intent="file_feedback", candidates={"feedback_content": heard}
    )
    assert said.slots["feedback_content"] == message.text
    assert said.slots["feedback_contact_phone"] == "⟨sđt1⟩"


@pytest.mark.parametrize(
    "text", ["tôi muốn phản ánh", "em muon gui phan anh", "/file_feedback", "cho em góp ý với ạ", "phản ánh"]
)
async def test_a_bare_opening_is_no_content(bare_call: Caller, text: str) -> None:
    said = await bare_call(
        "validate_feedback_form", text, intent="file_feedback", candidates={"feedback_content": text}
    )
    assert said.slots == {"feedback_content": None}


@pytest.mark.parametrize("text", ["rac k ai lay", "nước không chảy", "đèn ko sáng"])
async def test_a_short_report_with_a_no_in_it_is_content(bare_call: Caller, text: str) -> None:
    said = await bare_call(
        "validate_feedback_form", text, intent="file_feedback", candidates={"feedback_content": text}
    )
    assert said.slots["feedback_content"] == text


@pytest.mark.parametrize(
    ("text", "guidance"),
    [
        ("tôi muốn tố cáo cán bộ nhận hối lộ", feedback_wording.TO_CAO),
        ("tôi khiếu nại quyết định thu hồi đất của ủy ban", feedback_wording.KHIEU_NAI),
    ],
)
async def test_denunciations_and_legal_complaints_are_guided_and_end_the_form(
    bare_call: Caller, text: str, guidance: Any
) -> None:
    said = await bare_call(
        "validate_feedback_form", text, intent="file_feedback", candidates={"feedback_content": text}
    )
    assert said.texts == [guidance()]
    assert said.events[-1]["name"] == "requested_slot"
    assert said.events[-1]["value"] is None
    assert all(said.slots[name] is None for name in REPORT_SLOTS)


async def test_a_side_question_sets_nothing(bare_call: Caller) -> None:
    said = await bare_call(
        "validate_feedback_form", "lệ phí khai sinh bao nhiêu", intent="ask_procedure", slots=FULL, form=True
    )
    assert said.events == []
    assert said.texts == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("trước ủy ban chỗ đăng ký kết hôn", "trước ủy ban chỗ đăng ký kết hôn"),
        ("hẻm số mấy quên rồi, gần chợ", "gần chợ"),
        ("chỗ tui ở", None),
        ("45 lê lợi", "45 lê lợi"),
    ],
)
async def test_a_place_is_never_looked_up_in_the_catalogue(
    bare_call: Caller, shelf: Shelf, text: str, place: str | None
) -> None:
    shelf.results[text] = ("answer", [MARRIAGE])
    assert (await answer(bare_call, "feedback_place", text)).slots["feedback_place"] == place
    assert shelf.asked == []


async def test_a_question_nobody_can_answer_is_no_place_but_nobody_is_held_up(
    bare_call: Caller, shelf: Shelf
) -> None:
    text = "ủa là sao vậy em"
    first = await answer(bare_call, "feedback_place", text)
    assert first.slots == {"feedback_place": None, "misunderstandings": 1.0}
    fourth = await answer(bare_call, "feedback_place", text, slots={"misunderstandings": 3.0})
    assert fourth.slots == {"feedback_place": "", "misunderstandings": 0.0}


@pytest.mark.parametrize("text", ["đăng ký kết hôn nộp ở đâu vậy em", "a ma lam can cuoc mat may ngay vay"])
@pytest.mark.parametrize(
    "slot",
    [
        "feedback_place",
        "feedback_unit",
        "feedback_contact_phone",
        "feedback_contact_name",
        "feedback_confirmed",
    ],
)
async def test_a_procedure_asked_instead_of_an_answer_is_answered_and_fills_nothing(
    bare_call: Caller, shelf: Shelf, slot: str, text: str
) -> None:
    shelf.results[text] = ("answer", [MARRIAGE])
    said = await answer(bare_call, slot, text)
    assert said.slots[slot] is None
    assert said.slots["procedure_code"] == MARRIAGE
    assert MARRIAGE in said.text


async def test_how_long_it_takes_is_about_the_report_unless_a_procedure_was_spoken_of(
    bare_call: Caller, shelf: Shelf
) -> None:
    text = "bao lâu thì xong vậy em"
    slots = {"requested_slot": "feedback_place", "procedure_code": MARRIAGE}
    said = await bare_call("action_answer_aspect", text, slots=slots, form=True)
    assert said.text == report_questions.DURATION(days="10 ngày làm việc")
    bare_call.before = [
        {"event": "user", "text": "đăng ký kết hôn cần gì"},
        {"event": "slot", "name": "procedure_code", "value": MARRIAGE},
    ]
    said = await bare_call("action_answer_aspect", text, slots=slots, form=True)
    assert MARRIAGE in said.text
