"""What keys of the data are called on the page, from page_words.yml."""

from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

WORDS = Path(__file__).parent / "page_words.yml"


class PageWordsError(ValueError):
    """page_words.yml is wrong; the message names file and key."""


class PageWords(BaseModel):
    """Vietnamese words by key; `of` gives the key itself where there is none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: dict[str, str]
    decisions: dict[str, str]
    styles: dict[str, str]
    aspects: dict[str, str]
    parts: dict[str, str]

    def of(self, table: str, key: str) -> str:
        """Return what `key` of `table` (kinds, decisions, styles, aspects, parts) is called."""
        words: dict[str, str] = getattr(self, table)
        return words.get(key, key)


@lru_cache(maxsize=2)
def page_words(path: Path = WORDS) -> PageWords:
    """Return the words of `path`.

    Raises:
        PageWordsError: the file is wrong.
    """
    try:
        return PageWords.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        raise PageWordsError(f"{path}: {error}") from error
