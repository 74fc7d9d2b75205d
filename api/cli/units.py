"""`troly units import`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from api.agencies.boundaries import import_boundaries

app = typer.Typer(help="Phường, xã, đặc khu.", no_args_is_help=True)
console = Console()


@app.callback()
def units() -> None:
    """Phường, xã, đặc khu."""


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="GeoJSON, thuộc tính code")],
) -> None:
    """Nạp ranh giới 168 phường, xã, đặc khu để biết nơi một vị trí được gửi thuộc đâu; tệp sai không đổi gì."""
    console.print(f"✔ ranh giới của {import_boundaries(file)} phường, xã, đặc khu", highlight=False)
