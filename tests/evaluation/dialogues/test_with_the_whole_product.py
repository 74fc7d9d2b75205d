"""The command against the whole product: real Rasa, actions, database and web chat."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.evaluate import app
from tests.stack import Stack

FILE = Path(__file__).parent / "played.yml"


@pytest.mark.dialogue
@pytest.mark.shared
def test_dialogues_are_played_over_the_web_chat_and_judged(stack: Stack, tmp_path: Path) -> None:
    transcript = tmp_path / "played.md"
    result = CliRunner().invoke(
        app,
        ["dialogues", "--dialogues", str(FILE), "--url", stack.address, "--json", "--transcript", str(transcript)],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    page = transcript.read_text(encoding="utf-8")
    assert (figures["dialogues"], figures["turns"]) == (5, 7)
    assert (figures["dialogues_passed"], figures["turns_passed"]) == (4, 6), page
    assert figures["extra_questions"] >= 2
    assert figures["by_kind"]["dossier_status"] == {"n": 2, "passed": 1}
    assert "loại smalltalk, mong đợi dossier_status" in page


def test_fixtures_cannot_be_loaded_into_somebody_elses_system(tmp_path: Path) -> None:
    fixtures = tmp_path / "f.json"
    fixtures.write_text("{}", encoding="utf-8")
    result = CliRunner().invoke(
        app,
        ["dialogues", "--dialogues", str(FILE), "--fixtures", str(fixtures), "--url", "http://127.0.0.1:9"],
    )
    assert result.exit_code == 2
    assert "không nạp được --fixtures" in result.output


def test_a_system_that_is_not_there_is_told() -> None:
    result = CliRunner().invoke(app, ["dialogues", "--dialogues", str(FILE), "--url", "http://127.0.0.1:9"])
    assert result.exit_code == 2
    assert "Không mở được hệ thống" in result.output
