"""`troly evaluate complaints`."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from api.agencies import directory
from evaluation.complaints.figures import ComplaintReport, report
from evaluation.complaints.labelled import ComplaintsError, read_complaints
from evaluation.complaints.understanding import understand

_CONFUSIONS_SHOWN = 12


def evaluate(path: Path) -> ComplaintReport:
    """Return how well the complaints of a file are understood.

    Raises:
        ComplaintsError: the file cannot be read; the message names the line.
    """
    return report([(one, understand(one)) for one in read_complaints(path)])


def complaints_command(
    complaints: Annotated[
        Path,
        typer.Option("--complaints", help="Tệp JSONL: id, text, field, unit, handler, urgent, legal_kind."),
    ],
    json_: Annotated[bool, typer.Option("--json", help="In JSON thay cho bảng.")] = False,
) -> None:
    """Đo việc hiểu phản ánh: lĩnh vực, cơ quan xử lý, phường xã, khẩn cấp, khiếu nại và tố cáo."""
    try:
        figures = evaluate(complaints)
    except ComplaintsError as error:
        Console(stderr=True).print(f"[red]{error.sentence}[/red]")
        Console(stderr=True).print(str(error), markup=False, highlight=False)
        raise typer.Exit(2) from error
    if json_:
        typer.echo(json.dumps(figures.as_json(), ensure_ascii=False, indent=2))
    else:
        print_report(figures, Console())


def print_report(figures: ComplaintReport, console: Console) -> None:
    """Print the figures as tables."""
    table = Table("chỉ số", "kết quả", title=f"Hiểu phản ánh: {figures.n} dòng")
    shown = {
        f"đúng lĩnh vực, lựa chọn đầu ({figures.n_plain} phản ánh, kiến nghị)": figures.field_top1,
        "đúng lĩnh vực, trong hai lựa chọn đầu": figures.field_top2,
        "đúng cơ quan xử lý": figures.handler_top1,
        "đúng phường, xã (dòng có phường, xã)": figures.unit_accuracy,
        "đọc ra phường, xã dù dòng không có": figures.unit_invented,
        "khẩn cấp: nhận ra": figures.emergency_recall,
        "khẩn cấp: báo động đúng": figures.emergency_precision,
        "đúng loại theo luật": figures.legal_kind_accuracy,
        "sai số của xác suất (ECE)": figures.calibration_error,
    }
    for name, value in shown.items():
        table.add_row(name, f"{value:.1%}")
    console.print(table)
    fields = Table("lĩnh vực", "n", "đầu", "hai đầu", title="Theo lĩnh vực")
    for name, one in figures.by_field.items():
        fields.add_row(directory.field(name).name, str(one.n), f"{one.top1:.0%}", f"{one.top2:.0%}")
    console.print(fields)
    pairs = Table("lĩnh vực đúng", "bị xếp vào", "số lần", title="Nhầm lẫn nhiều nhất")
    for meant, taken, count in figures.confusions[:_CONFUSIONS_SHOWN]:
        pairs.add_row(directory.field(meant).name, directory.field(taken).name, str(count))
    console.print(pairs)
