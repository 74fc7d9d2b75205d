"""The words and weights of `data/duplicates.yml`, checked when they are read."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from api.agencies import directory

RULES = Path(__file__).parent / "data" / "duplicates.yml"
_LISTS = ("named",)
_WORDS = ("ends", "units_of_measure")
_MAPS = ("days", "aliases", "numbered", "place_weights", "problem_weights")
_LIMITS = ("offered_from", "shown_from", "near_metres")
Words = tuple[str, ...]


class DuplicateRulesError(ValueError):
    """The rules are wrong; the message names file and line."""


@dataclass(frozen=True)
class Rules:
    """What places are told by, how many days a matter of a field lasts, and how much each sign weighs.

    Phrases are tuples of words, with accents but those of `aliases`. The weights are log-odds by sign,
    "intercept" among them; `offered_from` and `shown_from` are probabilities. Two places on the map are as likely one
    as not where they lie `near_metres` apart.
    """

    days: dict[str, int]
    aliases: dict[Words, Words]
    numbered: dict[Words, str]
    named: frozenset[Words]
    ends: frozenset[str]
    units_of_measure: frozenset[str]
    offered_from: float
    shown_from: float
    near_metres: float
    place_weights: dict[str, float]
    problem_weights: dict[str, float]

    def days_of(self, field: str) -> int:
        """Return the days within which a second report of `field` may be of the same matter."""
        return self.days.get(field, self.days["default"])


@lru_cache(maxsize=1)
def rules() -> Rules:
    """Return the rules.

    Raises:
        DuplicateRulesError: a part is missing or not what it should be.
    """
    return read_rules(RULES)


def read_rules(path: Path) -> Rules:
    """Return the rules of the file at `path`.

    Raises:
        DuplicateRulesError: a part is missing or not what it should be.
    """
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        raise DuplicateRulesError(f"{path}:1: expected {', '.join((*_MAPS, *_LISTS, *_WORDS, *_LIMITS))}")
    lines = {key.value: key.start_mark.line + 1 for key, _ in root.value}
    if missing := {*_MAPS, *_LISTS, *_WORDS, *_LIMITS} ^ set(lines):
        raise DuplicateRulesError(f"{path}:1: missing or unknown: {', '.join(sorted(missing))}")
    known: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for name, wanted in [*((one, dict) for one in _MAPS), *((one, list) for one in _LISTS)]:
        if not isinstance(known[name], wanted):
            raise DuplicateRulesError(f"{path}:{lines[name]}: {name} is no {wanted.__name__}")
    _check(known, path, lines)
    return Rules(
        days={str(field): int(days) for field, days in known["days"].items()},
        aliases={_words(short): _words(full) for short, full in known["aliases"].items()},
        numbered={_words(phrase): str(kind) for phrase, kind in known["numbered"].items()},
        named=frozenset(_words(phrase) for phrase in known["named"]),
        ends=frozenset(str(known["ends"]).split()),
        units_of_measure=frozenset(str(known["units_of_measure"]).split()),
        offered_from=float(known["offered_from"]),
        shown_from=float(known["shown_from"]),
        near_metres=float(known["near_metres"]),
        place_weights=_weights(known["place_weights"]),
        problem_weights=_weights(known["problem_weights"]),
    )


def _check(known: dict[str, Any], path: Path, lines: dict[str, int]) -> None:
    fields = {field.code for field in directory.fields()} | {"default"}
    strange = sorted(set(known["days"]) - fields)
    if strange or "default" not in known["days"]:
        raise DuplicateRulesError(f"{path}:{lines['days']}: no field, or no default: {', '.join(strange)}")
    if not all(isinstance(days, int) and days > 0 for days in known["days"].values()):
        raise DuplicateRulesError(f"{path}:{lines['days']}: days are whole numbers above 0")
    for name in ("place_weights", "problem_weights"):
        if "intercept" not in known[name]:
            raise DuplicateRulesError(f"{path}:{lines[name]}: no intercept")
    if not 0 < known["shown_from"] <= known["offered_from"] < 1:
        raise DuplicateRulesError(f"{path}:{lines['offered_from']}: 0 < shown_from <= offered_from < 1")
    if not known["near_metres"] > 0:
        raise DuplicateRulesError(f"{path}:{lines['near_metres']}: near_metres is a number above 0")


def _weights(known: dict[str, Any]) -> dict[str, float]:
    return {str(sign): float(weight) for sign, weight in known.items()}


def _words(phrase: object) -> Words:
    return tuple(str(phrase).split())
