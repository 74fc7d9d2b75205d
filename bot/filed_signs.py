"""What a message says of a report that is filed already: more of it, that it is to be withdrawn, how it stands. Imports
nothing of Rasa.

The words are data (`filed_words.yml`).
"""

import re
from enum import Enum
from functools import lru_cache
from pathlib import Path

from bot.phrases import Phrases, read_phrases
from bot.signs import SURE, question_sign
from bot.word_patterns import words

WORDS_FILE = Path(__file__).parent / "filed_words.yml"
_LISTS = ("adds", "another", "withdraws", "asks_of_it", "names_it", "never")
_LONGEST_WITHDRAWAL = 16
"""Words of the longest message that only wants a report withdrawn."""
_LONGEST_QUESTION = 12
"""Words of the longest message that only asks how the report stands."""
_NUMBER = re.compile(r"⟨|\d{8,}")
"""A number to call, masked or not: who tells one to be added asks nothing."""
_LATEST = 6
"""Words before what announces that more is told."""


class OfFiled(Enum):
    """What is said of a filed report."""

    ADDS = "adds"
    WITHDRAWS = "withdraws"
    ASKS = "asks"


@lru_cache(maxsize=2)
def filed_words(path: Path = WORDS_FILE) -> Phrases:
    """Return the words of `path`.

    Raises:
        PatternError: the file is no YAML, a list is missing, unknown, empty or holds something else than words.
    """
    return read_phrases(path, patterns=_LISTS)


def of_filed(text: str, *, awaited: bool = False) -> "OfFiled | None":
    """Return what `text` says of a report filed before, None where it says nothing of it.

    With `awaited` its code was asked for, or it was told of just now: a few words that name it ask for it.
    """
    known = filed_words()
    if text.startswith("/") or known.places("never", text):
        return None
    length = len(words(text))
    if length <= _LONGEST_WITHDRAWAL and known.places("withdraws", text):
        return OfFiled.WITHDRAWS
    if _adds(text):
        return OfFiled.ADDS
    if length > _LONGEST_QUESTION:
        return None
    asks = known.places("asks_of_it", text) or (awaited and len(known.places("names_it", text)) >= length - 2)
    return OfFiled.ASKS if asks else None


def _adds(text: str) -> bool:
    """Tell whether `text` announces at its beginning, or says at its end, that more is told of the report."""
    known = filed_words()
    announced = known.places("adds", text)
    if not announced or known.places("another", text):
        return False
    late = min(announced) > _LATEST
    asks = question_sign(text) == SURE and not _NUMBER.search(text)
    return not (asks or (late and max(announced) < len(words(text)) - 3))
