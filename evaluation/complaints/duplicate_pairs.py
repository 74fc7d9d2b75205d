"""The written pairs of `data/duplicate_pairs.tsv`: reports of one thing by several people, and reports that look so."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from api.feedback.classify import classify
from api.feedback.duplicates_judgement import Report
from retrieval.places import units

PAIRS = Path(__file__).parent / "data" / "duplicate_pairs.tsv"
_COLUMNS = ("scene", "kind", "days", "unit", "text")
_EVERY = 3
"""Of so many scenes one is set aside, the first, the fourth and so on: no rule and no weight is tuned on them."""


class PairsError(ValueError):
    """The file of pairs is wrong; the message names file and line."""


class Kind(StrEnum):
    """What a report is to the first of its scene."""

    REPORT = "report"
    SAME = "same"
    ELSEWHERE = "elsewhere"
    NUMBER = "number"
    OTHER = "other"
    LATER = "later"


@dataclass(frozen=True)
class Pair:
    """Two reports. `kind` is SAME where they are of one thing; `set_aside` that nothing was tuned on it."""

    scene: str
    kind: Kind
    first: Report
    second: Report
    set_aside: bool

    @property
    def is_one(self) -> bool:
        """Whether both are of one thing."""
        return self.kind is Kind.SAME


@lru_cache(maxsize=1)
def pairs() -> tuple[Pair, ...]:
    """Return the pairs.

    Raises:
        PairsError: a line is wrong.
    """
    return read_pairs(PAIRS)


def read_pairs(path: Path) -> tuple[Pair, ...]:
    """Return the pairs of a file.

    Raises:
        PairsError: a line has not five columns, an unknown kind or unit, or no report before it.
    """
    known = {unit.code for unit in units()} | {""}
    first: dict[str, Report] = {}
    found = []
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    rows = [(number, line.split("\t")) for number, line in lines if line.strip() and not line.startswith("#")]
    for number, row in rows[1:]:
        where = f"{path}:{number}"
        if len(row) != len(_COLUMNS):
            raise PairsError(f"{where}: expected {', '.join(_COLUMNS)}")
        scene, kind, days, unit, text = row
        if kind not in set(Kind) or unit not in known or not days.isdigit():
            raise PairsError(f"{where}: {kind!r}, {unit!r} or {days!r} is not known")
        report = _report(text, int(days))
        if kind == Kind.REPORT:
            first[scene] = report
        elif scene not in first:
            raise PairsError(f"{where}: no report of scene {scene} before it")
        else:
            aside = list(first).index(scene) % _EVERY == 0
            found.append(Pair(scene, Kind(kind), first[scene], report, aside))
    return tuple(found)


def _report(text: str, day: int) -> Report:
    content, _, place = text.partition(" | ")
    return Report(content, place or None, classify(content)[0].field, day)
