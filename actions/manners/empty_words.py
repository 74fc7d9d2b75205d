"""Messages that say nothing: keys hit at random, only pronouns and particles ("thì cái hồi bữa đó")."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, field_validator

from actions.plain_answers import is_gibberish
from api.data_files import read_data
from retrieval.text import normalise, syllables

WORDS_FILE: Final = Path(__file__).parent / "empty_words.yml"
_FEWEST: Final = 2
"""Words of the shortest message that is taken for empty; one word alone may be a name, an answer or a laugh."""
_LETTERS: Final = re.compile(r"[^\W\d_]")
_LAUGH: Final = re.compile(r"(?:(?:ha|he|hi|ho|hu|ka|ke|ki|kk)+[hk]?|lol|hic|lmao)")


class EmptyWordsError(ValueError):
    """The file of words is wrong; the message names the file and the list."""


class EmptyWords(BaseModel):
    """Folded words that say nothing, and folded messages of such words that say something."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    empty: frozenset[str] = Field(min_length=1)
    enough_alone: frozenset[str]

    @field_validator("empty", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return syllables(value) if isinstance(value, str) else value

    @field_validator("enough_alone")
    @classmethod
    def _folded(cls, value: frozenset[str]) -> frozenset[str]:
        return frozenset(" ".join(syllables(one)) for one in value)


@lru_cache(maxsize=2)
def empty_words(path: Path = WORDS_FILE) -> EmptyWords:
    """Return the words of `path`.

    Raises:
        EmptyWordsError: the file is no YAML, or a list is missing or unknown.
    """
    return read_data(path, EmptyWords, EmptyWordsError)


empty_words()  # a wrong file stops the start, not a turn


def says_nothing(text: str) -> bool:
    """Tell whether no word of `text` says anything: each is empty, or letters that no Vietnamese word could be.

    What has a number, a code or a sign of its own says something; so does a choice that was tapped.
    """
    words = syllables(normalise(text))
    if text.startswith("/") or not words or any(not _LETTERS.search(word) for word in words):
        return False
    alone = " ".join(words) in empty_words().enough_alone or all(map(_LAUGH.fullmatch, words))
    if alone or len(words) < _FEWEST:
        return False
    return all(word in empty_words().empty or is_gibberish(word) for word in words)
