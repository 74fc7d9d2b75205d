"""A report dropped by mistake comes back as it was."""

import json
from typing import Any

import pytest

from actions.feedback import dropped
from actions.feedback import form as feedback_form
from tests.actions.conftest import Caller
from tests.actions.report_form import FULL, answer

_DROPPED: dict[str, Any] = {
    "event": "bot",
    "text": feedback_form.CANCELLED(),
    "data": {"custom": {"kind": "cancelled"}},
}


async def test_a_report_given_up_is_kept_without_the_words_that_gave_it_up(bare_call: Caller) -> None:
    told = {name: value for name, value in FULL.items() if name != "feedback_contact_phone"}
    said = await answer(bare_call, "feedback_contact_phone", "hủy đi em", slots=told)
    assert said.text == feedback_form.CANCELLED()
    assert json.loads(said.slots[dropped.SLOT]) == told


@pytest.mark.parametrize("text", ["ủa sao hủy, tui kêu ghi mà", "à không, gửi đi"])
async def test_a_protest_brings_it_back(bare_call: Caller, text: str) -> None:
    bare_call.before = [_DROPPED]
    said = await bare_call(
        "validate_feedback_form",
        text,
        intent="file_feedback",
        candidates={"feedback_content": text},
        slots={dropped.SLOT: json.dumps(FULL)},
        form=False,
    )
    assert said.text == dropped.TAKEN_UP_AGAIN()
    assert said.slots == {**FULL, dropped.SLOT: None}


async def test_another_matter_opens_a_report_of_its_own(bare_call: Caller) -> None:
    bare_call.before = [_DROPPED]
    text = "đèn đường tắt ở 12 Lê Lợi phường Bến Thành"
    said = await bare_call(
        "validate_feedback_form",
        text,
        intent="file_feedback",
        candidates={"feedback_content": text},
        slots={dropped.SLOT: json.dumps(FULL)},
        form=False,
    )
    assert said.slots["feedback_content"] == text
