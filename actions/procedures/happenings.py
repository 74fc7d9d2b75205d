"""What a citizen told before of the things now named: "mất hết căn cước, bằng lái", then "căn cước trước đi".

What may happen is data (`happenings.yml`).
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from actions.turn import Turn
from api.data_files import read_data
from bot.follow_up_words import follow_ups
from bot.paper_signs import paper_words
from retrieval.text import folded_words, syllables

HAPPENINGS_FILE: Final = Path(__file__).parent / "happenings.yml"
_KINDS: Final = frozenset({"the", "giay", "to", "cuon", "tam", "xe", "may", "hoi", "tiep"})
"""Words of any paper, which tell none from another."""
_LOOKED_AT: Final = 8
"""Messages of the citizen, this one apart, in which a story is looked for."""


class HappeningsError(ValueError):
    """The file of happenings is wrong; the message names the file and the entry."""


class Happening(BaseModel):
    """Something that happens to a paper: the word to search with, how it is told, and what stands beside it otherwise; what
    the `named` procedures for it have in their names, and words of it happening to many papers at once (`of_many`).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    means: str = Field(min_length=2)
    said: tuple[str, ...] = Field(min_length=1)
    unless_before: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    of_many: tuple[str, ...] = ()

    def is_told(self, plain: str) -> bool:
        """Tell whether folded words, parted by single spaces, tell of it."""
        return _pattern(self.said, self.unless_before, self.unless_after).search(plain) is not None

    def is_of_many(self, plain: str) -> bool:
        """Tell whether folded words tell that it happened to many papers at once."""
        return bool(self.of_many) and _pattern(self.of_many, (), ()).search(plain) is not None

    def names(self, procedure: str) -> bool:
        """Tell whether the name of a procedure says that it is for this."""
        return bool(self.named) and _pattern(self.named, (), ()).search(folded_words(procedure)) is not None


@lru_cache(maxsize=16)
def _pattern(said: tuple[str, ...], before: tuple[str, ...], after: tuple[str, ...]) -> re.Pattern[str]:
    found = "|".join(_folded(one) for one in sorted(said, key=len, reverse=True))
    not_before = "".join(rf"(?<!(?<!\S){_folded(one)} )" for one in before)
    not_after = rf"(?! (?:{'|'.join(map(_folded, after))})(?!\S))" if after else ""
    return re.compile(rf"{not_before}(?<!\S)(?:{found})(?!\S){not_after}")


def _folded(phrase: str) -> str:
    return " ".join(re.escape(one) for one in syllables(phrase))


@lru_cache(maxsize=2)
def happenings(path: Path = HAPPENINGS_FILE) -> tuple[Happening, ...]:
    """Return the happenings of `path`, in its order; the first that was told counts.

    Raises:
        HappeningsError: the file is no YAML, or an entry lacks something or holds something unknown.
    """
    return read_data(path, tuple[Happening, ...], HappeningsError)


happenings()  # a wrong file stops the start, not a turn


def is_told(text: str) -> bool:
    """Tell whether a text tells that something happened to a paper."""
    return any(one.is_told(folded_words(text)) for one in happenings())


def told_of(turn: Turn, things: tuple[str, ...]) -> Happening | None:
    """Return what the citizen told before to have happened to `things` (folded words); None where nothing was told of
    them, or the message at hand tells something itself.

    Where many papers were told lost, one more that is named and nothing else ("thẻ bhyt nữa") is one of them.
    """
    if not things or is_told(turn.text):
        return None
    named = set(things) - _KINDS or set(things)
    one_more = _names_one_more(folded_words(turn.text))
    for text in _said_before(turn):
        plain = folded_words(text)
        told = next((one for one in happenings() if one.is_told(plain)), None)
        if told is None:
            continue
        if named <= set(plain.split()) or (one_more and told.is_of_many(plain)):
            return told
    return None


def _names_one_more(plain: str) -> bool:
    """Tell whether folded words name a paper and say nothing else."""
    papers = paper_words().papers
    rest = papers.sub(" ", plain).split()
    return papers.search(plain) is not None and set(rest) <= follow_ups().nameless | _KINDS


def _said_before(turn: Turn) -> list[str]:
    """Return the citizen's last messages but this one, the latest first."""
    said: list[str] = []
    for event in reversed(turn.tracker.events):
        if event.get("event") == "user":
            said.append(str(event.get("text") or ""))
            if len(said) > _LOOKED_AT:
                break
    return said[1:]
