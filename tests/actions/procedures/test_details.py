"""A detail of the procedure talked about is told from the record, else honestly not; nothing is dumped twice."""

import pytest

from actions.manners import smalltalk
from actions.procedures import details
from tests.actions.conftest import BIRTH, Caller, Shelf

CARD, PENSION, LUMP = "1.014061", "1.014027", "1.014173"
GENERAL = {"procedure_code": CARD, "last_aspects": ["general"]}


@pytest.mark.parametrize("name", ["action_answer_aspect", "action_find_procedure"])
@pytest.mark.parametrize("text", ["có chụp hình lấy vân tay hông", "co lay van tay ko"])
async def test_a_detail_is_answered_with_what_the_record_says_of_it(
    bare_call: Caller, shelf: Shelf, name: str, text: str
) -> None:
    said = await bare_call(name, text, slots=GENERAL)
    assert "vân tay" in said.text
    assert "Giấy tờ:" not in said.text
    assert said.metadata["kind"] == "aspect_answer"
    assert said.metadata["procedures"] == [CARD]


async def test_what_the_record_does_not_say_is_told_so_with_who_knows(
    bare_call: Caller, shelf: Shelf
) -> None:
    said = await bare_call("action_answer_aspect", "phải thi lại ko", slots=GENERAL)
    assert "không nêu việc thi, sát hạch" in said.text
    assert "1022" in said.text
    assert "Công an cấp xã" in said.text
    bare_call.answered("phải thi lại ko", said)
    again = await bare_call("action_answer_aspect", "vậy có phỏng vấn không", slots=GENERAL)
    assert again.text != said.text


async def test_an_amount_received_is_no_fee(bare_call: Caller, shelf: Shelf) -> None:
    shelf.results["rút bhxh 1 lần được bao nhiêu tiền"] = ("answer", [LUMP])
    said = await bare_call("action_find_procedure", "rút bhxh 1 lần được bao nhiêu tiền", slots={})
    assert "Miễn phí" not in said.text
    assert "số tiền được nhận" in said.text
    assert said.slots["procedure_code"] == LUMP
    fee = await bare_call("action_answer_aspect", "làm hết bao nhiêu tiền", slots={"procedure_code": LUMP})
    assert fee.slots["last_aspects"] == ["fee"]


async def test_a_circumstance_told_gets_what_the_record_says_of_it(bare_call: Caller, shelf: Shelf) -> None:
    slots = {"procedure_code": PENSION, "last_aspects": ["general"]}
    said = await bare_call("action_answer_aspect", "mẹ tui 76 tuổi, ko lương hưu", slots=slots)
    assert "75 tuổi" in said.text


async def test_a_circumstance_taken_for_small_talk_keeps_the_thread(bare_call: Caller, shelf: Shelf) -> None:
    before = [
        {"event": "bot", "text": "…", "data": {"custom": {"kind": "procedure_answer", "procedures": [BIRTH]}}}
    ]
    bare_call.before += [{"event": "user", "text": "làm khai sinh"}, *before]
    said = await bare_call("action_chitchat", "vợ tui đang nằm viện", slots={"procedure_code": BIRTH})
    assert said.metadata["procedures"] == [BIRTH]
    chat = await bare_call("action_chitchat", "trời nóng quá ha", slots={"procedure_code": BIRTH})
    assert chat.text == smalltalk.CHITCHAT()


@pytest.mark.parametrize("text", ["nói lại đi", "tóm tắt giùm", "đăng ký khai sinh"])
async def test_the_whole_is_told_again_where_it_is_asked_for(
    bare_call: Caller, shelf: Shelf, text: str
) -> None:
    shelf.results[text] = ("answer", [BIRTH])
    slots = {"procedure_code": BIRTH, "last_aspects": ["general"]}
    said = await bare_call("action_answer_aspect", text, slots=slots)
    assert "không nêu" not in said.text


@pytest.mark.parametrize(
    "text", ["vợ tui đang nằm viện", "mua lại của bạn", "bằng của tui mất rồi", "chưa có cà vẹt"]
)
def test_a_circumstance_is_told(text: str) -> None:
    assert details.tells_circumstance(text)


@pytest.mark.parametrize(
    "text", ["trời nóng quá", "cảm ơn em nha", "mua lại của bạn được không", "em ăn cơm chưa", "hihi vui ghê"]
)
def test_small_talk_and_questions_are_none(text: str) -> None:
    assert not details.tells_circumstance(text)
