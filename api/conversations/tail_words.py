"""The words around the end of a phone number (`data/phone_tails.yml`): the same as before, not known, of something else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, field_validator

from api.data_files import read_data
from bot.word_patterns import Spelt, spelt, words
from retrieval.text import fold, has_accents, nfc

WORDS_FILE: Final = Path(__file__).parent / "data" / "phone_tails.yml"
_FEWEST_DIGITS: Final = 3
_LONGEST_WRAPPED: Final = 12
_PIECES: Final = re.compile(r"[^\W_]+|[^\w\s]")


class TailWordsError(ValueError):
    """The file of words is wrong; the message names the file and the list."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    same: tuple[str, ...] = Field(min_length=1)
    unknown: tuple[str, ...] = Field(min_length=1)
    insists: tuple[str, ...] = Field(min_length=1)
    offices: tuple[str, ...] = Field(min_length=1)
    elsewhere: tuple[str, ...] = Field(min_length=1)
    wrapping: frozenset[str] = Field(min_length=1)
    digits: dict[str, int]

    @field_validator("wrapping", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return value.split() if isinstance(value, str) else value


@dataclass(frozen=True)
class TailWords:
    """The words of the file, its patterns compiled."""

    file: _File
    patterns: dict[str, tuple[Spelt, ...]]

    def says_the_same(self, text: str) -> bool:
        """Tell whether `text` says that the number is the one given before."""
        return self._holds("same", text)

    def gives_none(self, text: str) -> bool:
        """Tell whether `text` says that the number is not known, or insists on being told without one."""
        if self.speaks_of_offices(text):
            return False
        return self._holds("unknown", text) or self._holds("insists", text)

    def speaks_of_offices(self, text: str) -> bool:
        """Tell whether `text` speaks of offices or of calling somebody."""
        return self._holds("offices", text)

    def is_elsewhere(self, text: str) -> bool:
        """Tell whether the digits of `text` are those of a house, a road, a sum, a day."""
        return self._holds("elsewhere", text)

    def is_wrapped(self, text: str) -> bool:
        """Tell whether `text` is one number of three digits or more and nothing else but small words."""
        said = [fold(word) for word in words(text)]
        rest = [word for word in said if word not in self.file.wrapping]
        return len(said) <= _LONGEST_WRAPPED and bool(rest) and _are_digits(rest)

    def spoken(self, text: str) -> str | None:
        """Return the digits that `text` spells in a row ("chín không tám"), None where it tells anything else."""
        by_word = (
            self.file.digits if has_accents(nfc(text)) else {fold(k): v for k, v in self.file.digits.items()}
        )
        runs, rest = [""], []
        for piece in _PIECES.findall(nfc(text).lower()):
            if piece in by_word:
                runs[-1] += str(by_word[piece])
                continue
            rest += [fold(piece)] if piece[0].isalnum() else []
            runs.append("")
        long = [run for run in runs if len(run) >= _FEWEST_DIGITS]
        return long[0] if len(long) == 1 and self.file.wrapping.issuperset(rest) else None

    def _holds(self, name: str, text: str) -> bool:
        return any(one.holds(text) for one in self.patterns[name])


def _are_digits(said: Iterable[str]) -> bool:
    """Tell whether `said` is one group of three digits or more."""
    groups = list(said)
    return len(groups) == 1 and groups[0].isdigit() and len(groups[0]) >= _FEWEST_DIGITS


@lru_cache(maxsize=2)
def tail_words(path: Path = WORDS_FILE) -> TailWords:
    """Return the words of `path`.

    Raises:
        TailWordsError: the file is no YAML, or a list is missing or unknown.
        PatternError: a pattern does not compile.
    """
    file = read_data(path, _File, TailWordsError)
    lists = ("same", "unknown", "insists", "offices", "elsewhere")
    patterns = {name: spelt(f"{path.name}: {name}", list(getattr(file, name))) for name in lists}
    return TailWords(file, patterns)


tail_words()  # a wrong file stops the start, not a turn
