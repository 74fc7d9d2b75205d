"""The words of who waits for an operator (`data/while_waiting.yml`)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, field_validator

from api.data_files import read_data
from bot.word_patterns import Spelt, spelt, words
from retrieval.text import fold

WORDS_FILE: Final = Path(__file__).parent / "data" / "while_waiting.yml"
_NUMBER: Final = re.compile(r"⟨sđt\d*⟩")
_NAME: Final = 4
"""Words beside a phone number that may be a name: "Nguyễn Thị Lan 0918…"."""


class WaitingWordsError(ValueError):
    """The file of words is wrong; the message names the file and the list."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    taken_back: tuple[str, ...] = Field(min_length=1)
    who_knows: tuple[str, ...] = Field(min_length=1)
    agrees: tuple[str, ...] = Field(min_length=1)
    upset: tuple[str, ...] = Field(min_length=1)
    calls: tuple[str, ...] = Field(min_length=1)
    reproaches: tuple[str, ...] = Field(min_length=1)
    not_own: tuple[str, ...] = Field(min_length=1)
    matter: tuple[str, ...] = Field(min_length=1)
    wrapping: frozenset[str] = Field(min_length=1)

    @field_validator("wrapping", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [fold(word) for word in value.split()] if isinstance(value, str) else value


@dataclass(frozen=True)
class WaitingWords:
    """The lists of the file, compiled, by name."""

    patterns: dict[str, tuple[Spelt, ...]]
    wrapping: frozenset[str]

    def holds(self, name: str, text: str) -> bool:
        """Tell whether `text` holds a pattern of the list `name`."""
        return any(one.holds(text) for one in self.patterns[name])

    def leaves_a_number(self, text: str) -> bool:
        """Tell whether `text` (masked) is a phone number and little else: a name, "gọi cho tui số này nha"."""
        if not _NUMBER.search(text):
            return False
        rest = [word for word in words(_NUMBER.sub(" ", text)) if fold(word) not in self.wrapping]
        return len(rest) <= _NAME


@lru_cache(maxsize=2)
def waiting_words(path: Path = WORDS_FILE) -> WaitingWords:
    """Return the words of `path`.

    Raises:
        WaitingWordsError: the file is no YAML, or a list is missing or unknown.
        PatternError: a pattern does not compile.
    """
    file = read_data(path, _File, WaitingWordsError)
    lists = ("taken_back", "who_knows", "agrees", "upset", "calls", "reproaches", "not_own", "matter")
    patterns = {name: spelt(f"{path.name}: {name}", list(getattr(file, name))) for name in lists}
    return WaitingWords(patterns, file.wrapping)


def is_an_outcry(text: str) -> bool:
    """Tell whether `text` is an outcry and nothing else: "trời ơi", "ủa sao kỳ vậy"."""
    return waiting_words().holds("upset", text)


waiting_words()  # a wrong file stops the start, not a turn
