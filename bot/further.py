"""What is told on while a report waits for a yes: another matter, or more of the same. Imports nothing of Rasa.

The words are data (`further_words.yml`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from bot.word_files import read_lists, spellings
from bot.word_patterns import PatternError, Spelt, spelt, words
from retrieval.text import fold, nfc

WORDS_FILE = Path(__file__).parent / "further_words.yml"
_PATTERN_LISTS = ("another", "beside", "more", "waits")
_WORD_LISTS = ("between", "leads")
_LATEST = 8
"""Words before an opening at most, such as those of a yes."""


class Opening(Enum):
    """How a message that tells on begins."""

    ANOTHER = "another"
    BESIDE = "beside"
    MORE = "more"


@dataclass(frozen=True)
class FurtherWords:
    """Patterns by list, and by list the spellings of words by their folded form."""

    patterns: "Mapping[str, tuple[Spelt, ...]]"
    words: "Mapping[str, Mapping[str, frozenset[str]]]"

    def places(self, name: str, text: str) -> "frozenset[int]":
        """Return the places (from 0) of the words of `text` that patterns of the list `name` hold."""
        return frozenset().union(*(one.places(text) for one in self.patterns[name]))

    def knows(self, word: str, name: str) -> bool:
        """Tell whether the list `name` has `word`, typed without accents or as written there."""
        written = self.words[name].get(fold(word))
        return written is not None and (word == fold(word) or word in written)


@lru_cache(maxsize=2)
def further_words(path: Path = WORDS_FILE) -> FurtherWords:
    """Return the words of `path`.

    Raises:
        PatternError: the file is no YAML, a list is missing, unknown, empty or holds something else than words.
    """
    found = read_lists(path, (*_PATTERN_LISTS, *_WORD_LISTS), PatternError)
    for name in _WORD_LISTS:
        if not isinstance(found[name], str):
            raise PatternError(f"{path.name}: {name} must be words parted by blanks")
    return FurtherWords(
        patterns={name: spelt(f"{path.name}: {name}", found[name]) for name in _PATTERN_LISTS},
        words={name: spellings(found[name]) for name in _WORD_LISTS},
    )


@dataclass(frozen=True)
class Further:
    """How a message that tells on begins (None: with the matter itself), and what it tells, "" for nothing yet."""

    opening: "Opening | None"
    told: str


def tells_on(text: str) -> Further:
    """Return what `text` tells on, without the words that only announce it."""
    known, said = further_words(), words(text)
    for opening in Opening:
        places = known.places(opening.value, text)
        if not places or min(places) > _LATEST:
            continue
        before, end = min(places), min(places) + 1
        while end < len(said) and (end in places or known.knows(said[end], "between")):
            end += 1
        if all(known.knows(word, "leads") for word in said[:before]):
            return Further(opening, _from_word(text, end, len(said)))
        return Further(opening, text.strip())
    return Further(None, text.strip())


def waits(text: str) -> bool:
    """Tell whether `text` speaks of waiting, sending or asking, and tells nothing on: "để tui coi lại đã"."""
    return bool(further_words().places("waits", text))


def _from_word(text: str, number: int, count: int) -> str:
    """Return `text` from its word `number` (from 0) on; whole where its words are not those that were compared."""
    typed = nfc(text)
    found = list(re.finditer(r"[^\W_]+", typed))
    if len(found) != count:
        return typed
    return typed[found[number].start() :] if number < len(found) else ""
