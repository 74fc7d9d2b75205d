"""Which searches went wrong, in which order, and what made the wrong one win."""

from datetime import date

import pytest

from evaluation.retrieval.figures import Outcome
from evaluation.retrieval.misses import MissKind, contributions, explain, kind_of
from retrieval.index import Hit, SearchResult
from retrieval.procedure import Procedure
from tests.evaluation.retrieval.outcomes import outcome


def hit(code: str, score: float, **parts: float) -> Hit:
    return Hit(Procedure(code=code, name=f"Thủ tục {code}", snapshot=date(2026, 7, 1)), score, parts)


WRONG, RIGHT = hit("2.000002", 3.0, name=2.0, dense=1.0, level=0.0), hit("1.000001", 2.0, name=0.5, dense=1.5)


def search(_text: str) -> SearchResult:
    return SearchResult((WRONG, RIGHT), 0.7, "answer", "Một thủ tục khớp rõ nhất.", ())


@pytest.mark.parametrize(
    ("searched", "kind"),
    [
        (outcome(1), None),
        (outcome(2), MissKind.WRONG_ANSWER),
        (outcome(0, gold=()), MissKind.WRONG_ANSWER),
        (outcome(1, decision="choices"), None),
        (outcome(3, decision="choices"), MissKind.NOT_FIRST),
        (outcome(4, decision="choices"), MissKind.WRONG_CHOICES),
        (outcome(0, gold=(), decision="choices"), MissKind.WRONG_CHOICES),
        (outcome(1, decision="abstain"), MissKind.NEEDLESS_ABSTENTION),
        (outcome(0, decision="abstain"), MissKind.NEEDLESS_ABSTENTION),
        (outcome(0, gold=(), decision="abstain"), None),
    ],
)
def test_what_went_wrong_has_a_name(searched: Outcome, kind: MissKind | None) -> None:
    assert kind_of(searched) is kind


def test_the_worst_come_first_and_among_them_the_surest() -> None:
    found = explain(
        [
            outcome(1, decision="abstain", confidence=0.9),
            outcome(2, confidence=0.85),
            outcome(1),
            outcome(5, decision="choices"),
            outcome(2, confidence=0.95),
        ],
        search,
        lambda _code: None,
    )
    assert [(one.kind.value, one.outcome.confidence) for one in found] == [
        ("wrong_answer", 0.95),
        ("wrong_answer", 0.85),
        ("wrong_choices", 0.7),
        ("needless_abstention", 0.9),
    ]


def test_a_miss_names_the_right_one_and_what_made_the_wrong_one_win() -> None:
    (miss,) = explain([outcome(2)], search, {"1.000001": RIGHT.procedure}.get)
    assert [(one.name, one.rank) for one in miss.gold] == [("Thủ tục 1.000001", 2)]
    assert [one.right for one in miss.hits] == [False, True]
    assert [(one.name, one.gain) for one in miss.contributions] == [("name", 1.5), ("dense", -0.5)]


def test_a_right_one_outside_the_catalogue_has_no_name_and_no_rank() -> None:
    (miss,) = explain([outcome(0, gold=("9.999999",))], search, lambda _code: None)
    assert [(one.name, one.rank) for one in miss.gold] == [(None, 0)]


def test_without_a_right_one_the_parts_of_the_first_are_told() -> None:
    assert [(one.name, one.other) for one in contributions([WRONG], None)] == [
        ("name", None),
        ("dense", None),
    ]


def test_where_the_right_one_is_first_nothing_made_another_win() -> None:
    assert contributions([RIGHT], RIGHT) == ()
    assert contributions([], None) == ()
