"""Phrases that ask an aspect of the procedure talked about, and words that name none. Imports nothing of Rasa.

The words are those of `actions/procedures/follow_ups.yml`, compared without accents.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.word_files import read_lists
from retrieval.ages import ages_told, without_ages
from retrieval.aspect_words import set_apart
from retrieval.text import folded_words, normalise, syllables

FOLLOW_UPS_FILE = Path(__file__).parents[1] / "actions" / "procedures" / "follow_ups.yml"


class FollowUpsError(ValueError):
    """The file of follow-ups is wrong; the message names the file and the list."""


@dataclass(frozen=True)
class FollowUps:
    """Folded phrases with the aspect they ask, the longest first, folded words that name no procedure, and a pattern of
    getting what a procedure gives ("có giấy phép"), which names none either.
    """

    phrases: "tuple[tuple[str, str], ...]"
    nameless: "frozenset[str]"
    outcomes: "re.Pattern[str]"


@lru_cache(maxsize=2)
def follow_ups(path: Path = FOLLOW_UPS_FILE) -> FollowUps:
    """Return the words of `path`.

    Raises:
        FollowUpsError: the file is no YAML, or a list is missing, unknown or holds something else than words.
    """
    found = read_lists(path, ("aspects", "nameless", "outcomes"), FollowUpsError)
    named: dict[str, str] = {}
    for aspect, phrases in found["aspects"].items():
        if not isinstance(phrases, list) or not all(isinstance(one, str) and one for one in phrases):
            raise FollowUpsError(f"{path.name}: {aspect} must be a list of phrases")
        for phrase in phrases:
            named.setdefault(" ".join(syllables(phrase)), str(aspect))
    ordered = tuple(sorted(named.items(), key=lambda one: (-len(one[0]), one[0])))
    given = sorted({" ".join(syllables(str(one))) for one in found["outcomes"]}, key=len, reverse=True)
    outcomes = re.compile(
        rf"(?<!\S)(?P<got>co|ra|lay|nhan|cam|cap|lanh)(?: (?:duoc|cai|to|tam|lai)){{0,2}} (?:{'|'.join(given)})(?! do(?!\S))(?!\S)"
    )
    return FollowUps(ordered, frozenset(str(found["nameless"]).split()), outcomes)


def phrases_in(text: str) -> "tuple[dict[str, str], str]":
    """Return the phrases that stand in `text` with the aspect each asks, in its order, and the folded rest.

    What is asked in words set apart (retrieval.aspect_words) stands first, under the name of its aspect.
    """
    whole = f" {folded_words(text)} "
    apart, plain = set_apart(whole)
    plain = f" {' '.join(plain.split())} " if apart else plain
    places: dict[str, int] = {}
    for phrase, _ in follow_ups().phrases:
        place = plain.find(f" {phrase} ")
        if place >= 0:
            plain = plain.replace(f" {phrase} ", f" {'_' * len(phrase)} ")
            places[phrase] = place
    rest = " ".join(word for word in plain.split() if not word.startswith("_"))
    asked = dict(follow_ups().phrases)
    told = {phrase: asked[phrase] for phrase in sorted(places, key=lambda one: places[one])}
    return {**{aspect: aspect for aspect in apart}, **told}, rest


def only_follows_up(text: str) -> bool:
    """Tell whether a message asks an aspect and names no procedure."""
    plain = folded_words(text)
    found, rest = phrases_in(follow_ups().outcomes.sub(r"\g<got>", plain))
    return bool(found) and set(rest.split()) <= follow_ups().nameless


def asks_by_when(text: str) -> bool:
    """Tell whether a message asks by when the citizen must act, or what being late means."""
    return "time_limit" in phrases_in(text)[0]


def only_tells_an_age(text: str) -> bool:
    """Tell whether a message tells somebody's age and names no procedure: "bé nhà em mới 7t"."""
    return bool(ages_told(text)) and set(syllables(normalise(without_ages(text)))) <= follow_ups().nameless
