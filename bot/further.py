"""What is told on while a report waits for a yes: another matter, or more of the same. Imports nothing of Rasa.

The words are data (`further_words.yml`).
"""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from bot.phrases import Phrases, read_phrases
from bot.word_patterns import words
from retrieval.text import nfc

WORDS_FILE = Path(__file__).parent / "further_words.yml"
_PATTERN_LISTS = ("another", "beside", "more", "waits", "two")
_WORD_LISTS = ("between", "leads")
_LONGEST_REMARK = 12
"""Words of the longest message that only says that two matters were told."""
_LATEST = 8
"""Words before an opening at most, such as those of a yes."""


class Opening(Enum):
    """How a message that tells on begins."""

    ANOTHER = "another"
    BESIDE = "beside"
    MORE = "more"


@lru_cache(maxsize=2)
def further_words(path: Path = WORDS_FILE) -> Phrases:
    """Return the words of `path`.

    Raises:
        PatternError: the file is no YAML, a list is missing, unknown, empty or holds something else than words.
    """
    return read_phrases(path, patterns=_PATTERN_LISTS, words=_WORD_LISTS)


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


def tells_of_two_matters(text: str) -> bool:
    """Tell whether a short `text` says that what was told is two matters: "2 việc khác nhau mà em"."""
    short = len(words(text)) <= _LONGEST_REMARK and not text.startswith("/")
    return short and bool(further_words().places("two", text))


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
