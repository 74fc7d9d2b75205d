"""`troly bench …`: what things cost on this machine, and what it survives."""

import typer

from evaluation.benchmarks.faults import faults_command
from evaluation.benchmarks.filing import filing_command
from evaluation.benchmarks.pipelines import pipelines_command
from evaluation.benchmarks.report_scale import report_command
from evaluation.benchmarks.turn import turn_command

app = typer.Typer(help="Đo tốc độ và độ bền trên máy này.", no_args_is_help=True)
app.command("turn")(turn_command)
app.command("filing")(filing_command)
app.command("faults")(faults_command)
app.command("report")(report_command)
app.command("pipelines")(pipelines_command)
