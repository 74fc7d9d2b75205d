"""Another matter, or more of the same, told while a report waits for a yes."""

from typing import Any

import pytest

from actions.feedback import filed
from actions.feedback.further import KEPT, NOW_WHAT, SLOT, TWO_MATTERS
from tests.actions.conftest import Caller
from tests.actions.report_form import FULL, answer

CONFIRMED = "feedback_confirmed"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "thêm vụ nữa nha em: cống trước chợ Tân Định nghẹt, mưa là ngập",
            "cống trước chợ Tân Định nghẹt, mưa là ngập",
        ),
        (
            "a them cai nua, rac dau hem 20 Phan Huy Ich do cao nhu nui",
            "rac dau hem 20 Phan Huy Ich do cao nhu nui",
        ),
        (
            "ngoài ra quán số 5 Trần Hưng Đạo hát karaoke tới khuya",
            "quán số 5 Trần Hưng Đạo hát karaoke tới khuya",
        ),
        ("đúng rồi, mà còn vụ này nữa, cây me trước trường sắp ngã", "cây me trước trường sắp ngã"),
        ("còn một vụ nữa, đèn hẻm 80 Nguyễn Trãi cũng tắt", "đèn hẻm 80 Nguyễn Trãi cũng tắt"),
        ("còn chuyện nữa nè em", ""),
    ],
)
async def test_another_matter_is_kept_for_a_report_of_its_own(
    bare_call: Caller, text: str, kept: str
) -> None:
    said = await answer(bare_call, CONFIRMED, text, slots=FULL)
    assert said.slots == {CONFIRMED: None, SLOT: [kept]}
    assert said.text == KEPT()


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("ghi thêm là tối nào cũng vậy", "tối nào cũng vậy"),
        ("noi them la bua truoc co nguoi te xe gay tay", "bua truoc co nguoi te xe gay tay"),
        ("bổ sung giùm là trụ số 14 với 15 luôn", "trụ số 14 với 15 luôn"),
        ("tối thui mấy đứa nhỏ đi học về sợ lắm", "tối thui mấy đứa nhỏ đi học về sợ lắm"),
    ],
)
async def test_more_of_the_same_is_added(bare_call: Caller, text: str, more: str) -> None:
    said = await answer(bare_call, CONFIRMED, text, intent="file_feedback", slots=FULL)
    assert said.slots == {CONFIRMED: None, "feedback_content": f"đèn đường hư\n{more}"}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ghi thêm số ⟨sđt2⟩ nha", "form_answer"),
        ("báo thêm là đừng ghi tên tui nha", "file_feedback"),
        ("để tui coi lại đã", "file_feedback"),
        ("sửa lại số nhà 15", "file_feedback"),
        ("đúng chỗ đó luôn", "affirm"),
        ("không có gì nữa", "deny"),
    ],
)
async def test_what_asks_waits_or_changes_tells_nothing_on(bare_call: Caller, text: str, intent: str) -> None:
    said = await answer(bare_call, CONFIRMED, text, intent=intent, slots=FULL)
    assert SLOT not in said.slots
    assert said.slots.get("feedback_content") is None


async def test_another_matter_told_instead_of_a_number_is_kept_too(bare_call: Caller) -> None:
    text = "thêm cái nữa, xe buýt số 8 bỏ trạm trước bệnh viện"
    said = await answer(
        bare_call, "feedback_contact_phone", text, slots={**FULL, "feedback_contact_phone": None}
    )
    assert said.slots == {"feedback_contact_phone": None, SLOT: ["xe buýt số 8 bỏ trạm trước bệnh viện"]}


async def test_what_was_only_announced_gives_way_to_the_matter(bare_call: Caller) -> None:
    text = "còn vụ nữa là rác ngoài đầu hẻm 20 không ai lấy"
    said = await answer(bare_call, CONFIRMED, text, slots={**FULL, SLOT: [""]})
    assert said.slots[SLOT] == ["rác ngoài đầu hẻm 20 không ai lấy"]


FOLLOWS = {"event": "followup", "name": "feedback_form"}


async def test_when_the_first_is_filed_the_next_is_opened(call: Caller) -> None:
    slots: dict[str, Any] = {**FULL, CONFIRMED: True, SLOT: ["rác đầy hẻm 20", "xe buýt bỏ trạm"]}
    said = await call("action_file_feedback", "ok gửi đi", intent="affirm", slots=slots)
    assert said.slots["feedback_content"] == "rác đầy hẻm 20"
    assert said.slots[SLOT] == ["xe buýt bỏ trạm"]
    assert said.slots["reporter_phone"] == "⟨sđt1⟩"
    assert said.events[-1] == FOLLOWS
    assert "rác đầy hẻm 20" in said.texts[-1]
    assert said.slots["feedback_code"] in said.texts[0]


async def test_when_the_first_is_not_sent_the_next_is_opened_all_the_same(call: Caller) -> None:
    slots: dict[str, Any] = {**FULL, CONFIRMED: False, SLOT: [""]}
    said = await call("action_file_feedback", "không gửi", intent="deny", slots=slots)
    assert said.texts == [filed.NOT_SENT(), NOW_WHAT()]
    assert said.slots["feedback_content"] is None
    assert said.slots[SLOT] is None
    assert said.events[-1] == FOLLOWS


async def test_giving_up_forgets_what_was_kept(call: Caller) -> None:
    said = await call(
        "action_cancel_feedback", "hủy hết đi", intent="cancel", slots={**FULL, SLOT: ["rác"]}, form=True
    )
    assert said.slots[SLOT] is None


async def test_two_matters_told_in_one_breath_are_parted_on_demand(bare_call: Caller) -> None:
    told = "đèn đường hư số 12 nguyễn du. Với lại cống nghẹt chỗ số 20 nữa"
    said = await answer(
        bare_call, "feedback_confirmed", "2 việc khác nhau mà em", slots={**FULL, "feedback_content": told}
    )
    assert said.slots["feedback_content"] == "đèn đường hư số 12 nguyễn du"
    assert said.slots["feedback_further"] == ["cống nghẹt chỗ số 20 nữa"]


async def test_what_cannot_be_parted_is_told_to_be_kept_for_later(bare_call: Caller) -> None:
    said = await answer(bare_call, "feedback_contact_phone", "hai vụ riêng mà", slots=FULL)
    assert said.texts == [TWO_MATTERS()]
    assert said.slots["feedback_further"] == [""]
