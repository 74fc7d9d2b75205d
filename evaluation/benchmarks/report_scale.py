"""How long the periodic report takes in a city of that size: made-up cases, the product's own report of one month."""

import asyncio
import json
import resource
import statistics
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Final

import psutil
import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from api import database
from api.embedded_postgres import start_embedded
from api.reports.service import PaknReport, pakn_report, period
from api.settings import CITY_TIME
from evaluation.benchmarks import report_cases

MONTH: Final = (date(2026, 10, 1), date(2026, 10, 31))
_START: Final = datetime(2026, 10, 1, tzinfo=CITY_TIME)
_NOW: Final = datetime(2026, 11, 1, tzinfo=CITY_TIME)


@dataclass(frozen=True)
class Making:
    """Seconds of one making of the report: by the clock, of processor time here, and of that in PostgreSQL."""

    clock: float
    here: float
    postgresql: float


async def make_report(url: str, *, times: int) -> tuple[PaknReport, list[Making]]:
    """Return the report of the month and what each of `times` makings took, after one to warm up."""
    database.open_database(url)
    took: list[Making] = []
    try:
        for _ in range(times + 1):
            async with database.transaction() as session:
                server = psutil.Process(await session.scalar(text("SELECT pg_backend_pid()")))
                started, here, there = time.perf_counter(), time.process_time(), sum(server.cpu_times()[:2])
                made = await pakn_report(session, period=period(*MONTH, now=_NOW))
                there = sum(server.cpu_times()[:2]) - there
                took.append(Making(time.perf_counter() - started, time.process_time() - here, there))
    finally:
        await database.close_database()
    return made, took[1:]


def measure(folder: Path, *, cases: int, in_month: int, months: int, times: int) -> dict[str, Any]:
    """Fill a database in `folder` and return the figures of its report."""
    server = start_embedded(folder / "postgres")
    try:
        url = str(server.get_uri())
        database.migrate(url)
        lives = report_cases.cases(
            cases, first=_START - timedelta(days=30 * months), until=_NOW, in_period=in_month, start=_START
        )
        stored, events = report_cases.store(url, lives)
        made, took = asyncio.run(make_report(url, times=times))
    finally:
        server.cleanup()
    return {
        "cases": stored,
        "events": events,
        "received": made.sums.received,
        "concerned": made.sums.total,
        "adds_up": made.adds_up,
        "seconds": round(statistics.median(one.clock for one in took), 2),
        "processor_s": round(statistics.median(one.here for one in took), 2),
        "postgresql_processor_s": round(statistics.median(one.postgresql for one in took), 2),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
        "figures": asdict(made.sums),
    }


def report_command(
    cases: Annotated[int, typer.Option(min=1, help="Số phản ánh trong cơ sở dữ liệu")] = 60_000,
    in_month: Annotated[int, typer.Option(min=0, help="Trong đó nhận trong tháng báo cáo")] = 17_400,
    months: Annotated[int, typer.Option(min=1, help="Số tháng trước đó có phản ánh")] = 4,
    times: Annotated[int, typer.Option(min=1, help="Số lần lập báo cáo")] = 3,
    json_: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Đo thời gian lập báo cáo phản ánh, kiến nghị của một tháng."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        figures = measure(Path(folder), cases=cases, in_month=in_month, months=months, times=times)
    console = Console()
    if json_:
        console.print_json(json.dumps(figures))
        return
    table = Table("", "", show_header=False)
    for name, value in figures.items():
        if not isinstance(value, dict):
            table.add_row(name, str(value))
    console.print(table)
