"""A catalogue as a whole: the starter cards, cards laid over official records, what changed between snapshots."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from retrieval.importers import BadLine, CatalogueError, Lines, open_catalogue
from retrieval.importers.starter import STARTER, read_starter
from retrieval.procedure import Procedure

__all__ = [
    "BadLine",
    "CatalogueError",
    "Change",
    "Lines",
    "diff",
    "load",
    "open_catalogue",
    "overlay",
    "starter",
]


@dataclass(frozen=True)
class Change:
    """One field of a procedure that differs between two snapshots, both values as text for people."""

    field: str
    before: str
    after: str


def starter(folder: Path = STARTER) -> tuple[Procedure, ...]:
    """Return the procedures of the starter catalogue; the first card of a code wins.

    Raises:
        CatalogueError: a card is wrong; the message names file and line.
    """
    found: dict[str, Procedure] = {}
    for item in read_starter(folder):
        if isinstance(item, BadLine):
            raise CatalogueError(
                f"Danh mục khởi đầu có thẻ sai ở dòng {item.number}: {item.reason}.",
                f"starter catalogue, line {item.number}: {item.reason}",
            )
        found.setdefault(item.code, item)
    return tuple(found.values())


def load(path: Path) -> tuple[tuple[Procedure, ...], tuple[BadLine, ...]]:
    """Return the procedures of a catalogue file (the last record of a code wins) and the lines left out."""
    procedures: dict[str, Procedure] = {}
    bad: list[BadLine] = []
    for item in open_catalogue(path):
        if isinstance(item, BadLine):
            bad.append(item)
        else:
            procedures[item.code] = item
    return tuple(procedures.values()), tuple(bad)


def overlay(procedures: Iterable[Procedure], cards: Iterable[Procedure]) -> tuple[Procedure, ...]:
    """Return `procedures` with the plain cards of `cards` attached by code; cards without a record are added.

    A card whose decision differs from the record's is stale: it keeps name and questions, which help to find
    the procedure, and loses its summaries, which would answer with old facts.
    """
    by_code = {card.code: card for card in cards}
    laid: list[Procedure] = []
    for procedure in procedures:
        source = by_code.pop(procedure.code, None)
        card = source.card if source else procedure.card
        if card and card.decision != procedure.decision:
            card = card.model_copy(update={"summaries": {}})
        laid.append(procedure.model_copy(update={"card": card}) if card is not procedure.card else procedure)
    return (*laid, *by_code.values())


def diff(old: Procedure, new: Procedure) -> list[Change]:
    """Return the fields that differ, `snapshot` and `card` apart, in the order of the record."""
    changes = []
    for field in Procedure.model_fields:
        if field in {"snapshot", "card"}:
            continue
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            changes.append(Change(field, _text(before), _text(after)))
    return changes


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "\n".join(_text(item) for item in value)
    if hasattr(value, "model_dump"):
        parts = value.model_dump(mode="json", exclude_defaults=True)
        return "; ".join(f"{key}: {_plain(part)}" for key, part in parts.items())
    return str(value)


def _plain(value: object) -> str:
    if isinstance(value, list):
        return " | ".join(_plain(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(part)}" for key, part in value.items())
    return str(value)
