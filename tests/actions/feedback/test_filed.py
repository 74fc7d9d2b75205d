import json
import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text as sql

from actions.feedback import after_filing, onward
from actions.feedback import filed as actions_feedback
from actions.manners.handoff import REPORT_SLOTS
from api import database
from api.conversations import service as conversations
from api.feedback import service as feedback
from api.privacy import service as privacy
from tests.actions.conftest import Caller

REPORT: dict[str, Any] = {
    "feedback_content": "đèn đường trước nhà bị hư",
    "feedback_field": "chieu_sang",
    "feedback_place": "hẻm 12 Lê Lợi",
    "feedback_unit": "26743",
    "feedback_contact_phone": "⟨sđt1⟩",
    "feedback_contact_name": "Lan",
    "feedback_contact_address": "",
    "feedback_confirmed": True,
}


async def cases() -> int:
    async with database.transaction() as session:
        return int((await session.execute(sql("SELECT count(*) FROM feedback_cases"))).scalar_one())


async def test_a_confirmed_report_is_filed_with_its_contact_resolved(call: Caller) -> None:
    said = await call("action_file_feedback", "/affirm", intent="affirm", slots=REPORT)
    code = said.slots["feedback_code"]
    assert code in said.text
    assert {name: said.slots[name] for name in REPORT_SLOTS} == dict.fromkeys(REPORT_SLOTS)
    async with database.transaction() as session:
        case = await feedback.by_idempotency_key(session, key=str(call.message_id))
    assert case is not None
    assert (case.code, case.unit_code, case.channel) == (code, "26743", "web")
    assert case.conversation_id == call.conversation_id
    assert feedback.contact(case) == feedback.Contact(name="Lan", phone="0903 123 456")


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ("[vị trí 10.776889, 106.700806]", None),
        ("hẻm 12 Lê Lợi, [vị trí 10.776889, 106.700806]", "hẻm 12 Lê Lợi"),
    ],
)
async def test_a_place_shared_on_the_map_is_filed_as_latitude_and_longitude(
    call: Caller, told: str, place: str | None
) -> None:
    await call("action_file_feedback", "/affirm", intent="affirm", slots={**REPORT, "feedback_place": told})
    async with database.transaction() as session:
        case = await feedback.by_idempotency_key(session, key=str(call.message_id))
    assert case is not None
    assert (case.place, case.lat, case.lon) == (place, 10.776889, 106.700806)


@pytest.mark.parametrize(
    ("told", "phone", "email"),
    [
        ("⟨email1⟩", None, "lan.nguyen@example.vn"),
        ("⟨sđt1⟩, ⟨email1⟩", "0903 123 456", "lan.nguyen@example.vn"),
    ],
)
async def test_an_email_address_is_filed_as_one(
    call: Caller, told: str, phone: str | None, email: str
) -> None:
    async with database.transaction() as session:
        await conversations.locked(session, conversation_id=call.conversation_id)
        await privacy.mask(
            session, conversation_id=call.conversation_id, text="mail em lan.nguyen @ example.vn"
        )
    slots = {**REPORT, "feedback_contact_phone": told}
    await call("action_file_feedback", "/affirm", intent="affirm", slots=slots)
    async with database.transaction() as session:
        case = await feedback.by_idempotency_key(session, key=str(call.message_id))
    assert case is not None
    assert feedback.contact(case) == feedback.Contact(name="Lan", phone=phone, email=email)


async def test_the_same_turn_run_twice_files_once(call: Caller) -> None:
    first = await call("action_file_feedback", "/affirm", intent="affirm", slots=REPORT)
    second = await call("action_file_feedback", "/affirm", intent="affirm", slots=REPORT)
    assert first.texts == second.texts
    assert await cases() == 1
    call.message_id = uuid4()
    await call("action_file_feedback", "/affirm", intent="affirm", slots=REPORT)
    assert await cases() == 2


async def test_without_a_yes_nothing_is_filed(call: Caller) -> None:
    for confirmed in (False, None):
        said = await call("action_file_feedback", "/deny", slots={**REPORT, "feedback_confirmed": confirmed})
        assert said.text == actions_feedback.NOT_SENT()
    assert await cases() == 0


async def test_a_form_that_ended_itself_adds_no_word(call: Caller) -> None:
    said = await call("action_file_feedback", "tôi tố cáo", slots=dict.fromkeys(REPORT_SLOTS))
    assert said.texts == []
    assert said.events == []


async def test_a_report_without_unit_phone_and_name_is_filed(call: Caller) -> None:
    bare = {
        **REPORT,
        "feedback_place": "",
        "feedback_unit": "",
        "feedback_contact_phone": "",
        "feedback_contact_name": "",
    }
    said = await call("action_file_feedback", "/affirm", intent="affirm", slots=bare)
    assert said.slots["feedback_code"].startswith("PA-")


async def test_cancelling_drops_the_report(bare_call: Caller) -> None:
    said = await bare_call("action_cancel_feedback", "thôi", intent="cancel", slots=REPORT)
    assert said.text == actions_feedback.CANCELLED()
    kept = json.loads(said.slots["feedback_dropped"])
    assert kept == {name: value for name, value in REPORT.items() if name in kept}
    assert {name: said.slots[name] for name in REPORT_SLOTS} == dict.fromkeys(REPORT_SLOTS)
    nothing = await bare_call("action_cancel_feedback", "thôi", intent="cancel")
    assert nothing.text == actions_feedback.NOTHING_TO_CANCEL()
    assert nothing.events == []


@pytest.mark.parametrize("text", ["thôi bỏ đi", "hàng xóm với nhau, thôi khỏi"])
async def test_a_place_shared_for_a_report_is_given_up_with_it(bare_call: Caller, text: str) -> None:
    place: dict[str, Any] = {"event": "user", "text": "[vị trí 10.776889, 106.700806]"}
    bare_call.before = [place, {"event": "bot", "text": "em nhận được vị trí rồi ạ"}]
    said = await bare_call("action_cancel_feedback", text, intent="cancel")
    assert said.text == actions_feedback.CANCELLED()
    assert said.metadata["kind"] == "cancelled"
    given_up = {"event": "bot", "text": said.text, "data": {"custom": said.metadata}}
    bare_call.before += [{"event": "user", "text": text}, given_up]
    opened = await bare_call(
        "validate_feedback_form",
        "rác đầy",
        intent="file_feedback",
        candidates={"feedback_content": "rác đầy"},
    )
    assert "feedback_place" not in opened.slots


@pytest.mark.parametrize(
    ("text", "slots", "gave_up"),
    [
        ("mà thôi không báo nữa đâu", {}, True),
        ("thôi khỏi phản ánh gì hết", {}, True),
        ("hủy", {}, False),
    ],
)
async def test_who_gives_up_reporting_before_anything_was_told_is_taken_at_the_word(
    bare_call: Caller, text: str, slots: dict[str, Any], gave_up: bool
) -> None:
    said = await bare_call("action_cancel_feedback", text, intent="cancel", slots=slots)
    wanted = actions_feedback.CANCELLED if gave_up else actions_feedback.NOTHING_TO_CANCEL
    assert said.text == wanted()


async def test_how_to_withdraw_a_filed_report_is_told_with_its_code(call: Caller) -> None:
    filed = await call("action_file_feedback", "/affirm", intent="affirm", slots=REPORT)
    code = filed.slots["feedback_code"]
    said = await call(
        "action_cancel_feedback", "không báo nữa", intent="cancel", slots={"feedback_code": code}
    )
    assert said.text == after_filing.WITHDRAW(code=code)


async def test_what_is_told_on_is_added_to_the_filed_report(call: Caller) -> None:
    filed = await call("action_file_feedback", "/affirm", intent="affirm", slots=REPORT)
    code = filed.slots["feedback_code"]
    said = await call(
        "action_feedback_status", "quên nói là có người té ở đó rồi", slots={"feedback_code": code}
    )
    assert code in said.text
    assert "ghi thêm" in said.text


async def test_the_state_of_a_report_is_told_by_its_code(call: Caller) -> None:
    filed = await call("action_file_feedback", "/affirm", intent="affirm", slots=REPORT)
    code = filed.slots["feedback_code"]
    said = await call("action_feedback_status", code, entities={"feedback_code": code})
    assert code in said.text
    assert re.search(r"Hạn trả lời: ngày \d\d/\d\d/\d{4}\.", said.text)
    assert "Lan" not in said.text
    assert said.slots["feedback_code"] == code
    from_context = await call("action_feedback_status", "tới đâu rồi", slots={"feedback_code": code})
    assert from_context.text == said.text


async def test_who_asks_when_somebody_comes_is_told_the_day_and_how_it_is_counted(call: Caller) -> None:
    filed = await call("action_file_feedback", "/affirm", intent="affirm", slots=REPORT)
    assert re.search(r"Hạn trả lời: ngày \d\d/\d\d/\d{4}", filed.text)
    code = filed.slots["feedback_code"]
    said = await call("action_feedback_status", "bao giờ có thợ tới", slots={"feedback_code": code})
    assert re.search(r"Hạn trả lời: ngày \d\d/\d\d/\d{4}\.", said.text)
    assert onward.COUNTED() in said.text


async def test_an_unknown_or_missing_code_is_explained(call: Caller) -> None:
    missing = await call("action_feedback_status", "/feedback_status")
    assert missing.text == actions_feedback.ASK_CODE()
    unknown = await call(
        "action_feedback_status", "PA-260101-7KX2M", entities={"feedback_code": "PA-260101-7KX2M"}
    )
    assert unknown.text == feedback.CaseNotFoundError().sentence
    assert unknown.events == []


async def test_the_newest_report_of_the_conversation_is_meant_where_no_code_is_known(call: Caller) -> None:
    first = (await call("action_file_feedback", "/affirm", intent="affirm", slots=REPORT)).slots[
        "feedback_code"
    ]
    call.message_id = uuid4()
    second = (await call("action_file_feedback", "/affirm", intent="affirm", slots=REPORT)).slots[
        "feedback_code"
    ]
    said = await call("action_feedback_status", "phản ánh của tui tới đâu rồi")
    assert said.metadata["feedback_code"] == second
    assert actions_feedback.OTHERS(codes=first) in said.text
    asked = await call("action_feedback_status", first, entities={"feedback_code": first})
    assert asked.metadata["feedback_code"] == first
    assert second not in asked.text


async def test_who_asks_for_the_code_is_told_that_of_the_newest_report(call: Caller) -> None:
    filed = await call("action_file_feedback", "/affirm", intent="affirm", slots=REPORT)
    code = filed.slots["feedback_code"]
    said = await call("action_feedback_status", "mã của cô là gì vậy con", slots={"feedback_code": code})
    assert said.text == actions_feedback.YOUR_CODE(code=code, field="Chiếu sáng công cộng")
    assert said.metadata["kind"] == "feedback_status"
    assert said.metadata["feedback_code"] == code


async def test_a_code_of_the_wrong_shape_is_explained(bare_call: Caller) -> None:
    said = await bare_call("action_feedback_status", "phản ánh PA-260930-7K sao rồi")
    assert said.text == actions_feedback.WRONG_SHAPE(code="PA-260930-7K")
    assert said.metadata["kind"] == "ask_for_code"


def test_days_are_the_citys() -> None:
    assert actions_feedback.city_day(datetime(2026, 6, 5, 18, 30, tzinfo=UTC)) == "06/06/2026"
