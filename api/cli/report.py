"""`troly report pakn`."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as Grid

from api import clock, database
from api.cli.connection import with_database
from api.errors import TrolyError
from api.reports import sentences
from api.reports.as_data import as_data
from api.reports.docx_file import write_docx
from api.reports.service import PaknReport, pakn_report, period, read_day
from api.reports.wording import SECTIONS, amount, part
from api.reports.xlsx_file import write_xlsx
from api.settings import settings

app = typer.Typer(help="Báo cáo định kỳ.", no_args_is_help=True)
console = Console()


class ReportFileError(TrolyError):
    """A file of the report cannot be written."""


@app.callback()
def report() -> None:
    """Báo cáo định kỳ."""


@app.command()
def pakn(
    first: Annotated[str, typer.Option("--from", help="Ngày đầu kỳ, YYYY-MM-DD")],
    last: Annotated[str, typer.Option("--to", help="Ngày cuối kỳ (tính cả ngày này), YYYY-MM-DD")],
    docx: Annotated[Path | None, typer.Option(help="Ghi báo cáo ra tệp Word")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="Ghi báo cáo ra bảng tính Excel")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In số liệu dạng JSON")] = False,
) -> None:
    """Lập phần phản ánh, kiến nghị của báo cáo định kỳ; số liệu đúng như lúc cuối kỳ, không phải hôm nay."""
    chosen = period(read_day(first, option="--from"), read_day(last, option="--to"), now=clock.now())

    async def work() -> PaknReport:
        async with database.transaction() as session:
            await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            return await pakn_report(session, period=chosen)

    made = with_database(work)
    if as_json:
        sys.stdout.write(json.dumps(as_data(made), ensure_ascii=False, indent=2) + "\n")
    else:
        show(made)
    if docx is not None:
        _write(docx, lambda: write_docx(made, docx, city=settings().city_name), quiet=as_json)
    if xlsx is not None:
        _write(xlsx, lambda: write_xlsx(made, xlsx), quiet=as_json)


def show(made: PaknReport) -> None:
    """Print the report to the terminal, the checks last."""
    for line in sentences.title_lines(made):
        console.print(line, justify="center", markup=False, highlight=False)
    console.print(f"\n{SECTIONS['pakn']}", style="bold", markup=False, highlight=False)
    for line in sentences.pakn_lines(made):
        console.print(f"  {line}" if line.startswith("+") else line, markup=False, highlight=False)
    for table in sentences.tables(made):
        _show_table(table)
    for line in (SECTIONS["notes"], *sentences.note_lines(made)):
        console.print(line, markup=False, highlight=False)
    style = "green" if made.adds_up else "bold red"
    console.print(f"\n{sentences.check_line(made)}", style=style, markup=False, highlight=False)


def _show_table(table: sentences.Table) -> None:
    grid = Grid(title=table.title, title_justify="left")
    for column, name in enumerate(table.header):
        grid.add_column(name, justify="left" if column == table.wide else "right")
    for row in table.rows:
        grid.add_row(*(_shown(value) for value in row))
    console.print(grid, highlight=False)


def _shown(value: sentences.Cell) -> str:
    if isinstance(value, float):
        return part(value)
    return amount(value) if isinstance(value, int) else value


def _write(path: Path, write: Callable[[], None], *, quiet: bool) -> None:
    try:
        write()
    except OSError as error:
        raise ReportFileError(
            f"{path}: {error}", sentence=f"Không ghi được tệp {path}. Anh/chị xem lại thư mục và quyền ghi."
        ) from error
    if not quiet:
        console.print(f"✔ {path}", markup=False, highlight=False)
