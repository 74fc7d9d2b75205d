"""Telling an emergency from a question, before any model: fire, crime in progress, injury, danger to life.

The rules are words in `data/emergency.yml`, with and without accents. They prefer one alarm too many to one missed,
but training, paperwork and what is over are none.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from api.data_files import read_data
from bot.report_words import danger_is_over, danger_over_at
from bot.word_patterns import words
from retrieval import text as vietnamese

RULES_FILE = Path(__file__).parent / "data" / "emergency.yml"
_STRUCK_OUT = "·"
_OPTIONAL_GROUP = re.compile(r"\(([^()]*)\)\? ")


class EmergencyRulesError(ValueError):
    """The rules file is wrong; the message names the file and the place in it."""


class _Kind(BaseModel):
    model_config = ConfigDict(extra="forbid")

    number: str
    name: str
    advice: str
    heeded: bool = False
    signs: list[str]
    accented_only: list[str] = []


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    kinds: dict[str, _Kind]
    never: list[str]
    figures: list[str]
    not_now: list[str]
    before: list[str]
    long_ago: list[str]
    may_be: list[str]
    cannot_call: list[str]
    asks_whom: list[str]
    paperwork: list[str]
    now: list[str]
    just_happened: list[str]
    grave: list[str]
    but_now: list[str]


@dataclass(frozen=True)
class Emergency:
    """What was recognised: the names of the kinds (despair, fire, crime, injury, danger), most urgent first."""

    kinds: tuple[str, ...]

    def beside(self, before: Collection[str]) -> "Emergency":
        """Return this emergency with the kinds of the danger told just before, most urgent first."""
        return Emergency(tuple(kind for kind in rules().kinds if kind in before or kind in self.kinds))


@dataclass(frozen=True)
class _Typed:
    """A message as word lists of equal length: as typed (lower case) and without accents."""

    words: tuple[str, ...]
    folded: tuple[str, ...]


@dataclass(frozen=True)
class _Pattern:
    """A pattern over the folded words; `spellings` are the accented words it is written with, by folded form."""

    regex: "re.Pattern[str]"
    spellings: dict[str, frozenset[str]]
    accents_needed: bool

    def spans(self, typed: _Typed) -> list[tuple[int, int]]:
        """Return where (first word, word after the last) the pattern stands in `typed`."""
        line = " ".join(typed.folded)
        found = []
        match = self.regex.search(line)
        while match is not None:
            start = line.count(" ", 0, match.start())
            end = start + match[0].strip().count(" ") + 1
            spelt_so = self._spelt_so(typed.words[start:end])
            if spelt_so:
                found.append((start, end))
            # with other accents than the pattern's it may still stand a word further: "cầu … có cô gái …"
            match = self.regex.search(line, match.end() if spelt_so else match.start() + 1)
        return found

    def _spelt_so(self, words: tuple[str, ...]) -> bool:
        """Tell whether each word is typed without accents or with those of the pattern ("chạy" is not "cháy")."""
        for word in words:
            folded = vietnamese.fold(word)
            if folded in self.spellings and word not in self.spellings[folded]:
                plain = word == folded
                if self.accents_needed or not plain:
                    return False
        return True


def _compile(source: str, *, accents_needed: bool = False) -> _Pattern:
    source = " ".join(source.split())
    spellings: dict[str, set[str]] = {}
    for word in re.findall(r"[^\W\d_]+", vietnamese.modern_tone_places(source)):
        spellings.setdefault(vietnamese.fold(word), set()).add(word)
    pattern = vietnamese.fold(source).replace(" ~ ", r" (?:\S+ ){0,3}")
    pattern = _OPTIONAL_GROUP.sub(r"(?:(?:\1) )?", pattern)
    try:
        regex = re.compile(rf"(?<!\S)(?:{pattern})(?!\S)")
    except re.error as error:
        raise EmergencyRulesError(f"{RULES_FILE.name}: pattern {source!r}: {error}") from error
    return _Pattern(regex, {key: frozenset(words) for key, words in spellings.items()}, accents_needed)


@dataclass(frozen=True)
class Rules:
    """The rules, compiled; `kinds` in the order in which their numbers are told."""

    kinds: dict[str, _Kind]
    signs: dict[str, tuple[_Pattern, ...]]
    never: tuple[_Pattern, ...]
    figures: tuple[_Pattern, ...]
    not_now: tuple[_Pattern, ...]
    before: tuple[_Pattern, ...]
    long_ago: tuple[_Pattern, ...]
    may_be: tuple[_Pattern, ...]
    cannot_call: tuple[_Pattern, ...]
    asks_whom: tuple[_Pattern, ...]
    paperwork: tuple[_Pattern, ...]
    now: tuple[_Pattern, ...]
    just_happened: tuple[_Pattern, ...]
    grave: tuple[_Pattern, ...]
    but_now: tuple[_Pattern, ...]


@lru_cache(maxsize=4)
def rules(path: Path = RULES_FILE) -> Rules:
    """Return the rules of `path`.

    Raises:
        EmergencyRulesError: the file is no YAML, a key is missing or unknown, or a pattern does not compile.
    """
    file = read_data(path, _File, EmergencyRulesError)
    return Rules(
        kinds=file.kinds,
        signs={
            name: tuple(
                [_compile(sign) for sign in kind.signs]
                + [_compile(sign, accents_needed=True) for sign in kind.accented_only]
            )
            for name, kind in file.kinds.items()
        },
        never=tuple(map(_compile, file.never)),
        figures=tuple(map(_compile, file.figures)),
        not_now=tuple(map(_compile, file.not_now)),
        before=tuple(map(_compile, file.before)),
        long_ago=tuple(map(_compile, file.long_ago)),
        may_be=tuple(map(_compile, file.may_be)),
        cannot_call=tuple(map(_compile, file.cannot_call)),
        asks_whom=tuple(map(_compile, file.asks_whom)),
        paperwork=tuple(map(_compile, file.paperwork)),
        now=tuple(map(_compile, file.now)),
        just_happened=tuple(map(_compile, file.just_happened)),
        grave=tuple(map(_compile, file.grave)),
        but_now=tuple(map(_compile, file.but_now)),
    )


def _typed(text: str) -> _Typed:
    typed = tuple(words(text))
    return _Typed(typed, tuple(map(vietnamese.fold, typed)))


def _found(typed: _Typed, patterns: tuple[_Pattern, ...]) -> set[int]:
    """Return the places of the words that `patterns` match."""
    return {
        place for pattern in patterns for start, end in pattern.spans(typed) for place in range(start, end)
    }


def _without(typed: _Typed, struck: Collection[int]) -> _Typed:
    """Return `typed` with the words at the places `struck` struck out."""
    if not struck:
        return typed
    return _Typed(
        tuple(_STRUCK_OUT if place in struck else word for place, word in enumerate(typed.words)),
        tuple(_STRUCK_OUT if place in struck else word for place, word in enumerate(typed.folded)),
    )


def cannot_call(text: str) -> bool:
    """Tell whether `text`, said right after a danger was told, says that nobody can be called, answers or comes."""
    return bool(_found(_typed(text), rules().cannot_call))


def is_harmless(text: str) -> bool:
    """Tell whether `text` only sounds like a danger: a figure of speech, or a danger that is over."""
    return detect(text) is None and (danger_is_over(text) or bool(_found(_typed(text), rules().figures)))


def may_be_danger(text: str) -> bool:
    """Tell whether `text`, which the model takes for an emergency and the rules do not, has any word of a danger."""
    return bool(_found(_typed(text), rules().may_be))


def asks_whom(text: str) -> bool:
    """Tell whether `text`, said right after a danger was told, asks whom to call."""
    return bool(_found(_typed(text), rules().asks_whom))


def of_paperwork(text: str) -> bool:
    """Tell whether `text`, said right after a danger was told, is about papers and where they are handed in."""
    return bool(_found(_typed(text), rules().paperwork))


def kinds_of(numbers: Sequence[str]) -> tuple[str, ...]:
    """Return the kinds whose numbers to call are among `numbers`."""
    return tuple(name for name, kind in rules().kinds.items() if kind.number and kind.number in numbers)


def detect(text: str) -> Emergency | None:
    """Return the emergency that `text` tells of, None where it tells of none (most messages)."""
    known = rules()
    typed = _typed(text)
    typed = _without(typed, danger_over_at(text) | _found(typed, (*known.never, *known.figures)))
    signs = {name: _found(typed, patterns) for name, patterns in known.signs.items()}
    told = set[int]().union(*signs.values())
    # "bị thương" typed as "bi thuong" is not "thường": words of a sign cannot speak against it
    past, long_ago, never_now = (
        _found(typed, one) - told for one in (known.before, known.long_ago, known.not_now)
    )
    turned = _turned_to_now(typed, told)
    if turned is not None:  # "năm ngoái cháy, giờ cháy nữa": what was before has nothing to do with it
        signs = {name: {place for place in places if place >= turned} for name, places in signs.items()}
        past, long_ago = ({place for place in places if place >= turned} for places in (past, long_ago))
    kinds = tuple(name for name, places in signs.items() if places)
    if not kinds or not (past or long_ago or never_now):
        return Emergency(kinds) if kinds else None
    # "tuần rồi" is no "rồi": what says that it is past does not say that it is now
    rest = _without(typed, _found(typed, (*known.not_now, *known.before, *known.long_ago)))
    happening = _found(rest, known.now) or (not long_ago and _found(rest, known.just_happened))
    if happening or (not (past or long_ago) and _found(typed, known.grave)):
        return Emergency(kinds)
    # who does not want to live any more is heard whatever the papers are about, and since whenever ("thất nghiệp 1 năm rồi")
    heeded = tuple(name for name in kinds if known.kinds[name].heeded)
    return Emergency(heeded) if heeded else None


def _turned_to_now(typed: _Typed, told: Collection[int]) -> int | None:
    """Return where a message turns from what was to what is ("… giờ …"), None where no sign (`told`) stands behind it."""
    turns = [
        end
        for pattern in rules().but_now
        for _, end in pattern.spans(typed)
        if any(place >= end for place in told)
    ]
    return min(turns, default=None)
