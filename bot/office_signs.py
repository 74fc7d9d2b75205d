"""Signs that a message asks about an office: where it is, when it is open, how to reach it. Imports nothing of Rasa.

Whoever only names a phường on the way ("ngập nặng ở phường Tân Thuận") asks for none. The words are data
(`office_words.yml`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from bot.signs import question_sign
from bot.word_files import read_lists, spellings
from bot.word_patterns import PatternError, Spelt, any_of, plain, spelt, words
from retrieval.place_finder import UnitFinder
from retrieval.text import fold, normalise

WORDS_FILE = Path(__file__).parent / "office_words.yml"
_PATTERN_LISTS = (
    "reaches",
    "renamed",
    "troubles",
    "numbers",
    "ward_offices",
    "police",
    "people",
    "hotline",
    "water",
    "elsewhere",
)
_PHRASE_LISTS = ("asks",)
_LONGEST_NAMING = 6
"""Words of the longest message that names an office known by its name, whatever it resembles."""
_MOST_BESIDE = 12
"""Words of the longest message that only names an office."""


class Office(Enum):
    """Whose office a message asks for; what the name of no office tells is a phường's, xã's."""

    WARD = "ward_offices"
    POLICE = "police"
    PEOPLE = "people"
    HOTLINE = "hotline"
    WATER = "water"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class OfficeWords:
    """Patterns and phrases by list, and the spellings of the words that may stand beside a name."""

    patterns: "Mapping[str, tuple[Spelt, ...]]"
    phrases: "Mapping[str, re.Pattern[str]]"
    beside: "Mapping[str, frozenset[str]]"

    def holds(self, name: str, text: str) -> bool:
        """Tell whether `text` holds a pattern of the list `name`."""
        return any(one.holds(text) for one in self.patterns[name])


@lru_cache(maxsize=2)
def office_words(path: Path = WORDS_FILE) -> OfficeWords:
    """Return the words of `path`.

    Raises:
        PatternError: the file is no YAML, a list is missing, unknown, empty or holds something else than words.
    """
    found = read_lists(path, (*_PATTERN_LISTS, *_PHRASE_LISTS, "beside"), PatternError)
    if not isinstance(found["beside"], str):
        raise PatternError(f"{path.name}: beside must be words parted by blanks")
    return OfficeWords(
        patterns={name: spelt(f"{path.name}: {name}", found[name]) for name in _PATTERN_LISTS},
        phrases={name: any_of(f"{path.name}: {name}", found[name]) for name in _PHRASE_LISTS},
        beside=spellings(found["beside"]),
    )


def asks_to_reach(text: str) -> bool:
    """Tell whether `text` asks where an office is, when it is open, how to call it, or what a unit is called now."""
    known = office_words()
    return known.holds("reaches", text) or known.holds("renamed", text)


def asks_of_an_office(text: str) -> bool:
    """Tell whether `text` may ask about an office at all: it asks something, wants to reach one, or only names one."""
    asks = question_sign(text) or office_words().phrases["asks"].search(plain(text))
    return bool(asks) or asks_to_reach(text) or only_names_an_office(text)


def tells_a_trouble(text: str) -> bool:
    """Tell whether `text` says that something is wrong and asks how to reach nobody: a report, whatever place it names."""
    known = office_words()
    return known.holds("troubles", text) and not (
        known.holds("reaches", text) or known.holds("renamed", text)
    )


def names_a_known_office(text: str) -> bool:
    """Tell whether a few words name the hotline or the water company, or ask who holds an office: "của sawaco nữa"."""
    named = len(words(text)) <= _LONGEST_NAMING and not tells_a_trouble(text) and office_named(text)
    return named in (Office.HOTLINE, Office.WATER, Office.PEOPLE)


def names_an_office_of_a_ward(text: str) -> bool:
    """Tell whether `text` names an office of a phường, xã, or what is done there."""
    return office_words().holds(Office.WARD.value, text)


def only_names_an_office(text: str) -> bool:
    """Tell whether `text` is no more than the name of an office or of a unit: "UBND phường Thới An", "phường Tân Định"."""
    typed = normalise(text)
    for mention in reversed(UnitFinder(typed, bare=True).mentions()):
        typed = f"{typed[: mention.start]} phường {typed[mention.end :]}"
    said = words(typed)
    if not said or len(said) > _MOST_BESIDE:
        return False
    known = office_words()
    return all(
        (word == fold(word) and word in known.beside) or word in known.beside.get(fold(word), ())
        for word in said
    )


def asks_for_todays_name(text: str) -> bool:
    """Tell whether `text` asks what a unit of before is called or belongs to now."""
    return office_words().holds("renamed", text)


def asks_for_a_number(text: str) -> bool:
    """Tell whether `text` asks which number to call."""
    return office_words().holds("numbers", text)


def office_named(text: str) -> Office:
    """Return whose office `text` asks for: who holds one, by name; the hotline, the water company or the police; another body; else a phường, xã."""
    known = office_words()
    for one in (Office.PEOPLE, Office.HOTLINE, Office.WATER, Office.POLICE):
        if known.holds(one.value, text):
            return one
    of_a_ward = known.holds(Office.WARD.value, text) or bool(
        UnitFinder(normalise(text), bare=False).mentions()
    )
    return Office.ELSEWHERE if not of_a_ward and known.holds(Office.ELSEWHERE.value, text) else Office.WARD
