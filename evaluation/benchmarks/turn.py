"""How long a turn takes: from the citizen's message to the stored reply, against a bare Rasa REST turn.

Both are measured in one run, turn about, on the same Rasa with the same texts, so that the ratio holds on a
noisy machine.
"""

import json
import re
import statistics
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console
from rich.table import Table

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


def measure(stack: Stack, *, conversations: int) -> tuple[Latency, Latency]:
    """Return (whole path, bare Rasa) over `conversations` conversations of five turns, after one to warm up."""
    port = re.search(r"cổng nội bộ (\d+)", "\n".join(stack.output))
    if port is None:
        raise RuntimeError("the supervisor did not say where Rasa listens")
    rasa = f"http://127.0.0.1:{port[1]}"
    whole: list[float] = []
    bare: list[float] = []
    with httpx.Client(timeout=60.0) as client:
        for number in range(conversations + 1):
            listener, sender = _Listener(stack.address), str(uuid.uuid4())
            for text in TEXTS:
                first, second = listener.turn(text), _bare_turn(client, rasa, sender, text)
                if number:
                    whole.append(first)
                    bare.append(second)
    return Latency.of(whole), Latency.of(bare)


def turn_command(
    catalogue: Annotated[Path | None, typer.Option(exists=True, help="Danh mục nạp trước khi đo")] = None,
    conversations: Annotated[int, typer.Option(min=2)] = 20,
    json_: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Đo thời gian một lượt hỏi đáp, so với một lượt Rasa trần trong cùng lần chạy."""
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder) / "var")
        stack.troly("catalogue", "import", str(catalogue)) if catalogue else stack.troly("setup")
        started = time.perf_counter()
        stack.start()
        start_seconds = time.perf_counter() - started
        try:
            whole, bare = measure(stack, conversations=conversations)
            memory = stack.memory()
        finally:
            stack.stop()
    figures = {
        "n": whole.n,
        "start_s": round(start_seconds, 1),
        "turn_p50_ms": whole.p50,
        "turn_p95_ms": whole.p95,
        "rasa_p50_ms": bare.p50,
        "rasa_p95_ms": bare.p95,
        "ratio_p50": round(whole.p50 / bare.p50, 2),
        "memory_mib": memory,
    }
    console = Console()
    if json_:
        console.print_json(json.dumps(figures))
        return
    table = Table("", "p50 ms", "p95 ms", title=f"{whole.n} lượt, khởi động {start_seconds:.1f} s")
    table.add_row("cả đường đi", f"{whole.p50}", f"{whole.p95}")
    table.add_row("Rasa trần", f"{bare.p50}", f"{bare.p95}")
    console.print(table)
    console.print(f"Bộ nhớ (MiB): {memory}")
