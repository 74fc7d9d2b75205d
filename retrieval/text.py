"""Vietnamese text as citizens type it: Unicode forms, accents, teencode, syllables.

Standard library only: the Rasa environment (Python 3.10) imports this module as well.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_TEENCODE_FILE = Path(__file__).parent / "lexicon" / "teencode.tsv"
_SYLLABLE = re.compile(r"[0-9a-z]+(?:[./-][0-9a-z]+)*")
_WORD = re.compile(r"[\w]+(?:[./-][\w]+)*|[^\w\s]", re.UNICODE)
_TOKEN = re.compile(r"\w+")
_INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad]")
_BLANKS = re.compile(r"[^\S\n]+")
# "cccd" (căn cước công dân) is an abbreviation, not a stretched "cd".
_STRETCHED = re.compile(r"(?!cccd)([a-zà-ỹđ])\1{2,}", re.IGNORECASE)
# Old and new places of the tone mark ("hoà" / "hòa"): the new one is kept.
_TONE_PLACES = {
    old: new
    for old_pair, new_pair in (("oà oá oả oã oạ", "òa óa ỏa õa ọa"), ("oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"),
                               ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"))
    for old, new in zip(old_pair.split(), new_pair.split(), strict=True)
}  # fmt: skip
# Every accented Latin letter to its bare one, so that ordinary text folds in one pass.
_BASE_LETTERS = {
    code: unicodedata.normalize("NFD", chr(code))[0] for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
}
_BASE_LETTERS.update(dict.fromkeys(range(0x300, 0x370), ""))
_BASE_LETTERS.update({ord("đ"): "d", ord("Đ"): "d"})
_TONE_PLACE = re.compile(r"(?<!q)(" + "|".join(_TONE_PLACES) + r")(?!\w)", re.IGNORECASE)
_REMEMBERED = 32_768
"""Different words between blanks of which the written-out form is remembered, each of at most _LONGEST signs."""
_LONGEST = 40
_REMEMBERED_TEXTS = 64
"""Texts whose folded words are remembered: many readers ask for those of one message."""


def nfc(text: str) -> str:
    """Return `text` in Unicode NFC, without zero-width signs, line ends kept, other white space folded."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return _BLANKS.sub(" ", text).strip()


def fold(text: str) -> str:
    """Return `text` in lower case without accents, đ as d: "Đăng ký" becomes "dang ky"."""
    folded = text.lower()
    if folded.isascii():
        return folded
    folded = folded.translate(_BASE_LETTERS)
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFD", folded)
    return unicodedata.normalize(
        "NFC", "".join(sign for sign in decomposed if unicodedata.category(sign) != "Mn")
    )


def has_accents(text: str) -> bool:
    """Tell whether `text` carries any Vietnamese accent or đ."""
    if text.isascii():
        return False
    return fold(text) != unicodedata.normalize("NFC", text.lower())


def modern_tone_places(text: str) -> str:
    """Return `text` with tone marks where today's spelling puts them: "hoà" becomes "hòa"."""

    def place(match: "re.Match[str]") -> str:
        new = _TONE_PLACES[match[1].lower()]
        return new.upper() if match[1].isupper() else new

    if text.isascii():
        return text
    lowered = text.lower()
    if not any(old in lowered for old in _TONE_PLACES):
        return text
    return _TONE_PLACE.sub(place, text)


@lru_cache(maxsize=1)
def teencode() -> "dict[str, str]":
    """Return the light teencode table: a typed token in lower case, or several with single blanks between, to the words
    that stand for it.

    Source: `lexicon/teencode.tsv` (token, words; `#` starts a comment). A token by itself is no Vietnamese syllable, so
    that replacing it cannot change another word; one that may be short for several things ("tg") stands in company.

    Raises:
        ValueError: a line has not two columns; the message names file and line.
    """
    table: dict[str, str] = {}
    for number, line in enumerate(_TEENCODE_FILE.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) != 2:
            raise ValueError(
                f"{_TEENCODE_FILE}:{number}: expected 2 columns (token, words), found {len(columns)}"
            )
        table[columns[0].strip()] = columns[1].strip()
    return table


@dataclass(frozen=True)
class _Company:
    """The tokens of the table that mean something only next to each other: a pattern of them, and how they begin."""

    pattern: "re.Pattern[str]"
    first: "frozenset[str]"

    def may_stand_in(self, text: str) -> bool:
        """Tell, fast, whether any of them may be in `text`."""
        return not self.first.isdisjoint(text.lower().split())


@lru_cache(maxsize=1)
def _company() -> _Company:
    keys = sorted((key for key in teencode() if " " in key), key=len, reverse=True)
    return _Company(
        re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, keys))})(?!\w)", re.IGNORECASE),
        frozenset(key.split()[0] for key in keys),
    )


def shortened_together(text: str) -> "list[tuple[int, int, str]]":
    """Return where tokens stand in `text` that are short for something only together ("tg gq"), and what for."""
    if not _company().may_stand_in(text):
        return []
    table = teencode()
    return [
        (match.start(), match.end(), table[match[0].lower()]) for match in _company().pattern.finditer(text)
    ]


def expand_teencode(text: str) -> str:
    """Return `text` with teencode written out and stretched letters cut: "lm giấy ks đc kooo" → "làm giấy khai sinh được không"."""
    table = teencode()
    text = _STRETCHED.sub(r"\1", text)
    if _company().may_stand_in(text):
        text = _company().pattern.sub(lambda match: table[match[0].lower()], text)
    if table.keys().isdisjoint(_TOKEN.findall(text.lower())):
        return text  # most texts: nothing to write out
    return _TOKEN.sub(lambda match: table.get(match[0].lower(), match[0]), text)


def normalise(text: str) -> str:
    """Return `text` as every component reads it: NFC, today's tone places, teencode written out.

    But for tokens that mean something only together none of this looks across a blank, so that it is done word by word,
    once for each different word.
    """
    parts = text.split()
    if parts != text.split(" ") or max(map(len, parts)) > _LONGEST or _company().may_stand_in(text):
        return _normalised(text)
    found = list(map(_normalised_part, parts))
    return " ".join(found) if all(found) else _normalised(text)


@lru_cache(maxsize=_REMEMBERED)
def _normalised_part(part: str) -> str:
    return _normalised(part)


def _normalised(text: str) -> str:
    return expand_teencode(modern_tone_places(nfc(text)))


def words(text: str) -> "list[str]":
    """Return the syllables, numbers and codes of `text` in order, as written, punctuation apart."""
    return _WORD.findall(text)


def syllables(text: str) -> "list[str]":
    """Return the folded syllables, numbers and codes of `text`: "Đăng ký CT01" → ["dang", "ky", "ct01"]."""
    return _SYLLABLE.findall(fold(text))


@lru_cache(maxsize=_REMEMBERED_TEXTS)
def folded_words(text: str) -> str:
    """Return the syllables of `text`, written out and folded, parted by single spaces: "ĐK tạm trú?" → "dang ky tam tru"."""
    return " ".join(syllables(normalise(text)))
