"""Patterns over words, as the YAML files of this package write them. Imports nothing of Rasa.

Compared without accents, by whole words: ( | ) are alternatives, ( )? may be missing, ( )* may stand several times, ~
stands for up to three words.
"""

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from retrieval.text import fold, normalise

_REMEMBERED = 32
"""Texts whose words are kept: many patterns are looked for in one message."""
_NOT_BESIDE = re.compile(r"\(\?<?!(?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")
"""What must not stand beside: none of its words is part of what is found."""
_ANY_WORDS = re.compile(r"\((?:\?:)?(?:\[\^ \]\+|\\S\+) \)\{\d+,\d+\}|\[\^ \]\+(?! )")
"""Where a pattern lets any words stand."""
_ALTERNATIVES = re.compile(r"\(([^()]*)\)([?*]) ?")


class PatternError(ValueError):
    """A pattern is wrong; the message names the file and the list."""


@dataclass(frozen=True)
class Spelt:
    """A pattern over folded words, and the words it is written with by their folded form: "sổ đỏ" is not "sơ đó"."""

    regex: "re.Pattern[str]"
    spellings: "Mapping[str, frozenset[str]]"

    def holds(self, text: str) -> bool:
        """Tell whether `text` holds the pattern, each word typed without accents or with those of the pattern."""
        return bool(self.places(text))

    def places(self, text: str) -> "frozenset[int]":
        """Return the places (from 0) of the words of `text` that the pattern holds."""
        typed, line = _read(text)
        found: set[int] = set()
        for match in self.regex.finditer(line):
            start = line.count(" ", 0, match.start())
            end = start + match[0].strip().count(" ") + 1
            free = _free_places(match, line)
            said = [word for place, word in enumerate(typed[start:end], start) if place not in free]
            if all(word in self.spellings.get(fold(word), (word,)) or word == fold(word) for word in said):
                found.update(range(start, end))
        return frozenset(found)


def _free_places(match: "re.Match[str]", line: str) -> "set[int]":
    """Return the places of the words that stand where the pattern lets any word stand."""
    free: set[int] = set()
    for name in match.re.groupindex:
        start, end = match.span(name)
        if 0 <= start < end:
            first = line.count(" ", 0, start)
            free.update(range(first, first + line[start:end].strip().count(" ") + 1))
    return free


def words(text: str) -> "list[str]":
    """Return the words of `text` in lower case, without signs."""
    return re.findall(r"[^\W_]+", normalise(text).lower())


def plain(text: str) -> str:
    """Return the folded words of `text`, parted by single spaces."""
    return _read(text)[1]


@lru_cache(maxsize=_REMEMBERED)
def _read(text: str) -> "tuple[tuple[str, ...], str]":
    """Return the words of `text` and the line of them, folded."""
    found = words(text)
    return tuple(found), " ".join(map(fold, found))


def any_of(name: str, patterns: Any) -> "re.Pattern[str]":
    """Return a pattern that finds any of `patterns` in folded words parted by single spaces.

    Raises:
        PatternError: not a list of patterns, or one does not compile; the message begins with `name`.
    """
    if not isinstance(patterns, list) or not all(isinstance(one, str) and one.strip() for one in patterns):
        raise PatternError(f"{name} must be a list of patterns")
    if any(one.strip().endswith((")?", ")*")) for one in patterns):
        raise PatternError(f"{name}: a pattern must not end with what may be missing")
    try:
        return re.compile("|".join(rf"(?<!\S)(?:{_source(one)})(?!\S)" for one in patterns))
    except re.error as error:
        raise PatternError(f"{name}: {error}") from error


def spelt(name: str, patterns: Any) -> "tuple[Spelt, ...]":
    """Return `patterns`, each with the spellings of its words.

    Raises:
        PatternError: as `any_of`.
    """
    any_of(name, patterns)
    found = []
    for one in patterns:
        spellings: dict[str, set[str]] = {}
        for word in words(_NOT_BESIDE.sub(" ", one)):
            spellings.setdefault(fold(word), set()).add(word)
        regex = re.compile(rf"(?<!\S)(?:{_any_words_named(_source(one))})(?!\S)")
        found.append(Spelt(regex, {key: frozenset(said) for key, said in spellings.items()}))
    return tuple(found)


def _any_words_named(source: str) -> str:
    """Return `source` with a name for each part where any words may stand: their accents are nobody's matter."""
    numbers = itertools.count()
    return _ANY_WORDS.sub(lambda part: f"(?P<any{next(numbers)}>{part[0]})", source)


def _source(pattern: str) -> str:
    source = fold(" ".join(pattern.split())).replace(" ~ ", r" (?:\S+ ){0,3}")
    return _ALTERNATIVES.sub(r"(?:(?:\1) )\2", source)
