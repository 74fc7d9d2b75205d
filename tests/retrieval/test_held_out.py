"""Setting questions aside."""

from datetime import date

from retrieval.held_out import KEPT_AT_LEAST, bare, split
from retrieval.procedure import PlainCard, Procedure

QUESTIONS = {f"1.{number:06d}": tuple(f"câu {number} {one}" for one in range(8)) for number in range(60)}


def test_what_is_set_aside_is_not_kept_and_nothing_is_lost() -> None:
    parts = split(QUESTIONS)
    asked = {text for _, text in parts.asked}
    kept = {text for texts in parts.kept.values() for text in texts}
    assert not asked & kept
    assert len(asked) + len(kept) == 480
    assert split(QUESTIONS) == parts


def test_every_list_loses_a_fifth_or_three_fifths() -> None:
    assert {len(texts) for texts in split(QUESTIONS).kept.values()} == {6, KEPT_AT_LEAST}


def test_the_questions_of_cards_are_set_aside_too() -> None:
    day = date(2026, 7, 1)
    card = PlainCard(name="Giấy thử", questions=("làm giấy thử",), decision="x", checked=day, source="x")
    (stripped,), asked = bare([Procedure(code="1.000001", name="Cấp", snapshot=day, card=card)], {})
    assert stripped.card is None
    assert asked == {"1.000001": ["Giấy thử", "làm giấy thử"]}
