"""Where a report is, read so that two can be compared: house number, alley, street, what stands there.

Reads text with and without accents and capitals; no list of streets is needed. A name that one report marks ("đường
Nguyễn Xí") is looked for in the other's words, marked or not.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from api.feedback.duplicates_rules import Words, rules
from retrieval.text import fold, normalise

_TOKEN = re.compile(r"[^\W_]+(?:/[^\W_]+)*|[^\w\s]", re.UNICODE)
_JOINED_NUMBER = re.compile(r"(?i)\b(ql|tl|hl|kp)\.?(\d+[a-z]?)\b")
_NUMBER = re.compile(r"\d+[a-z]?(?:/\d+[a-z]?)*")
_LETTER = re.compile(r"[a-z]\d?")
_LONGEST_NAME = 4
HOUSE, ALLEY, BLOCK, BUS_LINE = "nhà", "hẻm", "lô", "tuyến"
_NO_STREET_AFTER = frozenset((BLOCK, BUS_LINE))
_MEASURED = frozenset({("nhà",), ("tổ",), ("lô",), ("số",)})
"""Words that mark a number only where nothing is counted."""


@dataclass(frozen=True)
class Places:
    """What a report tells of its place.

    `words` are all its words without accents, `typed` the same as written; `numbers` values by kind ("hẻm" → {"5"});
    `names` what streets and landmarks are called, without accents, `marked` those that a word or number before them marks
    as such; `at` the positions in `words` that tell the place.
    """

    words: Words
    typed: Words
    numbers: dict[str, frozenset[str]]
    names: frozenset[Words]
    marked: frozenset[Words]
    at: frozenset[int]

    @property
    def problem(self) -> str:
        """The words that tell no place, as written."""
        return " ".join(word for place, word in enumerate(self.typed) if place not in self.at)

    @property
    def is_told(self) -> bool:
        """Whether there is any place to compare."""
        return bool(self.numbers or self.names)


@lru_cache(maxsize=4096)
def read_places(content: str, place: str | None) -> Places:
    """Return what the report with `content` and `place` (what was told by itself, if anything) tells of its place."""
    return _Reader(f"{content} , {place}" if place else content).places()


@dataclass(frozen=True)
class _Word:
    """A word as written, in small letters, and without accents."""

    typed: str
    small: str
    plain: str

    @classmethod
    def of(cls, typed: str) -> "_Word":
        small = typed.lower()
        return cls(typed, small, fold(small))

    @property
    def capital(self) -> bool:
        return self.typed[:1].isupper()

    def says(self, wanted: str) -> bool:
        """Tell whether it is `wanted` (with accents), which may be typed without any."""
        return self.among(frozenset((wanted,)))

    def among(self, wanted: frozenset[str]) -> bool:
        """Tell whether it is one of `wanted`, as `says` does."""
        return self.small in wanted or (self.small == self.plain and self.plain in _plain(wanted))


class _Reader:
    """One pass over a text's words from left to right."""

    def __init__(self, text: str) -> None:
        spaced = _JOINED_NUMBER.sub(r"\1 \2", normalise(text))
        self._words = _written_out([_Word.of(token) for token in _TOKEN.findall(spaced)])
        self._numbers: dict[str, set[str]] = {}
        self._names: set[Words] = set()
        self._marked: set[Words] = set()
        self._at: set[int] = set()

    def places(self) -> Places:
        """Return what was read."""
        here = 0
        while here < len(self._words):
            here = self._numbered(here) or self._named(here) or self._bare(here) or here + 1
        return Places(
            words=tuple(word.plain for word in self._words),
            typed=tuple(word.typed for word in self._words),
            numbers={kind: frozenset(values) for kind, values in self._numbers.items()},
            names=frozenset(self._names | self._marked),
            marked=frozenset(self._marked),
            at=frozenset(self._at),
        )

    def _numbered(self, here: int) -> int | None:
        """Read a marked number at `here`, and the name of the street behind it; returns where to go on."""
        found = self._marked_number(here)
        if found is None:
            return None
        kind, number = found
        self._keep_number(kind, self._words[number].plain)
        self._at.update(range(here, number + 1))
        if kind in _NO_STREET_AFTER:
            return number + 1
        return self._name_at(number + 1) or number + 1

    def _marked_number(self, here: int) -> tuple[str, int] | None:
        """Return the kind of a marked number at `here` and where the number itself stands."""
        for phrase in _numbered_phrases():
            number = here + len(phrase)
            if not self._says(here, phrase) or number >= len(self._words):
                continue
            kind, value = rules().numbered[phrase], self._words[number]
            if kind == BLOCK and _LETTER.fullmatch(value.plain) and value.plain not in ("o", "a"):
                return kind, number
            if _NUMBER.fullmatch(value.plain) and not (phrase in _MEASURED and self._counts(number)):
                return kind, number
        return None

    def _named(self, here: int) -> int | None:
        phrase = self._marker(here)
        end = self._name_at(here + len(phrase), after=phrase) if phrase else None
        if phrase and end is not None:
            self._at.update(range(here, here + len(phrase)))
        return end

    def _bare(self, here: int) -> int | None:
        """Read "45 Lê Lợi", or a name in capitals that nothing marks."""
        if _NUMBER.fullmatch(self._words[here].plain) and not self._counts(here):
            end = self._name_at(here + 1)
            if end is not None and end > here + 2:
                self._keep_number(HOUSE, self._words[here].plain)
                self._at.add(here)
                return end
            return None
        run = here
        while run < len(self._words) and self._words[run].capital and run - here < _LONGEST_NAME:
            run += 1
        return self._keep_name(here, run, self._names) if run - here >= 2 else None

    def _name_at(self, here: int, after: Words = ()) -> int | None:
        """Read the name that begins at `here`, `after` the phrase that marks it; returns where it ends, None for none."""
        while (marked := self._marker(here)) and not self._is_number(here + len(marked)):
            here, after = here + len(marked), marked
        end = here
        while end < len(self._words) and end - here < _LONGEST_NAME and self._goes_on(here, end):
            end += 1
        return self._keep_name(here, end, self._marked, after) if end > here else None

    def _goes_on(self, start: int, here: int) -> bool:
        word = self._words[here]
        if not word.plain[0].isalnum() or self._marked_number(here) is not None:
            return False
        if _NUMBER.fullmatch(word.plain):
            return here > start and not self._counts(here)
        if self._words[start].capital:
            return word.capital
        return not word.among(rules().ends)

    def _keep_name(self, start: int, end: int, among: set[Words], after: Words = ()) -> int:
        name = tuple(word.plain for word in self._words[start:end])
        if len(name) == 1:
            if not self._words[start].capital:
                return end
            name = (*(fold(word) for word in after[-1:]), *name)
        self._at.update(range(start, end))
        if len(name) > 1:
            among.add(name)
        return end

    def _keep_number(self, kind: str, value: str) -> None:
        if kind == HOUSE and "/" in value:
            alley, _, house = value.rpartition("/")
            self._numbers.setdefault(ALLEY, set()).add(alley)
            value = house
        self._numbers.setdefault(kind, set()).add(value)

    def _marker(self, here: int) -> Words | None:
        return next((one for one in _named_phrases() if self._says(here, one)), None)

    def _is_number(self, here: int) -> bool:
        return here < len(self._words) and _NUMBER.fullmatch(self._words[here].plain) is not None

    def _says(self, here: int, phrase: Words) -> bool:
        words = self._words[here : here + len(phrase)]
        return len(words) == len(phrase) and all(
            word.says(wanted) for word, wanted in zip(words, phrase, strict=True)
        )

    def _counts(self, here: int) -> bool:
        """Tell whether the number at `here` counts something: "4 ngày", "500 ngàn"."""
        after = self._words[here + 1] if here + 1 < len(self._words) else None
        counted = after is not None and not after.capital and after.among(rules().units_of_measure)
        return counted and "/" not in self._words[here].plain


@lru_cache(maxsize=256)
def _plain(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


@lru_cache(maxsize=1)
def _numbered_phrases() -> tuple[Words, ...]:
    return tuple(sorted(rules().numbered, key=len, reverse=True))


@lru_cache(maxsize=1)
def _named_phrases() -> tuple[Words, ...]:
    return tuple(sorted(rules().named, key=len, reverse=True))


def _written_out(words: list[_Word]) -> list[_Word]:
    """Return the words with short names written out: "CMT8" → "Cach Mang Thang Tam"."""
    out: list[_Word] = []
    here = 0
    while here < len(words):
        for length in (4, 1):
            full = rules().aliases.get(tuple(word.plain for word in words[here : here + length]))
            if full is not None:
                capital = words[here].capital
                out += [_Word.of(word.capitalize() if capital else word) for word in full]
                here += length
                break
        else:
            out.append(words[here])
            here += 1
    return out
