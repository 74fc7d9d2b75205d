"""The command line, `troly`: one file per group of commands."""

import errno
import sys

import typer
from rich.console import Console

from api.agencies.commands import agencies_app
from api.bootstrap.progress import SetupError
from api.cli import bench, catalogue, chat, doctor, dossiers, evaluate, report, serve, telegram, train, units
from api.errors import TrolyError
from api.privacy.commands import privacy_app
from api.staff.commands import staff_app

app = typer.Typer(
    name="troly",
    help="Trợ lý 1022: trợ lý công dân và bàn tổng đài.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command("setup")(serve.setup)
app.command("serve")(serve.serve)
app.command("chat")(chat.chat)
app.command("doctor")(doctor.doctor)
app.add_typer(catalogue.app, name="catalogue")
app.add_typer(dossiers.app, name="dossiers")
app.add_typer(train.app, name="train")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(bench.app, name="bench")
app.add_typer(staff_app, name="staff")
app.add_typer(agencies_app, name="agencies")
app.add_typer(units.app, name="units")
app.add_typer(report.app, name="report")
app.add_typer(privacy_app, name="privacy")
app.add_typer(telegram.app, name="telegram")


def main() -> None:
    """Run `troly`; an error meant for people is one Vietnamese sentence and exit status 1."""
    errors = Console(stderr=True)
    try:
        app()
    except TrolyError as error:
        errors.print(f"[red]LỖI:[/red] {error.sentence}", highlight=False)
        sys.exit(1)
    except SetupError as error:
        errors.print(f"[red]LỖI:[/red] {error}", highlight=False, markup=True)
        sys.exit(1)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        errors.print("[red]LỖI:[/red] Đĩa đã đầy: hãy dọn bớt rồi chạy lại.")
        sys.exit(1)
