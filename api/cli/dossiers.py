"""`troly dossiers import|sample`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from api import clock, database
from api.cli.connection import with_database
from api.dossiers.importer import ImportReport, import_csv
from api.dossiers.sample import write_csv
from api.settings import CITY_TIME

app = typer.Typer(help="Hồ sơ một cửa trong bảng của hệ thống.", no_args_is_help=True)
console = Console()


@app.command("import")
def import_(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)]) -> None:
    """Nạp hồ sơ từ tệp CSV; dòng sai được báo số dòng và bỏ qua."""

    async def work() -> ImportReport:
        async with database.transaction() as session:
            return await import_csv(session, path=file)

    report = with_database(work)
    console.print(f"✔ {report.accepted} hồ sơ, {len(report.rejected)} dòng bị bỏ qua.", highlight=False)
    for line in report.rejected:
        console.print(f"  [yellow]dòng {line.number}[/yellow]: {line.reason}", highlight=False)


@app.command()
def sample(
    file: Annotated[Path, typer.Argument(help="Tệp CSV sẽ ghi dữ liệu mẫu")],
    count: Annotated[int, typer.Option(min=1, max=100_000)] = 50,
) -> None:
    """Sinh dữ liệu mẫu (đánh dấu là mẫu, không có người thật) để thử."""
    write_csv(file, count=count, today=clock.now().astimezone(CITY_TIME).date())
    console.print(f"✔ đã ghi {count} hồ sơ mẫu vào {file}", highlight=False)
