"""How long a turn takes: from the citizen's message to the stored reply, against a bare Rasa REST turn.

Both are measured in one run, turn about, on the same Rasa with the same texts, so that the ratio holds on a
noisy machine. On request also: a turn of another Rasa (a stock one), and whether turns grow with the conversation.
"""

import json
import re
import statistics
import tempfile
import time
import uuid
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from evaluation.benchmarks.long_conversation import Growth, growth
from evaluation.benchmarks.stock_rasa import stock_rasa
from evaluation.benchmarks.turn_takers import BareCaller, Listener
from evaluation.stack import Stack

TEXTS = (
    "xin chào",
    "làm lại bằng lái xe bị mất cần giấy tờ gì",
    "lệ phí bao nhiêu",
    "dang ky tam tru o dau",
    "cảm ơn nhiều nha",
)
"""One conversation: greeting, a procedure, its fee, another one unaccented, thanks."""
_SETTLED_AFTER = 0.2
"""Seconds after which what a turn leaves to be done behind its answer (its job's end, the delivery) is over."""


@dataclass(frozen=True)
class Latency:
    """Milliseconds over all measured turns."""

    n: int
    p50: float
    p95: float

    @classmethod
    def of(cls, samples: list[float]) -> "Latency":
        """Summarise samples given in seconds."""
        cuts = statistics.quantiles([sample * 1000 for sample in samples], n=100)
        return cls(n=len(samples), p50=round(cuts[49], 1), p95=round(cuts[94], 1))


def rasa_of(stack: Stack) -> str:
    """Return the address of the stack's Rasa.

    Raises:
        RuntimeError: the supervisor did not say where it listens.
    """
    port = re.search(r"cổng nội bộ (\d+)", "\n".join(stack.output))
    if port is None:
        raise RuntimeError("the supervisor did not say where Rasa listens")
    return f"http://127.0.0.1:{port[1]}"


def measure(stack: Stack, *, conversations: int, other: str | None = None) -> dict[str, Latency]:
    """Return the latencies over `conversations` conversations of five turns, after one to warm up.

    "whole" path, bare "rasa", and "other": the Rasa at the address `other`, where one is given.
    """
    callers = {"rasa": BareCaller(rasa_of(stack), stack.var)}
    if other:
        callers["other"] = BareCaller(other)
    samples: dict[str, list[float]] = {"whole": [], **{name: [] for name in callers}}
    for number in range(conversations + 1):
        listener, sender = Listener(stack.address), str(uuid.uuid4())
        for text in TEXTS:
            turns = {"whole": partial(listener.turn, text)}
            turns |= {name: partial(caller.turn, sender, text) for name, caller in callers.items()}
            for name, turn in turns.items():
                time.sleep(_SETTLED_AFTER)
                seconds = turn()
                if number:
                    samples[name].append(seconds)
    return {name: Latency.of(found) for name, found in samples.items()}


def measure_growth(stack: Stack, *, turns: int) -> Growth:
    """Return how the turns of the stack's Rasa, with our actions, grow over a conversation of `turns` turns."""
    return growth(BareCaller(rasa_of(stack), stack.var).turn, TEXTS, turns)


def turn_command(
    catalogue: Annotated[Path | None, typer.Option(exists=True, help="Danh mục nạp trước khi đo")] = None,
    conversations: Annotated[int, typer.Option(min=2)] = 20,
    turns: Annotated[int, typer.Option(help="Đo thêm một hội thoại dài bấy nhiêu lượt; 0 là không")] = 0,
    against: Annotated[
        Path | None, typer.Option(exists=True, help="Mô hình Rasa khác để so một lượt")
    ] = None,
    json_: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Đo thời gian một lượt hỏi đáp, so với một lượt Rasa trần trong cùng lần chạy."""
    grown: Growth | None = None
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder) / "var")
        stack.troly("catalogue", "import", str(catalogue)) if catalogue else stack.troly("setup")
        started = time.perf_counter()
        stack.start()
        start_seconds = time.perf_counter() - started
        try:
            with stock_rasa(against) if against else nullcontext() as other:
                found = measure(stack, conversations=conversations, other=other)
            if turns:
                grown = measure_growth(stack, turns=turns)
            memory = stack.memory()
        finally:
            stack.stop()
    if json_:
        Console().print_json(json.dumps(_as_json(found, grown, start_seconds, memory)))
    else:
        _print(found, grown, start_seconds, memory)


def _as_json(
    found: dict[str, Latency], grown: Growth | None, start_seconds: float, memory: dict[str, int]
) -> dict[str, Any]:
    whole, bare = found["whole"], found["rasa"]
    figures: dict[str, Any] = {
        "n": whole.n,
        "start_s": round(start_seconds, 1),
        "turn_p50_ms": whole.p50,
        "turn_p95_ms": whole.p95,
        "rasa_p50_ms": bare.p50,
        "rasa_p95_ms": bare.p95,
        "ratio_p50": round(whole.p50 / bare.p50, 2),
        "memory_mib": memory,
    }
    if "other" in found:
        other = found["other"]
        figures |= {
            "other_p50_ms": other.p50,
            "other_p95_ms": other.p95,
            "rasa_to_other_p50": round(bare.p50 / other.p50, 2),
        }
    if grown:
        figures["growth"] = {**asdict(grown), "ratio": round(grown.ratio, 2)}
    return figures


def _print(
    found: dict[str, Latency], grown: Growth | None, start_seconds: float, memory: dict[str, int]
) -> None:
    console = Console()
    table = Table("", "p50 ms", "p95 ms", title=f"{found['whole'].n} lượt, khởi động {start_seconds:.1f} s")
    for name, label in (("whole", "cả đường đi"), ("rasa", "Rasa trần"), ("other", "Rasa kia")):
        if name in found:
            table.add_row(label, f"{found[name].p50}", f"{found[name].p95}")
    console.print(table)
    if grown:
        console.print(
            f"Hội thoại {grown.turns} lượt: đầu {grown.first_ms} ms, cuối {grown.last_ms} ms; hội thoại mới cùng lúc "
            f"{grown.fresh_first_ms} và {grown.fresh_last_ms} ms; lớn lên {grown.ratio:.2f} lần"
        )
    console.print(f"Bộ nhớ (MiB): {memory}")
