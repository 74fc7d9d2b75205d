"""What every importer of the catalogue hands out and how it reads a cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from retrieval.procedure import Level, Procedure
from retrieval.text import nfc

_ABSENT = {
    "",
    "không có thông tin",
    "không có thông tin.",
    "từ khóa: không có thông tin",
    "không",
    "không có",
    "không có.",
    "-",
    "--",
    "không.",
}
_CODE = re.compile(r"^(\d\.\d{6})(?:\.(?:H\d{2}|\d{3}(?:\.\d{2}){2}\.H\d{2}))?$")
_LEVELS = (("bộ", Level.MINISTRY), ("trung ương", Level.MINISTRY), ("tỉnh", Level.PROVINCE), ("xã", Level.COMMUNE), ("khác", Level.OTHER))  # fmt: skip
_NEXT_NAME = re.compile(r"\s*(?:;|\n|,(?=\s*[A-ZĐƯÂÁẢỦỞÔÝ]))\s*(?![^(]*\))")
_TAILS = ("Thể thao", "Dược cổ truyền", "Xã hội")


@dataclass(frozen=True)
class BadLine:
    """A line of a catalogue file that could not be taken over: its number from 1 and why, in Vietnamese."""

    number: int
    reason: str

    def __str__(self) -> str:
        """Return the sentence shown to the person who imports."""
        return f"Dòng {self.number}: không nhập được ({self.reason})"


Lines = Iterator[Procedure | BadLine]


class CatalogueError(Exception):
    """A catalogue file as a whole cannot be read: wrong kind, wrong columns, not there."""

    def __init__(self, sentence: str, detail: str) -> None:
        super().__init__(detail)
        self.sentence = sentence


def wrong_value(error: ValidationError) -> str:
    """Return which field of a record has a wrong value, for the person who imports."""
    first = error.errors()[0]
    return f"trường {'.'.join(map(str, first['loc']))} có giá trị không hợp lệ ({first['msg']})"


def cell(value: object) -> str | None:
    """Return the text of a cell in NFC, or None where it is empty or says "Không có thông tin"."""
    text = nfc(str(value)) if value is not None else ""
    return None if text.lower() in _ABSENT else text


def code_of(value: object) -> str:
    """Return the national code d.dddddd of a printed one; province ("1.012753.H19") and long forms are cut.

    Raises:
        ValueError: the text is no procedure code, such as "1.014955-Xoa".
    """
    match = _CODE.match(str(value or "").strip())
    if not match:
        raise ValueError(f"mã thủ tục phải có dạng d.dddddd, tệp ghi {str(value)[:40]!r}")
    return match[1]


def levels_of(value: str | None) -> tuple[Level, ...]:
    """Return the levels named in "Cấp Tỉnh, Cấp Xã"; unknown words are Level.OTHER."""
    found: list[Level] = []
    for part in re.split(r"[,;]", (value or "").lower()):
        level = next(
            (level for word, level in _LEVELS if word in part), Level.OTHER if part.strip() else None
        )
        if level and level not in found:
            found.append(level)
    return tuple(found)


def names_of(value: object) -> tuple[str, ...]:
    """Return the names of a comma, semicolon or line separated cell; commas inside a name are kept.

    A comma separates only before a capital and outside brackets; a part that starts like the tail of a
    department's name ("Sở Văn hóa, Thể thao và Du lịch") is joined again.
    """
    parts: list[str] = []
    for part in _NEXT_NAME.split(cell(value) or ""):
        if parts and part.startswith(_TAILS):
            parts[-1] = f"{parts[-1]}, {part}"
        elif part:
            parts.append(part)
    return tuple(dict.fromkeys(parts))
