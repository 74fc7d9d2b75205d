"""Messages whose meaning their words alone tell, found before the model is asked: English, privacy, orders to the machine,
distress."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from api.data_files import read_data
from bot.word_patterns import spelt
from retrieval import codes
from retrieval import text as vietnamese

RULES_FILE: Final = Path(__file__).parent / "data" / "plain_questions.yml"
_LONGEST_DISTRESS: Final = 25
"""Words of the longest message that is distress alone; a longer one tells a matter."""
_OPTIONAL_GROUP: Final = re.compile(r"\(([^()]*)\)\? ")

ENGLISH: Final = "/speak_english"
"""Its entity `wish` tells what a message in English wishes (`english_wish`)."""
PRIVACY: Final = "/ask_privacy"
ANOTHERS: Final = '/ask_privacy{"whose": "another"}'
ORDERS: Final = '/out_of_scope{"wish": "orders"}'
_LONGEST_OF_ANOTHER: Final = 30
"""Words of the longest message that only asks for another person's data; a longer one tells a matter."""
DISTRESS: Final = '/human_handoff{"cause": "distress"}'

_NAMES: Final = 2
"""Unknown words a greeting in English may hold beside "my name is", "this is"."""
_LONGEST_PLACE: Final = 10
"""Words of the longest message that only tells a place."""
_FEWEST_SURE: Final = 2
_LEAST_SHARE: Final = 0.6


class PlainQuestionsError(ValueError):
    """The rules file is wrong; the message names the file and the pattern."""


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    says: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    always: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    lists: dict[str, str] = {}

    @model_validator(mode="after")
    def _spell_out(self) -> "_Rule":
        """Put what `lists` holds by name into the patterns that name it: "<somebody>"."""
        for field in ("says", "unless", "always", "never"):
            spelt_out = tuple(_spelt_out(one, self.lists) for one in getattr(self, field))
            object.__setattr__(self, field, spelt_out)
        return self


def _spelt_out(pattern: str, lists: Mapping[str, str]) -> str:
    for name, words in lists.items():
        pattern = pattern.replace(f"<{name}>", f"({words})")
    return pattern


class _English(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    sure: frozenset[str]
    maybe: frozenset[str]
    borrowed: frozenset[str]
    person: tuple[str, ...] = Field(min_length=1)
    ability: tuple[str, ...] = Field(min_length=1)
    greeting: tuple[str, ...] = Field(min_length=1)
    thanks: tuple[str, ...] = Field(min_length=1)
    matter: frozenset[str]
    filler: frozenset[str]
    cries: frozenset[str]
    later: frozenset[str]
    places: frozenset[str]

    @field_validator(
        "sure", "maybe", "borrowed", "matter", "filler", "cries", "later", "places", mode="before"
    )
    @classmethod
    def _split(cls, value: object) -> object:
        return value.split() if isinstance(value, str) else value


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    privacy: _Rule
    others: _Rule
    orders: _Rule
    distress: _Rule
    english: _English


class Plain:
    """A rule, compiled: a folded text means it when it holds one of its patterns and none of its exceptions."""

    def __init__(self, rule: _Rule) -> None:
        """Compile the patterns of `rule`.

        Raises:
            PlainQuestionsError: a pattern does not compile.
        """
        self._says = tuple(map(_compile, rule.says))
        self._unless = tuple(map(_compile, rule.unless))

    def is_meant(self, line: str) -> bool:
        """Tell whether the folded words of `line` mean it."""
        return any(one.search(line) for one in self._says) and not any(
            one.search(line) for one in self._unless
        )


class Worded:
    """A rule whose patterns are compared with the accents typed: meant where one of `says` is held and none of `unless`,
    or one of `always`; where one of `never` is, it is not.
    """

    def __init__(self, name: str, rule: _Rule) -> None:
        """Compile the patterns of `rule`, called `name` in the file.

        Raises:
            PatternError: a pattern does not compile.
        """
        self._says = spelt(f"{name}.says", list(rule.says))
        self._unless = spelt(f"{name}.unless", list(rule.unless))
        self._always = spelt(f"{name}.always", list(rule.always))
        self._never = spelt(f"{name}.never", list(rule.never))

    def is_meant(self, text: str) -> bool:
        """Tell whether `text` means it."""
        if any(one.holds(text) for one in self._never):
            return False
        if any(one.holds(text) for one in self._always):
            return True
        return any(one.holds(text) for one in self._says) and not any(one.holds(text) for one in self._unless)


def _compile(source: str) -> "re.Pattern[str]":
    pattern = " ".join(source.split()).replace(" ~ ", r" (?:\S+ ){0,3}")
    pattern = _OPTIONAL_GROUP.sub(r"(?:(?:\1) )?", pattern)
    try:
        return re.compile(rf"(?<!\S)(?:{pattern})(?!\S)")
    except re.error as error:
        raise PlainQuestionsError(f"{RULES_FILE.name}: pattern {source!r}: {error}") from error


@dataclass(frozen=True)
class Rules:
    """The rules of the file, compiled."""

    privacy: Plain
    others: Worded
    """What asks for another person's data."""
    orders: Worded
    """What would have the machine forget its rules, be somebody else or show its insides."""
    distress: Plain
    english: _English
    english_wishes: dict[str, Plain]
    """What a message in English may wish by its words alone, in this order; none of them: it tells a matter."""


@lru_cache(maxsize=2)
def rules(path: Path = RULES_FILE) -> Rules:
    """Return the rules of `path`.

    Raises:
        PlainQuestionsError: the file is no YAML, a list is missing or unknown, or a pattern does not compile.
    """
    file = read_data(path, _File, PlainQuestionsError)
    wishes = {
        name: Plain(_Rule(says=getattr(file.english, name)))
        for name in ("person", "ability", "greeting", "thanks")
    }
    others = Worded(f"{path.name}: others", file.others)
    orders = Worded(f"{path.name}: orders", file.orders)
    return Rules(Plain(file.privacy), others, orders, Plain(file.distress), file.english, wishes)


rules()  # a wrong file stops the start, not a turn


def payload_of(text: str) -> str | None:
    """Return the payload of the one thing `text` can mean, None for other text (most messages)."""
    line = " ".join(re.findall(r"[^\W_]+", vietnamese.fold(vietnamese.normalise(text)).lower()))
    if rules().privacy.is_meant(line):
        return PRIVACY
    if rules().orders.is_meant(text):
        return ORDERS
    if asks_of_another(text):
        return ANOTHERS
    if is_english(text):
        return english_payload(text)
    if len(line.split()) <= _LONGEST_DISTRESS and rules().distress.is_meant(line):
        return DISTRESS
    return None


def english_payload(text: str) -> str:
    """Return the payload of what `text`, in English, wishes."""
    return f'{ENGLISH}{{"wish": "{english_wish(text)}"}}'


def asks_of_another(text: str) -> bool:
    """Tell whether `text` asks for the dossier, the number or the address of another person, or who reported somebody.

    A code tells which dossier is meant: how it stands anybody may ask. A number, a plate or a house asks for its owner.
    """
    if codes.dossier_codes(text) or len(text.split()) > _LONGEST_OF_ANOTHER:
        return False
    return rules().others.is_meant(text)


def is_english(text: str) -> bool:
    """Tell whether `text` is English, by the share of its words that only English has.

    Vietnamese typed without accents shares short words with English ("the", "can", "to"), so these never decide.
    """
    if vietnamese.has_accents(vietnamese.nfc(text)):
        return False
    words = re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower().replace("’", "'"))
    known = rules().english
    if set(words) & known.sure <= known.borrowed and "help me" not in " ".join(words):
        return False
    sure = sum(word in known.sure for word in words)
    if sure < _FEWEST_SURE and not (sure and len(words) <= 3 and "english" in words):
        return False
    either = sure + sum(word in known.maybe for word in words)
    return sure >= len(words) / 4 and either / len(words) >= _LEAST_SHARE / (1 if len(words) < 6 else 1.5)


def is_foreign(text: str) -> bool:
    """Tell whether `text` is English, also a cry of one or two words ("fire!", "help, accident")."""
    if is_english(text):
        return True
    if vietnamese.has_accents(vietnamese.nfc(text)):
        return False
    words = re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower().replace("’", "'"))
    known = rules().english
    cries = known.cries | known.sure
    said = sum(word in cries or word in known.maybe for word in words)
    return any(word in cries for word in words) and said >= len(words) * _LEAST_SHARE


def goes_on_in_english(text: str, *, answered: str) -> bool:
    """Tell whether `text`, said after we `answered` in English, is English too: "okay", "An Khanh ward", "bye"."""
    if vietnamese.has_accents(vietnamese.nfc(text)) or not is_english(answered):
        return False
    words = re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower().replace("’", "'"))
    known = rules().english
    english = known.sure | known.maybe | known.cries | known.later
    if _tells_a_place(text, words, known):
        return True
    return (
        bool(words)
        and sum(word in english for word in words) * 2 >= len(words)
        and (not known.later.isdisjoint(words) or is_foreign(text) or english_wish(text) != "matter")
    )


def _tells_a_place(text: str, words: "list[str]", known: _English) -> bool:
    """Tell whether a few words are a place as English has it, or only names and numbers: "Thao Dien ward", "45 Bui Vien"."""
    if not words or len(words) > _LONGEST_PLACE:
        return False
    if not known.places.isdisjoint(words):
        return True
    return len(words) > 1 and all(word[:1].isupper() or not word[:1].isalpha() for word in text.split())


def english_wish(text: str) -> str:
    """Return what a message in English wishes: "person", "greeting" (also what can be done), "thanks" or "matter"."""
    words = re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower().replace("’", "'"))
    line = " ".join(words).replace("'", " ")
    wishes, known = rules().english_wishes, rules().english
    if wishes["person"].is_meant(line):
        return "person"
    tells = not known.matter.isdisjoint(words)
    if wishes["ability"].is_meant(line) and not tells:
        return "greeting"
    unknown = set(words) - known.filler
    if wishes["greeting"].is_meant(line) and not tells and len(unknown) <= (_NAMES if "is" in words else 0):
        return "greeting"
    if wishes["thanks"].is_meant(line) and not tells:
        return "thanks"
    return "matter"
