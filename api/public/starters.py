"""The first questions the chat page offers, from `starters.tsv`: what the button says, and what it sends."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_suffix(".tsv")


class StarterTableError(ValueError):
    """A line of the table is wrong; the message names file and line."""


@dataclass(frozen=True)
class Starter:
    """A suggestion: `title` stands on the button, `text` is sent as the citizen's words."""

    title: str
    text: str


@lru_cache(maxsize=1)
def starters() -> tuple[Starter, ...]:
    """Return the suggestions in the order of the file."""
    return read_table(TABLE)


def read_table(path: Path) -> tuple[Starter, ...]:
    """Read the suggestions.

    Raises:
        StarterTableError: a title or text is missing, or a title is too long for a button (40 characters).
    """
    found: list[Starter] = []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t")
        if reader.fieldnames != ["title", "text"]:
            raise StarterTableError(f"{path.name}:1: expected the columns title, text")
        for row in reader:
            title, text = (row["title"] or "").strip(), (row["text"] or "").strip()
            if not title or not text or len(title) > 40:
                raise StarterTableError(
                    f"{path.name}:{reader.line_num}: needs a title of 40 characters or less, and a text"
                )
            found.append(Starter(title=title, text=text))
    return tuple(found)
