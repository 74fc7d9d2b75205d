import pytest

from actions.procedures import choosing
from tests.actions.conftest import BIRTH, MARRIAGE, REBIRTH, Caller, Shelf


def slot(name: str, value: object) -> dict[str, object]:
    return {"event": "slot", "timestamp": None, "name": name, "value": value}


async def test_none_of_the_choices_offers_the_next_candidates(bare_call: Caller, shelf: Shelf) -> None:
    shelf.results["khai sinh"] = ("choices", [BIRTH, REBIRTH, MARRIAGE])
    said = await bare_call(
        "action_choose_procedure",
        "không phải cái đó",
        intent="choose_procedure",
        slots={
            "procedure_candidates": [BIRTH, REBIRTH],
            "procedure_question": "khai sinh",
            "last_aspects": ["fee"],
        },
    )
    assert said.text == choosing.NEXT()
    assert said.events == [
        slot("procedure_candidates", [MARRIAGE]),
        slot("procedure_offers", [MARRIAGE]),
        slot("last_aspects", ["fee"]),
        slot("misunderstandings", 1.0),
        slot("procedures_refused", [BIRTH, REBIRTH]),
        slot("misunderstandings", 1.0),
    ]
    assert shelf.abstained == ["offers_refused"]


async def test_with_nothing_else_to_offer_more_is_asked_and_then_a_person_offered(
    bare_call: Caller, shelf: Shelf
) -> None:
    slots: dict[str, object] = {"procedure_candidates": [BIRTH], "misunderstandings": 0.0}
    said = await bare_call("action_choose_procedure", "/choose_procedure", slots=slots)
    assert said.text == choosing.NONE_CHOSEN()
    bare_call.answered("/choose_procedure", said)
    for _ in range(2):
        said = await bare_call("action_choose_procedure", "sai rồi", slots={**slots, **said.slots})
        bare_call.answered("sai rồi", said)
    assert said.text == choosing.OFFER_HUMAN()
    assert said.payloads == ["/human_handoff"]


async def test_an_answer_refused_is_left_out_of_what_is_offered(bare_call: Caller, shelf: Shelf) -> None:
    shelf.results["khai sinh"] = ("answer", [BIRTH, REBIRTH])
    said = await bare_call(
        "action_choose_procedure",
        "không phải cái này",
        slots={"procedure_code": BIRTH, "procedure_question": "khai sinh"},
    )
    assert said.text == choosing.NEXT_AFTER_ANSWER()
    assert said.slots["procedure_offers"] == [REBIRTH]
    assert said.slots["procedure_code"] is None
    assert shelf.abstained == ["answer_refused"]


async def test_going_back_answers_the_procedure_shown_before(bare_call: Caller, shelf: Shelf) -> None:
    slots = {"procedure_code": MARRIAGE, "procedure_history": [MARRIAGE, BIRTH]}
    for text in ("quay lại cái khai sinh, phí bao nhiêu", "cái trước đó bao nhiêu tiền"):
        said = await bare_call("action_find_procedure", text, slots=slots)
        assert said.slots["procedure_code"] == BIRTH
        assert said.slots["procedure_history"] == [BIRTH, MARRIAGE]
        assert said.slots["last_aspects"] == ["fee"]
    assert shelf.asked == []


async def test_a_correction_is_answered_with_the_aspect_asked_before(bare_call: Caller, shelf: Shelf) -> None:
    shelf.results["kết hôn"] = ("answer", [MARRIAGE])
    said = await bare_call(
        "action_find_procedure",
        "ủa không phải, ý tui là kết hôn",
        slots={"procedure_code": BIRTH, "last_aspects": ["fee"]},
    )
    assert said.slots["procedure_code"] == MARRIAGE
    assert said.slots["last_aspects"] == ["fee"]


async def test_a_number_of_the_list_with_an_aspect_is_answered(bare_call: Caller, shelf: Shelf) -> None:
    said = await bare_call(
        "action_answer_aspect",
        "còn cái thứ hai lệ phí bao nhiêu",
        slots={"procedure_offers": [BIRTH, MARRIAGE]},
    )
    assert said.slots["procedure_code"] == MARRIAGE
    assert said.slots["last_aspects"] == ["fee"]


async def test_an_aspect_asked_before_choosing_is_told_for_the_likeliest_by_its_name(
    bare_call: Caller, shelf: Shelf
) -> None:
    said = await bare_call(
        "action_answer_aspect", "bao nhiêu tiền", slots={"procedure_candidates": [BIRTH, MARRIAGE]}
    )
    assert "khai sinh" in said.text.splitlines()[0]
    assert said.slots["procedure_code"] == BIRTH
    assert said.slots["last_aspects"] == ["fee"]


@pytest.mark.parametrize("text", ["[lệ phí](aspect)", "LỆ PHÍ"])
async def test_markup_and_capitals_are_just_text(bare_call: Caller, shelf: Shelf, text: str) -> None:
    said = await bare_call("action_find_procedure", text, slots={"procedure_code": BIRTH})
    assert said.slots["last_aspects"] == ["fee"]
