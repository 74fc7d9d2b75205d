"""`troly bench …`: what things cost on this machine."""

import typer

from evaluation.benchmarks.turn import turn_command

app = typer.Typer(help="Đo tốc độ trên máy này.", no_args_is_help=True)
app.command("turn")(turn_command)


@app.callback()
def bench() -> None:
    """Keep `turn` a subcommand although it is the only one."""
