"""What a message that was not understood may mean, in a person's words, to be chosen from."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from actions.turn import Option, Turn
from actions.wording import TEXTS
from api.data_files import read_data

MEANINGS_FILE: Final = Path(__file__).parent / "meanings.yml"
SOMETHING_ELSE = TEXTS.text("fallback.something_else")
NONE_MEANT: Final = "/nlu_fallback"
_LIKELY: Final = 0.07
"""Belief (0–1) from which an intent is worth asking about."""
_MOST: Final = 3


class MeaningsError(ValueError):
    """The file of meanings is wrong; the message names the file and the entry."""


class Meaning(BaseModel):
    """An intent as people would name it, and what is done when it is chosen."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    intent: str
    said: str = Field(min_length=5, max_length=60)
    payload: str = Field(pattern=r"^/\w+")


@lru_cache(maxsize=2)
def meanings(path: Path = MEANINGS_FILE) -> dict[str, Meaning]:
    """Return the meanings of `path` by intent.

    Raises:
        MeaningsError: the file is no YAML, or an entry lacks something or holds something unknown.
    """
    return {meaning.intent: meaning for meaning in read_data(path, list[Meaning], MeaningsError)}


meanings()  # a wrong file stops the start, not a turn


def options_for(turn: Turn) -> tuple[Option, ...]:
    """Return what the message may mean, likeliest first, and "something else"; none where nothing is likely."""
    ranking: list[dict[str, Any]] = list(turn.tracker.latest_message.get("intent_ranking") or [])
    found: dict[str, str] = {}
    for guess in sorted(ranking, key=lambda one: -float(one.get("confidence") or 0.0)):
        meaning = meanings().get(str(guess.get("name")))
        if meaning is None or float(guess.get("confidence") or 0.0) < _LIKELY:
            continue
        found.setdefault(meaning.payload, meaning.said)
    likely = tuple((said, chosen) for chosen, said in found.items())[:_MOST]
    return (*likely, (SOMETHING_ELSE(), NONE_MEANT)) if likely else ()
