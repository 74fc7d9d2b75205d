"""Finds personal data in what a citizen typed: telephone numbers, identity numbers, e-mail, bank cards.

Codes of dossiers, feedback and procedures, dates and amounts of money are left alone.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from retrieval import codes


class Kind(StrEnum):
    """What was found; the value is the first part of its placeholder."""

    PHONE = "sđt"
    CITIZEN_ID = "cccd"
    OLD_ID = "cmnd"
    EMAIL = "email"
    CARD = "thẻ"
    ACCOUNT = "stk"
    QUOTED = "chữ"  # text that looks like one of our placeholders: hidden too, so that unmasking is exact


@dataclass(frozen=True)
class Finding:
    """Personal data at `text[start:end]`."""

    kind: Kind
    start: int
    end: int


PLACEHOLDER = re.compile(r"⟨((?:sđt|cccd|cmnd|email|thẻ|stk|chữ)\d{1,6})⟩")

_QUOTED = re.compile(r"[⟨⟩]+")
# From the start of a run of letters only: a try at each of its letters would take quadratic time.
_EMAIL = re.compile(r"(?<![\w.%+-])[\w.%+-]++\s?@\s?[\w-]+(?:\.[\w-]+)+")
_SEPARATOR = r"[\s.\-()/_·\u2010-\u2015\u2212]"
_GAP = rf"{_SEPARATOR}{{0,3}}"
# +84, 84, 0084 or 0, then nine digits of a mobile (or the ten of a number before 2018) or nine to ten of a landline.
_PHONE = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?:\(?(?:\+{_GAP}84|0{_GAP}0{_GAP}84|84)\)?{_GAP}(?:\(0\){_GAP})?|\(?0){_GAP}"
    rf"(?:[35789](?:{_GAP}\d){{8}}|1(?:{_GAP}\d){{9}}|2(?:{_GAP}\d){{9}}|2(?:{_GAP}\d){{8}})(?!\d)"
)
_CITIZEN_ID = re.compile(
    r"(?<!\d)(?:0\d{2}(?P<gap>[\s.\-]?)\d{3}(?P=gap)\d{3}(?P=gap)\d{3}|0\d{3}(?P<wide>[\s.\-])\d{4}(?P=wide)\d{4})(?!\d)"
)
_OLD_ID = re.compile(r"(?<!\d)(?<!\d[.,])\d{9}(?!\d)(?![.,]\d)")
_OLD_ID_NAMED = re.compile(
    r"(?:cmnd|cmt|cmtnd|chứng minh|chung minh|giấy cm)[^\d⟨\n]{0,25}(?P<value>\d(?:[\s.\-]?\d){8})(?!\d)",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<!\d)(?:\d{4}(?:[\s\-]\d{4}){3}(?:[\s\-]\d{1,3})?|\d{13,19})(?!\d)")
_ACCOUNT = re.compile(
    r"(?:stk|số tài khoản|so tai khoan|tài khoản|tai khoan|số thẻ|so the)[^\d⟨\n]{0,15}(?P<value>\d(?:[\s.\-]?\d){5,18})(?!\d)",
    re.IGNORECASE,
)

_DATE = re.compile(
    r"(?<![\d./-])(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2})(?![./-]?\d)"
)
_CURRENCY = re.compile(
    r"\s?(?:đồng|dong|vnđ|vnd|đ(?![/\w])|tỷ|ty|tỉ|triệu|trieu|tr|nghìn|nghin|ngàn|ngan|k)(?!\w)",
    re.IGNORECASE,
)
_GROUPED_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")


def _protected(text: str) -> list[tuple[int, int]]:
    """Return the spans that are codes or dates, in order."""
    mentions = [
        *codes.dossier_codes(text),
        *codes.feedback_codes(text),
        # "0.903123 …" is how a telephone number may start; no procedure code starts with 0
        *(code for code in codes.procedure_codes(text) if not code.value.startswith("0")),
    ]
    spans = [(mention.start, mention.end) for mention in mentions]
    spans += [match.span() for match in _DATE.finditer(text)]
    return sorted(spans)


def _whole(match: "re.Match[str]") -> "tuple[int, int]":
    return match.span("value") if "value" in match.re.groupindex else match.span()


def _has_currency(match: "re.Match[str]") -> bool:
    return _CURRENCY.match(match.string, match.end()) is not None


def _no_amount(match: "re.Match[str]") -> bool:
    """Refuse what reads as money: 84.500.000.000, 84,500,000,000 đồng."""
    grouped = _GROUPED_AMOUNT.fullmatch(match[0]) is not None
    return not (grouped and (_has_currency(match) or re.search(r"000[.,]000$", match[0])))


def _no_plain_amount(match: "re.Match[str]") -> bool:
    """Refuse a bare run of digits with a currency behind it or thousands at its end: 150000000."""
    return not (_has_currency(match) or match[0].endswith("000"))


_RULES: tuple[tuple[Kind, "re.Pattern[str]", "Callable[[re.Match[str]], bool]"], ...] = (
    (Kind.QUOTED, _QUOTED, bool),
    (Kind.EMAIL, _EMAIL, bool),
    (Kind.ACCOUNT, _ACCOUNT, bool),
    (Kind.OLD_ID, _OLD_ID_NAMED, bool),
    (Kind.CARD, _CARD, lambda match: not _has_currency(match)),
    (Kind.CITIZEN_ID, _CITIZEN_ID, bool),
    (Kind.PHONE, _PHONE, _no_amount),
    (Kind.OLD_ID, _OLD_ID, _no_plain_amount),
)


def _gaps(length: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Return the stretches of a text of `length` that `taken` leaves free."""
    edges = [(0, 0), *sorted(taken), (length, length)]
    for (_, start), (end, _) in pairwise(edges):
        if start < end:
            yield start, end


def find(text: str) -> list[Finding]:
    """Return the personal data in `text`, in order, without overlaps.

    Where rules overlap, the earlier rule of `_RULES` wins.
    """
    taken = _merge(_protected(text))
    findings: list[Finding] = []
    for kind, pattern, accepts in _RULES:
        for start, end in list(_gaps(len(text), taken)):
            for match in pattern.finditer(text, start, end):
                if accepts(match):
                    span = _whole(match)
                    findings.append(Finding(kind, *span))
                    taken.append(span)
        taken = _merge(taken)
    return sorted(findings, key=lambda finding: finding.start)


def _merge(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
