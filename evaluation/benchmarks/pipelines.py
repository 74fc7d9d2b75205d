"""Which pipeline understands intents best, and what each costs: accuracy, time per message, memory, training.

Every pipeline is trained on the same examples, then all are asked the same messages turn about, so that what else
the machine does strikes all of them alike. Ratios within one run mean more than single times.
"""

import json
import os
import re
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Annotated, Any

import psutil
import typer
from rich.console import Console
from rich.table import Table

from api.bootstrap.artefacts import rasa_environment
from evaluation.intents import BOT_PYTHON, PROJECT_ROOT, Labelled, Parsed, read_messages, report

PIPELINES = {
    "shipped": PROJECT_ROOT / "config.yml",
    **{path.stem: path for path in sorted((Path(__file__).parent / "pipelines").glob("*.yml"))},
}
"""Name → configuration: the shipped one, and those of pipelines/."""
_EPOCHS = re.compile(r"epochs: \d+")
_WARM_UP = 5


class PipelineError(Exception):
    """A pipeline cannot be trained or asked; `sentence` tells people."""

    def __init__(self, name: str, details: str) -> None:
        super().__init__(f"pipeline {name}: {details}")
        self.sentence = f"Không đo được cấu hình “{name}”."


@dataclass(frozen=True)
class Trained:
    """A trained model, and what training took: wall-clock seconds and processor seconds."""

    model: Path
    seconds: float
    processor_seconds: float


@dataclass(frozen=True)
class Figures:
    """One pipeline: accuracy and macro F1 (0–1), milliseconds per parsed message, MiB, seconds of training."""

    accuracy: float
    macro_f1: float
    expected_calibration_error: float
    parse_p50_ms: float
    parse_p95_ms: float
    memory_mib: int
    training_s: float
    training_processor_s: float
    model_mib: float


def train(name: str, config: Path, folder: Path, *, data: Sequence[Path], epochs: int | None) -> Trained:
    """Train the understanding of messages by `config` on the examples of `data`, into `folder`.

    `epochs` replaces those of the configuration: a turn takes as long, but the accuracy is not worth comparing.

    Raises:
        PipelineError: Rasa does not train it.
    """
    text = config.read_text(encoding="utf-8")
    used = folder / f"{name}.yml"
    used.write_text(text if epochs is None else _EPOCHS.sub(f"epochs: {epochs}", text), encoding="utf-8")
    command = [str(BOT_PYTHON), "-m", "rasa", "train", *_what(config, data), "--config", str(used), "--out", str(folder),
               "--fixed-model-name", name]  # fmt: skip
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    result = subprocess.run(  # noqa: S603 - our own command
        command, cwd=PROJECT_ROOT, env=_environment(folder), capture_output=True, text=True, check=False
    )
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    model = folder / f"{name}.tar.gz"
    if result.returncode or not model.exists():
        raise PipelineError(
            name, f"training ended with {result.returncode}: {(result.stderr + result.stdout)[-2000:]}"
        )
    used_seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Trained(model, seconds, used_seconds)


def _what(config: Path, data: Sequence[Path]) -> list[str]:
    """Return what is trained: the understanding only, or also the bot that lies beside the configuration."""
    bot = config.with_name(f"{config.stem}_bot")
    if bot.is_dir():
        rules = str(bot / "rules.yml")
        return ["--domain", str(bot / "domain.yml"), "--data", *map(str, data), rules, "--skip-validation"]
    return ["nlu", "--domain", "bot/domain", "--nlu", *map(str, data)]


def _environment(folder: Path) -> dict[str, str]:
    # A cache of its own: a component trained before would not be trained again, and its time would not be measured.
    return {
        **rasa_environment(),
        "RASA_CACHE_DIRECTORY": str(folder / "cache"),
        "PATH": os.environ.get("PATH", ""),
    }


class Reader:
    """A process that parses messages with one model; `parse` returns the answer and the seconds it took."""

    def __init__(self, name: str, model: Path) -> None:
        self.name = name
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [str(BOT_PYTHON), "-m", "bot.parse", "--model", str(model)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=PROJECT_ROOT,
            env=_environment(model.parent),
        )

    def parse(self, text: str) -> tuple[Parsed, float]:
        """Return what the model makes of `text`, and the seconds until it was read.

        Raises:
            PipelineError: the process ended.
        """
        source, target = self._pipes()
        started = time.perf_counter()
        target.write(json.dumps({"text": text}) + "\n")
        target.flush()
        for line in source:
            if line.startswith("{"):
                return Parsed.of(json.loads(line)), time.perf_counter() - started
        raise PipelineError(self.name, "the process that parses ended")

    def _pipes(self) -> tuple[IO[str], IO[str]]:
        if self._process.stdout is None or self._process.stdin is None:
            raise PipelineError(self.name, "no pipes")
        return self._process.stdout, self._process.stdin

    def memory(self) -> int:
        """Return the resident memory in MiB."""
        return int(psutil.Process(self._process.pid).memory_info().rss >> 20)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()


def ask_all(readers: Sequence[Reader], messages: Sequence[Labelled]) -> dict[str, list[tuple[Parsed, float]]]:
    """Return the answers of each reader, each message put to all of them before the next, after a few to warm up."""
    for reader in readers:
        for one in messages[:_WARM_UP]:
            reader.parse(one.text)
    answers: dict[str, list[tuple[Parsed, float]]] = {reader.name: [] for reader in readers}
    for number, one in enumerate(messages):
        # Nobody is always first: what was asked just before has the processor's caches.
        turn = number % len(readers)
        for reader in (*readers[turn:], *readers[:turn]):
            answers[reader.name].append(reader.parse(one.text))
    return answers


def figures(
    messages: Sequence[Labelled], answers: Sequence[tuple[Parsed, float]], memory: int, trained: Trained
) -> Figures:
    """Return the figures of one pipeline."""
    right = report(messages, [parsed for parsed, _ in answers])
    cuts = statistics.quantiles([seconds * 1000 for _, seconds in answers], n=100)
    return Figures(
        accuracy=round(right.accuracy, 4),
        macro_f1=round(right.macro_f1, 4),
        expected_calibration_error=round(right.confidence.expected_calibration_error, 4),
        parse_p50_ms=round(cuts[49], 1),
        parse_p95_ms=round(cuts[94], 1),
        memory_mib=memory,
        training_s=round(trained.seconds, 1),
        training_processor_s=round(trained.processor_seconds, 1),
        model_mib=round(trained.model.stat().st_size / 2**20, 1),
    )


def compare(
    messages: Sequence[Labelled],
    names: Sequence[str],
    folder: Path,
    *,
    data: Sequence[Path],
    epochs: int | None,
) -> dict[str, Figures]:
    """Train each pipeline into `folder` and return its figures on `messages`.

    Raises:
        PipelineError: a pipeline is unknown, or cannot be trained or asked.
    """
    for name in names:
        if name not in PIPELINES:
            raise PipelineError(name, f"unknown; there are {', '.join(PIPELINES)}")
    trained = {name: train(name, PIPELINES[name], folder, data=data, epochs=epochs) for name in names}
    readers = [Reader(name, trained[name].model) for name in names]
    try:
        answers = ask_all(readers, messages)
        return {
            reader.name: figures(messages, answers[reader.name], reader.memory(), trained[reader.name])
            for reader in readers
        }
    finally:
        for reader in readers:
            reader.close()


def pipelines_command(
    messages: Annotated[Path, typer.Option("--messages", help="Tệp JSONL: id, text, intent.")],
    pipelines: Annotated[str, typer.Option(help="Tên các cấu hình, cách nhau bằng dấu phẩy.")] = ",".join(
        PIPELINES
    ),
    data: Annotated[
        list[Path] | None, typer.Option("--data", help="Ví dụ để học; mặc định nlu_data/nlu.")
    ] = None,
    epochs: Annotated[
        int | None, typer.Option(min=1, help="Số vòng học của DIET, thay số trong cấu hình.")
    ] = None,
    keep: Annotated[Path | None, typer.Option(help="Giữ các mô hình trong thư mục này.")] = None,
    json_: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """So các cấu hình hiểu ý định: độ đúng, thời gian mỗi tin, bộ nhớ, thời gian học."""
    console = Console()
    with tempfile.TemporaryDirectory() as scratch:
        folder = (keep or Path(scratch)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            found = compare(
                read_messages(messages),
                [name.strip() for name in pipelines.split(",")],
                folder,
                data=data or [PROJECT_ROOT / "nlu_data" / "nlu"],
                epochs=epochs,
            )
        except PipelineError as error:
            Console(stderr=True).print(f"[red]{error.sentence}[/red]\n{error}")
            raise typer.Exit(2) from error
    as_json: dict[str, Any] = {name: asdict(one) for name, one in found.items()}
    if json_:
        console.print_json(json.dumps(as_json))
        return
    console.print(_table(found))


def _table(found: dict[str, Figures]) -> Table:
    table = Table("", "đúng", "macro F1", "ECE", "p50 ms", "p95 ms", "MiB", "học s", "CPU s", "mô hình MiB")
    for name, one in found.items():
        table.add_row(
            name,
            f"{one.accuracy:.1%}",
            f"{one.macro_f1:.1%}",
            f"{one.expected_calibration_error:.1%}",
            f"{one.parse_p50_ms}",
            f"{one.parse_p95_ms}",
            f"{one.memory_mib}",
            f"{one.training_s}",
            f"{one.training_processor_s}",
            f"{one.model_mib}",
        )
    return table
