"""Answers to the question for the ward: nobody is asked more than twice, and nothing told instead is lost."""

from typing import Any

import pytest

from actions.feedback import unit
from retrieval import places
from tests.actions.conftest import Caller
from tests.actions.report_form import answer

TOLD: dict[str, Any] = {"feedback_content": "cống nghẹt", "feedback_place": "đường Bùi Minh Trực"}


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        (
            "trường THCS Nguyễn Du chứ phường gì",
            {"feedback_place": "đường Bùi Minh Trực, trường THCS Nguyễn Du"},
        ),
        (
            "đối diện bệnh viện Gia Định",
            {"feedback_place": "đường Bùi Minh Trực, đối diện bệnh viện Gia Định"},
        ),
        ("⟨sđt1⟩, Loan", {"feedback_contact_phone": "⟨sđt1⟩", "feedback_contact_name": "Loan"}),
        ("12/4 Bùi Minh Trực", {"feedback_place": "12/4 Bùi Minh Trực"}),
        ("q8 cu", {"feedback_place": "đường Bùi Minh Trực, q8 cu"}),
    ],
)
async def test_what_is_told_instead_is_kept_and_the_ward_asked_once_more(
    bare_call: Caller, text: str, slots: dict[str, Any]
) -> None:
    said = await answer(bare_call, unit.SLOT, text, slots=TOLD)
    assert said.slots == {unit.SLOT: None, **slots, "misunderstandings": 1.0}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("p6 cu", "đường Bùi Minh Trực, q8 cu"),
        ("6", "Bùi Minh Trực quận 8"),
        ("phường 6 cũ", "Bùi Minh Trực, quận 8"),
    ],
)
async def test_a_ward_goes_with_the_district_told_before(bare_call: Caller, text: str, place: str) -> None:
    said = await answer(bare_call, unit.SLOT, text, slots={**TOLD, "feedback_place": place})
    assert said.slots[unit.SLOT] == "27424"


@pytest.mark.parametrize("text", ["em hông biết", "hỏng nhớ phường luôn", "ko rõ nữa"])
async def test_who_does_not_know_the_ward_goes_on_at_once(bare_call: Caller, text: str) -> None:
    assert (await answer(bare_call, unit.SLOT, text, slots=TOLD)).slots == {unit.SLOT: ""}


@pytest.mark.parametrize("text", ["nhiêu lộc nha em", "dạ Nhiêu Lộc", "chắc là Nhiêu Lộc á"])
async def test_a_ward_is_heard_among_particles(bare_call: Caller, text: str) -> None:
    said = await answer(bare_call, unit.SLOT, text, slots=TOLD)
    assert said.slots == {unit.SLOT: "27142"}


@pytest.mark.parametrize(
    ("text", "missed"), [("hihi", 1.0), ("nhà thờ Tân Hưng", 1.0), ("gửi giùm cô", 0.0), ("duyệt", 0.0)]
)
async def test_after_the_second_answer_in_vain_the_desk_finds_the_ward(
    bare_call: Caller, text: str, missed: float
) -> None:
    said = await answer(bare_call, unit.SLOT, text, slots={**TOLD, "misunderstandings": missed})
    assert said.slots[unit.SLOT] == ""
    assert said.texts == [unit.LEFT_TO_THE_DESK()]


@pytest.mark.parametrize(
    ("place", "text", "unit"),
    [
        ("22/5 tô ngọc vân, linh đông", "Thủ Đức", "Thủ Đức"),
        ("quận 1", "thôi để Sài Gòn đi", "Sài Gòn"),
        ("rạch xuyên tâm, bình thạnh", "phường 26 cũ", "Bình Thạnh"),
        ("đầu hẻm", "7 hoàng sa, tân định", "Tân Định"),
    ],
)
async def test_a_ward_is_told_with_what_was_told_before(
    bare_call: Caller, place: str, text: str, unit: str
) -> None:
    slots = {"feedback_content": "đèn đường hư", "feedback_place": place}
    said = await answer(bare_call, "feedback_unit", text, slots=slots)
    assert places.unit(said.slots["feedback_unit"]).name == unit


async def test_a_story_told_instead_of_the_ward_is_added(bare_call: Caller) -> None:
    slots = {"feedback_content": "đèn đường hư", "feedback_place": "đầu hẻm"}
    said = await answer(bare_call, "feedback_unit", "tối con nít đi học té hoài", slots=slots)
    assert said.slots["feedback_content"] == "đèn đường hư\ntối con nít đi học té hoài"
    assert said.slots["feedback_unit"] is None
