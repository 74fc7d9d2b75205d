"""The retrieval measure: what is counted, what is printed, what is written."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from evaluation.bootstrap import estimate
from evaluation.retrieval import (
    Asked,
    Outcome,
    QuestionsError,
    read_questions,
    report,
    retrieval_command,
    write_misses,
)


def outcome(rank: int, gold: tuple[str, ...] = ("1.000001",), decision: str = "answer") -> Outcome:
    return Outcome(
        Asked(id="q", text="hỏi", gold=gold, aspect="fee", style="plain"), ("x",), rank, decision, 0.7, 2.0
    )


def test_recall_and_reciprocal_rank_are_counted() -> None:
    figures = report([outcome(1), outcome(2), outcome(0), outcome(10)]).as_json()
    assert figures["n"] == 4
    assert (figures["recall@1"], figures["recall@3"], figures["recall@10"]) == (0.25, 0.5, 0.75)
    assert figures["mrr@10"] == pytest.approx((1 + 0.5 + 0.1) / 4)


def test_questions_without_a_right_answer_are_left_out_of_recall() -> None:
    figures = report([outcome(1), outcome(0, gold=(), decision="abstain")])
    assert figures.n == 1
    assert figures.recall[1].mean == 1.0
    assert figures.abstained == 0.5


def test_the_fixed_keys_are_there() -> None:
    keys = {"n", "recall@1", "recall@3", "recall@5", "recall@10", "mrr@10", "p50_ms", "p95_ms"}
    assert keys <= report([outcome(1)]).as_json().keys()


def test_intervals_repeat_and_hold_the_mean() -> None:
    first, second = estimate([1, 0, 1, 1]), estimate([1, 0, 1, 1])
    assert first == second
    assert first.low <= first.mean <= first.high


def test_misses_are_written_the_worst_first(tmp_path: Path) -> None:
    write_misses(report([outcome(2), outcome(0), outcome(1)]), tmp_path / "m.csv")
    lines = (tmp_path / "m.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    assert ",,x," in lines[1]


def test_a_wrong_line_is_told_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": "1", "text": "a", "gold": []}\n{"id": 2}\n', encoding="utf-8")
    with pytest.raises(QuestionsError, match=r"q\.jsonl:2"):
        read_questions(path)


def test_the_command_measures_the_starter_catalogue_and_prints_json(tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    line = {
        "id": "1",
        "text": "thủ tục đăng ký khai sinh",
        "gold": ["1.001193"],
        "aspect": "general",
        "style": "formal",
    }
    questions.write_text(json.dumps(line) + "\n", encoding="utf-8")
    app = typer.Typer()
    app.command()(retrieval_command)
    done = CliRunner().invoke(
        app, ["--questions", str(questions), "--json", "--misses", str(tmp_path / "m.csv")]
    )
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["recall@1"] == 1.0


def test_a_missing_file_is_one_clear_sentence(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(retrieval_command)
    done = CliRunner().invoke(app, ["--questions", str(tmp_path / "none.jsonl")])
    assert done.exit_code == 2
