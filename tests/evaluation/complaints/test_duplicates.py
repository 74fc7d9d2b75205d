"""The written pairs, and how well reports of one thing are told on those set aside."""

from pathlib import Path

import pytest

from api.feedback.duplicates_judgement import Report
from api.feedback.duplicates_rules import rules
from evaluation.complaints.duplicate_pairs import Kind, Pair, PairsError, pairs, read_pairs
from evaluation.complaints.duplicates import figures, judged, write_weights


def test_there_are_enough_pairs_and_a_third_is_set_aside_by_whole_scenes() -> None:
    aside = [pair for pair in pairs() if pair.set_aside]
    assert len(pairs()) >= 250
    assert len(aside) * 3 >= len(pairs())
    assert {pair.scene for pair in aside}.isdisjoint(pair.scene for pair in pairs() if not pair.set_aside)
    assert {pair.kind for pair in aside} == set(Kind) - {Kind.REPORT}


def test_pairs_set_aside_are_told_as_the_issue_asks() -> None:
    found = figures(judged([pair for pair in pairs() if pair.set_aside]), rules().offered_from)
    assert found.precision.value >= 0.9
    assert found.recall.value >= 0.7


def _pair(scene: str, kind: Kind) -> Pair:
    report = Report("đèn hư", None, "chieu_sang", 0)
    return Pair(scene, kind, report, report, set_aside=True)


def test_figures_count_what_is_taken_for_one() -> None:
    taken = [
        (_pair("a", Kind.SAME), 0.9),
        (_pair("a", Kind.SAME), 0.8),
        (_pair("b", Kind.SAME), 0.1),
        (_pair("b", Kind.OTHER), 0.8),
        (_pair("c", Kind.NUMBER), 0.2),
    ]
    found = figures(taken, 0.8)
    assert (found.n, found.ones, found.wrong) == (5, 3, {"other": 1})
    assert found.precision.value == pytest.approx(2 / 3)
    assert found.recall.value == pytest.approx(2 / 3)
    assert found.recall.low <= found.recall.value <= found.recall.high


@pytest.mark.parametrize(
    "line", ["a\tsame\t1\t26929\tx", "a\treport\t1\t99999\tx", "a\treport\t1", "a\tnew\t1\t\tx"]
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "pairs.tsv"
    file.write_text(f"# told\nscene\tkind\tdays\tunit\ttext\n{line}\n")
    with pytest.raises(PairsError, match=r"pairs\.tsv:3"):
        read_pairs(file)


def test_weights_replace_those_at_the_end_of_the_rules(tmp_path: Path) -> None:
    file = tmp_path / "rules.yml"
    file.write_text("days: {}\nplace_weights:\n  intercept: 0\nproblem_weights:\n  intercept: 0\n")
    write_weights(file, {"place_weights": {"intercept": 1.5}, "problem_weights": {"intercept": -2.0}})
    assert file.read_text() == (
        "days: {}\nplace_weights:\n  intercept: 1.5\nproblem_weights:\n  intercept: -2.0\n"
    )
