"""`troly evaluate dialogues`."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import httpx
import typer
from rich.console import Console

from api import clock
from api.bootstrap.artefacts import model_is_current, model_path
from api.settings import CITY_TIME
from evaluation.dialogues.citizen import WebTalk
from evaluation.dialogues.dialogue import Dialogue
from evaluation.dialogues.figures import figures_of, print_figures
from evaluation.dialogues.fixtures import read_fixtures
from evaluation.dialogues.playing import PlayedDialogue, play
from evaluation.dialogues.reading import DialogueFileError, read_dialogues
from evaluation.dialogues.transcript import write_transcript
from evaluation.stack import Stack, StackError, trained_in

_told = Console(stderr=True)
_LOADER = "evaluation.dialogues.loading"
_DEADLINE = 30.0


def dialogues_command(
    dialogues: Annotated[Path, typer.Option("--dialogues", help="Tệp hội thoại: JSON, JSONL hoặc YAML.")],
    fixtures: Annotated[
        Path | None, typer.Option("--fixtures", help="Tệp hồ sơ và phản ánh có sẵn, nạp trước khi chơi.")
    ] = None,
    catalogue: Annotated[
        Path | None, typer.Option("--catalogue", help="Danh mục thủ tục; bỏ trống: danh mục khởi đầu.")
    ] = None,
    url: Annotated[
        str | None, typer.Option("--url", help="Hệ thống đang chạy; bỏ trống: tự mở một hệ thống riêng.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="In JSON thay cho bảng.")] = False,
    transcript: Annotated[
        Path, typer.Option("--transcript", help="Tệp Markdown ghi lời thoại và nhận xét.")
    ] = Path("var/dialogues.md"),
    deadline: Annotated[
        float, typer.Option("--deadline", min=1, help="Số giây chờ trả lời cho mỗi lượt.")
    ] = _DEADLINE,
) -> None:
    """Chơi các hội thoại với toàn hệ thống và chấm từng lượt."""
    try:
        asked = read_dialogues(dialogues)
        if fixtures is not None:
            read_fixtures(fixtures)  # a mistake in it is told before anything is started
    except DialogueFileError as error:
        _fail(error.sentence)
    _warn_of_unknown(asked)
    if url is not None and (fixtures is not None or catalogue is not None):
        _fail("Với --url không nạp được --fixtures và --catalogue: hệ thống đó dùng dữ liệu của nó.")
    try:
        with _system(url, fixtures=fixtures, catalogue=catalogue) as address:
            played = play_all(asked, lambda: WebTalk(address, deadline=deadline))
    except (StackError, httpx.HTTPError, OSError) as error:
        _told.print(str(error), highlight=False, markup=False)
        _fail("Không mở được hệ thống để chơi hội thoại.")
    figures = figures_of(played)
    write_transcript(played, transcript)
    if json_:
        typer.echo(json.dumps(figures.as_json(), ensure_ascii=False, indent=2))
    else:
        print_figures(figures, Console())
    _told.print(f"Lời thoại và nhận xét: {transcript}", highlight=False)


def play_all(dialogues: tuple[Dialogue, ...], open_talk: Callable[[], WebTalk]) -> tuple[PlayedDialogue, ...]:
    """Play each dialogue in a conversation of its own, telling how far it is."""
    played = []
    for number, dialogue in enumerate(dialogues, 1):
        played.append(play(dialogue, open_talk))
        mark = "✔" if played[-1].passed else "✘"
        _told.print(f"{number}/{len(dialogues)} {mark} {dialogue.id}", highlight=False, markup=False)
    return tuple(played)


@contextmanager
def _system(url: str | None, *, fixtures: Path | None, catalogue: Path | None) -> Iterator[str]:
    """Yield the address of the system at `url`, or of one of our own that ends with the block."""
    if url is not None:
        httpx.get(url, timeout=10.0)  # nobody there: told before the first dialogue
        yield url
        return
    _check_model()
    folder = Path(tempfile.mkdtemp(prefix="troly-dialogues-"))
    stack = Stack(folder / "var")
    try:
        if catalogue is not None:
            _told.print(f"Nạp danh mục {catalogue.name} …", highlight=False)
            today = clock.now().astimezone(CITY_TIME).date()
            stack.troly("catalogue", "import", str(catalogue.absolute()), "--snapshot", today.isoformat())
        if fixtures is not None:
            for problem in stack.module(_LOADER, str(fixtures.absolute())).splitlines():
                if problem.strip():
                    _told.print(f"Không nạp được: {problem}", style="yellow", highlight=False, markup=False)
        _told.print("Mở hệ thống riêng …", highlight=False)
        stack.start()
        yield stack.address
    finally:
        stack.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _check_model() -> None:
    """Tell where the assistant was never trained, or not from the files as they are.

    Raises:
        typer.Exit: it was never trained.
    """
    var = trained_in()
    if not model_path(var).exists():
        _fail("Chưa có mô hình hội thoại. Chạy `make setup` hoặc `troly train bot` trước.")
    if not model_is_current(var):
        _told.print(
            "Mô hình hội thoại cũ hơn dữ liệu huấn luyện; `troly train bot` để cập nhật.", style="yellow"
        )


def _warn_of_unknown(dialogues: tuple[Dialogue, ...]) -> None:
    for dialogue in dialogues:
        for number, turn in enumerate(dialogue.turns, 1):
            if turn.expect.unknown:
                names = ", ".join(turn.expect.unknown)
                _told.print(
                    f"{dialogue.id}, lượt {number}: không biết {names}, bỏ qua.",
                    style="yellow",
                    highlight=False,
                    markup=False,
                )


def _fail(sentence: str) -> NoReturn:
    _told.print(sentence, style="red", highlight=False, markup=False)
    raise typer.Exit(2)
