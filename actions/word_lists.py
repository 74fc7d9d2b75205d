"""The words of `words.yml`, by which short answers are understood."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, field_validator

from api.data_files import read_data
from retrieval.procedure import Aspect

WORDS_FILE: Final = Path(__file__).parent / "words.yml"


class WordListsError(ValueError):
    """The file of words is wrong; the message names the file and the list."""


class WordLists(BaseModel):
    """Single words as sets, phrases in their order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    agree: frozenset[str]
    disagree: frozenset[str]
    refusals: tuple[str, ...]
    dont_know: tuple[str, ...]
    insults: tuple[str, ...]
    aspects: dict[Aspect, tuple[str, ...]]
    filler: frozenset[str]
    of_the_report: frozenset[str]

    @field_validator("agree", "disagree", "filler", "of_the_report", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return value.split() if isinstance(value, str) else value


@lru_cache(maxsize=2)
def word_lists(path: Path = WORDS_FILE) -> WordLists:
    """Return the words of `path`.

    Raises:
        WordListsError: the file is no YAML, or a list is missing or unknown.
    """
    return read_data(path, WordLists, WordListsError)


word_lists()  # a wrong file stops the start, not a turn
