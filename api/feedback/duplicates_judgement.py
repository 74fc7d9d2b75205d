"""Whether two reports are of one thing: is it the same place, and is it the same problem?

Two small linear models, each over signs that can be told to an officer; both must say yes. The same problem at another
place is another matter, and so is another problem at the same place. Where both were shared on the map, the distance
tells the place; words can only speak against it.
"""

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from api.feedback.classify import FieldGuess, classify
from api.feedback.duplicates_places import ALLEY, HOUSE, Places, read_places
from api.feedback.duplicates_rules import Words, rules
from api.feedback.points import Point, metres_between
from retrieval.encoder import Encoder, load_encoder
from retrieval.text import fold

NEAR_HOUSES = 6
"""House numbers that differ by no more are neighbours: people name the house they know."""
_LARGEST_EXPONENT = 50.0
_LONG_NAME = 5
"""Letters of a name that tells a place alone ("citihome")."""


class Sign(StrEnum):
    """What speaks for or against two reports being of one thing; each is 0–1, a cosine −1–1."""

    NAME = "name"  # a street or landmark of one is in the other
    NAMES = "names"  # two of them are
    OTHER_NAME = "other_name"  # each names a place that the other does not
    NO_NAME = "no_name"  # and no name of one is in the other
    HOUSE = "house"
    NEAR_HOUSE = "near_house"
    OTHER_HOUSE = "other_house"
    NUMBER = "number"  # of an alley, a numbered street, a block, a quarter, a bus line
    OTHER_NUMBER = "other_number"
    POINT = "point"  # how near they are on the map, where both were shared there; 0.5 at the distance of the rules
    PROBLEM = "problem"  # cosine of what is told beside the place
    WORDS = "words"  # share of the words of the shorter one that the other has
    FIELD = "field"  # how alike the likely fields are (Bhattacharyya coefficient)


OF_PROBLEM = (Sign.PROBLEM, Sign.WORDS, Sign.FIELD)
OF_PLACE = tuple(sign for sign in Sign if sign not in (*OF_PROBLEM, Sign.POINT))
"""The signs in words, which are weighed; of the distance no weight is learned."""
_PLACED_BY = (Sign.NAME, Sign.HOUSE, Sign.NEAR_HOUSE, Sign.NUMBER)
_ELSEWHERE_BY = (Sign.OTHER_HOUSE, Sign.OTHER_NUMBER, Sign.NO_NAME)
_NEAR_AT_ALL = 0.05
_BLUR = 0.25
"""Of the distance of the rules: how far telephones are off."""
Signs = dict[Sign, float]


@dataclass(frozen=True)
class Report:
    """What is compared of a report. `day` counts from any one day, the same for both; `point` was shared on the map."""

    content: str
    place: str | None
    field: str
    day: float
    point: Point | None = None


@dataclass(frozen=True)
class Judgement:
    """The calibrated probability (0–1) that two reports are of one thing, and the signs it is made of."""

    probability: float
    signs: Signs


def judge(one: Report, other: Report) -> Judgement:
    """Return how likely the two reports are of one thing.

    It is 0 beyond the days that a matter of their fields lasts, and where nothing at all says that the place is one.
    """
    signs = place_signs(one, other)
    if not may_be_one(one, other, signs):  # most of them: their problems are not compared
        return Judgement(0.0, signs)
    signs |= problem_signs(one, other)
    return Judgement(_same_place(signs) * _logistic(rules().problem_weights, signs), signs)


def may_be_one(one: Report, other: Report, signs: Signs) -> bool:
    """Tell whether the reports lie near enough in time, and anything says that their place is the same."""
    days = max(rules().days_of(one.field), rules().days_of(other.field))
    point = signs.get(Sign.POINT)
    placed = any(signs[sign] for sign in _PLACED_BY) if point is None else point >= _NEAR_AT_ALL
    return placed and abs(one.day - other.day) <= days


def signs_of(one: Report, other: Report) -> Signs:
    """Return every sign of the two reports."""
    return place_signs(one, other) | problem_signs(one, other)


def place_signs(one: Report, other: Report) -> Signs:
    """Return what says whether the reports are of one place."""
    here, there = _places(one), _places(other)
    ours, theirs = _matched(here, there), _matched(there, here)
    matched = max(len(ours), len(theirs))
    unmatched = len(here.names) > len(ours) and len(there.names) > len(theirs)
    return {
        Sign.NAME: float(matched > 0),
        Sign.NAMES: float(matched > 1),
        Sign.OTHER_NAME: float(unmatched),
        Sign.NO_NAME: float(unmatched and matched == 0),
        **_numbers(here, there),
        **_on_the_map(one, other),
    }


def problem_signs(one: Report, other: Report) -> Signs:
    """Return what says whether the reports are of one problem."""
    here, there = _places(one), _places(other)
    names = _matched(here, there) | _matched(there, here)
    return {
        Sign.PROBLEM: _alike(here.problem, there.problem),
        Sign.WORDS: _shared_words(here, there, names),
        Sign.FIELD: _same_field(one.content, other.content),
    }


def _on_the_map(one: Report, other: Report) -> Signs:
    if one.point is None or other.point is None:
        return {}
    beyond = metres_between(one.point, other.point) / rules().near_metres - 1
    return {Sign.POINT: 1 / (1 + math.exp(min(beyond / _BLUR, _LARGEST_EXPONENT)))}


def _same_place(signs: Signs) -> float:
    in_words = _logistic(rules().place_weights, signs)
    point = signs.get(Sign.POINT)
    if point is None:
        return in_words
    return min(point, in_words) if any(signs[sign] for sign in _ELSEWHERE_BY) else point


def _places(report: Report) -> Places:
    return read_places(report.content, report.place)


def _matched(here: Places, there: Places) -> set[Words]:
    return {name for name in here.names if _found(name, there)}


def _logistic(weights: dict[str, float], signs: Signs) -> float:
    odds = sum(weight * signs[Sign(name)] for name, weight in weights.items() if name != "intercept")
    return 1 / (1 + math.exp(-odds - weights["intercept"]))


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """Return the encoder of problems: the project's own, for which the weights were learned."""
    return load_encoder()


def _found(name: Words, there: Places) -> bool:
    """Tell whether the other report has the name: whole, or its beginning where the name ran on into other words."""
    if name[-1][0].isdigit():
        return _holds(there.words, name)
    shortest = 2 if len(name) < 4 else 3
    if any(_holds(there.words, name[:length]) for length in range(len(name), shortest - 1, -1)):
        return not any(other[: len(name)] == name and other[-1][0].isdigit() for other in there.names)
    return any(len(word) >= _LONG_NAME and word.isalpha() and word in there.words for word in name[-1:])


def _holds(words: Words, name: Words) -> bool:
    return any(words[start : start + len(name)] == name for start in range(len(words) - len(name) + 1))


def _numbers(here: Places, there: Places) -> dict[Sign, float]:
    house, near, other_house = _houses(here, there)
    told = [_same(here, there, kind) for kind in {*here.numbers, *there.numbers} - {HOUSE}]
    # "688 Lê Đức Thọ" may be an alley
    crossed = _values(here, ALLEY) & _values(there, HOUSE) | _values(here, HOUSE) & _values(there, ALLEY)
    return {
        Sign.HOUSE: float(house),
        Sign.NEAR_HOUSE: float(near),
        Sign.OTHER_HOUSE: float(other_house),
        Sign.NUMBER: float(any(same for same, _ in told) or bool(crossed)),
        Sign.OTHER_NUMBER: float(any(differ for _, differ in told)),
    }


def _values(places: Places, kind: str) -> frozenset[str]:
    return places.numbers.get(kind, frozenset())


def _same(here: Places, there: Places, kind: str) -> tuple[bool, bool]:
    """Return whether both tell the same number of `kind`, and whether they tell different ones."""
    ours, theirs = _values(here, kind), _values(there, kind)
    if not ours or not theirs:
        return False, False
    same = any(a == b or a.startswith(f"{b}/") or b.startswith(f"{a}/") for a in ours for b in theirs)
    return same, not same


def _houses(here: Places, there: Places) -> tuple[bool, bool, bool]:
    same, differ = _same(here, there, HOUSE)
    ours, theirs = _values(here, HOUSE), _values(there, HOUSE)
    if not same and not differ:
        bare = {*ours & set(there.words), *theirs & set(here.words)}
        return any(len(number) > 1 for number in bare), False, False
    near = differ and any(0 < abs(_whole(a) - _whole(b)) <= NEAR_HOUSES for a in ours for b in theirs)
    return same, near, differ and not near


def _whole(number: str) -> int:
    found = re.match(r"\d+", number)
    return int(found[0]) if found else 0


def _alike(one: str, other: str) -> float:
    vectors = encoder().encode([one, other])
    return float(vectors[0] @ vectors[1])


def _shared_words(here: Places, there: Places, names: set[Words]) -> float:
    named = {word for name in names for word in name}
    ours, theirs = ({*fold(places.problem).split()} - named for places in (here, there))
    ours, theirs = ({word for word in words if word.isalpha()} for words in (ours, theirs))
    shorter = min(len(ours), len(theirs))
    return len(ours & theirs) / shorter if shorter else 0.0


def _same_field(one: str, other: str) -> float:
    shares = {guess.field: guess.score for guess in _fields(other)}
    return sum(math.sqrt(guess.score * shares.get(guess.field, 0.0)) for guess in _fields(one))


@lru_cache(maxsize=4096)
def _fields(text: str) -> tuple[FieldGuess, ...]:
    return classify(text)
