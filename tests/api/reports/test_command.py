"""`troly report pakn`, from the terminal."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from typer.testing import CliRunner, Result

from api.cli import main
from api.cli.report import app
from api.settings import Settings, settings

Run = Callable[..., Result]
PAST = ("--from", "2026-01-01", "--to", "2026-01-31")


@pytest.fixture
def run(database_url: str, app_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command on the test's database, which has no cases."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    settings.cache_clear()
    return lambda *arguments: CliRunner().invoke(app, ["pakn", *arguments])


def test_the_report_is_printed_and_both_files_are_written(run: Run, tmp_path: Path) -> None:
    word, sheet = tmp_path / "pakn.docx", tmp_path / "pakn.xlsx"
    result = run(*PAST, "--docx", str(word), "--xlsx", str(sheet))
    assert result.exit_code == 0
    assert "(từ ngày 01/01/2026 đến ngày 31/01/2026)" in result.stdout
    assert "Các số liệu trong báo cáo khớp nhau." in result.stdout
    assert len(docx.Document(str(word)).tables) == 3  # the head, the summary, the checks: the rest is empty
    assert "Đối chiếu" in openpyxl.load_workbook(sheet).sheetnames


def test_json_is_all_that_is_printed_where_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    data = json.loads(run(*PAST, "--json", "--xlsx", str(tmp_path / "pakn.xlsx")).stdout)
    assert (data["all"]["total"], data["adds_up"]) == (0, True)


def test_a_file_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    error = run(*PAST, "--docx", str(tmp_path / "missing" / "pakn.docx")).exception
    assert "Không ghi được tệp" in str(getattr(error, "sentence", ""))


def test_a_wrong_period_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        sys, "argv", ["troly", "report", "pakn", "--from", "2026-02-01", "--to", "2026-01-01"]
    )
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    assert "ngày đầu kỳ (01/02/2026) sau ngày" in capsys.readouterr().err.replace("\n", " ")
