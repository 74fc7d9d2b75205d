"""Days as citizens tell them: "12/11/2026", "ngày 5 tháng 11", "mùng 3/2", "hôm qua", "tuần trước".

Standard library only: the Rasa environment (Python 3.10) imports this module as well.
"""

import re
from dataclasses import dataclass
from datetime import date

from retrieval.text import fold, nfc

_LEAP_YEAR = 2024
"""A day without a year may be 29 February."""
_CENTURY = 2000
_SPACE = r"[ \u00a0]"
_SEPARATOR = r"[/.\-]"
_NUMBERS = re.compile(
    rf"(?<![\w/.,-])(?P<day>\d{{1,2}})(?P<by>{_SEPARATOR})(?P<month>\d{{1,2}})(?P=by)(?P<year>\d{{4}}|\d{{2}})(?![\w/-]|[.,]\d)"
)
_NAMED = re.compile(
    rf"(?<!\w)(?:ngay|hom|bua|mung|mong|sang|trua|chieu|toi){_SPACE}+(?:ngay{_SPACE}+|mung{_SPACE}+)?(?P<day>\d{{1,2}})"
    rf"(?:{_SPACE}*{_SEPARATOR}{_SPACE}*(?P<month>\d{{1,2}})|{_SPACE}+thang{_SPACE}+(?P<named>\d{{1,2}}))"
    rf"(?:(?:{_SPACE}*{_SEPARATOR}{_SPACE}*|{_SPACE}+nam{_SPACE}+)(?P<year>\d{{4}}))?(?![\w/]|[.,]\d)"
)
_MONTH = re.compile(
    rf"(?<!\w)thang{_SPACE}+(?P<month>\d{{1,2}})(?:{_SPACE}*[/.\-]{_SPACE}*|{_SPACE}+nam{_SPACE}+)(?P<year>\d{{4}})(?!\w)"
)
_AGO = {
    "P0D": ("hom nay", "bua nay", "sang nay", "trua nay", "chieu nay", "toi nay", "hoi sang", "hoi trua", "hoi chieu"),
    "-P1D": ("hom qua", "bua qua", "toi qua", "dem qua", "chieu qua", "sang qua", "ngay hom qua"),
    "-P2D": ("hom kia", "bua kia", "ngay kia roi"),
    "P1D": ("ngay mai", "bua mai", "sang mai", "trua mai", "chieu mai", "toi mai"),
    "-P1W": ("tuan truoc", "tuan roi", "tuan qua"),
    "P1W": ("tuan sau", "tuan toi"),
    "-P1M": ("thang truoc", "thang roi", "thang qua"),
    "P1M": ("thang sau", "thang toi"),
    "-P1Y": ("nam ngoai", "nam roi", "nam truoc"),
    "P1Y": ("nam sau", "nam toi"),
}  # fmt: skip
_RELATIVE = {words: value for value, told in _AGO.items() for words in told}
_TOLD = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_RELATIVE, key=len, reverse=True))})(?!\w)")


@dataclass(frozen=True)
class DateMention:
    """A day in a text, `text[start:end]`, as ISO 8601: "2026-11-12", "--11-12" without a year, "2026-11" a month; or, told
    from today, as a duration: "P0D" today, "-P1D" yesterday, "-P1W" last week.
    """

    value: str
    start: int
    end: int


def dates_in(text: str) -> "list[DateMention]":
    """Return the days told in `text` (NFC), in its order; what is no day of the calendar ("32/1") is none."""
    text = nfc(text)
    folded = fold(text)
    if len(folded) != len(text):  # a sign that folds to several: the places would be others
        return []
    found: list[DateMention] = []
    for pattern, value_of in (
        (_NUMBERS, _of_day),
        (_NAMED, _of_day),
        (_MONTH, _of_month),
        (_TOLD, _of_words),
    ):
        for match in pattern.finditer(folded):
            value = value_of(match)
            if value and all(match.start() >= one.end or match.end() <= one.start for one in found):
                found.append(DateMention(value, match.start(), match.end()))
    return sorted(found, key=lambda mention: mention.start)


def _of_day(match: "re.Match[str]") -> "str | None":
    told = match.groupdict()
    day, month = int(told["day"]), int(told["month"] or told.get("named") or 0)
    year = int(told["year"]) if told["year"] else None
    if year is not None and year < 100:
        year += _CENTURY
    try:
        whole = date(year or _LEAP_YEAR, month, day)
    except ValueError:
        return None
    return whole.isoformat() if year else f"--{whole:%m-%d}"


def _of_month(match: "re.Match[str]") -> "str | None":
    month = int(match["month"])
    return f"{match['year']}-{month:02d}" if 1 <= month <= 12 else None


def _of_words(match: "re.Match[str]") -> str:
    return _RELATIVE[match[0]]
