"""`troly catalogue import|diff|show`."""

import gzip
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from api import clock, database
from api.cli.connection import with_database
from api.errors import NotFoundError
from api.procedures import importing
from api.settings import CITY_TIME
from retrieval import answers
from retrieval.catalogue import BadLine, open_catalogue
from retrieval.procedure import Aspect, Procedure

app = typer.Typer(help="Danh mục thủ tục hành chính.", no_args_is_help=True)
console = Console()

File = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help=".jsonl, .jsonl.gz, .csv, .xlsx hoặc .yml")
]
Snapshot = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Ngày chụp dữ liệu")]
Columns = Annotated[
    Path | None, typer.Option(exists=True, help="Tệp YAML: trường của ta → tên cột (CSV, XLSX)")
]


def _read(
    file: Path, snapshot: datetime | None, columns: Path | None
) -> tuple[dict[str, Procedure], list[BadLine]]:
    lines = open_catalogue(file, snapshot=snapshot.date() if snapshot else None, columns=columns)
    bar = Progress(
        TextColumn("Đọc danh mục"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=_line_count(file))
        return importing.read_all(lines, progress=lambda number: bar.update(task, completed=number))


def _line_count(file: Path) -> int | None:
    """Return how many records a JSON lines file holds, None for kinds that are not one record a line."""
    if not file.name.lower().endswith((".jsonl", ".jsonl.gz", ".ndjson")):
        return None
    with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as lines:
        return sum(1 for line in lines if line.strip())


def _report_bad(bad: list[BadLine]) -> None:
    for line in bad:
        console.print(f"  [yellow]dòng {line.number}[/yellow]: {line.reason}", highlight=False)


@app.command("import")
def import_(
    file: File,
    snapshot: Snapshot = None,
    columns: Columns = None,
    full: Annotated[
        bool, typer.Option(help="Tệp là toàn bộ danh mục: thủ tục không còn trong tệp ngừng được trả lời")
    ] = False,
) -> None:
    """Nạp một danh mục; nạp lại cùng tệp không thay đổi gì, bản cũ được giữ làm lịch sử."""
    records, bad = _read(file, snapshot, columns)
    day = max((procedure.snapshot for procedure in records.values()), default=None)
    if snapshot is None and day is not None:
        console.print(
            f"[yellow]Ngày chụp dữ liệu ghi là {day:%d/%m/%Y}[/yellow]; nếu không phải, đặt --snapshot."
        )

    async def work() -> importing.ImportReport:
        with console.status("Ghi vào cơ sở dữ liệu …"):
            async with database.transaction() as session:
                return await importing.import_records(
                    session, records=records, bad=bad, source=file, full=full
                )

    report = with_database(work)
    console.print(
        f"✔ {report.accepted} thủ tục: {report.new} mới, {report.changed} thay đổi, "
        f"{report.withdrawn} ngừng; {len(report.rejected)} dòng bị bỏ qua.",
        highlight=False,
    )
    _report_bad(bad)


@app.command()
def diff(file: File, snapshot: Snapshot = None, columns: Columns = None, details: bool = False) -> None:
    """Cho biết tệp khác cơ sở dữ liệu ở đâu, không ghi gì."""
    records, bad = _read(file, snapshot, columns)

    async def work() -> importing.CatalogueDiff:
        async with database.transaction() as session:
            return await importing.compare(session, records=records, bad=bad)

    found = with_database(work)
    console.print(
        f"{len(found.added)} thêm, {len(found.changed)} khác, {len(found.missing)} không còn trong tệp."
    )
    for procedure in found.added:
        console.print(f"[green]+ {procedure.code}[/green] {procedure.name}", highlight=False)
    for procedure, changes in found.changed:
        names = ", ".join(change.field for change in changes)
        console.print(f"[yellow]~ {procedure.code}[/yellow] {procedure.name} ({names})", highlight=False)
        for change in changes if details else ():
            console.print(
                f"    {change.field}\n      trước: {change.before}\n      sau:   {change.after}", markup=False
            )
    for code in found.missing:
        console.print(f"[red]- {code}[/red]", highlight=False)
    _report_bad(found.rejected)


@app.command()
def show(code: Annotated[str, typer.Argument(help="Mã thủ tục, ví dụ 1.001193")]) -> None:
    """Xem bản ghi của một thủ tục, câu trả lời rút ra từ đó và lịch sử."""

    async def work() -> tuple[Procedure | None, list[tuple[int, str, str]]]:
        async with database.transaction() as session:
            found = {procedure.code: procedure for procedure in await importing.load_records(session)}.get(
                code
            )
            versions = await importing.history(session, code=code)
            return found, [(row.id, row.decision or "–", row.snapshot.isoformat()) for row in versions]

    procedure, versions = with_database(work)
    if procedure is None:
        raise NotFoundError(sentence=f"Không có thủ tục mang mã {code} trong danh mục.")
    console.rule(f"{procedure.code}  {procedure.name}")
    today = clock.now().astimezone(CITY_TIME).date()
    for aspect in Aspect:
        console.print(f"[bold]{aspect.value}[/bold]")
        console.print(answers.answer(procedure, (aspect,), today=today).text, markup=False, highlight=False)
    table = Table("Lần", "Quyết định", "Ngày chụp", title="Lịch sử")
    for number, decision, day in versions:
        table.add_row(str(number), decision, day)
    console.print(table)
