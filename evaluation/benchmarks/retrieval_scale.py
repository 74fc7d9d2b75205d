"""How search grows: building, loading, memory and time per question at the real size and at synthetic larger ones.

`python -m evaluation.benchmarks.retrieval_scale --catalogue FILE`. Larger catalogues are the real one followed by
variants of its records: a new code, two words of the name swapped for words of other names, another place. Every
size is built and loaded in processes of its own, so that memory is told apart.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from retrieval.catalogue import load, overlay, starter
from retrieval.encoder import load_encoder
from retrieval.example_questions import shipped_questions
from retrieval.index import RetrievalIndex
from retrieval.index_building import INDEX_FILE
from retrieval.procedure import Procedure

app = typer.Typer(add_completion=False)
SIZES = (50_000, 500_000)
_SEED = 1022
_PLACES = ("An Giang", "Bắc Ninh", "Cà Mau", "Đắk Lắk", "Gia Lai", "Huế", "Lâm Đồng", "Nghệ An", "Quảng Trị")
_MIB = 2**20


@dataclass(frozen=True)
class Figures:
    """One size. Seconds of processor time, MiB, milliseconds of processor time per question; `same_first` and
    `same_candidates` are shares against a search that leaves nothing out."""

    records: int
    texts: int
    kind: str
    build_s: float
    build_peak_mib: int
    file_mib: int
    load_s: float
    load_mib: int
    p50_ms: float
    p95_ms: float
    same_first: float
    same_candidates: float


def variants(real: Sequence[Procedure], size: int) -> Iterator[Procedure]:
    """Yield the `real` records and then variants of them, `size` in all."""
    yield from real[:size]
    chance = random.Random(_SEED)
    words = [word for one in real for word in one.name.split()]
    for number in range(size - len(real)):
        source = real[number % len(real)]
        name = source.name.split()
        for _ in range(2):
            name[chance.randrange(len(name))] = chance.choice(words)
        name += ["tại", chance.choice(_PLACES)]
        yield source.model_copy(update={"code": f"9.{number:06d}", "name": " ".join(name), "card": None})


def build(catalogue: Path | None, size: int, folder: Path) -> dict[str, Any]:
    """Build the index of `size` records into `folder` and return its figures, with a progress bar on stderr."""
    procedures = tuple(variants(_real(catalogue), size))
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    started = time.process_time()
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(f"{size:,} thủ tục", total=1.0)

        def tell(what: str, share: float) -> None:
            bar.update(task, description=f"{size:,} thủ tục: {what}", completed=share)

        index = RetrievalIndex.build(procedures, load_encoder(), tell)
    seconds = time.process_time() - started
    index.save(folder)
    return {
        "build_s": round(seconds, 1),
        "build_peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "file_mib": (folder / INDEX_FILE).stat().st_size // _MIB,
    }


def search(catalogue: Path | None, size: int, folder: Path, queries: int) -> dict[str, Any]:
    """Load the index of `size` records from `folder`, ask it `queries` questions and return its figures."""
    procedures = tuple(variants(_real(catalogue), size))
    encoder, asked = load_encoder(), questions(queries)
    before, started = _resident(), time.process_time()
    index = RetrievalIndex.load_saved(folder, procedures, encoder)
    if index is None:
        raise RuntimeError(f"{folder} does not hold the index of {size} records")
    loaded = time.process_time() - started
    index.search(asked[0])
    after = _resident()
    times = []
    for text in asked:
        started = time.process_time()
        index.search(text)
        times.append((time.process_time() - started) * 1000)
    first, candidates = agreement(index, asked[:: max(len(asked) // 100, 1)])
    return {
        "records": size,
        "texts": index.texts,
        "kind": index.kind,
        "load_s": round(loaded, 2),
        "load_mib": int(after - before),
        "p50_ms": round(float(np.percentile(times, 50)), 2),
        "p95_ms": round(float(np.percentile(times, 95)), 2),
        "same_first": first,
        "same_candidates": candidates,
    }


def agreement(index: RetrievalIndex, asked: Sequence[str]) -> tuple[float, float]:
    """Return on how many of `asked` the first hit is that of an exhaustive search, and what share of its candidates
    is found."""
    exact = index.exhaustive()
    first, found, wanted = 0, 0, 0
    for text in asked:
        hits = [[hit.procedure.code for hit in one.search(text, limit=1).hits] for one in (index, exact)]
        first += hits[0] == hits[1]
        question = index.read(text)
        rows = [set(one.candidates(question).rows.tolist()) for one in (index, exact)]
        found += len(rows[0] & rows[1])
        wanted += len(rows[1])
    return round(first / max(len(asked), 1), 3), round(found / max(wanted, 1), 3)


def questions(wanted: int) -> list[str]:
    """Return `wanted` of our example questions, every other one with some words left out."""
    chance = random.Random(_SEED)
    texts = [text for _, asked in sorted(shipped_questions().items()) for text in asked]
    chosen = chance.sample(texts, min(wanted, len(texts)))
    cut = [" ".join(word for word in text.split() if chance.random() < 0.7) or text for text in chosen]
    return [cut[at] if at % 2 else chosen[at] for at in range(len(chosen))]


def measure(catalogue: Path | None, size: int, queries: int) -> Figures:
    """Return the figures of one size."""
    with tempfile.TemporaryDirectory() as folder:
        figures = _elsewhere("build", catalogue, size, folder, queries)
        figures |= _elsewhere("search", catalogue, size, folder, queries)
    return Figures(**figures)


def _elsewhere(step: str, catalogue: Path | None, size: int, folder: str, queries: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "evaluation.benchmarks.retrieval_scale", "--step", step]
    command += ["--size", str(size), "--folder", folder, "--queries", str(queries)]
    command += ["--catalogue", str(catalogue)] if catalogue else []
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, env=environment)  # noqa: S603
    return dict(json.loads(done.stdout))


def _real(catalogue: Path | None) -> tuple[Procedure, ...]:
    return overlay(load(catalogue)[0], starter()) if catalogue else starter()


def _resident() -> float:
    """Return the resident memory of this process in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / _MIB


@app.command()
def scale_command(
    catalogue: Annotated[Path | None, typer.Option(exists=True, help="Danh mục thật")] = None,
    size: Annotated[list[int] | None, typer.Option(help="Số thủ tục; lặp lại được")] = None,
    queries: Annotated[int, typer.Option(min=2)] = 600,
    json_: Annotated[bool, typer.Option("--json")] = False,
    step: Annotated[str, typer.Option(hidden=True)] = "",
    folder: Annotated[Path, typer.Option(hidden=True)] = Path(),
) -> None:
    """Đo việc tìm kiếm khi danh mục lớn lên: lập chỉ mục, nạp, bộ nhớ, thời gian mỗi câu hỏi."""
    console = Console()
    if step and size:
        figures = (
            build(catalogue, size[0], folder)
            if step == "build"
            else search(catalogue, size[0], folder, queries)
        )
        sys.stdout.write(json.dumps(figures))
        return
    measured = [measure(catalogue, one, queries) for one in size or [len(_real(catalogue)), *SIZES]]
    if json_:
        console.print_json(json.dumps([vars(one) for one in measured]))
        return
    table = Table(*Figures.__dataclass_fields__)
    for one in measured:
        table.add_row(
            *(f"{value:,}" if isinstance(value, int) else str(value) for value in vars(one).values())
        )
    console.print(table)


if __name__ == "__main__":
    app()
