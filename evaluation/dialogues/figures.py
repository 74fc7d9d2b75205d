"""The figures of played dialogues."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from evaluation.dialogues.playing import PlayedDialogue


@dataclass(frozen=True)
class Figures:
    """How many dialogues and turns there were and passed; `by_kind` holds (turns, passed) by the expected kind."""

    dialogues: int
    turns: int
    turns_passed: int
    dialogues_passed: int
    extra_questions: int
    by_kind: dict[str, tuple[int, int]]

    def as_json(self) -> dict[str, Any]:
        """Return the figures as JSON values."""
        return {
            "dialogues": self.dialogues,
            "turns": self.turns,
            "turns_passed": self.turns_passed,
            "dialogues_passed": self.dialogues_passed,
            "extra_questions": self.extra_questions,
            "by_kind": {kind: {"n": n, "passed": passed} for kind, (n, passed) in self.by_kind.items()},
        }


def figures_of(played: Sequence[PlayedDialogue]) -> Figures:
    """Return the figures of `played`; a turn that expects no kind is in no row of `by_kind`."""
    turns = [turn for dialogue in played for turn in dialogue.turns]
    by_kind: dict[str, tuple[int, int]] = {}
    for turn in turns:
        if turn.turn.expect.kinds:
            kind = turn.turn.expect.kinds[0]
            n, passed = by_kind.get(kind, (0, 0))
            by_kind[kind] = (n + 1, passed + turn.verdict.passed)
    return Figures(
        dialogues=len(played),
        turns=len(turns),
        turns_passed=sum(turn.verdict.passed for turn in turns),
        dialogues_passed=sum(dialogue.passed for dialogue in played),
        extra_questions=sum(turn.extra_questions for turn in turns),
        by_kind=dict(sorted(by_kind.items())),
    )


def print_figures(figures: Figures, console: Console) -> None:
    """Print the figures as tables."""
    table = Table("Hội thoại", "đúng", "Lượt", "đúng", "Câu hỏi thêm")
    table.add_row(
        *map(
            str,
            (
                figures.dialogues,
                figures.dialogues_passed,
                figures.turns,
                figures.turns_passed,
                figures.extra_questions,
            ),
        )
    )
    console.print(table)
    kinds = Table("Loại mong đợi", "lượt", "đúng")
    for kind, (n, passed) in figures.by_kind.items():
        kinds.add_row(kind, str(n), str(passed))
    console.print(kinds)
