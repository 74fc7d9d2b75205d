from pathlib import Path
from typing import Any

import pytest

from actions.abstentions import ABSTAINED
from actions.manners import fallback
from actions.manners.meanings import NONE_MEANT, MeaningsError, meanings
from api import database
from api.conversations import service as conversations
from tests.actions.conftest import BIRTH, Caller, Shelf

UNCLEAR = "cái vụ hôm bữa á"


async def test_nothing_likely_is_asked_again_and_stored_with_its_reason(call: Caller) -> None:
    said = await call(
        "action_fallback", "asdfg qwrt", intent="nlu_fallback", slots={"misunderstandings": 1.0}
    )
    assert said.text == fallback.MISSES.second()
    assert said.slots == {"misunderstandings": 2.0}
    async with database.transaction() as session:
        events = await conversations.events(session, conversation_id=call.conversation_id)
    (stored,) = [event for event in events if event.kind == ABSTAINED]
    assert stored.reason == "intent_unsure"
    assert stored.details["in_a_row"] == 2
    assert stored.details["message_id"] == str(call.message_id)


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("nghe mà rầu cả ruột, vậy nộp ở đâu", "place"),
        ("trời đất ơi sao mà cực dữ thần... lệ phí bao nhiêu", "fee"),
    ],
)
async def test_what_the_last_words_ask_is_asked_of_the_procedure_in_context(
    bare_call: Caller, shelf: Shelf, text: str, aspect: str
) -> None:
    said = await bare_call("action_fallback", text, intent="nlu_fallback", slots={"procedure_code": BIRTH})
    assert said.metadata["kind"] in {"procedure_answer", "aspect_answer"}
    assert said.metadata["procedures"] == [BIRTH]
    assert said.metadata["aspects"] == [aspect]


@pytest.mark.parametrize("name", ["action_chitchat", "action_out_of_scope"])
async def test_small_talk_that_ends_with_a_question_is_answered(
    bare_call: Caller, shelf: Shelf, name: str
) -> None:
    said = await bare_call(name, "nghe mà rầu cả ruột, vậy nộp ở đâu", slots={"procedure_code": BIRTH})
    assert (said.metadata["procedures"], said.metadata["aspects"]) == ([BIRTH], ["place"])


@pytest.mark.parametrize("text", ["nghe mà rầu cả ruột, nộp hộ chiếu ở đâu", "nghe mà rầu cả ruột luôn á"])
async def test_last_words_that_name_a_thing_or_ask_nothing_ask_nothing_of_it(
    bare_call: Caller, shelf: Shelf, text: str
) -> None:
    said = await bare_call("action_fallback", text, intent="nlu_fallback", slots={"procedure_code": BIRTH})
    assert said.metadata["kind"] == "fallback"


async def test_something_else_is_said_otherwise(bare_call: Caller, shelf: Shelf) -> None:
    said = await bare_call("action_fallback", NONE_MEANT, slots={"misunderstandings": 1.0})
    assert said.text == fallback.MISSES.second()
    assert shelf.abstained == ["intent_unsure"]


@pytest.mark.parametrize(("intent", "slots"), [("deny", {"procedure_candidates": [BIRTH]})])
async def test_a_no_to_a_list_is_none_of_them(
    bare_call: Caller, shelf: Shelf, intent: str, slots: dict[str, Any]
) -> None:
    said = await bare_call("action_nothing_to_confirm", "không", intent=intent, slots=slots)
    assert said.slots["procedures_refused"] == [BIRTH]


async def test_a_yes_to_a_list_asks_which(bare_call: Caller, shelf: Shelf) -> None:
    said = await bare_call(
        "action_nothing_to_confirm", "đúng rồi", intent="affirm", slots={"procedure_candidates": [BIRTH]}
    )
    assert said.text == fallback.WHICH_ONE()
    assert said.events == []


def test_a_meaning_without_payload_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "meanings.yml"
    file.write_text("- {intent: greet, said: Chào hỏi}\n", encoding="utf-8")
    with pytest.raises(MeaningsError, match=r"meanings\.yml"):
        meanings(file)


async def test_a_place_shared_before_anything_is_told_is_asked_about(bare_call: Caller) -> None:
    place = {"kind": "location", "lat": 10.79, "lon": 106.68}
    said = await bare_call("action_fallback", "[vị trí 10.790000, 106.680000]", attachment=place)
    assert said.text == fallback.PLACE_KEPT()
    assert said.metadata["kind"] == "clarify"
    assert said.slots == {}
