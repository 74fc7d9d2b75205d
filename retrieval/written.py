"""What stands between two blanks of a text, taken apart in every way that search needs, once for each different part.

Questions consist of the same few thousand words again and again: a text is split at its blanks and everything else is
looked up. Standard library only.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from retrieval.text import fold, has_accents, syllables

_TYPED = re.compile(r"\w+(?:[./-]\w+)*")
_LOOSE = re.compile(r"[\w./-]+")
_LETTERS = re.compile(r"[^\W_]+")
_REMEMBERED, _LONGEST = 32_768, 40


class Part(NamedTuple):
    """A part of a text in lower case: `folded`; its `syllables`, folded; its words as `typed` and folded; the same with
    signs at their ends (`loose`), folded, and whether they have accents; runs of `letters` and whether they differ folded."""

    folded: str
    syllables: tuple[str, ...]
    typed: tuple[tuple[str, str], ...]
    loose: tuple[tuple[str, str, bool], ...]
    letters: tuple[tuple[str, bool], ...]


def parts_of(text: str) -> list[Part]:
    """Return the parts of a text in lower case, at its blanks; white space of other kinds stays inside a part."""
    return [_remembered(part) if len(part) <= _LONGEST else _part(part) for part in text.split(" ")]


@lru_cache(maxsize=_REMEMBERED)
def _remembered(part: str) -> Part:
    return _part(part)


def _part(part: str) -> Part:
    return Part(
        folded=fold(part),
        syllables=tuple(syllables(part)),
        typed=tuple((word, fold(word)) for word in _TYPED.findall(part)),
        loose=tuple((word, fold(word), has_accents(word)) for word in _LOOSE.findall(part)),
        letters=tuple((word, word != fold(word)) for word in _LETTERS.findall(part)),
    )
