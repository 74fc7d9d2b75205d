from typing import Any

from actions import handoff as actions_handoff
from actions.handoff import REPORT_SLOTS
from api import database
from api.conversations import service as conversations
from tests.actions.conftest import Caller


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


async def test_a_report_under_way_goes_to_the_operator_with_the_conversation(call: Caller) -> None:
    slots: dict[str, Any] = {"feedback_content": "đèn hư", "feedback_place": "hẻm 12"}
    said = await call("action_human_handoff", "gặp tổng đài viên", intent="human_handoff", slots=slots)
    assert said.text == actions_handoff.ASKED_WITH_REPORT()
    assert said.slots == {"feedback_content": None, "feedback_place": None, "misunderstandings": 0.0}
    assert (await conversation_of(call)).waiting_reason == "Đang khai phản ánh: đèn hư"


async def test_an_emergency_the_model_saw_is_answered_and_raised(call: Caller) -> None:
    said = await call(
        "action_emergency", "nguy lắm rồi anh ơi", intent="emergency", slots={"feedback_content": "x"}
    )
    assert all(f"• {number}" in said.text for number in ("113", "114", "115"))
    assert said.slots == {"feedback_content": None}
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


async def test_nothing_of_a_report_is_nothing_to_forget(call: Caller) -> None:
    said = await call("action_emergency", "cháy nhà", slots=dict.fromkeys(REPORT_SLOTS))
    assert said.events == []
