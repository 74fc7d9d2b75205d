"""Short questions about the procedure in context: which aspects they ask, and whether they name a procedure at all."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from actions.plain_answers import bare_aspects
from retrieval import places
from retrieval.aspects import aspects_of, without_aspects
from retrieval.procedure import Aspect
from retrieval.text import fold, has_accents, nfc, normalise, syllables
from retrieval.vocabulary import stopwords

FOLLOW_UPS_FILE: Final = Path(__file__).parent / "follow_ups.yml"
_CARRIES_ON: Final = re.compile(
    r"^\W*(?:(?:dạ|thế|vậy|rồi|à|ủa|ờ|thì|em|anh|chị|ơi|ok|vâng|nếu)\W+)*còn(?! lại)(?!\w)"
    r"|(?:thì|là) (?:sao|thế nào|như nào|ra sao)(?!\w)(?: \w+){0,2}\W*$"
)
_CARRIES_ON_FOLDED: Final = re.compile(
    r"^\W*(?:(?:da|the|vay|roi|a|ua|o|thi|em|anh|chi|oi|ok|vang|neu)\W+)*con(?! (?:lai|toi|tui|em|minh|trai|gai|anh|chi|nuoi)\b)(?!\w)"
    r"|thi (?:sao|the nao|ra sao)(?: \w+){0,2}\W*$"
)
_MARKUP: Final = re.compile(r"\[([^\[\]]+)\](?:\([^()]*\)|\{[^{}]*\})")


class FollowUpsError(ValueError):
    """The file of follow-ups is wrong; the message names the file and the list."""


class FollowUps(BaseModel):
    """Phrases by the aspect they ask, and single words that name no procedure, all folded."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    aspects: dict[Aspect, tuple[str, ...]]
    nameless: frozenset[str]

    @field_validator("aspects")
    @classmethod
    def _plain(cls, phrases: dict[Aspect, tuple[str, ...]]) -> dict[Aspect, tuple[str, ...]]:
        return {aspect: tuple(" ".join(syllables(one)) for one in found) for aspect, found in phrases.items()}

    @field_validator("nameless", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return value.split() if isinstance(value, str) else value


@lru_cache(maxsize=2)
def follow_ups(path: Path = FOLLOW_UPS_FILE) -> FollowUps:
    """Return the words of `path`.

    Raises:
        FollowUpsError: the file is no YAML, or a list is missing or unknown.
    """
    try:
        return FollowUps.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        raise FollowUpsError(f"{path.name}: {error}") from error


follow_ups()  # a wrong file stops the start, not a turn


def unmarked(text: str) -> str:
    """Return a citizen's text without markup of training data: "[lệ phí](aspect)" is just "lệ phí"."""
    return _MARKUP.sub(r"\1", text)


def without_units(text: str) -> str:
    """Return `text` without the phường, xã it names, as far as they are named for certain."""
    typed = nfc(text)
    for mention in reversed(places.find_units(typed)):
        if typed[mention.start : mention.end] == mention.words:
            typed = f"{typed[: mention.start]} {typed[mention.end :]}"
    return typed


def asked_in(text: str) -> tuple[Aspect, ...]:
    """Return the aspects that `text` asks, in its order."""
    return aspects_of(text) or bare_aspects(text) or (() if names_something(text) else _phrases_in(text)[0])


def names_something(text: str) -> bool:
    """Tell whether `text` says more than which aspect is asked ("phí bao nhiêu vậy em" does not)."""
    if bare_aspects(text):
        return False
    rest = stopwords().sub(" ", without_aspects(fold(normalise(without_units(text)))))
    if set(syllables(rest)) <= follow_ups().nameless:
        return False
    found, left = _phrases_in(without_units(text))
    return not found or not set(left.split()) <= follow_ups().nameless


def carries_on(text: str) -> bool:
    """Tell whether a message asks the same of something else: "thế còn kết hôn", "làm lại thì sao"."""
    typed = normalise(text).lower()
    if has_accents(typed):
        return bool(_CARRIES_ON.search(typed))
    return bool(_CARRIES_ON_FOLDED.search(typed))


def _phrases_in(text: str) -> tuple[tuple[Aspect, ...], str]:
    """Return the aspects whose phrases stand in `text`, in its order, and the folded text without them."""
    plain = f" {' '.join(syllables(normalise(text)))} "
    found: dict[Aspect, int] = {}
    named = [(phrase, aspect) for aspect, phrases in follow_ups().aspects.items() for phrase in phrases]
    for phrase, aspect in sorted(named, key=lambda one: -len(one[0])):
        place = plain.find(f" {phrase} ")
        if place >= 0:
            plain = plain.replace(f" {phrase} ", f" {'_' * len(phrase)} ")
            found.setdefault(aspect, place)
    left = " ".join(word for word in plain.split() if not word.startswith("_"))
    return tuple(sorted(found, key=lambda aspect: found[aspect])), left
