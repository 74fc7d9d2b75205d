"""`troly evaluate …`: one command per question asked of the system."""

import typer

from evaluation.complaints.command import complaints_command
from evaluation.dialogues.command import dialogues_command
from evaluation.intents import intents_command
from evaluation.retrieval.command import retrieval_command

app = typer.Typer(help="Đo chất lượng trên một bộ câu hỏi.", no_args_is_help=True)
app.command("retrieval")(retrieval_command)
app.command("intents")(intents_command)
app.command("complaints")(complaints_command)
app.command("dialogues")(dialogues_command)
