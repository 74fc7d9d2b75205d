import pytest
import yaml

from bot.turns import SIDE_INTENTS, is_answer
from tests.conftest import PROJECT_ROOT

DOMAIN = [
    yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in (PROJECT_ROOT / "bot" / "domain").glob("*.yml")
]
RULES = [
    rule
    for path in (PROJECT_ROOT / "nlu_data" / "rules").glob("*.yml")
    for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
]


def test_the_form_ignores_exactly_the_side_questions():
    forms = [part["forms"]["feedback_form"] for part in DOMAIN if "forms" in part]
    assert [set(form["ignored_intents"]) for form in forms] == [set(SIDE_INTENTS)]


def test_every_side_question_has_a_rule_that_answers_it():
    answered = {
        step["intent"]
        for rule in RULES
        if "condition" not in rule
        for step in rule["steps"]
        if "intent" in step
    }
    assert answered >= SIDE_INTENTS


def test_every_intent_has_a_rule():
    declared = {name for part in DOMAIN for intent in part.get("intents", []) for name in intent}
    assert declared == {step["intent"] for rule in RULES for step in rule["steps"] if "intent" in step}


def test_an_intent_that_is_no_side_question_answers():
    assert is_answer("file_feedback", 0.99, "feedback_place", ())
    assert is_answer(None, 0.0, "feedback_place", ())


@pytest.mark.parametrize(("confidence", "answers"), [(0.4, True), (0.9, False)])
def test_a_side_question_interrupts_only_when_it_is_sure(confidence, answers):
    assert is_answer("office_info", confidence, "feedback_place", ()) is answers


def test_a_message_that_holds_the_place_asked_for_must_be_surer_to_interrupt():
    assert is_answer("office_info", 0.7, "feedback_place", {"unit"})
    assert not is_answer("office_info", 0.7, "feedback_content", {"unit"})


@pytest.mark.parametrize(
    "place", ["trước ủy ban phường", "kế bên công an phường", "12/3", "hem 47", "Ở đầu hẻm chợ"]
)
def test_what_reads_as_a_place_is_one_when_the_place_was_asked(place):
    assert is_answer("office_info", 0.99, "feedback_place", (), place)
    assert not is_answer("office_info", 0.99, "feedback_content", (), place)


@pytest.mark.parametrize(
    "question", ["phường làm việc mấy giờ", "gần đây có ủy ban nào không", "sở xây dựng ở đâu?"]
)
def test_a_question_about_a_place_is_a_side_question(question):
    assert not is_answer("office_info", 0.99, "feedback_place", (), question)


def test_a_dossier_code_always_interrupts():
    assert not is_answer("dossier_status", 0.3, "feedback_content", {"dossier_code"})


def test_a_way_out_needs_less_confidence():
    assert not is_answer("cancel", 0.5, "feedback_place", ())
    assert is_answer("thank", 0.5, "feedback_place", ())
