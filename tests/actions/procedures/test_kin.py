"""Procedures for the same thing as the one talked about, and those talked about before."""

import pytest

from actions.procedures.kin import only_narrows
from tests.actions.conftest import BIRTH, MARRIAGE, Caller, Shelf

PAUSED, CLOSED, OPENED = "1.001570", "1.001266", "1.001612"
CHILD, GROWN, CHANGED = "1.014062", "1.014061", "1.014063"


async def test_a_few_words_mean_another_procedure_for_the_same_thing(bare_call: Caller, shelf: Shelf) -> None:
    shelf.results["dẹp hẳn hộ kinh doanh"] = ("answer", [CLOSED])
    slots = {
        "procedure_code": PAUSED,
        "procedure_history": [PAUSED, OPENED],
        "procedure_offers": [OPENED, CLOSED],
    }
    said = await bare_call("action_find_procedure", "còn dẹp hẳn thì sao", slots=slots)
    assert said.metadata["procedures"] == [CLOSED]


async def test_what_is_no_other_procedure_stays_with_the_one_talked_about(
    bare_call: Caller, shelf: Shelf
) -> None:
    shelf.results["có nợ tiền nhà hộ kinh doanh"] = ("choices", [PAUSED, CLOSED])
    slots = {
        "procedure_code": PAUSED,
        "procedure_history": [PAUSED, OPENED],
        "procedure_offers": [OPENED, CLOSED],
    }
    said = await bare_call("action_find_procedure", "còn có nợ tiền nhà thì sao", slots=slots)
    assert said.metadata["procedures"] == [PAUSED]


@pytest.mark.parametrize(
    ("text", "meant"), [("bé mới 5t", CHILD), ("con tui 15 tuổi rồi", GROWN), ("thang nho 9 tuoi", CHILD)]
)
async def test_an_age_chooses_among_those_offered(
    bare_call: Caller, shelf: Shelf, text: str, meant: str
) -> None:
    codes = [GROWN, CHILD, CHANGED]
    slots = {"procedure_candidates": codes, "procedure_offers": codes}
    said = await bare_call("action_find_procedure", text, slots=slots)
    assert said.metadata["procedures"] == [meant]


async def test_an_age_leaves_the_procedure_that_is_not_for_it(bare_call: Caller, shelf: Shelf) -> None:
    text = "còn thằng lớn 18 tuổi thì sao"
    slots = {
        "procedure_code": CHILD,
        "procedure_history": [CHILD],
        "procedure_offers": [CHILD, GROWN, CHANGED],
    }
    shelf.results[f"{text} thẻ căn cước"] = ("choices", [CHANGED, GROWN])
    said = await bare_call("action_find_procedure", text, slots=slots)
    assert said.metadata["procedures"] == [GROWN]


def test_words_that_only_narrow_name_no_thing() -> None:
    assert only_narrows("làm lại bị gãy")
    assert not only_narrows("xe máy")


async def test_an_earlier_procedure_is_named_with_where_one_lives(bare_call: Caller, shelf: Shelf) -> None:
    slots = {"procedure_code": BIRTH, "procedure_history": [BIRTH, MARRIAGE]}
    text = "vụ kết hôn khi nãy á, tụi em bên phường Tân Định thì nộp chỗ nào"
    said = await bare_call("action_find_procedure", text, slots=slots)
    assert said.metadata["procedures"] == [MARRIAGE]
    assert said.slots["last_aspects"] == ["place"]
    assert "Tân Định" in said.text


async def test_who_goes_back_may_name_what_was_only_offered(bare_call: Caller, shelf: Shelf) -> None:
    slots = {"procedure_code": BIRTH, "procedure_history": [BIRTH], "procedure_offers": [BIRTH, MARRIAGE]}
    said = await bare_call("action_find_procedure", "quay lại chuyện kết hôn đi, tốn nhiêu", slots=slots)
    assert said.metadata["procedures"] == [MARRIAGE]
    assert said.slots["last_aspects"] == ["fee"]


async def test_what_was_asked_before_is_left_for_what_is_plainly_asked_now(
    bare_call: Caller, shelf: Shelf
) -> None:
    text = "khi nãy hỏi khai sinh rồi, giờ đổi thẻ căn cước cần gì"
    shelf.results[text] = ("answer", [CHANGED])
    shelf.results[" giờ đổi thẻ căn cước cần gì"] = ("answer", [CHANGED])
    slots = {"procedure_code": MARRIAGE, "procedure_history": [MARRIAGE, BIRTH]}
    said = await bare_call("action_find_procedure", text, slots=slots)
    assert said.metadata["procedures"] == [CHANGED]


async def test_who_tells_only_a_phuong_is_told_the_place(bare_call: Caller, shelf: Shelf) -> None:
    slots = {"procedure_code": MARRIAGE, "procedure_history": [MARRIAGE], "last_aspects": ["fee"]}
    said = await bare_call("action_answer_aspect", "nhà em bên phường Tân Định", slots=slots)
    assert said.slots["last_aspects"] == ["place"]


async def test_a_wish_told_with_an_event_is_answered_and_the_rest_offered(
    bare_call: Caller, shelf: Shelf
) -> None:
    said = await bare_call("action_find_procedure", "mới nghỉ việc công ty, muốn xin tiền thất nghiệp")
    assert said.metadata["procedures"] == ["1.014748"]
    assert len(said.slots["procedure_offers"]) > 1
