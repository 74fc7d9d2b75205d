"""Codes as citizens type them: dossiers, feedback, procedures, telephone numbers.

Every function returns the codes found in a text in their canonical spelling, in the order of the text.
Standard library only: the Rasa environment (Python 3.10) imports this module as well.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

CodeKind = Literal["dossier_code", "feedback_code", "phone", "procedure_code"]
NearMissReason = Literal["date", "number_missing", "unit_missing", "shape"]

# Crockford's base32: no I, L, O, U; readers take O for 0 and I, L for 1.
FEEDBACK_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FEEDBACK_SIGNS = 5
_LOOKALIKES = str.maketrans("OIL", "011")

_GAP = r"[\s.,:_/\\\u2010-\u2015\u2212-]"
_DIGIT = "[0-9OoIl]"  # letters typed for digits are read as digits
_BEFORE = r"(?<![^\W_])"
_AFTER = r"(?![^\W_])"

_UNIT_PREFIX = (
    rf"(?:(?P<prefix>{_DIGIT}{{3}}{_GAP}{{0,3}}{_DIGIT}{{2}}{_GAP}{{0,3}}{_DIGIT}{{2}}){_GAP}{{0,3}})?"
)
_DOSSIER = re.compile(
    rf"{_BEFORE}{_UNIT_PREFIX}(?P<letter>[GgHh]){_GAP}?(?P<agency>{_DIGIT}{{2}})(?P<parts>(?:{_GAP}{{0,3}}{_DIGIT}{{1,3}}(?:{_GAP}{{1,3}}{_DIGIT}{{1,3}})*?)??)"
    rf"{_GAP}{{0,3}}(?P<date>{_DIGIT}{{6}}){_GAP}{{1,3}}(?P<number>{_DIGIT}{{3,6}}){_AFTER}"
)
# With nothing between date and number the number is taken as the usual four digits.
_DOSSIER_COMPACT = re.compile(
    rf"{_BEFORE}{_UNIT_PREFIX}(?P<letter>[GgHh])(?P<agency>{_DIGIT}{{2}})(?P<parts>(?:{_GAP}?{_DIGIT}{{1,3}})??)"
    rf"{_GAP}{{0,3}}(?P<date>{_DIGIT}{{6}})(?P<number>{_DIGIT}{{4}}){_AFTER}"
)
_FEEDBACK = re.compile(
    rf"{_BEFORE}[Pp]\s?[Aa](?:\s?[Kk]\s?[Nn])?{_GAP}{{0,3}}"
    rf"(?P<date>{_DIGIT}{{2}}{_GAP}?{_DIGIT}{{2}}{_GAP}?{_DIGIT}{{2}}){_GAP}{{0,3}}(?P<tail>[0-9A-Za-z]{{4,6}}){_AFTER}"
)
_MOBILE = re.compile(
    rf"(?<![\w.+-])(?:\+?84[\s.-]?(?:\(0\)[\s.-]?)?|\(?0)(?P<rest>[35789]\)?(?:[\s.-]{{0,2}}\d){{8}}){_AFTER}"
)
_LANDLINE = re.compile(
    rf"(?<![\w.+-])(?:\+?84[\s.-]?|\(?0)(?P<rest>2\d{{1,2}}\)?(?:[\s.-]{{0,2}}\d){{7,8}}){_AFTER}"
)
_PROCEDURE = re.compile(r"(?<![\w.,])(?P<group>\d)\s?[.,]\s?(?P<number>\d{6})(?!\d)")

# What a citizen may have meant as a dossier code: it starts like one, or is its date and number alone.
_NEAR_MISS = re.compile(
    rf"{_BEFORE}(?:(?P<unit>(?:\d{{3}}{_GAP}{{1,3}}\d{{2}}{_GAP}{{1,3}}\d{{2}}{_GAP}{{0,3}})?[GgHh]\s?\d{{2}})(?P<tail>(?:{_GAP}{{0,3}}\d)+)"
    rf"|(?P<bare>(?:\d{{3}}\.\d{{2}}\.\d{{2}}[.-])?\d{{2}}(?:\.\d{{1,3}})*-?\d{{6}}-\d{{3,6}}|\d{{6}}-\d{{3,6}})){_AFTER}"
)
_FEEDBACK_START = re.compile(rf"[Pp]\s?[Aa](?:\s?[Kk]\s?[Nn])?{_GAP}*$")


@dataclass(frozen=True)
class CodeMention:
    """A code in a text: its kind, canonical `value`, and where it stands (`text[start:end]`)."""

    kind: CodeKind
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class NearMiss:
    """Something that looks like a dossier code and is none: where it stands and what is wrong with it.

    `explanation` is a Vietnamese sentence for the citizen.
    """

    text: str
    start: int
    end: int
    reason: NearMissReason
    explanation: str


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text.upper().translate(_LOOKALIKES))


def _is_date(yymmdd: str) -> bool:
    try:
        date(2000 + int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:]))
    except ValueError:
        return False
    return True


def _dossier_value(match: "re.Match[str]") -> "str | None":
    """Return the canonical code of a match, None where its date is none."""
    filed = _digits(match["date"])
    if not _is_date(filed):
        return None
    prefix = _digits(match["prefix"] or "")
    unit = f"{prefix[:3]}.{prefix[3:5]}.{prefix[5:]}." if prefix else ""
    parts = "".join(f".{_digits(part)}" for part in re.split(_GAP, match["parts"]) if part)
    return (
        f"{unit}{match['letter'].upper()}{_digits(match['agency'])}{parts}-{filed}-{_digits(match['number'])}"
    )


def _mentions(
    kind: CodeKind,
    text: str,
    patterns: "tuple[re.Pattern[str], ...]",
    value_of: "Callable[[re.Match[str]], str | None]",
) -> "list[CodeMention]":
    """Return the mentions of all patterns; where two overlap the one of the earlier pattern stays."""
    found: list[CodeMention] = []
    for pattern in patterns:
        for match in pattern.finditer(text):
            value = value_of(match)
            if value and all(match.end() <= other.start or other.end <= match.start() for other in found):
                found.append(CodeMention(kind, value, match.start(), match.end()))
    return sorted(found, key=lambda mention: mention.start)


def dossier_codes(text: str) -> "list[CodeMention]":
    """Return the dossier codes (mã hồ sơ) in `text`: unit code, date of filing as yymmdd, running number.

    Lower case, spaces, missing or odd dots and dashes and O for 0 are read:
    "h29 33 240527 0001" → "H29.33-240527-0001". A code whose date is no date is none.
    """
    return _mentions("dossier_code", text, (_DOSSIER, _DOSSIER_COMPACT), _dossier_value)


def feedback_codes(text: str) -> "list[CodeMention]":
    """Return the feedback codes (mã phản ánh) in `text`: PA-yymmdd- and five signs of Crockford's base32.

    "pa 260930 7kx2m", "PAKN-260930-7KX2M" → "PA-260930-7KX2M"; O is read as 0, I and L as 1. A code whose date is no date is none. Four or six
    signs are read where a digit is among them ("PA-261105-0042"): whether there is such a code, the store knows.
    """

    def value_of(match: "re.Match[str]") -> "str | None":
        filed, tail = _digits(match["date"]), match["tail"].upper().translate(_LOOKALIKES)
        if len(tail) != _FEEDBACK_SIGNS and not any(sign.isdigit() for sign in match["tail"]):
            return None  # "PA 260930 xong chưa"
        return f"PA-{filed}-{tail}" if _is_date(filed) and set(tail) <= set(FEEDBACK_ALPHABET) else None

    return _mentions("feedback_code", text, (_FEEDBACK,), value_of)


def phones(text: str) -> "list[CodeMention]":
    """Return the Vietnamese telephone numbers in `text`, starting with 0: mobile numbers as 10 digits,
    landlines (02…) as 11 or, in short areas, 10.

    0…, 84… and +84… are read, with spaces, dots and dashes between digits.
    """
    taken = dossier_codes(text) + feedback_codes(text)
    found = _mentions(
        "phone", text, (_MOBILE, _LANDLINE), lambda match: "0" + re.sub(r"\D", "", match["rest"])
    )
    return [
        phone for phone in found if all(phone.end <= code.start or code.end <= phone.start for code in taken)
    ]


def procedure_codes(text: str) -> "list[CodeMention]":
    """Return the procedure codes (mã thủ tục, d.dddddd) in `text`: "1.001193", also typed "1,001193"."""
    return _mentions(
        "procedure_code", text, (_PROCEDURE,), lambda match: f"{match['group']}.{match['number']}"
    )


def _near_miss_reason(match: "re.Match[str]") -> "tuple[NearMissReason, str]":
    if match["bare"]:
        return "unit_missing", "Mã còn thiếu phần mã đơn vị ở đầu (ví dụ H29.33)."
    groups = re.findall(r"\d+", match["tail"])
    dates = [group for group in groups if len(group) == 6]
    if dates and not any(_is_date(group) for group in dates):
        return (
            "date",
            f"Phần ngày nộp “{dates[0]}” không đúng: sáu số này là năm, tháng, ngày (ví dụ 240527).",
        )
    if dates and groups[-1] == dates[-1]:
        return "number_missing", "Mã còn thiếu số thứ tự ở cuối (ví dụ -0001)."
    return "shape", "Mã cần đủ mã đơn vị, sáu số ngày nộp và số thứ tự, ví dụ H29.33-240527-0001."


def looks_like_dossier_code(text: str) -> "NearMiss | None":
    """Return the first thing in `text` that looks like a dossier code and is none, with what is wrong.

    None where `text` holds a good dossier code or nothing of the kind.
    """
    if dossier_codes(text):
        return None
    taken = feedback_codes(text) + phones(text)
    for match in _NEAR_MISS.finditer(text):
        if any(match.start() < code.end and code.start < match.end() for code in taken):
            continue
        if match["bare"] and _FEEDBACK_START.search(text, 0, match.start()):
            continue
        reason, explanation = _near_miss_reason(match)
        return NearMiss(match[0], match.start(), match.end(), reason, explanation)
    return None
