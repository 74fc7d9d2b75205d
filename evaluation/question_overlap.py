"""Which example questions lie nearer to another procedure's list than to their own, for a person to read again.

`python -m evaluation.question_overlap` lists them, and what is wrong in the files (wrong codes, doubles, short lists).
Nearness is the static encoder's cosine to the best other question of each list, names left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console

from retrieval.catalogue import load
from retrieval.encoder import Encoder, load_encoder
from retrieval.example_questions import (
    QUESTIONS,
    ExampleQuestion,
    ExampleQuestionsError,
    check,
    read_questions,
)


@dataclass(frozen=True)
class Overlap:
    """A question, its nearest one of another procedure, and both cosines: to its own list, to the other."""

    question: ExampleQuestion
    other: ExampleQuestion
    own: float
    theirs: float


def overlaps(questions: Sequence[ExampleQuestion], encoder: Encoder, margin: float = 0.0) -> list[Overlap]:
    """Return the questions whose nearest foreign question is nearer than their nearest own by more than `margin`,
    the widest gap first."""
    vectors = encoder.encode([one.text for one in questions])
    codes = np.array([one.code for one in questions])
    found = []
    for start in range(0, len(questions), 1024):
        cosines = vectors[start : start + 1024] @ vectors.T
        rows = np.arange(len(cosines))
        cosines[rows, start + rows] = -1.0
        same = codes[start : start + 1024, None] == codes[None, :]
        own = np.where(same, cosines, -1.0).max(axis=1)
        others = np.where(same, -1.0, cosines)
        nearest = others.argmax(axis=1)
        for row in map(int, np.flatnonzero(others[rows, nearest] > own + margin)):
            other = questions[int(nearest[row])]
            found.append(
                Overlap(questions[start + row], other, float(own[row]), float(others[row, nearest[row]]))
            )
    return sorted(found, key=lambda one: one.own - one.theirs)


def main(
    folder: Annotated[Path, typer.Option("--folder", help="Thư mục câu hỏi mẫu.")] = QUESTIONS,
    catalogue: Annotated[
        Path | None, typer.Option("--catalogue", help="Danh mục để kiểm tra mã thủ tục.")
    ] = None,
    margin: Annotated[float, typer.Option("--margin", help="Gần hơn ít nhất chừng này (cosin).")] = 0.15,
) -> None:
    """Liệt kê các câu hỏi mẫu gần thủ tục khác hơn thủ tục của mình."""
    console = Console(soft_wrap=True, highlight=False)
    try:
        questions = read_questions(folder)
    except ExampleQuestionsError as error:
        Console(stderr=True).print(f"[red]{error.sentence}[/red] {error}")
        raise typer.Exit(2) from error
    known = {one.code for one in load(catalogue)[0]} if catalogue else None
    for finding in check(questions, known):
        console.print(str(finding), markup=False)
    listed = overlaps(questions, load_encoder(), margin)
    for one in listed:
        mine, other = one.question, one.other
        place = f"{mine.path.name}:{mine.line}"
        told = f"{place} {mine.code} “{mine.text}” ({one.own:.2f}) gần {other.code} “{other.text}” ({one.theirs:.2f})"
        console.print(told, markup=False)
    console.print(f"{len(questions)} câu, {len(listed)} câu nên đọc lại")


if __name__ == "__main__":
    typer.run(main)
