"""The played dialogues as a Markdown page to read: what was said, what it was about, and every verdict."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.dialogues.figures import figures_of
from evaluation.dialogues.heard import Heard
from evaluation.dialogues.playing import PlayedDialogue, PlayedTurn

_MARK = {True: "✅", False: "❌"}


def write_transcript(played: Sequence[PlayedDialogue], path: Path) -> None:
    """Write the page to `path`, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_page(played)) + "\n", encoding="utf-8")


def _page(played: Sequence[PlayedDialogue]) -> Iterator[str]:
    figures = figures_of(played)
    yield "# Hội thoại đã chơi"
    yield ""
    yield (
        f"{figures.dialogues_passed}/{figures.dialogues} hội thoại, {figures.turns_passed}/{figures.turns} lượt đúng; "
        f"{figures.extra_questions} câu hỏi thêm."
    )
    failed = [one for one in played if not one.passed]
    if failed:
        yield ""
        yield "## Các lượt sai"
        yield ""
        for dialogue in failed:
            for number, turn in enumerate(dialogue.turns, 1):
                if not turn.verdict.passed:
                    said = _one_line(turn.turn.user.shown)
                    yield f"* **{dialogue.dialogue.id}** lượt {number} “{said}”: {'; '.join(turn.verdict.reasons)}"
    for dialogue in played:
        yield from _dialogue(dialogue)


def _dialogue(played: PlayedDialogue) -> Iterator[str]:
    yield ""
    yield f"## {_MARK[played.passed]} {played.dialogue.id}"
    if played.dialogue.goal:
        yield ""
        yield f"*{played.dialogue.goal}*"
    for number, turn in enumerate(played.turns, 1):
        yield ""
        yield from _turn(number, turn)


def _turn(number: int, turn: PlayedTurn) -> Iterator[str]:
    yield f"### Lượt {number} {_MARK[turn.verdict.passed]}"
    if not turn.exchanges:
        yield f"**Người dân:** {_one_line(turn.turn.user.shown)}"
    for exchange in turn.exchanges:
        why = f" *(được hỏi {exchange.answering})*" if exchange.answering else ""
        yield ""
        yield f"**Người dân:** {_one_line(exchange.said.shown)}{why}"
        yield from _heard(exchange.heard)
    yield ""
    expected = turn.turn.expect.model_dump(exclude_defaults=True)
    yield f"Mong đợi: `{json.dumps(expected, ensure_ascii=False)}`"
    if turn.verdict.reasons:
        yield ""
        yield f"**Sai:** {'; '.join(turn.verdict.reasons)}"
    if turn.verdict.unknown:
        yield ""
        yield f"Bỏ qua, không biết: {', '.join(turn.verdict.unknown)}"


def _heard(heard: Heard) -> Iterator[str]:
    if not heard.messages:
        yield ""
        yield "> *(không có trả lời)*"
    for message in heard.messages:
        yield ""
        yield from (f"> {line}" for line in message.text.splitlines())
        if message.titles:
            yield ">"
            yield f"> [{'] ['.join(message.titles)}]"
        about = message.metadata.as_json()
        if about:
            yield ">"
            yield f"> `{json.dumps(about, ensure_ascii=False)}`"


def _one_line(text: str) -> str:
    return " ".join(text.split())
