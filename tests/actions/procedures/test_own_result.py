"""Questions about the paper that the procedure talked about gives."""

import pytest

from actions.procedures.own_result import asked_of_own_result
from retrieval.procedure import Procedure
from tests.actions.conftest import BIRTH, Caller, Shelf

TRANSFER, HOUSE = "1.013076", "1.013225"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("chừng nào lấy được cái cà vẹt mới vậy em", TRANSFER),
        ("may bua co ca vet", TRANSFER),
        ("mấy ngày nhận giấy phép xây dựng", HOUSE),
    ],
)
def test_the_paper_it_gives_asks_of_the_procedure(
    starter_records: dict[str, Procedure], text: str, code: str
) -> None:
    assert asked_of_own_result(text, starter_records[code]) is not None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("chừng nào lấy được cái cà vẹt mới vậy em", BIRTH),
        ("mất cà vẹt thì xin lại sao", TRANSFER),
        ("bao lâu có hộ chiếu", TRANSFER),
        ("mua xe mới bao lâu có cà vẹt", TRANSFER),
    ],
)
def test_another_paper_or_another_matter_does_not(
    starter_records: dict[str, Procedure], text: str, code: str
) -> None:
    assert asked_of_own_result(text, starter_records[code]) is None


async def test_it_is_answered_whatever_else_search_finds(bare_call: Caller, shelf: Shelf) -> None:
    text = "mấy bữa thì có cà vẹt"
    shelf.results[text] = ("answer", ["1.013067"])
    said = await bare_call("action_find_procedure", text, slots={"procedure_code": TRANSFER})
    assert said.metadata["procedures"] == [TRANSFER]
    assert said.slots["last_aspects"] == ["duration"]


async def test_a_question_of_the_post_is_told_the_ways_of_filing(bare_call: Caller, shelf: Shelf) -> None:
    text = "gửi qua đường bưu điện được hông"
    said = await bare_call("action_answer_aspect", text, slots={"procedure_code": BIRTH})
    assert said.slots["last_aspects"] == ["place"]
    assert "Cách nộp trong bản ghi: " in said.text
