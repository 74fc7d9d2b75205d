"""The words of what is said right after a danger was told (`data/after_emergency.yml`)."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from api.data_files import read_data
from bot.word_patterns import Spelt, spelt, words

WORDS_FILE: Final = Path(__file__).parent / "data" / "after_emergency.yml"


class AfterEmergencyWordsError(ValueError):
    """The file of words is wrong; the message names the file and the list."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    no_answer: tuple[str, ...] = Field(min_length=1)
    no_police: tuple[str, ...] = Field(min_length=1)
    where_reported: tuple[str, ...] = Field(min_length=1)
    relieved: tuple[str, ...] = Field(min_length=1)
    files: tuple[str, ...] = Field(min_length=1)
    acknowledges: tuple[str, ...] = Field(min_length=1)
    manners: tuple[str, ...] = Field(min_length=1)
    another_matter: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True)
class AfterEmergencyWords:
    """The lists of the file, compiled, by name."""

    patterns: dict[str, tuple[Spelt, ...]]

    def holds(self, name: str, text: str) -> bool:
        """Tell whether `text` holds a pattern of the list `name`."""
        return any(one.holds(text) for one in self.patterns[name])

    def tells_another_matter(self, text: str, *, danger: str) -> bool:
        """Tell whether `text` has words of another matter that the `danger` was not told with."""
        said = words(text)
        known = set(words(danger))
        return any(
            not {said[place] for place in places} <= known
            for one in self.patterns["another_matter"]
            if (places := one.places(text))
        )


@lru_cache(maxsize=2)
def after_emergency_words(path: Path = WORDS_FILE) -> AfterEmergencyWords:
    """Return the words of `path`.

    Raises:
        AfterEmergencyWordsError: the file is no YAML, or a list is missing or unknown.
        PatternError: a pattern does not compile.
    """
    file = read_data(path, _File, AfterEmergencyWordsError)
    names = tuple(_File.model_fields)
    return AfterEmergencyWords(
        {name: spelt(f"{path.name}: {name}", list(getattr(file, name))) for name in names}
    )


def nobody_answers(text: str) -> bool:
    """Tell whether `text`, said right after a danger was told, says that nobody picks up."""
    return after_emergency_words().holds("no_answer", text)


after_emergency_words()  # a wrong file stops the start, not a turn
