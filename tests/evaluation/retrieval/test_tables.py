"""What is printed and written for a spreadsheet."""

from pathlib import Path

from rich.console import Console

from evaluation.retrieval.figures import report
from evaluation.retrieval.tables import print_report, write_misses
from tests.evaluation.retrieval.outcomes import outcome


def test_misses_are_written_the_worst_first(tmp_path: Path) -> None:
    write_misses(report([outcome(2), outcome(0), outcome(1)]), tmp_path / "m.csv")
    lines = (tmp_path / "m.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    assert ",,x," in lines[1]


def test_the_tables_show_intervals_and_what_is_left_alone() -> None:
    console = Console(record=True, width=120)
    print_report(report([outcome(1), outcome(2), outcome(0, gold=(), decision="abstain")]), console)
    shown = console.export_text()
    assert "50.0 % (0.0–100.0)" in shown
    assert "biết là chưa rõ" in shown
