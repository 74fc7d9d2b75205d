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
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console
from rich.table import Table

from evaluation.benchmarks.long_conversation import Growth, growth
from evaluation.benchmarks.stock_rasa import stock_rasa
from evaluation.stack import Stack

TEXTS = (
    "xin chào",
    "làm lại bằng lái xe bị mất cần giấy tờ gì",
    "lệ phí bao nhiêu",
    "dang ky tam tru o dau",
    "cảm ơn nhiều nha",
)
"""One conversation: greeting, a procedure, its fee, another one unaccented, thanks."""


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


def _bare_turn(client: httpx.Client, rasa: str, sender: str, text: str) -> float:
    started = time.perf_counter()
    metadata = {"conversation_id": sender, "message_id": str(uuid.uuid4()), "channel": "web"}
    client.post(
        f"{rasa}/webhooks/rest/webhook", json={"sender": sender, "message": text, "metadata": metadata}
    ).raise_for_status()
    return time.perf_counter() - started


class _Listener:
    """A citizen with an open live stream, as the chat page holds one."""

    def __init__(self, address: str) -> None:
        self._client = httpx.Client(base_url=address, timeout=60.0)
        token = self._client.post("/chat/api/conversations", json={"channel": "web"}).json()["token"]
        self._client.headers["Authorization"] = f"Bearer {token}"
        self._last = 0

    def turn(self, text: str) -> float:
        """Send `text` and return the seconds until the first reply came down the stream."""
        started = time.perf_counter()
        while True:
            sent = self._client.post("/chat/api/messages", json={"text": text, "client_id": uuid.uuid4().hex})
            if sent.status_code != 429:
                break
            time.sleep(float(sent.headers.get("Retry-After", "1")))
            started = time.perf_counter()
        sent.raise_for_status()
        with self._client.stream("GET", "/chat/api/stream", params={"after": self._last}) as stream:
            for line in stream.iter_lines():
                if not line.startswith("data:") or '"author"' not in line:
                    continue
                message: dict[str, Any] = json.loads(line.removeprefix("data:"))
                self._last = max(self._last, int(message["sequence"]))
                if message["author"] in {"bot", "operator"}:
                    return time.perf_counter() - started
        raise RuntimeError("the live stream ended before the reply")


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
    rasa = rasa_of(stack)
    samples: dict[str, list[float]] = {"whole": [], "rasa": [], **({"other": []} if other else {})}
    with httpx.Client(timeout=60.0) as client:
        for number in range(conversations + 1):
            listener, sender = _Listener(stack.address), str(uuid.uuid4())
            for text in TEXTS:
                taken = {"whole": listener.turn(text), "rasa": _bare_turn(client, rasa, sender, text)}
                if other:
                    taken["other"] = _bare_turn(client, other, sender, text)
                if number:
                    for name, seconds in taken.items():
                        samples[name].append(seconds)
    return {name: Latency.of(found) for name, found in samples.items()}


def measure_growth(stack: Stack, *, turns: int) -> Growth:
    """Return how the turns of the stack's Rasa, with our actions, grow over a conversation of `turns` turns."""
    rasa = rasa_of(stack)
    with httpx.Client(timeout=60.0) as client:
        return growth(lambda sender, text: _bare_turn(client, rasa, sender, text), TEXTS, turns)


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
