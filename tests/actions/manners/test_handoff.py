import json
from datetime import datetime
from typing import Any

import pytest

from actions.manners import emergency as actions_emergency
from actions.manners import english as actions_english
from actions.manners import handoff as actions_handoff
from actions.manners import smalltalk
from api import clock, database
from api.conversations import service as conversations
from api.settings import CITY_TIME
from tests.actions.conftest import Caller

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=CITY_TIME)
NIGHT = datetime(2026, 11, 22, 23, 0, tzinfo=CITY_TIME)


@pytest.fixture(autouse=True)
def in_the_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Monday morning, when operators are there."""
    monkeypatch.setattr(clock, "now", lambda: MORNING)


async def conversation_of(call: Caller) -> conversations.Conversation:
    async with database.transaction() as session:
        return await conversations.get(session, conversation_id=call.conversation_id)


async def kinds(call: Caller) -> list[str]:
    async with database.transaction() as session:
        events = await conversations.events(session, conversation_id=call.conversation_id)
        return [event.kind for event in events]


async def test_asking_for_a_person_puts_the_conversation_in_the_queue(call: Caller) -> None:
    said = await call("action_human_handoff", "cho em gặp người thật", intent="human_handoff")
    assert said.text == actions_handoff.ASKED()
    assert said.slots == {"misunderstandings": 0.0}
    conversation = await conversation_of(call)
    assert conversation.owner == conversations.Owner.WAITING
    assert conversation.waiting_reason == "Người dân yêu cầu: cho em gặp người thật"
    again = await call("action_human_handoff", "/human_handoff", intent="human_handoff")
    assert again.text == actions_handoff.WAITING()
    asked_when = await call("action_human_handoff", "chừng nào có người vậy", intent="human_handoff")
    assert asked_when.text == actions_handoff.WAITING_WHEN(until="21:00")


async def test_a_report_under_way_goes_to_the_operator_with_the_conversation(call: Caller) -> None:
    slots: dict[str, Any] = {"feedback_content": "đèn hư", "feedback_place": "hẻm 12"}
    said = await call("action_human_handoff", "gặp tổng đài viên", intent="human_handoff", slots=slots)
    assert said.text == actions_handoff.ASKED_WITH_REPORT()
    assert json.loads(said.slots["feedback_dropped"]) == slots
    emptied = {name: value for name, value in said.slots.items() if name != "feedback_dropped"}
    assert emptied == {"feedback_content": None, "feedback_place": None, "misunderstandings": 0.0}
    assert (await conversation_of(call)).waiting_reason == "Đang khai phản ánh: đèn hư"


async def test_an_emergency_the_model_saw_is_answered_and_raised(call: Caller) -> None:
    said = await call(
        "action_emergency", "nguy lắm rồi anh ơi", intent="emergency", slots={"feedback_content": "x"}
    )
    assert all(f"• {number}" in said.text for number in ("113", "114", "115"))
    assert said.slots == {}  # the report waits
    conversation = await conversation_of(call)
    assert conversation.emergency
    assert await kinds(call) == ["handoff_asked", "emergency"]


async def test_a_wish_to_have_ones_data_deleted_is_never_ignored(call: Caller) -> None:
    said = await call("action_delete_my_data", "/delete_my_data", intent="delete_my_data")
    assert said.text == actions_handoff.DELETE()
    assert await kinds(call) == ["data_deletion_asked", "handoff_asked"]
    assert (await conversation_of(call)).waiting_reason == actions_handoff.REASON_DELETE()
    again = await call("action_delete_my_data", "xóa dữ liệu của tôi", intent="delete_my_data")
    assert again.text == actions_handoff.DELETE_WAITING()
    assert (await kinds(call)).count("data_deletion_asked") == 1


@pytest.mark.parametrize("text", ["với anh chị em trong nhà", "chủ hộ không chịu ký"])
async def test_what_has_no_word_of_a_danger_alarms_nobody(call: Caller, text: str) -> None:
    said = await call("action_emergency", text, intent="emergency")
    assert "113" not in said.text


@pytest.mark.parametrize("text", ["nực nội chết người luôn", "nóng như lửa đốt vậy đó"])
async def test_a_figure_of_speech_the_model_took_for_a_danger_alarms_nobody(call: Caller, text: str) -> None:
    said = await call("action_emergency", text, intent="emergency")
    assert said.text == actions_emergency.CHITCHAT()
    assert await kinds(call) == []


async def asked(call: Caller) -> conversations.HandoffAsked:
    async with database.transaction() as session:
        events = await conversations.events(session, conversation_id=call.conversation_id)
        (event,) = (one for one in events if one.kind == conversations.HANDOFF_ASKED)
        return conversations.HandoffAsked.model_validate(event.details)


async def test_the_operator_is_told_why_what_was_said_and_what_was_shown(call: Caller) -> None:
    async with database.transaction() as session:
        conversation = await conversations.get(session, conversation_id=call.conversation_id)
        await conversations.say(session, conversation=conversation, text="Dạ chỗ đó ở đâu ạ?")
    slots: dict[str, Any] = {"feedback_content": "đèn hư", "feedback_place": "", "feedback_code": "PA-1"}
    await call("action_human_handoff", "gặp tổng đài viên", intent="human_handoff", slots=slots)
    assert await asked(call) == conversations.HandoffAsked(
        cause=conversations.Cause.ASKED,
        summary="Đang khai phản ánh: đèn hư",
        slots={"feedback_content": "đèn hư", "feedback_code": "PA-1"},
        shown=("Dạ chỗ đó ở đâu ạ?",),
        back_at=None,
    )


async def test_the_operator_is_told_the_place_the_day_and_the_amount_told_last(call: Caller) -> None:
    for place in ("chợ An Đông", "hẻm 72 Lê Văn Sỹ"):
        entities = [{"entity": "place", "value": place}, {"entity": "phone", "value": "⟨sđt1⟩"}]
        call.before.append({"event": "user", "text": place, "parse_data": {"entities": entities}})
    entities = [{"entity": "date", "value": "2026-11-12"}, {"entity": "amount", "value": "500000"}]
    call.before.append({"event": "user", "text": "…", "parse_data": {"entities": entities}})
    await call("action_human_handoff", "gặp tổng đài viên", intent="human_handoff")
    told = {"place": "hẻm 72 Lê Văn Sỹ", "date": "2026-11-12", "amount": "500000"}
    assert (await asked(call)).slots == told


async def test_outside_the_hours_the_citizen_is_told_when_somebody_is_back(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NIGHT)
    said = await call("action_human_handoff", "cho gặp người thật", intent="human_handoff")
    assert said.text == actions_handoff.ASKED_OUTSIDE(at="07:30 ngày mai, thứ Hai 23/11")
    assert (await asked(call)).back_at == datetime(2026, 11, 23, 7, 30, tzinfo=CITY_TIME)
    again = await call("action_human_handoff", "/human_handoff", intent="human_handoff")
    assert again.text == actions_handoff.WAITING_OUTSIDE(at="07:30 ngày mai, thứ Hai 23/11")


async def test_who_was_not_understood_for_long_is_handed_over_with_that_cause(call: Caller) -> None:
    await call("action_nothing_to_confirm", "dạ", intent="affirm", slots={"misunderstandings": 3.0})
    assert (await asked(call)).cause == conversations.Cause.NOT_UNDERSTOOD


async def test_despair_is_answered_with_sympathy_and_a_person(call: Caller) -> None:
    said = await call(
        "action_human_handoff",
        '/human_handoff{"cause": "distress"}',
        intent="human_handoff",
        entities={"cause": "distress"},
    )
    assert said.text == actions_handoff.DISTRESS()
    assert (await asked(call)).cause == conversations.Cause.DISTRESS


async def test_an_insult_calls_a_person_with_an_apology(call: Caller) -> None:
    said = await call("action_insult", "đồ ngu, trả lời như hạch", intent="insult_spam")
    assert said.text == actions_handoff.INSULT()
    assert said.metadata["kind"] == "handoff"
    assert (await asked(call)).cause == conversations.Cause.INSULT


async def test_a_second_insult_is_answered_in_other_words(call: Caller) -> None:
    first = await call("action_insult", "tổng đài như hạch, báo 3 lần không ai làm", intent="insult_spam")
    assert first.text == f"{actions_handoff.INSULT()} {actions_handoff.INSULT_REPORTED()}"
    call.answered("tổng đài như hạch, báo 3 lần không ai làm", first)
    again = await call("action_human_handoff", "đồ ăn hại", intent="human_handoff")
    assert again.text == actions_handoff.INSULT_AGAIN()


@pytest.mark.parametrize("text", ["cho vay tiền nhanh lãi thấp", "/insult_spam"])
async def test_advertising_calls_nobody(bare_call: Caller, text: str) -> None:
    assert (await bare_call("action_insult", text, intent="insult_spam")).text == smalltalk.INSULT()


async def test_an_insult_in_a_report_keeps_the_report(bare_call: Caller) -> None:
    slots = {"feedback_content": "đèn hư"}
    said = await bare_call("action_insult", "đồ ngu", intent="insult_spam", slots=slots, form=True)
    assert said.text == smalltalk.INSULT()
    assert said.events == []


async def test_a_greeting_in_english_is_told_what_is_possible_and_calls_nobody(bare_call: Caller) -> None:
    said = await bare_call("action_speak_english", "/speak_english", entities={"wish": "greeting"})
    assert said.text == f"{actions_english.WHAT()}\n{actions_english.OFFER()}"
    assert said.metadata["kind"] == "smalltalk"
    assert said.payloads == ['/speak_english{"wish": "person"}']
    bare_call.answered("hello, do you speak english", said)
    again = await bare_call("action_speak_english", "/speak_english", entities={"wish": "greeting"})
    assert again.text == actions_english.WHAT_AGAIN()


@pytest.mark.parametrize("wish", ["greeting", "matter", "person"])
async def test_english_amid_a_report_hands_over_with_all_that_was_told(call: Caller, wish: str) -> None:
    slots = {"feedback_content": "karaoke ồn"}
    said = await call("action_speak_english", "/speak_english", entities={"wish": wish}, slots=slots)
    assert said.text == f"{actions_english.WHAT()}\n{actions_english.PASSED()}"
    assert said.slots["feedback_content"] is None
    told = await asked(call)
    assert (told.cause, told.slots) == (conversations.Cause.ENGLISH, slots)


async def test_english_is_answered_in_english_and_by_an_operator(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish = {"wish": "matter"}
    said = await call("action_speak_english", "/speak_english", entities=wish)
    assert said.text == f"{actions_english.WHAT()}\n{actions_english.PASSED()}"
    assert said.slots == {"misunderstandings": 0.0}
    assert (await asked(call)).cause == conversations.Cause.ENGLISH
    call.answered("hello, can you help", said)
    monkeypatch.setattr(clock, "now", lambda: NIGHT)
    again = await call("action_speak_english", "/speak_english", entities={"wish": "person"})
    assert again.text.startswith(actions_english.AGAIN())
    assert "07:30 on 23/11/2026" in again.text
