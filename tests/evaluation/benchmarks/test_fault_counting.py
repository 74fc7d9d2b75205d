"""What is counted as lost, filed twice, told twice, on made-up talks."""

import pytest

from evaluation.benchmarks.fault_counting import Heard, Reply, Stored, Talk, count

CODE, OTHER = "PA-261122-AAAAA", "PA-261122-BBBBB"
ASKED = Heard("1", "Dạ, ở đâu ạ?")
TOLD = Heard("2", f"Dạ, mã là {CODE}", filed_code=CODE)
STORED = (Reply("m1", ASKED.text), Reply("m2", TOLD.text, filed_code=CODE))


def _talk(*heard: Heard, confirmed: bool = True) -> Talk:
    return Talk("first", confirmed, heard)


def test_one_report_filed_and_told_once_is_no_fault() -> None:
    counts = count([_talk(ASKED, TOLD)], {"first": Stored((CODE,), STORED)}, ["api", "rasa", "api"])
    assert (counts.faults, counts.filed, counts.kills) == (3, 1, {"api": 2, "rasa": 1})
    assert not any((counts.lost, counts.filed_twice, counts.told_twice, counts.untold, counts.unfinished))


@pytest.mark.parametrize(
    ("talk", "stored"),
    [
        (_talk(ASKED), {"first": Stored((), STORED[:1])}),
        (_talk(ASKED), {}),
        (_talk(ASKED, TOLD), {"first": Stored((), STORED)}),
        (_talk(ASKED, TOLD), {"first": Stored((OTHER,), STORED)}),
    ],
    ids=["confirmed, no case", "nothing stored at all", "code told, no case", "code told of no case"],
)
def test_a_report_confirmed_or_told_without_its_case_is_lost(talk: Talk, stored: dict[str, Stored]) -> None:
    assert count([talk], stored, []).lost == 1


def test_two_cases_of_one_citizen_are_filed_twice() -> None:
    counts = count([_talk(ASKED, TOLD)], {"first": Stored((CODE, OTHER), STORED)}, [])
    assert (counts.filed, counts.filed_twice, counts.lost) == (2, 1, 0)


@pytest.mark.parametrize(
    ("heard", "stored"),
    [
        ((ASKED, ASKED, TOLD), Stored((CODE,), STORED)),
        ((ASKED, TOLD), Stored((CODE,), (*STORED, Reply("m1", ASKED.text)))),
        ((ASKED, TOLD), Stored((CODE,), (*STORED, Reply("m3", "Dạ, đã gửi rồi", filed_code=CODE)))),
        ((ASKED, TOLD), Stored((CODE,), STORED, sent_again=1)),
    ],
    ids=["heard again", "stored again", "the code in another answer", "sent again"],
)
def test_an_answer_that_comes_again_is_told_twice(heard: tuple[Heard, ...], stored: Stored) -> None:
    assert count([_talk(*heard)], {"first": stored}, []).told_twice == 1


def test_the_same_question_after_another_message_is_not_told_twice() -> None:
    again = Reply("m3", ASKED.text)
    heard = (ASKED, Heard("3", ASKED.text), TOLD)
    assert count([_talk(*heard)], {"first": Stored((CODE,), (*STORED, again))}, []).told_twice == 0


def test_a_citizen_who_never_heard_the_code_of_the_case_is_untold_not_lost() -> None:
    counts = count([_talk(ASKED)], {"first": Stored((CODE,), STORED)}, [])
    assert (counts.untold, counts.lost) == (1, 0)


def test_a_citizen_who_never_came_to_confirm_is_unfinished() -> None:
    counts = count([_talk(ASKED, confirmed=False)], {"first": Stored((), STORED[:1], failures=1)}, [])
    assert (counts.unfinished, counts.failures, counts.lost, counts.filed) == (1, 1, 0, 0)
