import json
from itertools import pairwise

import pytest

from actions.procedures import finding as actions_procedures
from tests.actions.conftest import BIRTH, MARRIAGE, REBIRTH, Caller, Shelf


def aspects_offered(payloads: list[str]) -> list[str]:
    return [
        json.loads(payload.partition("{")[1] + payload.partition("{")[2])["aspect"] for payload in payloads
    ]


async def test_a_procedure_found_is_answered_with_its_source_and_what_may_be_asked_next(
    bare_call: Caller, shelf: Shelf
) -> None:
    shelf.results["làm khai sinh cho con cần giấy tờ gì"] = ("answer", [BIRTH])
    said = await bare_call(
        "action_find_procedure", "làm khai sinh cho con cần giấy tờ gì", intent="ask_procedure"
    )
    assert BIRTH in said.text
    assert said.events == [
        {"event": "slot", "timestamp": None, "name": "procedure_code", "value": BIRTH},
        {"event": "slot", "timestamp": None, "name": "procedure_history", "value": [BIRTH]},
        {"event": "slot", "timestamp": None, "name": "procedure_candidates", "value": None},
        {"event": "slot", "timestamp": None, "name": "procedures_refused", "value": None},
        {"event": "slot", "timestamp": None, "name": "last_aspects", "value": ["documents"]},
        {"event": "slot", "timestamp": None, "name": "misunderstandings", "value": 0.0},
        {
            "event": "slot",
            "timestamp": None,
            "name": "procedure_question",
            "value": "làm khai sinh cho con cần giấy tờ gì",
        },
    ]
    assert aspects_offered(said.payloads) == ["fee", "duration", "place", "online"]
    assert all(
        json.loads("{" + payload.partition("{")[2])["procedure_code"] == BIRTH for payload in said.payloads
    )


async def test_several_procedures_are_offered_to_choose_from(bare_call: Caller, shelf: Shelf) -> None:
    shelf.results["khai sinh hết bao nhiêu tiền"] = ("choices", [BIRTH, REBIRTH, MARRIAGE, "1.004772"])
    said = await bare_call("action_find_procedure", "khai sinh hết bao nhiêu tiền", intent="ask_procedure")
    assert said.text == actions_procedures.CHOOSE()
    assert said.payloads == [
        f'/choose_procedure{{"procedure_code": "{BIRTH}"}}',
        f'/choose_procedure{{"procedure_code": "{REBIRTH}"}}',
        f'/choose_procedure{{"procedure_code": "{MARRIAGE}"}}',
        "/choose_procedure",
    ]
    assert said.slots["procedure_candidates"] == [BIRTH, REBIRTH, MARRIAGE]
    chosen = await bare_call(
        "action_choose_procedure",
        said.payloads[0],
        intent="choose_procedure",
        entities={"procedure_code": BIRTH},
        slots=said.slots,
    )
    assert chosen.slots["last_aspects"] == ["fee"]
    assert chosen.slots["procedure_code"] == BIRTH


async def test_the_second_miss_is_said_otherwise_and_the_third_offers_the_operator(
    bare_call: Caller, shelf: Shelf
) -> None:
    texts, slots = [], {"misunderstandings": 0.0}
    for _ in range(5):
        said = await bare_call("action_find_procedure", "giấy lạ lùng", slots=slots)
        bare_call.answered("giấy lạ lùng", said)
        texts.append(said.text)
        slots = said.slots
    wording = actions_procedures.MISSES
    assert texts[:4] == [wording.first(), wording.second(), wording.third(), wording.later()]
    assert all(one != next_one for one, next_one in pairwise(texts))
    assert said.payloads == ["/human_handoff"]


async def test_a_follow_up_stays_with_the_procedure_in_context(bare_call: Caller, shelf: Shelf) -> None:
    slots = {"procedure_code": BIRTH, "last_aspects": ["documents"]}
    said = await bare_call(
        "action_answer_aspect", "vậy phí bao nhiêu em", intent="ask_aspect_followup", slots=slots
    )
    assert said.slots["procedure_code"] == BIRTH
    assert said.slots["last_aspects"] == ["fee"]
    assert shelf.asked == []


async def test_a_follow_up_that_names_another_procedure_switches(bare_call: Caller, shelf: Shelf) -> None:
    shelf.results["còn đăng ký kết hôn thì mấy ngày"] = ("answer", [MARRIAGE])
    said = await bare_call(
        "action_answer_aspect",
        "còn đăng ký kết hôn thì mấy ngày",
        intent="ask_aspect_followup",
        slots={"procedure_code": BIRTH, "last_aspects": ["fee"]},
    )
    assert said.slots["procedure_code"] == MARRIAGE
    assert said.slots["last_aspects"] == ["duration"]


async def test_a_vague_follow_up_is_not_taken_for_another_procedure(bare_call: Caller, shelf: Shelf) -> None:
    shelf.results["bé nhà em thì nộp ở đâu"] = ("choices", [REBIRTH, BIRTH])
    said = await bare_call(
        "action_answer_aspect",
        "bé nhà em thì nộp ở đâu",
        slots={"procedure_code": BIRTH, "last_aspects": ["fee"]},
    )
    assert said.slots["procedure_code"] == BIRTH
    assert said.slots["last_aspects"] == ["place"]


async def test_a_follow_up_without_context_searches_or_asks_which(bare_call: Caller, shelf: Shelf) -> None:
    shelf.results["đăng ký kết hôn mấy ngày"] = ("answer", [MARRIAGE])
    found = await bare_call("action_answer_aspect", "đăng ký kết hôn mấy ngày", intent="ask_aspect_followup")
    assert found.slots["procedure_code"] == MARRIAGE
    asked = await bare_call("action_answer_aspect", "phí bao nhiêu", intent="ask_aspect_followup")
    assert asked.text == actions_procedures.WHICH()
    assert asked.slots == {"last_aspects": ["fee"]}
    shelf.results["khai sinh"] = ("answer", [BIRTH])
    then = await bare_call("action_find_procedure", "khai sinh", slots=asked.slots)
    assert then.slots["last_aspects"] == ["fee"]


async def test_a_tapped_aspect_is_answered_for_its_own_procedure(bare_call: Caller, shelf: Shelf) -> None:
    said = await bare_call(
        "action_answer_aspect",
        f'/choose_aspect{{"aspect": "fee", "procedure_code": "{MARRIAGE}"}}',
        intent="choose_aspect",
        entities={"aspect": "fee", "procedure_code": MARRIAGE},
        slots={"procedure_code": BIRTH},
    )
    assert said.slots["procedure_code"] == MARRIAGE
    assert said.slots["last_aspects"] == ["fee"]


async def test_a_question_without_a_name_is_about_the_procedure_in_context(
    bare_call: Caller, shelf: Shelf
) -> None:
    said = await bare_call(
        "action_find_procedure", "lệ phí bao nhiêu", intent="ask_procedure", slots={"procedure_code": BIRTH}
    )
    assert said.slots["last_aspects"] == ["fee"]
    assert shelf.asked == []


async def test_a_procedure_code_is_answered_and_an_unknown_one_explained(
    bare_call: Caller, shelf: Shelf
) -> None:
    known = await bare_call(
        "action_find_procedure", f"{BIRTH} phí bao nhiêu", entities={"procedure_code": BIRTH}
    )
    assert known.slots["last_aspects"] == ["fee"]
    unknown = await bare_call("action_find_procedure", "9.999999", entities={"procedure_code": "9.999999"})
    assert unknown.text == actions_procedures.UNKNOWN_CODE(code="9.999999")
    assert unknown.events == []


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("lệ phí", ["fee"]),
        ("còn thời gian thì sao em", ["duration"]),
        ("giấy tờ và lệ phí", ["documents", "fee"]),
        ("le phi nua", ["fee"]),
    ],
)
async def test_a_bare_word_asks_an_aspect_of_the_procedure_in_context(
    bare_call: Caller, shelf: Shelf, text: str, aspects: list[str]
) -> None:
    for action in ("action_answer_aspect", "action_find_procedure"):
        said = await bare_call(action, text, slots={"procedure_code": BIRTH, "last_aspects": ["general"]})
        assert sorted(said.slots["last_aspects"]) == sorted(aspects)
        assert said.slots["procedure_code"] == BIRTH


@pytest.mark.parametrize(
    "text", ["giấy khai sinh", "đăng ký kết hôn", "mẫu đơn ly hôn", "xin cấp phép xây dựng"]
)
def test_the_name_of_a_procedure_is_no_bare_word(text: str) -> None:
    assert actions_procedures.names_something(text)
