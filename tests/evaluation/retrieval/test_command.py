"""`troly evaluate retrieval` on the starter catalogue."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from evaluation.retrieval import command
from evaluation.retrieval.command import retrieval_command
from retrieval.index import RetrievalIndex

RIGHT = {"id": "1", "text": "thủ tục đăng ký khai sinh", "gold": ["1.001193"], "style": "formal"}


@pytest.fixture(scope="module")
def index() -> RetrievalIndex:
    return command.build_index(None)


@pytest.fixture(autouse=True)
def _built_once(monkeypatch: pytest.MonkeyPatch, index: RetrievalIndex) -> None:
    monkeypatch.setattr(command, "build_index", lambda _catalogue: index)


def run(tmp_path: Path, *lines: object, options: tuple[str, ...] = ()) -> "tuple[int, str, str]":
    questions = tmp_path / "q.jsonl"
    questions.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    app = typer.Typer()
    app.command()(retrieval_command)
    done = CliRunner().invoke(
        app, ["--questions", str(questions), "--misses", str(tmp_path / "m.csv"), *options]
    )
    return done.exit_code, done.stdout, done.stderr


def test_it_measures_the_starter_catalogue_and_prints_json(tmp_path: Path) -> None:
    status, printed, _ = run(tmp_path, RIGHT, options=("--json",))
    assert status == 0
    assert json.loads(printed)["recall@1"] == 1.0


def test_it_writes_a_page_with_every_miss(tmp_path: Path) -> None:
    wrong = {"id": "w1", "text": "thủ tục đăng ký khai sinh", "gold": ["1.000894"]}
    page = tmp_path / "page.html"
    status, _, _ = run(tmp_path, RIGHT, wrong, options=("--html", str(page)))
    assert status == 0
    text = page.read_text(encoding="utf-8")
    assert text.count("<article") == 1
    assert "w1" in text
    assert "1.000894" in text


@pytest.mark.parametrize("lines", [[], [{"id": "1", "text": "alo", "gold": []}]])
def test_an_empty_file_and_one_without_right_answers_are_measured(
    tmp_path: Path, lines: list[object]
) -> None:
    page = tmp_path / "page.html"
    status, printed, _ = run(tmp_path, *lines, options=("--json", "--html", str(page)))
    assert status == 0
    assert json.loads(printed)["n"] == 0
    assert page.exists()


def test_a_wrong_line_is_one_clear_sentence(tmp_path: Path) -> None:
    status, _, told = run(tmp_path, RIGHT, {"id": 2})
    assert status == 2
    assert "dòng 2" in told


def test_a_missing_file_is_one_clear_sentence(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(retrieval_command)
    done = CliRunner().invoke(app, ["--questions", str(tmp_path / "none.jsonl")])
    assert done.exit_code == 2
