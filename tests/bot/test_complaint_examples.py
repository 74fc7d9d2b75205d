"""The importer of complaints, in Rasa's own environment."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from api.bootstrap.artefacts import rasa_environment
from tests.conftest import PROJECT_ROOT

pytestmark = pytest.mark.dialogue

_PROBE = """
import json, sys
from pathlib import Path
from bot.components.complaint_examples import WithComplaints, complaints
if sys.argv[1] == "placed":
    from bot.components.complaint_examples import placed
    found = placed(sys.argv[2:])
elif sys.argv[1] == "complaints":
    found = complaints(Path(sys.argv[2]), int(sys.argv[3]))
else:
    data = WithComplaints(training_data_paths=[sys.argv[1]], folder=sys.argv[2], per_field=int(sys.argv[3])).get_nlu_data()
    found = [[one.get("text"), one.get("intent")] for one in data.intent_examples]
print("> " + json.dumps(found, ensure_ascii=False))
"""
_WRITTEN = """version: "3.1"
nlu:
- intent: file_feedback
  examples: |
    - đèn đường tắt
- intent: greet
  examples: |
    - chào
"""


def run(bot_python: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(bot_python), "-c", _PROBE, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=PROJECT_ROOT,
        env={**os.environ, **rasa_environment()},
        check=False,
    )


def answer(result):
    return json.loads(next(line for line in result.stdout.splitlines() if line.startswith("> "))[2:])


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "examples"
    place.mkdir()
    (place / "chieu_sang.txt").write_text(
        "# đèn\nđèn đường tắt\n\nđèn chớp\nhẻm tối\nbóng bể\n", encoding="utf-8"
    )
    (place / "rac.txt").write_text("rác đầy đường\n", encoding="utf-8")
    return place


def test_examples_are_spread_over_the_lines_and_comments_are_none(bot_python, folder):
    found = answer(run(bot_python, "complaints", folder, 2))
    assert found == ["đèn đường tắt", "hẻm tối", "rác đầy đường"]


def test_complaints_become_reports_beside_what_is_written_and_no_line_comes_twice(
    bot_python, folder, tmp_path
):
    (tmp_path / "nlu.yml").write_text(_WRITTEN, encoding="utf-8")
    found = answer(run(bot_python, tmp_path / "nlu.yml", folder, 2))
    assert sorted(map(tuple, found)) == [
        ("chào", "greet"),
        ("hẻm tối", "file_feedback"),
        ("rác đầy đường", "file_feedback"),
        ("đèn đường tắt", "file_feedback"),
    ]


def test_a_folder_without_examples_is_an_error(bot_python, tmp_path):
    result = run(bot_python, "complaints", tmp_path, 2)
    assert result.returncode
    assert "no examples of complaints" in result.stderr


def test_a_report_is_also_told_with_its_place(bot_python):
    told = answer(run(bot_python, "placed", "đèn tắt", "rác đầy", "ổ gà"))
    assert [
        text for text, own in zip(told, ("đèn tắt", "rác đầy", "ổ gà"), strict=True) if own in text
    ] == told
    assert all(any(kind in text for kind in ("phường ", "xã ", "đặc khu ")) for text in told)
