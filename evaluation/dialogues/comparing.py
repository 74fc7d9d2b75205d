"""Comparing what was said with what is looked for: NFC, lower case, separators inside numbers left out."""

import re

from retrieval.text import modern_tone_places, nfc

_SEPARATOR = re.compile(r"(?<=\d)[.,\u00a0\u202f ](?=\d)")
_DIGITS = re.compile(r"\d+")
_MANY_DIGITS = re.compile(r"\d{4}")
_BETWEEN = r"[.,\u00a0\u202f ]?"
_GROUP_LENGTH = 3


def plain(text: str) -> str:
    """Return `text` in NFC and lower case, white space as single blanks, tone marks in today's places."""
    return " ".join(modern_tone_places(nfc(text)).lower().split())


def holds(text: str, wanted: str) -> bool:
    """Tell whether `text` holds one of the alternatives of `wanted` ("15.000|mười lăm nghìn").

    Separators inside numbers do not count ("15.000", "15 000" and "15000" are one), and a number is a whole one:
    "5.000" is not in "15.000", nor "15" in "15.000".
    """
    said = plain(text)
    alternatives = [one for one in map(plain, wanted.split("|")) if one]
    return any(_pattern(one).search(said) for one in alternatives)


def gives_away(text: str, forbidden: str) -> bool:
    """Tell whether `text` holds one of the alternatives of `forbidden`, or shows it as part of a longer number.

    Four digits or more written together ("4821", "0909000210") are looked for inside others too: a phone number gives its
    tail away. An amount ("15.000") stays a whole one.
    """
    said = plain(text)
    parts = [one for one in map(plain, forbidden.split("|")) if _MANY_DIGITS.search(one)]
    return holds(text, forbidden) or any(one in said for one in parts)


def _pattern(wanted: str) -> "re.Pattern[str]":
    joined = _SEPARATOR.sub("", wanted)
    parts = []
    at = 0
    for number in _DIGITS.finditer(joined):
        parts += [re.escape(joined[at : number.start()]), _BETWEEN.join(number[0])]
        at = number.end()
    parts.append(re.escape(joined[at:]))
    before = r"(?<!\d)" if joined[0].isdigit() else ""
    if before and len(_DIGITS.match(joined)[0]) == _GROUP_LENGTH:  # type: ignore[index]
        before += r"(?<!\d[.,\u00a0\u202f])"  # the last group of a longer number
    after = r"(?!\d)(?![.,\u00a0\u202f]\d{3}(?!\d))" if joined[-1].isdigit() else ""
    return re.compile(before + "".join(parts) + after)
