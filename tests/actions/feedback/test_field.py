"""The field of a report: settled by its words, asked once where two agencies may be meant, else left to the desk."""

from typing import Any

import pytest

from actions.feedback import field
from api import database
from api.agencies import directory
from api.feedback import service as feedback
from tests.actions.conftest import Caller
from tests.actions.feedback.test_filed import REPORT
from tests.actions.report_form import FULL, answer


def _choice(first: str, second: str, *, sure: bool = False, likely: float = 0.45) -> feedback.FieldChoice:
    return feedback.FieldChoice(
        feedback.FieldGuess(first, likely), feedback.FieldGuess(second, 0.4), sure=sure
    )


@pytest.fixture
def unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let "trụ ngoài đường" be as likely the lights' as the power company's."""
    known = feedback.choose_field

    def choose(text: str) -> feedback.FieldChoice:
        return _choice("chieu_sang", "dien_luc") if text.startswith("trụ ngoài đường") else known(text)

    monkeypatch.setattr(feedback, "choose_field", choose)


UNSURE: dict[str, Any] = {"feedback_content": "trụ ngoài đường bị sao đó"}


@pytest.mark.parametrize(
    ("choice", "settled"),
    [
        (_choice("chieu_sang", "dien_luc", sure=True), "chieu_sang"),
        (_choice("chieu_sang", "dien_luc"), None),
        (_choice("chieu_sang", "cay_xanh"), "chieu_sang"),
        (_choice("chieu_sang", "khac"), "chieu_sang"),
    ],
    ids=["sure", "two agencies", "one agency", "nothing else"],
)
def test_a_question_is_asked_only_where_the_handler_depends_on_it(
    monkeypatch: pytest.MonkeyPatch, choice: feedback.FieldChoice, settled: str | None
) -> None:
    monkeypatch.setattr(feedback, "choose_field", lambda _text: choice)
    assert field.of_content("trụ ngoài đường bị sao đó") == {field.SLOT: settled}


@pytest.mark.usefixtures("unsure")
async def test_the_two_fields_are_asked_in_a_persons_words(bare_call: Caller) -> None:
    said = await bare_call("action_ask_feedback_field", "trụ ngoài đường bị sao đó", slots=UNSURE, form=True)
    assert said.metadata == {"kind": "feedback_form_question", "asks": ["field"]}
    assert said.payloads == [
        '/form_answer{"field": "chieu_sang"}',
        '/form_answer{"field": "dien_luc"}',
        "/deny",
    ]
    assert directory.field("dien_luc").name in said.text


@pytest.mark.usefixtures("unsure")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("cúp điện cả hẻm", {"feedback_field": "dien_luc"}),
        ("đèn đường", {"feedback_field": "chieu_sang"}),
        ("tui không rõ nữa", {"feedback_field": ""}),
        ("việc khác", {"feedback_field": ""}),
        (
            "số 12 Lê Lợi phường Bến Thành",
            {
                "feedback_field": "chieu_sang",
                "feedback_place": "số 12 Lê Lợi phường Bến Thành",
                "feedback_unit": "26743",
            },
        ),
    ],
)
async def test_one_answer_settles_it_whatever_it_is(
    bare_call: Caller, text: str, told: dict[str, Any]
) -> None:
    said = await answer(bare_call, "feedback_field", text, slots=UNSURE)
    assert said.slots == {**told, "feedback_contact_address": ""}


@pytest.mark.usefixtures("unsure")
async def test_a_tapped_field_is_taken(bare_call: Caller) -> None:
    text = '/form_answer{"field": "dien_luc"}'
    said = await answer(bare_call, "feedback_field", text, slots=UNSURE, entities={"field": "dien_luc"})
    assert said.slots == {"feedback_field": "dien_luc", "feedback_contact_address": ""}


@pytest.mark.usefixtures("unsure")
async def test_the_summary_shows_the_field_or_that_the_desk_decides(bare_call: Caller) -> None:
    known = await bare_call("action_ask_feedback_confirmed", "Lan", slots=FULL, form=True)
    assert directory.field("chieu_sang").name in known.text
    assert known.metadata["handler"] == "TT_HTKT"
    slots = {**FULL, **UNSURE, "feedback_field": ""}
    unknown = await bare_call("action_ask_feedback_confirmed", "Lan", slots=slots, form=True)
    assert field.UNKNOWN_TOLD() in unknown.text
    assert unknown.metadata["handler"] == directory.DESK


@pytest.mark.usefixtures("unsure")
async def test_what_nobody_knows_goes_to_the_desk_with_both_guesses(call: Caller) -> None:
    slots = {**REPORT, **UNSURE, "feedback_field": ""}
    said = await call("action_file_feedback", "/affirm", intent="affirm", slots=slots)
    assert said.metadata["handler"] == directory.DESK
    async with database.transaction() as session:
        case = await feedback.by_idempotency_key(session, key=str(call.message_id))
        assert case is not None
        events = await feedback.timeline(session, case_id=case.id)
    assert (case.status, case.handler) == (feedback.Status.RECEIVED, directory.DESK)
    assert [(one.kind, one.details) for one in events] == [
        (
            "received",
            {"guesses": [{"field": "chieu_sang", "percent": 45}, {"field": "dien_luc", "percent": 40}]},
        )
    ]


async def test_the_field_chosen_is_the_one_filed(call: Caller) -> None:
    slots = {**REPORT, "feedback_field": "dien_luc"}
    said = await call("action_file_feedback", "/affirm", intent="affirm", slots=slots)
    assert (said.metadata["field"], said.metadata["handler"]) == ("dien_luc", "EVNHCMC")
