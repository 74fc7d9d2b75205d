"""The figures as tables in the terminal, and the misses as a CSV for a spreadsheet."""

import csv
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evaluation.retrieval.figures import RetrievalReport


def print_report(figures: RetrievalReport, console: Console) -> None:
    """Print the figures as tables."""
    table = Table(title=f"Tìm thủ tục: {figures.n} câu hỏi")
    table.add_column("chỉ số")
    table.add_column("giá trị (khoảng tin cậy 95 %)", justify="right")
    for depth, value in figures.recall.items():
        table.add_row(f"recall@{depth}", value.percent())
    table.add_row("MRR@10", f"{figures.mrr.mean:.3f} ({figures.mrr.low:.3f}–{figures.mrr.high:.3f})")
    table.add_row("thời gian p50 / p95", f"{figures.p50_ms:.1f} / {figures.p95_ms:.1f} ms")
    table.add_row("trả lời ngay: đúng", figures.answered_precision.percent())
    table.add_row("trả lời ngay: phủ", figures.answered_coverage.percent())
    table.add_row("đưa lựa chọn: có đáp án trong 3", figures.choices_recall.percent())
    table.add_row("chưa rõ, không trả lời", figures.abstained.percent())
    if figures.abstain_recall is not None:
        table.add_row("câu ngoài danh mục: biết là chưa rõ", figures.abstain_recall.percent())
    table.add_row("sai lệch của độ chắc chắn (ECE)", f"{figures.expected_calibration_error:.1%}")
    console.print(table)
    for title, groups in (("Theo cách viết", figures.by_style), ("Theo khía cạnh", figures.by_aspect)):
        part = Table("nhóm", "n", "recall@1", "recall@5", title=title)
        for name, one in groups.items():
            part.add_row(name, str(one.n), one.recall_1.percent(), one.recall_5.percent())
        console.print(part)


def write_misses(figures: RetrievalReport, path: Path) -> None:
    """Write every question whose first hit is wrong to a CSV, the worst first."""
    worst = sorted(figures.misses, key=lambda one: (one.rank > 0, one.rank))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "text", "aspect", "style", "gold", "rank", "found", "decision", "confidence"])
        for one in worst:
            asked = one.asked
            writer.writerow([asked.id, asked.text, asked.aspect, asked.style, " ".join(asked.gold), one.rank or "", " ".join(one.found), one.decision, f"{one.confidence:.3f}"])  # fmt: skip
