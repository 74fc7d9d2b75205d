"""The ward in an answer to the question for it, without the words around: "thôi để Sài Gòn đi". Imports nothing of Rasa."""

import re

from retrieval.places import Unit, resolve_unit
from retrieval.text import nfc

_LEAD = re.compile(
    r"^\W*(?:(?:dạ|da|thì|thi|là|la|chắc|chac|hình như|hinh nhu|à|a|ừ|u|nó|no|chỗ đó|cho do|thuộc|thuoc|ở|o|cái|cai|em|chị|chi|anh|chọn|chon|lấy|lay"
    r"|thôi|thoi|để|de|cứ|cu|ghi|cho|vậy|vay|giờ|gio|nay|bây giờ|bay gio|đại|dai|luôn|luon)\s+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s,.!]+(?:nha|nhé|nhe|nghen|hen|ạ|a|á|đó|do|mà|ma|em|anh|chị|chi|ơi|oi|nè|ne|đi|di|luôn|luon|thôi|thoi|giùm|gium|giúp|giup|dùm|cho rồi|phải không|phai khong|phải hông|phai hong|phải hôn"
    r"|phải ko|phai ko|đúng không|dung khong|đúng hông|hả|hở|ha|chứ|chu))+[\s.!?]*$",
    re.IGNORECASE,
)
_ENGLISH_WARD = re.compile(r"(?P<name>[^\W\d_]+(?: [^\W\d_]+){0,3}) (?:ward|commune)\b", re.IGNORECASE)
_ENGLISH_DISTRICT = re.compile(r"\bdistrict (?P<number>\d{1,2})\b", re.IGNORECASE)
_LONGEST_NAME = 4
"""Words of the longest name of a ward."""


def ward_alone(text: str) -> str:
    """Return `text` without the words around a ward: "Sài Gòn" of "thôi để Sài Gòn đi"."""
    return _TAIL.sub("", _LEAD.sub("", nfc(text)))


def ward_chosen(text: str) -> "Unit | None":
    """Return the unit that `text` names alone or asks to be confirmed: "giờ là phường Bến Thành phải hông"; None for none."""
    bare = ward_alone(text)
    for said in (text, bare, in_vietnamese(text)):
        if (unit := resolve_unit(said).unit) is not None:
            return unit
    return None


def in_vietnamese(text: str) -> str:
    """Return `text` with an English ward and district as they are called here: "Pham Ngu Lao ward, district 1"."""
    typed = _ENGLISH_DISTRICT.sub(r"quận \g<number>", text)
    for found in _ENGLISH_WARD.finditer(typed):
        names = found["name"].split()[-_LONGEST_NAME:]
        while names and names[0].islower() and len(names) > 1:
            names = names[1:]
        typed = typed.replace(found[0], f"phường {' '.join(names)}")
    return typed
