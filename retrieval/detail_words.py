"""The details of a procedure that are often asked beside its aspects, as telling/details.yml holds them. Nothing here needs
the records' types.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from retrieval.text import folded_words, normalise
from retrieval.vocabulary import LexiconError, load_yaml_list

PATH = Path(__file__).parent / "telling" / "details.yml"
_WORD = re.compile(r"\w+(?:[./-]\w+)*")
_KEYS = frozenset(
    {"named", "asked", "told", "unless", "beside", "where", "agencies", "instead", "aspect", "party"}
)


@dataclass(frozen=True)
class Topic:
    """A detail often asked: patterns of how it is `asked` (folded) and of how a record tells it (`told`, as written), and
    what it is about in words (`named`: "việc thi lại"); `unless` finds, in the text as written, what only looks the same.

    `beside` tells that a sentence on it must also have other words of the question, where it has some; `where` that the
    office knows rather than the record; `party` that a sentence must be about the party named (a chủ trọ is no cha mẹ); `agencies` that those of the record tell it too. `instead` names the aspects that
    its words only seem to ask (an amount received is no fee), `aspect` the one that tells just that.
    """

    asked: "re.Pattern[str]"
    unless: "re.Pattern[str] | None"
    told: "re.Pattern[str]"
    named: str
    beside: bool
    where: bool
    party: bool
    agencies: bool
    instead: "tuple[str, ...]"
    aspect: "str | None"


@lru_cache(maxsize=1)
def topics() -> "tuple[Topic, ...]":
    """Return the details often asked, in the order of their file.

    Raises:
        LexiconError: an entry is wrong; the message names file and line.
    """
    found = []
    for node in load_yaml_list(PATH).value:
        entry: dict[str, Any] = yaml.safe_load(yaml.serialize(node))
        try:
            if not set(entry) <= _KEYS:
                raise KeyError("unknown key")
            asked = "|".join(f"(?:{one})" for one in entry["asked"])
            told = "|".join(f"(?:{one})" for one in entry["told"])
            found.append(
                Topic(
                    asked=re.compile(rf"(?<!\S)(?:{asked})(?!\S)"),
                    told=re.compile(rf"(?<!\w)(?:{told})(?!\w)", re.IGNORECASE),
                    unless=re.compile(str(entry["unless"]), re.IGNORECASE) if "unless" in entry else None,
                    named=str(entry["named"]),
                    beside=bool(entry.get("beside", False)),
                    where=bool(entry.get("where", False)),
                    party=bool(entry.get("party", False)),
                    agencies=bool(entry.get("agencies", False)),
                    instead=tuple(map(str, entry.get("instead", ()))),
                    aspect=entry.get("aspect"),
                )
            )
        except (KeyError, TypeError, re.error) as error:
            raise LexiconError(PATH, node.start_mark.line + 1, f"wrong entry: {error}") from error
    return tuple(found)


@lru_cache(maxsize=64)
def topic_asked(text: str) -> "Topic | None":
    """Return the detail often asked that a message is about, None where it is about none of them."""
    plain = folded_words(text)
    for one in topics():
        if one.asked.search(plain) and not (one.unless and one.unless.search(normalise(text))):
            return one
    return None


def without_topic(text: str) -> str:
    """Return a message without the words of the detail often asked that it is about."""
    topic = topic_asked(text)
    if topic is None:
        return text
    left = topic.asked.sub(lambda found: " ".join("_" for _ in found[0].split()), folded_words(text)).split()
    return " ".join(
        word for word, kept in zip(_WORD.findall(normalise(text).lower()), left, strict=False) if kept != "_"
    )
