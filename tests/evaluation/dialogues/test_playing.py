"""Playing a dialogue with an assistant that follows a script: extra questions, answers, errors."""

from collections.abc import Iterable
from typing import Any

from api.conversations.metadata import Metadata
from evaluation.dialogues.dialogue import Dialogue, Said
from evaluation.dialogues.figures import figures_of
from evaluation.dialogues.heard import Heard, HeardMessage
from evaluation.dialogues.playing import MOST_ANSWERS, PlayedDialogue, play
from evaluation.dialogues.transcript import write_transcript

FORM = "feedback_form_question"


def about(kind: str, *asks: str, **more: Any) -> Heard:
    return Heard((HeardMessage(f"({kind})", metadata=Metadata(kind=kind, asks=asks, **more)),))


class Scripted:
    """An assistant that gives its answers in turn, whatever is said; an error in the script is raised."""

    def __init__(self, answers: Iterable[Heard | Exception]) -> None:
        self._answers = iter(answers)
        self.told: list[str] = []

    def tell(self, said: Said) -> Heard:
        self.told.append(said.shown)
        answer = next(self._answers)
        if isinstance(answer, Exception):
            raise answer
        return answer


def played(
    turns: list[dict[str, Any]], script: list[Heard | Exception], **answers: Any
) -> tuple[PlayedDialogue, list[str]]:
    talk = Scripted(script)
    dialogue = Dialogue.model_validate({"id": "d", "answers": answers, "turns": turns})
    return play(dialogue, lambda: talk), talk.told


def test_an_extra_question_is_answered_and_counted_not_failed() -> None:
    result, told = played(
        [{"user": "đèn đường hư", "expect": {"kind": "confirm"}}],
        [about(FORM, "place"), about(FORM, "reporter_phone"), about("confirm", "confirm")],
        place="hẻm 72 Lê Văn Sỹ",
        reporter_phone="0900000111",
    )
    assert told == ["đèn đường hư", "hẻm 72 Lê Văn Sỹ", "0900000111"]
    assert result.passed
    assert figures_of([result]).extra_questions == 2


def test_what_the_next_message_tells_is_not_told_before_it() -> None:
    result, told = played(
        [
            {"user": "đèn đường hư", "expect": {"kind": "confirm"}},
            {"user": "số của tôi 0900000111", "expect": {"kind": "confirm"}},
        ],
        [about(FORM, "reporter_phone"), about("confirm", "confirm")],
        reporter_phone="0900000999",
    )
    assert told == ["đèn đường hư", "số của tôi 0900000111"]
    assert [turn.verdict.passed for turn in result.turns] == [False, True]


def test_what_is_still_asked_is_told_before_a_message_that_goes_on_without_it() -> None:
    result, told = played(
        [
            {"user": "đèn đường hư", "expect": {"kind": FORM}},
            {"user": "đúng rồi, gửi đi", "expect": {"kind": "feedback_filed"}},
        ],
        [about(FORM, "place"), about("confirm", "confirm"), about("feedback_filed")],
        place="hẻm 72 Lê Văn Sỹ",
    )
    assert told == ["đèn đường hư", "hẻm 72 Lê Văn Sỹ", "đúng rồi, gửi đi"]
    assert result.passed


def test_a_side_question_breaks_off_on_purpose() -> None:
    _, told = played(
        [
            {"user": "đèn đường hư", "expect": {"kind": FORM}},
            {"user": "à làm căn cước cần gì", "expect": {"kind": "procedure_answer"}},
        ],
        [about(FORM, "place"), about("procedure_answer", procedures=["1.001193"])],
        place="hẻm 72 Lê Văn Sỹ",
    )
    assert told == ["đèn đường hư", "à làm căn cước cần gì"]


def test_a_report_to_be_filed_that_waits_for_a_yes_gets_one() -> None:
    result, told = played(
        [{"user": "đèn đường hư", "expect": {"kind": "feedback_filed"}}],
        [about("confirm", "confirm"), about("feedback_filed", feedback_code="PA-260930-7KX2M")],
    )
    assert len(told) == 2
    assert result.passed


def test_an_assistant_that_asks_for_ever_is_not_answered_for_ever() -> None:
    result, told = played(
        [{"user": "đèn đường hư", "expect": {"kind": "confirm"}}],
        [about(FORM, "place") for _ in range(2 * MOST_ANSWERS)],
        place="hẻm 72 Lê Văn Sỹ",
    )
    assert len(told) == 3
    assert not result.passed


def test_a_photo_a_place_on_the_map_and_a_plain_no_are_told_as_such() -> None:
    _, told = played(
        [{"user": "đèn đường hư", "expect": {"kind": "confirm"}}],
        [about(FORM, "photo"), about(FORM, "place"), about(FORM, "visibility"), about("confirm")],
        photo=True,
        place={"location": [10.77, 106.7]},
        visibility="private",
    )
    assert told[1:3] == ["[ảnh]", "[vị trí 10.77, 106.7]"]
    assert "công khai" in told[3]


def test_things_asked_for_together_are_told_together() -> None:
    _, told = played(
        [{"user": "đèn đường hư", "expect": {"kind": "confirm"}}],
        [about(FORM, "reporter_name", "reporter_phone"), about("confirm")],
        reporter_name="Nguyễn Thị Mẫu",
        reporter_phone=900000111,
    )
    assert told[1] == "Nguyễn Thị Mẫu, 0900000111"


def test_the_end_of_the_phone_is_told_where_only_that_is_asked() -> None:
    _, told = played(
        [{"user": "hồ sơ của ai", "expect": {"kind": "dossier_status"}}],
        [about("ask_for_code", "phone_tail"), about("dossier_status")],
        reporter_phone="0900000123",
    )
    assert told[1] == "123"


def test_the_procedure_of_the_turn_before_is_remembered_over_small_talk() -> None:
    result, _ = played(
        [
            {"user": "khai sinh", "expect": {"kind": "procedure_answer"}},
            {"user": "cảm ơn", "expect": {"kind": "smalltalk"}},
            {"user": "lệ phí?", "expect": {"gold_rule": "same_as_previous_turn"}},
        ],
        [
            about("procedure_answer", procedures=["1.001193"]),
            about("smalltalk"),
            about("aspect_answer", procedures=["1.001193"]),
        ],
    )
    assert result.passed


def test_an_error_ends_its_own_dialogue_only() -> None:
    result, _ = played(
        [{"user": "a", "expect": {"kind": "smalltalk"}}, {"user": "b"}, {"user": "c"}],
        [about("smalltalk"), RuntimeError("mất mạng")],
    )
    assert [turn.verdict.passed for turn in result.turns] == [True, False, False]
    assert result.turns[1].error is not None
    figures = figures_of([result])
    assert (figures.turns, figures.turns_passed, figures.dialogues_passed) == (3, 1, 0)


def test_a_message_without_an_answer_ends_the_dialogue() -> None:
    result, told = played([{"user": "a"}, {"user": "b"}], [Heard()])
    assert told == ["a"]
    assert [turn.verdict.passed for turn in result.turns] == [False, False]


def test_the_figures_count_by_the_expected_kind() -> None:
    result, _ = played(
        [{"user": "a", "expect": {"kind": "smalltalk"}}, {"user": "b", "expect": {"kind": "smalltalk"}}],
        [about("smalltalk"), about("fallback")],
    )
    assert figures_of([result]).as_json() == {
        "dialogues": 1,
        "turns": 2,
        "turns_passed": 1,
        "dialogues_passed": 0,
        "extra_questions": 0,
        "by_kind": {"smalltalk": {"n": 2, "passed": 1}},
    }


def test_the_transcript_shows_every_verdict(tmp_path: Any) -> None:
    result, _ = played(
        [{"user": "a", "expect": {"kind": "smalltalk"}}, {"user": "b", "expect": {"kind": "smalltalk"}}],
        [about("smalltalk"), about("fallback")],
    )
    path = tmp_path / "var" / "t.md"
    write_transcript([result], path)
    text = path.read_text(encoding="utf-8")
    assert "## Các lượt sai" in text
    assert "loại fallback, mong đợi smalltalk" in text


def test_a_yes_is_never_said_before_a_message_that_changes_the_report() -> None:
    _, told = played(
        [
            {"user": "đèn đường hư", "expect": {"kind": "confirm"}},
            {"user": "à số nhà 15 nha em", "expect": {"kind": "confirm"}},
        ],
        [about("confirm", "confirm"), about("confirm", "confirm")],
        confirm=True,
    )
    assert told == ["đèn đường hư", "à số nhà 15 nha em"]


def test_a_citizen_taken_for_a_reporter_does_not_go_on_reporting() -> None:
    result, told = played(
        [{"user": "làm căn cước ở đâu", "expect": {"kind": "procedure_answer"}}],
        [about(FORM, "place")],
        place="hẻm 72 Lê Văn Sỹ",
    )
    assert told == ["làm căn cước ở đâu"]
    assert not result.passed


def test_a_place_told_loosely_is_no_reason_to_tell_it_before() -> None:
    _, told = played(
        [
            {"user": "đèn đường hư", "expect": {"kind": FORM}},
            {"user": "kế bên nhà bà Tư bán bún đó em", "expect": {"kind": FORM}},
        ],
        [about(FORM, "place"), about(FORM, "reporter_phone")],
        place="hẻm 72 Lê Văn Sỹ",
    )
    assert told == ["đèn đường hư", "kế bên nhà bà Tư bán bún đó em"]
