"""The words that tell which aspect is asked, as lexicon/aspects.yml holds them. Nothing here needs the records' types.

Entries marked `apart` say something else than the words they are made of: "mấy ngày phải báo" asks by when the citizen
must act, not how long the office takes. They are looked for first, and what they said is not read again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import yaml

from retrieval.vocabulary import LEXICON, LexiconError, load_yaml_list

PATH = LEXICON / "aspects.yml"
_SAID = frozenset({"said", "also"})
"""Groups of a pattern that only tell the aspect, where the words around them tell more; else all of the match does."""


@dataclass(frozen=True)
class AspectWords:
    """How an aspect is asked, on folded text; `line` of the file."""

    aspect: str
    patterns: "tuple[re.Pattern[str], ...]"
    apart: bool
    line: int

    def spans(self, folded: str) -> "Iterator[tuple[int, int]]":
        """Yield where `folded` asks it, pattern after pattern."""
        for pattern in self.patterns:
            for found in pattern.finditer(folded):
                yield from [found.span(name) for name in pattern.groupindex if name in _SAID] or [
                    found.span()
                ]


@lru_cache(maxsize=1)
def aspect_words() -> "tuple[AspectWords, ...]":
    """Return the entries of the file, in its order; the patterns of an entry that is not `apart` are one.

    Raises:
        LexiconError: an entry is wrong; the message names file and line.
    """
    entries = []
    for node in load_yaml_list(PATH).value:
        entry = yaml.safe_load(yaml.serialize(node))
        line = node.start_mark.line + 1
        try:
            apart = bool(entry.get("apart", False))
            given = [_written_out(str(one), entry.get("words", {})) for one in entry["patterns"]]
            alternatives = given if apart else ["|".join(f"(?:{one})" for one in given)]
            patterns = tuple(re.compile(rf"(?<!\w)(?:{one})(?!\w)") for one in alternatives)
            entries.append(AspectWords(str(entry["aspect"]), patterns, apart, line))
        except (AttributeError, KeyError, TypeError, re.error) as error:
            raise LexiconError(PATH, line, f"wrong entry: {error}") from error
    return tuple(entries)


def _written_out(pattern: str, words: "dict[str, str]") -> str:
    """Return `pattern` with each <name> of `words` in its place; words may hold names of others."""
    for _ in range(len(words)):
        for name, meant in words.items():
            pattern = pattern.replace(f"<{name}>", str(meant))
    return pattern


def set_apart(folded: str) -> "tuple[dict[str, int], str]":
    """Return the aspects that words set apart ask, with where each begins, and the text of the same length without them."""
    found: dict[str, int] = {}
    left = folded
    for words in aspect_words():
        if not words.apart:
            continue
        for start, end in words.spans(folded):
            found[words.aspect] = min(start, found.get(words.aspect, start))
            left = f"{left[:start]}{' ' * (end - start)}{left[end:]}"
    return found, left
