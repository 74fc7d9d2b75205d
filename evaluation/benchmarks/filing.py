"""How long it takes from a citizen's yes to a report that is filed and with its agency, the worker being idle.

One citizen after the other goes through the whole talk over the web chat; what is timed is the last turn, from sending
the confirmation until its answer with the code comes down the live stream. Afterwards the database tells which reports
were given to an agency in that very turn.
"""

import json
import tempfile
from pathlib import Path
from random import Random
from typing import Annotated, Any, Final

import psycopg
import typer
from rich.console import Console
from rich.table import Table

from api.agencies import directory
from api.conversations.metadata import Ask, Kind
from evaluation.benchmarks import fault_stored
from evaluation.benchmarks.fault_citizen import Report
from evaluation.benchmarks.turn import Latency
from evaluation.benchmarks.turn_takers import Listener, Message
from evaluation.stack import Stack

_TURNS: Final = 20
"""Messages after which a talk is given up: five are needed."""
_ROUTED = (
    "SELECT count(*) FROM feedback_cases c WHERE c.code = ANY(%s) AND c.handler <> %s AND EXISTS"
    " (SELECT FROM feedback_events e WHERE e.case_id = c.id AND e.kind = 'assigned'"
    " AND e.at < c.received_at + interval '1 second')"
)


class FilingError(Exception):
    """A talk did not lead to a filed report; the message holds its last answer."""


def file(citizen: Listener, report: Report) -> tuple[str, float]:
    """Have `citizen` file `report`; return its code and the seconds from its confirmation to that answer.

    Raises:
        FilingError: no code was told.
        NoAnswerError: nothing was answered.
    """
    text = f"tôi muốn phản ánh {report.content}"
    answer: Message = {}
    for _ in range(_TURNS):
        seconds, answer = citizen.say(text, _asks_or_tells_a_code)
        told = answer["metadata"] or {}
        if told.get("kind") == Kind.FEEDBACK_FILED:
            return told["feedback_code"], seconds
        asked = (told.get("asks") or [None])[0]
        words = report.answer_to(asked) if asked in {one.value for one in Ask} else None
        if words is None:
            break
        text = words
    raise FilingError(answer.get("text", ""))


def _asks_or_tells_a_code(message: Message) -> bool:
    told = message["metadata"] or {}
    return message["author"] == "bot" and bool(told.get("asks") or told.get("kind") == Kind.FEEDBACK_FILED)


def measure(stack: Stack, *, filings: int, seed: int) -> dict[str, Any]:
    """Return the figures of `filings` reports after a first one, the first of the process, which is told apart."""
    chance = Random(seed)
    first, *filed = [file(Listener(stack.address), Report.drawn(chance)) for _ in range(filings + 1)]
    codes = [code for code, _ in filed]
    with psycopg.connect(fault_stored.address(stack.var)) as connection:
        row = connection.execute(_ROUTED, (codes, directory.DESK)).fetchone()
    taken = Latency.of([seconds for _, seconds in filed])
    return {
        "filings": len(filed),
        "routed": row[0] if row else 0,
        "p50_ms": taken.p50,
        "p95_ms": taken.p95,
        "slowest_ms": round(max(seconds for _, seconds in filed) * 1000, 1),
        "first_ms": round(first[1] * 1000, 1),
    }


def filing_command(
    filings: Annotated[int, typer.Option(min=2, help="Số phản ánh")] = 30,
    seed: Annotated[int, typer.Option(help="Hạt giống ngẫu nhiên")] = 1,
    json_: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Đo thời gian từ lúc người dân xác nhận đến khi phản ánh được lưu, chuyển cơ quan và báo mã."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        stack = Stack(Path(folder) / "var")
        stack.module("evaluation.benchmarks.starter_catalogue")
        stack.start()
        try:
            figures = measure(stack, filings=filings, seed=seed)
        finally:
            stack.stop()
    console = Console()
    if json_:
        console.print_json(json.dumps(figures))
        return
    table = Table("", "", show_header=False)
    for name, value in figures.items():
        table.add_row(name, str(value))
    console.print(table)
