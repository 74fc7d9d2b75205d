"""Does the assistant understand what a message wants, and which codes, numbers and places it names?

Reads JSON lines with id, text, intent and entities (kind → canonical value: codes in upper case, telephone
numbers as ten digits, units by code). The model runs in Rasa's environment, through `bot.parse`.
"""

import json
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from rich.console import Console
from rich.table import Table

from evaluation.intent_confidence import Belief, Confidence, confidence_of, tables

PROJECT_ROOT = Path(__file__).resolve().parent.parent
BOT_PYTHON = PROJECT_ROOT / ".venv-bot" / "bin" / "python"
MODEL_DIR = PROJECT_ROOT / "var" / "model"
# Kinds a messages file labels; the extractor knows more (procedure codes).
ENTITY_KINDS = ("dossier_code", "feedback_code", "phone", "unit")
_PARSE_SECONDS = 600
_UNSURE = "nlu_fallback"


class MessagesError(Exception):
    """A messages file cannot be read, or the model does not parse; `sentence` tells people."""

    def __init__(self, sentence: str, details: str) -> None:
        super().__init__(details)
        self.sentence = sentence


class Labelled(BaseModel):
    """One line of a messages file; other fields are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    text: str
    intent: str
    entities: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True)
class Parsed:
    """What the model makes of a message: intent, confidence (0–1), and kind and value of each entity.

    `guess` is the classifier's own first intent and its confidence, also where it was too low to be taken.
    """

    intent: str
    confidence: float
    entities: frozenset[tuple[str, str]]
    guess: tuple[str, float] | None = None

    @classmethod
    def of(cls, line: dict[str, Any]) -> "Parsed":
        """Read a line of `bot.parse`."""
        guesses = [
            (str(guess["intent"]), float(guess["confidence"]))
            for guess in line["ranking"]
            if guess["intent"] != _UNSURE
        ]
        return cls(
            str(line["intent"]),
            float(line["confidence"]),
            frozenset((str(entity["entity"]), str(entity["value"])) for entity in line["entities"]),
            guesses[0] if guesses else None,
        )

    @property
    def first(self) -> tuple[str, float]:
        """The classifier's first intent and its confidence."""
        return self.guess or (self.intent, self.confidence)


@dataclass(frozen=True)
class IntentFigures:
    """Precision, recall and F1 (0–1) of one intent, and how many messages mean it."""

    n: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class IntentReport:
    """The figures of a run. `entity_accuracy` is the share of messages whose entities are exactly the labelled ones."""

    n: int
    accuracy: float
    macro_f1: float
    entity_accuracy: float
    by_intent: dict[str, IntentFigures]
    confusions: tuple[tuple[str, str, int], ...]
    misses: tuple[tuple[Labelled, Parsed], ...]
    confidence: Confidence

    def as_json(self) -> dict[str, Any]:
        """Return the figures under the harness's fixed keys."""
        return {
            "n": self.n,
            "accuracy": round(self.accuracy, 4),
            "macro_f1": round(self.macro_f1, 4),
            "entity_accuracy": round(self.entity_accuracy, 4),
            "by_intent": {
                name: {"n": one.n, "precision": round(one.precision, 4), "recall": round(one.recall, 4), "f1": round(one.f1, 4)}
                for name, one in self.by_intent.items()
            },
            "confusions": [list(pair) for pair in self.confusions],
            **self.confidence.as_json(),
        }  # fmt: skip


def evaluate(messages: Path, model: Path = MODEL_DIR, *, python: Path = BOT_PYTHON) -> IntentReport:
    """Return how well the model understands the messages of a file.

    `model` is a model file or a folder with models, `python` the interpreter of Rasa's environment.

    Raises:
        MessagesError: a line of the file is wrong, or the model cannot be loaded.
    """
    labelled = read_messages(messages)
    return report(labelled, parse([one.text for one in labelled], model, python=python))


def read_messages(path: Path) -> tuple[Labelled, ...]:
    """Return the labelled messages of a JSON lines file.

    Raises:
        MessagesError: there is no such file, or a line is none.
    """
    if not path.is_file():
        raise MessagesError(f"Không có tệp tin nhắn {path.name}.", f"{path}: no such file")
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                found.append(Labelled.model_validate_json(line))
            except ValidationError as error:
                raise MessagesError(
                    f"Tệp tin nhắn {path.name} sai ở dòng {number}.",
                    f"{path}:{number}: {error.errors()[0]['msg']}",
                ) from error
    return tuple(found)


def parse(texts: Sequence[str], model: Path, *, python: Path = BOT_PYTHON) -> tuple[Parsed, ...]:
    """Return what the model makes of each text.

    Raises:
        MessagesError: Rasa's environment or the model is missing, or it ends early.
    """
    if not python.exists():
        raise MessagesError(
            "Chưa có môi trường Rasa: hãy chạy “make setup”.", f"{python}: no such interpreter"
        )
    if not model.exists():
        raise MessagesError("Chưa có mô hình hội thoại: hãy chạy “troly train bot”.", f"{model}: no model")
    result = subprocess.run(  # noqa: S603 - our own interpreter and module
        [str(python), "-m", "bot.parse", "--model", str(model.resolve())],
        input="\n".join(json.dumps({"text": text}) for text in texts),
        capture_output=True,
        text=True,
        cwd=PROJECT_ROOT,
        timeout=_PARSE_SECONDS,
        check=False,
    )
    lines = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    if result.returncode or len(lines) != len(texts):
        details = f"bot.parse ended with {result.returncode} after {len(lines)} of {len(texts)}: {result.stderr[-2000:]}"
        raise MessagesError("Mô hình hội thoại không đọc được tin nhắn.", details)
    return tuple(map(Parsed.of, lines))


def report(labelled: Sequence[Labelled], parsed: Sequence[Parsed]) -> IntentReport:
    """Return the figures of these messages, `parsed` in the order of `labelled`."""
    pairs = list(zip(labelled, parsed, strict=True))
    n = max(len(pairs), 1)
    confusions = Counter((one.intent, guess.intent) for one, guess in pairs if one.intent != guess.intent)
    by_intent = {name: _figures(name, pairs) for name in sorted({one.intent for one in labelled})}
    return IntentReport(
        n=len(pairs),
        accuracy=sum(one.intent == guess.intent for one, guess in pairs) / n,
        macro_f1=sum(one.f1 for one in by_intent.values()) / max(len(by_intent), 1),
        entity_accuracy=sum(_same_entities(one, guess) for one, guess in pairs) / n,
        by_intent=by_intent,
        confusions=tuple((meant, taken, count) for (meant, taken), count in confusions.most_common()),
        misses=tuple(
            (one, guess)
            for one, guess in pairs
            if one.intent != guess.intent or not _same_entities(one, guess)
        ),
        confidence=confidence_of(
            [Belief(guess.first[1], guess.first[0] == one.intent) for one, guess in pairs]
        ),
    )


def _figures(name: str, pairs: Sequence[tuple[Labelled, Parsed]]) -> IntentFigures:
    right = sum(one.intent == name == guess.intent for one, guess in pairs)
    meant = sum(one.intent == name for one, _ in pairs)
    taken = sum(guess.intent == name for _, guess in pairs)
    precision, recall = right / taken if taken else 0.0, right / meant if meant else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return IntentFigures(meant, precision, recall, f1)


def _same_entities(labelled: Labelled, parsed: Parsed) -> bool:
    found = {(kind, value) for kind, value in parsed.entities if kind in ENTITY_KINDS}
    return found == {(kind, value) for kind, value in labelled.entities.items() if kind in ENTITY_KINDS}


def print_report(figures: IntentReport, console: Console) -> None:
    """Print the figures as tables."""
    table = Table(title=f"Hiểu ý định: {figures.n} tin nhắn")
    for column in ("ý định", "n", "precision", "recall", "F1"):
        table.add_column(column, justify="left" if column == "ý định" else "right")
    for name, one in figures.by_intent.items():
        table.add_row(name, str(one.n), f"{one.precision:.1%}", f"{one.recall:.1%}", f"{one.f1:.1%}")
    console.print(table)
    console.print(
        f"đúng ý định {figures.accuracy:.1%} · macro F1 {figures.macro_f1:.1%} · "
        f"đúng mọi thực thể {figures.entity_accuracy:.1%}"
    )
    pairs = Table("ý đúng", "bị hiểu là", "số lần", title="Nhầm lẫn nhiều nhất")
    for meant, taken, count in figures.confusions[:15]:
        pairs.add_row(meant, taken, str(count))
    console.print(pairs)
    for one_table in tables(figures.confidence):
        console.print(one_table)


def intents_command(
    messages: Annotated[Path, typer.Option("--messages", help="Tệp JSONL: id, text, intent, entities.")],
    model: Annotated[Path, typer.Option("--model", help="Mô hình Rasa, hoặc thư mục chứa nó.")] = MODEL_DIR,
    json_: Annotated[bool, typer.Option("--json", help="In JSON thay cho bảng.")] = False,
    report_to: Annotated[Path | None, typer.Option("--report", help="Ghi thêm JSON vào tệp này.")] = None,
) -> None:
    """Đo việc hiểu ý định và thực thể trên một tệp tin nhắn."""
    try:
        figures = evaluate(messages, model)
    except MessagesError as error:
        Console(stderr=True).print(f"[red]{error.sentence}[/red]")
        raise typer.Exit(2) from error
    text = json.dumps(figures.as_json(), ensure_ascii=False, indent=2)
    if report_to:
        report_to.write_text(text + "\n", encoding="utf-8")
    if json_:
        typer.echo(text)
    else:
        print_report(figures, Console())
