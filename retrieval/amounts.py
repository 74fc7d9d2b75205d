"""Amounts of money as citizens tell them, in đồng: "50.000đ", "500k", "1tr5", "4 triệu 2", "hai trăm ngàn".

Standard library only: the Rasa environment (Python 3.10) imports this module as well.
"""

import re
from dataclasses import dataclass

from retrieval.text import fold, nfc

_THOUSAND, _MILLION, _BILLION = 1_000, 1_000_000, 1_000_000_000
_WORTH = {"k": _THOUSAND, "ngan": _THOUSAND, "nghin": _THOUSAND, "tr": _MILLION, "trieu": _MILLION, "cu": _MILLION,
          "ty": _BILLION, "ti": _BILLION}  # fmt: skip
_DIGITS = {
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "lam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}
_WORD = rf"(?:{'|'.join(_DIGITS)})"
_CURRENCY = r"(?: ?(?:dong|vnd|vnđ|d)(?!\w))"
_GROUPED = (
    rf"(?<![\w.,])[1-9]\d{{0,2}}(?:[.,]\d{{3}})+(?![\d.,]\d|\d){_CURRENCY}?|(?<![\w.,])\d{{4,}}{_CURRENCY}"
)
_OTHER_THINGS = r"(?! (?:nguoi|ho|cay|xe|met|ban|lan|con|cai|m2|km|tan|ky|kg|phan)(?!\w))"
_COUNTED = (
    r"(?<![\w.,])(?P<count>\d+(?:[.,]\d{1,2})?) ?(?P<unit>k|ngan|nghin|trieu|tr|cu|ty|ti)"
    r"(?: ?(?P<rest>\d{1,3})(?P<small> ?(?:k|ngan|nghin))?| (?P<half>ruoi))?(?!\w|[.,]\d)"
)
_SPELT = (
    rf"(?<!\w)(?P<said>(?:{_WORD} tram(?: (?:le |linh )?{_WORD}(?: (?:chuc|muoi)(?: {_WORD})?)?| ruoi)?|{_WORD} (?:chuc|muoi)(?: {_WORD})?"
    rf"|(?:chuc|muoi)(?: {_WORD})?|{_WORD}))"
    r" (?P<spelt>ngan|nghin|trieu|ty)(?P<more> ruoi)?(?!\w)"
)
_AMOUNT = re.compile(f"(?:{_SPELT}|{_COUNTED}|(?P<whole>{_GROUPED})){_OTHER_THINGS}")
_MILLION_IN_SLANG = "củ"
_LEAST = 1_000


@dataclass(frozen=True)
class AmountMention:
    """An amount in a text, `text[start:end]`; `value` in đồng."""

    value: int
    start: int
    end: int


def amounts_in(text: str) -> "list[AmountMention]":
    """Return the amounts told in `text` (NFC), in its order; less than 1.000 đồng is none."""
    text = nfc(text)
    folded = fold(text)
    if len(folded) != len(text):  # a sign that folds to several: the places would be others
        return []
    found = [(_value(match), match) for match in _AMOUNT.finditer(folded)]
    return [
        AmountMention(value, match.start(), match.end())
        for value, match in found
        if value >= _LEAST
        and (match["unit"] != "cu" or _MILLION_IN_SLANG in text[slice(*match.span())].lower())
    ]


def _value(match: "re.Match[str]") -> int:
    if match["whole"]:
        return int(re.sub(r"\D", "", match["whole"]))
    if match["said"]:
        worth = _WORTH[match["spelt"]]
        return _spelt(match["said"]) * worth + (worth // 2 if match["more"] else 0)
    return _counted(match)


def _counted(match: "re.Match[str]") -> int:
    """Return the value of "4 triệu 2" (4.200.000), "1tr250", "2 triệu 500 ngàn", "1,5 triệu", "3 triệu rưỡi"."""
    worth = _WORTH[match["unit"]]
    value = round(float(match["count"].replace(",", ".")) * worth)
    if match["half"]:
        return value + worth // 2
    rest = match["rest"]
    if not rest:
        return value
    if match["small"]:
        return value + int(rest) * _THOUSAND
    return value + int(rest) * worth // int(10 ** len(rest))


def _spelt(said: str) -> int:
    """Return the number below 1.000 that `said` spells: "hai tram ruoi" → 250, "nam chuc" → 50, "muoi lam" → 15."""
    total, digit = 0, 0
    for word in said.split():
        if word == "tram":
            total, digit = digit * 100, 0
        elif word in {"chuc", "muoi"}:
            total, digit = total + (digit or 1) * 10, 0
        elif word == "ruoi":
            total += 50
        elif word in _DIGITS:
            digit = _DIGITS[word]
    return total + digit
