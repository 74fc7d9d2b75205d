"""Choices under a message, and finding out which one a citizen means by a tap, a number, an ordinal or a title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.thread_signs import refuses
from retrieval import text as vietnamese

_LONGEST_PART = 8
"""Words of the longest answer that may be a part of a title."""
_EMPTY_WORDS = (
    "a ah da vang u uh ok oke la thi cai thu tuc vu muc giay viec chon lay toi tui em minh anh chi con chau ad oi nha nhe nhen "
    "di do nay kia ay thoi hoi can muon xem coi giup gium cho ma y dung roi phai ve luon the vay nua tiep"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())
"""Words of an answer that name nothing."""


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


NONE_MEANT = frozenset({"/choose_procedure", "/nlu_fallback"})
"""Payloads of the choice that none of the others is meant."""
_NAMED = ("/choose_procedure", "/choose_aspect", "/office_info{", "/feedback_status{", "/dossier_status{")
"""Payloads of choices that a part of their title may mean."""

_ORDINALS = {
    "nhat": 1, "dau": 1, "dau tien": 1, "mot": 1, "tren cung": 1, "tren het": 1, "tren": 1, "first": 1, "one": 1,
    "hai": 2, "nhi": 2, "giua": 2, "second": 2, "two": 2,
    "ba": 3, "third": 3, "three": 3,
    "bon": 4, "tu": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}  # fmt: skip
_LAST_WORDS = "cuoi|cuoi cung|sau cung|sau chot|sau rot|duoi cung|duoi het|duoi|chot ha|last"
_SPELT = {
    "dau": {"đầu"}, "tien": {"tiên"}, "mot": {"một"}, "nhat": {"nhất"}, "tren": {"trên"}, "giua": {"giữa"}, "nhi": {"nhì"},
    "bon": {"bốn"}, "tu": {"tư"}, "nam": {"năm"}, "sau": {"sau", "sáu"}, "bay": {"bảy", "bẩy"}, "tam": {"tám"}, "chin": {"chín"},
    "cuoi": {"cuối"}, "cung": {"cùng"}, "chot": {"chót"}, "rot": {"rốt"}, "duoi": {"dưới"},
}  # fmt: skip
"""How the words of an ordinal are written: "ở đâu" is no "ở đầu", "cưới" no "cuối"."""
_BARE_ORDINALS = {
    "dau tien",
    "mot",
    "hai",
    "ba",
    "tren cung",
    "first",
    "one",
    "two",
    "second",
    "three",
    "third",
}
# the other words are names and other things as well
_AFTER = "a|ah|nha|nhe|nhen|nghen|ne|di|do|nay|ay|kia|thoi|giup em|giup minh|giup toi|giup|gium|em|anh|chi|ad|oi|luon|cai|vay|ma|cho em|cho tui|cho minh|duoc roi|trong danh sach"
_COURTESY = rf"(?:\s+(?:{_AFTER}))*"
_ASKS_WHERE = ("o dau", "o dau vay", "o dau em", "o dau a")
"""Typed without accents "ở đâu" and "ở đầu" are one, and nearly always the question."""
_LEAD = (
    r"(?:(?:da|vang|u|uh|uhm|ua|a|ok|oke|okie|oki|yes|dung roi|chac la|chac|thi|chon|lay|xem|coi|bam|nhan|con|the|vay|roi|cho|"
    r"(?:toi|em|minh|tui|anh|chi|con|chau|t|mk)(?: (?:chon|lay|can|muon|hoi|xem|muon hoi|muon chon))?|la|y toi la|y tui la|y em la|noi dung)\s+)*"
)
_NOUNS = r"so|cau|muc|cai|y|lua chon|phuong an|dap an|thu tuc|dong|loai|option|opt|viec|vu|giay|so thu tu|stt"
_NOUN = rf"(?:(?:{_NOUNS})\s+){{0,3}}"
_WORD = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_NUMBER = re.compile(rf"{_LEAD}{_NOUN}(?:thu\s+)?(?P<number>\d{{1,2}}){_COURTESY}")
_ORDINAL = re.compile(
    rf"{_LEAD}(?P<noun>(?:(?:{_NOUNS})\s+){{1,3}})?(?P<thu>thu\s+|o\s+)?(?P<word>{_WORD}){_COURTESY}"
)
_LAST = re.compile(
    rf"{_LEAD}(?:{_NOUN}(?:thu\s+|o\s+)?(?:{_LAST_WORDS})|(?:(?:{_NOUNS})\s+){{1,3}}chot){_COURTESY}"
)
# A number among other words needs a word that says so: "cái thứ hai lệ phí bao nhiêu", "còn thủ tục số 3".
_NUMBERED = re.compile(
    rf"(?<!\S)(?:(?:cai|thu tuc|muc|lua chon|loai|dong|phuong an)\s+)(?:(?:so|thu)\s+(?:(?P<number>\d)|(?P<word>{_WORD}))|(?P<last>cuoi cung|cuoi|sau cung|chot)|(?P<bare>dau tien|tren cung))(?!\S)"
)


def _position(text: str, count: int) -> int | None:
    """Return the number that `text` names and no more, 1 to `count`; None where it names none."""
    typed = _plain(text)
    if not _spelt_right(text) or typed.endswith(_ASKS_WHERE):
        return None
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


def _spelt_right(text: str, among: str | None = None) -> bool:
    """Tell whether the words of ordinals in `text` are typed without accents or with their own; `among` the folded ones."""
    looked_at = None if among is None else set(among.split())
    for word in re.findall(r"[^\W\d_]+", vietnamese.nfc(text).lower()):
        folded = vietnamese.fold(word)
        known = _SPELT.get(folded) if looked_at is None or folded in looked_at else None
        if known and word != folded and word not in known:
            return False
    return True


def named_position(text: str, count: int) -> tuple[int, str] | None:
    """Return the number (1 to `count`) that a longer message names of a list, and its other words, folded.

    "cái thứ hai lệ phí bao nhiêu" → (2, "le phi bao nhieu"). None where it names none.
    """
    if (position := _position(text, count)) is not None:
        return position, ""
    typed = _plain(text)
    found = _NUMBERED.search(typed)
    if found is None or not _spelt_right(text, found[0]):
        return None
    if found["last"]:
        number = count
    elif found["number"]:
        number = int(found["number"])
    else:
        number = _ORDINALS[found["word"] or found["bare"]]
    rest = f"{typed[: found.start()]} {typed[found.end() :]}"
    return (number, " ".join(rest.split())) if 1 <= number <= count else None


def _plain(text: str) -> str:
    return " ".join(vietnamese.syllables(vietnamese.nfc(text)))


def typed_choice(text: str, choices: Sequence[Choice], *, numbers: bool = True) -> Choice | None:
    """Return the choice that a typed answer means: its number ("2", "số 2", "cái đầu tiên"), its title, for a
    procedure or a place a part of the title that no other has, or the last one where none of the others is meant.

    A title typed without accents counts; a title that several choices share does not. Without `numbers` only
    titles count: two lists were shown, and both have a number 1.
    """
    if not choices:
        return None
    typed = _plain(text)
    none = next((choice for choice in choices if choice.payload in NONE_MEANT), None)
    counted = [choice for choice in choices if choice is not none]
    if numbers and (meant := _procedure_numbered(text, counted)) is not None:
        return meant
    position = _position(text, len(choices)) if numbers else None
    if position is not None:
        last = _LAST.fullmatch(typed) is not None
        return counted[-1] if last and counted else choices[position - 1]
    same = [choice for choice in choices if _plain(choice.title) == typed]
    if typed and len(same) == 1:
        return same[0]
    if none is not None and refuses(text):
        return none
    return _by_part(typed, counted, named=none is not None)


def _procedure_numbered(text: str, choices: Sequence[Choice]) -> Choice | None:
    """Return the procedure that "cái thứ hai" means where procedures stand below aspects of another one; a bare number, and
    all else, means the choice of that number.
    """
    named = [choice for choice in choices if choice.payload.startswith("/choose_procedure{")]
    mixed = any(choice.payload.startswith("/choose_aspect") for choice in choices)
    if not mixed or len(named) < 2 or any(word.isdigit() for word in _plain(text).split()):
        return None
    position = _position(text, len(named))
    return None if position is None else named[position - 1]


def _by_part(typed: str, choices: Sequence[Choice], *, named: bool) -> Choice | None:
    """Return the one choice whose title holds all that a folded answer names ("cái bản sao")."""
    open_to = [choice for choice in choices if named or choice.payload.startswith(_NAMED)]
    words = [word for word in typed.split() if word not in _EMPTY]
    if not words or len(words) > _LONGEST_PART or (len(words) == 1 and words[0].isdigit()):
        return None
    fitting = [choice for choice in open_to if set(words) <= set(_plain(choice.title).split())]
    if len(fitting) > 1:
        together = [choice for choice in fitting if " ".join(words) in _plain(choice.title)]
        starting = [choice for choice in together if _plain(choice.title).startswith(" ".join(words))]
        fitting = next((found for found in (starting, together) if len(found) == 1), fitting)
    return fitting[0] if len(fitting) == 1 else None


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
