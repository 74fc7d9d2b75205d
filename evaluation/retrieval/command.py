"""`troly evaluate retrieval`."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from evaluation.retrieval.asked import QuestionsError, read_questions
from evaluation.retrieval.figures import RetrievalReport
from evaluation.retrieval.misses import explain
from evaluation.retrieval.searching import build_index, measure
from evaluation.retrieval.tables import print_report, write_misses
from retrieval.catalogue import CatalogueError
from retrieval.encoder import EncoderError
from retrieval.index import RetrievalIndex
from retrieval.ranker import RankingError, costs

_DEEP = 100


def retrieval_command(
    questions: Annotated[Path, typer.Option("--questions", help="Tệp JSONL: id, text, gold, aspect, style.")],
    catalogue: Annotated[
        Path | None,
        typer.Option(
            "--catalogue", help="Danh mục để lập chỉ mục trong bộ nhớ; bỏ trống: danh mục khởi đầu."
        ),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="In JSON thay cho bảng.")] = False,
    misses: Annotated[Path | None, typer.Option("--misses", help="Tệp CSV ghi các câu chưa đúng.")] = Path(
        "var/retrieval_misses.csv"
    ),
    report_to: Annotated[Path | None, typer.Option("--report", help="Ghi thêm JSON vào tệp này.")] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Ghi trang báo cáo: biểu đồ, từng câu sai và vì sao.")
    ] = None,
) -> None:
    """Đo việc tìm thủ tục trên một tệp câu hỏi."""
    try:
        asked = read_questions(questions)
        index = build_index(catalogue)
        figures = measure(asked, index)
    except (QuestionsError, CatalogueError, EncoderError, RankingError) as error:
        Console(stderr=True).print(f"[red]{error.sentence}[/red]")
        raise typer.Exit(2) from error
    text = json.dumps(figures.as_json(), ensure_ascii=False, indent=2)
    if misses:
        write_misses(figures, misses)
    if report_to:
        report_to.write_text(text + "\n", encoding="utf-8")
    if html:
        _write_html(figures, index, questions=questions, catalogue=catalogue, path=html)
    if json_:
        typer.echo(text)
    else:
        print_report(figures, Console())


def _write_html(
    figures: RetrievalReport, index: RetrievalIndex, *, questions: Path, catalogue: Path | None, path: Path
) -> None:
    from api import clock
    from evaluation.retrieval.page import Measured, write_page

    measured = Measured(
        questions=questions.name,
        catalogue=catalogue.name if catalogue else "danh mục khởi đầu",
        procedures=len(index.procedures),
        encoder=os.environ.get("ENCODER") or "bộ mã hóa của dự án",
        answer_from=costs().answer_from,
        at=clock.now(),
    )
    found = explain(figures.outcomes, lambda text: index.search(text, limit=_DEEP, explain=True), index.get)
    write_page(figures, found, measured, path)
