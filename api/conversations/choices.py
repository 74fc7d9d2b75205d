"""Choices under a message, and finding out which one a citizen means by a tap, a number, an ordinal or a title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from retrieval import text as vietnamese


@dataclass(frozen=True)
class Choice:
    """Something a citizen may tap or number under a message.

    `id` is unique within the conversation and short (at most 20 ASCII signs): "7f3a9c12-1" is the first choice of a
    message. `payload` is what the assistant understands; it never leaves the server.
    """

    id: str
    title: str
    payload: str

    @property
    def number(self) -> int:
        """The number a citizen types for it, 1 or more."""
        return int(self.id.rpartition("-")[2])


def numbered(tag: str, options: Sequence[tuple[str, str]]) -> tuple[Choice, ...]:
    """Return the choices of one message from (title, payload) pairs; `tag` is the message's own."""
    return tuple(
        Choice(id=f"{tag}-{number}", title=title, payload=payload)
        for number, (title, payload) in enumerate(options, 1)
    )


def to_rows(choices: Sequence[Choice]) -> list[dict[str, Any]]:
    """Return `choices` as a message stores them."""
    return [{"id": choice.id, "title": choice.title, "payload": choice.payload} for choice in choices]


def from_rows(rows: Sequence[dict[str, Any]]) -> tuple[Choice, ...]:
    """Return the choices a message stores."""
    return tuple(Choice(id=row["id"], title=row["title"], payload=row["payload"]) for row in rows)


_ORDINALS = {
    "nhat": 1, "dau": 1, "dau tien": 1, "mot": 1,
    "hai": 2, "nhi": 2,
    "ba": 3,
    "bon": 4, "tu": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}  # fmt: skip
_BARE_ORDINALS = {"dau tien", "mot", "hai", "ba"}  # the other words are names and other things as well
_COURTESY = r"(?:\s+(?:a|nha|nhe|di|do|nay|thoi|giup em|giup minh|em|anh|chi|ad))*"
_LEAD = r"(?:(?:da|vang|u|uh|ok|oke|chon|lay|toi chon|em chon|minh chon|cho em|cho minh|cho toi|cho)\s+)*"
_NOUNS = r"so|cau|muc|cai|y|lua chon|phuong an|dap an|thu tuc"
_NOUN = rf"(?:(?:{_NOUNS})\s+){{0,2}}"
_NUMBER = re.compile(rf"{_LEAD}{_NOUN}(?:thu\s+)?(?P<number>\d{{1,2}}){_COURTESY}")
_ORDINAL = re.compile(
    rf"{_LEAD}(?P<noun>(?:(?:{_NOUNS})\s+){{1,2}})?(?P<thu>thu\s+)?"
    rf"(?P<word>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))}){_COURTESY}"
)
_LAST = re.compile(rf"{_LEAD}{_NOUN}(?:cuoi|cuoi cung|sau cung|chot){_COURTESY}")


def _position(typed: str, count: int) -> int | None:
    """Return the number that folded `typed` names, 1 to `count`; None where it names none."""
    if found := _NUMBER.fullmatch(typed):
        number = int(found["number"])
    elif (found := _ORDINAL.fullmatch(typed)) and (
        found["noun"] or found["thu"] or found["word"] in _BARE_ORDINALS
    ):
        number = _ORDINALS[found["word"]]
    elif _LAST.fullmatch(typed):
        number = count
    else:
        return None
    return number if 1 <= number <= count else None


def _plain(text: str) -> str:
    return " ".join(vietnamese.syllables(vietnamese.nfc(text)))


def typed_choice(text: str, choices: Sequence[Choice], *, numbers: bool = True) -> Choice | None:
    """Return the choice that a typed answer means: its number ("2", "số 2", "cái đầu tiên") or its title.

    A title typed without accents counts; a title that several choices share does not. Without `numbers` only
    titles count: two lists were shown, and both have a number 1.
    """
    if not choices:
        return None
    typed = _plain(text)
    position = _position(typed, len(choices)) if numbers else None
    if position is not None:
        return choices[position - 1]
    same = [choice for choice in choices if _plain(choice.title) == typed]
    return same[0] if typed and len(same) == 1 else None


def tapped_choice(
    *,
    choice_id: str | None,
    payload: str | None,
    latest: Sequence[Choice],
    earlier: Sequence[Choice],
) -> Choice | None:
    """Return the stored choice that a tap means, None where it was never offered (or is out of date).

    A choice of an earlier message still counts if its payload says by itself what it is about; a bare /affirm
    belongs to the question it stood under and to no other.
    """

    def taps(choice: Choice) -> bool:
        return choice.id == choice_id if choice_id else choice.payload == payload

    if choice_id is None and payload is None:
        return None
    for choice in latest:
        if taps(choice):
            return choice
    for choice in earlier:
        if taps(choice) and "{" in choice.payload:
            return choice
    return None
