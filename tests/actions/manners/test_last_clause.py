"""What the last clause of a message asks of the procedure in context."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.manners.last_clause import asked_last
from actions.turn import Turn
from tests.actions.conftest import BIRTH, Shelf


def turn(text: str, code: str | None = BIRTH) -> Turn:
    tracker = Tracker("x", {"procedure_code": code}, {"text": text}, [], False, None, {}, "action_listen")
    return Turn(tracker=tracker, dispatcher=CollectingDispatcher())


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("nghe mà rầu, vậy nộp ở đâu", "place"),
        ("trời ơi cực dữ... rồi bao nhiêu tiền", "fee"),
        ("mệt quá! cần giấy tờ gì vậy em", "documents"),
    ],
)
def test_the_last_clause_asks_of_the_procedure_in_context(shelf: Shelf, text: str, aspect: str) -> None:
    asked = asked_last(turn(text))
    assert asked is not None
    assert (asked[0].code, [one.value for one in asked[1]]) == (BIRTH, [aspect])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nghe mà rầu, vậy nộp ở đâu", None),
        ("nghe mà rầu, nộp hộ chiếu ở đâu", BIRTH),
        ("nộp ở đâu, nghe mà rầu", BIRTH),
        ("nộp ở đâu", BIRTH),
        ("/choose_procedure", BIRTH),
    ],
)
def test_without_context_or_where_it_names_a_thing_it_asks_nothing(
    shelf: Shelf, text: str, code: str | None
) -> None:
    assert asked_last(turn(text, code)) is None
