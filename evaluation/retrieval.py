"""Does search find the procedure that a question means?

Reads JSON lines with id, text, gold (codes, any is a hit), aspect and style.
"""

import csv
import json
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from pydantic import BaseModel, ConfigDict, ValidationError
from rich.console import Console
from rich.table import Table

from evaluation.bootstrap import Estimate, estimate
from retrieval.calibration import calibration_error
from retrieval.catalogue import CatalogueError, load, overlay, starter
from retrieval.encoder import EncoderError, load_encoder
from retrieval.index import RetrievalIndex, SearchResult
from retrieval.question import warm

_DEPTHS = (1, 3, 5, 10)


class QuestionsError(Exception):
    """A questions file cannot be read; `sentence` tells people, the message names file and line."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.sentence = f"Tệp câu hỏi {path.name} sai ở dòng {line}."


class Asked(BaseModel):
    """One line of a questions file; other fields are ignored. Empty `gold` means that no procedure is right."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    text: str
    gold: tuple[str, ...] = ()
    aspect: str = "general"
    style: str = "plain"


@dataclass(frozen=True)
class Outcome:
    """One question with the codes found, best first, the rank of the first right one (1–10, 0: none) and its time."""

    asked: Asked
    found: tuple[str, ...]
    rank: int
    decision: str
    confidence: float
    milliseconds: float


@dataclass(frozen=True)
class RetrievalReport:
    """Figures over the questions that have a right answer; precision, times and calibration over all of them.

    `abstain_recall` is over the questions with an empty gold, None where there is none.
    """

    n: int
    recall: dict[int, Estimate]
    mrr: Estimate
    p50_ms: float
    p95_ms: float
    by_style: dict[str, tuple[int, float, float]]
    by_aspect: dict[str, tuple[int, float, float]]
    answered_precision: float
    answered_coverage: float
    choices_recall: float
    abstained: float
    abstain_recall: float | None
    expected_calibration_error: float
    misses: tuple[Outcome, ...] = field(repr=False, default=())

    def as_json(self) -> dict[str, Any]:
        """Return the figures under the harness's fixed keys, shares in [0, 1], times in milliseconds."""
        figures: dict[str, Any] = {"n": self.n}
        figures |= {f"recall@{depth}": round(value.mean, 4) for depth, value in self.recall.items()}
        figures |= {
            "mrr@10": round(self.mrr.mean, 4),
            "p50_ms": round(self.p50_ms, 3),
            "p95_ms": round(self.p95_ms, 3),
        }
        named = {f"recall@{depth}": value for depth, value in self.recall.items()} | {"mrr@10": self.mrr}
        figures["intervals"] = {
            name: [round(value.low, 4), round(value.high, 4)] for name, value in named.items()
        }
        for name, groups in (("by_style", self.by_style), ("by_aspect", self.by_aspect)):
            figures[name] = {key: {"n": n, "recall@1": round(one, 4), "recall@5": round(five, 4)} for key, (n, one, five) in groups.items()}  # fmt: skip
        figures["answered_precision"] = round(self.answered_precision, 4)
        figures["answered_coverage"] = round(self.answered_coverage, 4)
        figures["choices_recall@3"] = round(self.choices_recall, 4)
        figures["abstained"] = round(self.abstained, 4)
        figures["abstain_recall"] = None if self.abstain_recall is None else round(self.abstain_recall, 4)
        figures["expected_calibration_error"] = round(self.expected_calibration_error, 4)
        return figures


def evaluate(
    questions: Path, catalogue: Path | None = None, *, index: RetrievalIndex | None = None
) -> RetrievalReport:
    """Return how well search answers the questions of a file.

    `index` is searched where given; else one is built in memory from `catalogue` with the starter cards laid
    over it, or from the starter cards alone. No database is touched. ENCODER names the encoder.

    Raises:
        QuestionsError: a line of the questions file is wrong.
        CatalogueError, EncoderError: the catalogue or the encoder cannot be loaded.
    """
    asked = read_questions(questions)
    index = index or build_index(catalogue)
    warm()
    index.search("đăng ký khai sinh")
    return report([_ask(index.search, one) for one in asked])


def build_index(catalogue: Path | None) -> RetrievalIndex:
    """Return an index of a catalogue file under the starter cards, or of the starter cards alone."""
    cards = starter()
    procedures = overlay(load(catalogue)[0], cards) if catalogue else cards
    return RetrievalIndex.build(procedures, load_encoder(os.environ.get("ENCODER") or None))


def read_questions(path: Path) -> tuple[Asked, ...]:
    """Return the questions of a JSON lines file.

    Raises:
        QuestionsError: there is no such file, or a line is no question.
    """
    if not path.is_file():
        raise QuestionsError(path, 0, "no such file")
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                found.append(Asked.model_validate_json(line))
            except ValidationError as error:
                raise QuestionsError(path, number, error.errors()[0]["msg"]) from error
    return tuple(found)


def report(outcomes: Sequence[Outcome]) -> RetrievalReport:
    """Return the figures of these outcomes."""
    counted = [one for one in outcomes if one.asked.gold]
    times = [one.milliseconds for one in outcomes] or [0.0]
    answered = [one for one in outcomes if one.decision == "answer"]
    choices = [one for one in counted if one.decision == "choices"]
    strangers = [one for one in outcomes if not one.asked.gold]
    return RetrievalReport(
        n=len(counted),
        recall={depth: estimate([float(0 < one.rank <= depth) for one in counted]) for depth in _DEPTHS},
        mrr=estimate([1 / one.rank if one.rank else 0.0 for one in counted]),
        p50_ms=float(np.percentile(times, 50)),
        p95_ms=float(np.percentile(times, 95)),
        by_style=_groups(counted, lambda one: one.asked.style),
        by_aspect=_groups(counted, lambda one: one.asked.aspect),
        answered_precision=_share(one.rank == 1 for one in answered),
        answered_coverage=_share(one.decision == "answer" for one in counted),
        choices_recall=_share(0 < one.rank <= 3 for one in choices),
        abstained=_share(one.decision == "abstain" for one in outcomes),
        abstain_recall=_share(one.decision == "abstain" for one in strangers) if strangers else None,
        expected_calibration_error=_calibration(outcomes),
        misses=tuple(one for one in counted if one.rank != 1),
    )


def _calibration(outcomes: Sequence[Outcome]) -> float:
    if not outcomes:
        return 0.0
    sure = np.array([one.confidence for one in outcomes])
    return calibration_error(sure, np.array([one.rank == 1 for one in outcomes]), np.ones(len(outcomes)))


def write_misses(report_: RetrievalReport, path: Path) -> None:
    """Write every question whose first hit is wrong to a CSV, the worst first."""
    worst = sorted(report_.misses, key=lambda one: (one.rank > 0, one.rank))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "text", "aspect", "style", "gold", "rank", "found", "decision", "confidence"])
        for one in worst:
            asked = one.asked
            writer.writerow([asked.id, asked.text, asked.aspect, asked.style, " ".join(asked.gold), one.rank or "", " ".join(one.found), one.decision, f"{one.confidence:.3f}"])  # fmt: skip


def print_report(figures: RetrievalReport, console: Console) -> None:
    """Print the figures as tables."""
    table = Table(title=f"Tìm thủ tục: {figures.n} câu hỏi")
    table.add_column("chỉ số")
    table.add_column("giá trị (khoảng tin cậy 95 %)", justify="right")
    for depth, value in figures.recall.items():
        table.add_row(f"recall@{depth}", value.percent())
    table.add_row("MRR@10", f"{figures.mrr.mean:.3f} ({figures.mrr.low:.3f}–{figures.mrr.high:.3f})")
    table.add_row("thời gian p50 / p95", f"{figures.p50_ms:.1f} / {figures.p95_ms:.1f} ms")
    table.add_row(
        "trả lời ngay: đúng / phủ", f"{figures.answered_precision:.1%} / {figures.answered_coverage:.1%}"
    )
    table.add_row("đưa lựa chọn: có đáp án trong 3", f"{figures.choices_recall:.1%}")
    table.add_row("chưa rõ, không trả lời", f"{figures.abstained:.1%}")
    if figures.abstain_recall is not None:
        table.add_row("câu ngoài danh mục: biết là chưa rõ", f"{figures.abstain_recall:.1%}")
    table.add_row("sai lệch của độ chắc chắn (ECE)", f"{figures.expected_calibration_error:.1%}")
    console.print(table)
    for title, groups in (("Theo cách viết", figures.by_style), ("Theo khía cạnh", figures.by_aspect)):
        part = Table("nhóm", "n", "recall@1", "recall@5", title=title)
        for name, (n, one, five) in groups.items():
            part.add_row(name, str(n), f"{one:.1%}", f"{five:.1%}")
        console.print(part)


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
) -> None:
    """Đo việc tìm thủ tục trên một tệp câu hỏi."""
    try:
        figures = evaluate(questions, catalogue)
    except (QuestionsError, CatalogueError, EncoderError) as error:
        Console(stderr=True).print(f"[red]{error.sentence}[/red]")
        raise typer.Exit(2) from error
    text = json.dumps(figures.as_json(), ensure_ascii=False, indent=2)
    if misses:
        write_misses(figures, misses)
    if report_to:
        report_to.write_text(text + "\n", encoding="utf-8")
    if json_:
        typer.echo(text)
    else:
        print_report(figures, Console())


def _ask(search: Callable[..., SearchResult], asked: Asked) -> Outcome:
    start = time.perf_counter()
    result = search(asked.text, limit=10)
    spent = (time.perf_counter() - start) * 1000
    found = tuple(hit.procedure.code for hit in result.hits)
    rank = next((place for place, code in enumerate(found, 1) if code in asked.gold), 0)
    return Outcome(asked, found, rank, result.decision, result.confidence, spent)


def _groups(
    outcomes: Sequence[Outcome], key: Callable[[Outcome], str]
) -> dict[str, tuple[int, float, float]]:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        groups[key(one)].append(one)
    return {
        name: (len(found), _share(one.rank == 1 for one in found), _share(0 < one.rank <= 5 for one in found))
        for name, found in sorted(groups.items())
    }


def _share(flags: Iterable[bool]) -> float:
    values = list(flags)
    return sum(values) / len(values) if values else 0.0
