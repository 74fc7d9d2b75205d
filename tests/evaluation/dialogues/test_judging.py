"""The verdict on an answer, condition by condition."""

from typing import Any

import pytest

from api.conversations.metadata import Metadata
from evaluation.dialogues.dialogue import Expect
from evaluation.dialogues.heard import Heard, HeardMessage
from evaluation.dialogues.judging import judge

NOTICE = HeardMessage("Em là trợ lý tự động.", metadata=Metadata(kind="notice"))


def heard(text: str = "Dạ.", titles: tuple[str, ...] = (), **about: Any) -> Heard:
    return Heard((HeardMessage(text, titles, Metadata(**about)),))


def passes(answer: Heard, *, before: Heard | None = None, **expect: Any) -> bool:
    return judge(answer, Expect(**expect), before=before).passed


def test_without_an_answer_nothing_passes() -> None:
    assert not passes(Heard())


def test_any_answer_passes_where_nothing_is_expected() -> None:
    assert passes(heard())


def test_an_alternative_kind_is_right_too() -> None:
    assert passes(heard(kind="fallback"), kind="clarify", kind_alt=["fallback"])
    assert not passes(heard(kind="smalltalk"), kind="clarify", kind_alt=["fallback"])


def test_the_kind_of_any_message_of_the_turn_counts() -> None:
    answer = Heard((*heard(kind="aspect_answer").messages, *heard(kind="feedback_form_question").messages))
    assert passes(answer, kind="aspect_answer")
    assert passes(answer, kind="feedback_form_question")
    assert not passes(answer, kind="confirm")


def test_the_note_at_first_contact_answers_nothing() -> None:
    assert not passes(Heard((NOTICE,)), kind="privacy")
    assert not passes(Heard((NOTICE,)), kind="smalltalk")


def test_an_answer_about_aspects_is_an_answer_about_a_procedure() -> None:
    aspect = heard(kind="aspect_answer", procedures=["1.001193"], aspects=["fee"])
    assert passes(aspect, kind="procedure_answer", gold=["1.001193"])
    found = heard(kind="procedure_answer", procedures=["1.001193"], aspects=["fee"])
    assert passes(found, kind="aspect_answer")
    assert not passes(heard(kind="procedure_answer", procedures=["1.001193"]), kind="aspect_answer")


def test_one_of_the_gold_procedures_is_enough() -> None:
    answer = heard(kind="clarify", procedures=["1.001193", "1.004222"])
    assert passes(answer, gold=["9.999999", "1.004222"])
    assert not passes(answer, gold=["9.999999"])
    assert not passes(heard(kind="clarify"), gold=["1.004222"])


def test_the_second_option_is_the_second_procedure_shown_before() -> None:
    before = heard(kind="clarify", procedures=["1.001193", "1.004222"])
    rule = "option_2_of_previous_turn"
    assert passes(heard(procedures=["1.004222"]), before=before, gold_rule=rule)
    assert not passes(heard(procedures=["1.001193"]), before=before, gold_rule=rule)
    assert not passes(heard(procedures=["1.001193"]), before=heard(), gold_rule=rule)


def test_the_same_procedure_as_before_is_known() -> None:
    before = heard(procedures=["1.001193"])
    assert passes(heard(procedures=["1.001193"]), before=before, gold_rule="same_as_previous_turn")
    assert not passes(heard(procedures=["1.004222"]), before=before, gold_rule="same_as_previous_turn")


def test_every_text_wanted_has_to_be_there_and_titles_count() -> None:
    answer = heard("Dạ lệ phí 15.000 đồng", ("Gặp tổng đài viên",))
    assert passes(answer, must_contain=["15000", "tổng đài viên|người thật"])
    assert not passes(answer, must_contain=["15000", "miễn phí"])


def test_what_must_not_be_said_is_looked_for_in_the_words_of_the_answer_only() -> None:
    answer = Heard((NOTICE, *heard("Dạ có ạ", ("Gặp tổng đài viên",)).messages))
    assert passes(answer, must_not_contain=["tự động", "tổng đài viên"])
    assert not passes(answer, must_not_contain=["dạ có"])


@pytest.mark.parametrize(
    ("about", "expect"),
    [
        ({"field": "chieu_sang"}, {"field": "chieu_sang"}),
        ({"field": "chieu_sang"}, {"field": "Chiếu sáng công cộng"}),
        ({"handler": "UBND_XA:26929"}, {"handler": "UBND_XA"}),
        ({"handler": "UBND_XA:26929"}, {"handler": "UBND phường Bình Thạnh"}),
        ({"unit": "26929"}, {"unit": "Bình Thạnh"}),
        ({"unit": "26929"}, {"unit": "phường Bình Thạnh"}),
        ({"dossier_code": "H29.33-240527-0001"}, {"dossier_code": "h29.33-240527-0001"}),
        ({"feedback_code": "PA-260930-7KX2M"}, {"feedback_code": "any"}),
        ({"feedback_code": "PA-260930-7KX2M"}, {"feedback_code": True}),
        ({"emergency": ["113", "115"]}, {"emergency": "113"}),
        ({"legal_kind": "khieu_nai"}, {"legal_kind": "khiếu nại"}),
        ({"rating": 4}, {"rating": 4}),
    ],
)
def test_codes_are_right_by_code_or_name(about: dict[str, Any], expect: dict[str, Any]) -> None:
    assert passes(heard(**about), **expect)
    assert not passes(heard(), **expect)


@pytest.mark.parametrize(
    ("about", "expect"),
    [
        ({"field": "cay_xanh"}, {"field": "chieu_sang"}),
        ({"handler": "UBND_XA:26929"}, {"handler": "TT_HTKT"}),
        ({"feedback_code": "PA-260930-7KX2M"}, {"feedback_code": "PA-260930-7KX2N"}),
        ({"emergency": ["114"]}, {"emergency": "113"}),
        ({"rating": 4}, {"rating": 5}),
    ],
)
def test_another_code_is_wrong(about: dict[str, Any], expect: dict[str, Any]) -> None:
    verdict = judge(heard(**about), Expect(**expect))
    assert len(verdict.reasons) == 1
