"""How long a text is as SMS, and how it is made to fit.

GSM 03.38: 160 letters of its alphabet in one part, 153 in each of several; any other letter makes the whole text UCS-2,
70 and 67 UTF-16 units. Vietnamese letters with marks are not in the alphabet (à, é, è, ì, ò, ù are).
"""

import unicodedata

_ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWO_UNITS = frozenset("^{}\\[~]|€\f")
_PLAIN = str.maketrans(
    {"đ": "d", "Đ": "D", "–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "·": "-"}
)
_DOTS = "..."


def parts(text: str) -> int:
    """Return how many parts of SMS `text` takes."""
    if all(letter in _ALPHABET or letter in _TWO_UNITS for letter in text):
        units = sum(2 if letter in _TWO_UNITS else 1 for letter in text)
        one, several = 160, 153
    else:
        units = len(text.encode("utf-16-le")) // 2
        one, several = 70, 67
    return 1 if units <= one else -(-units // several)


def unaccented(text: str) -> str:
    """Return `text` in letters without marks, as short messages in Vietnam are written to save parts."""
    split = unicodedata.normalize("NFD", text.translate(_PLAIN))
    return unicodedata.normalize("NFC", "".join(sign for sign in split if unicodedata.category(sign) != "Mn"))


def fitted(text: str, *, tail: str, most: int) -> str:
    """Return `text` and `tail` under it in at most `most` parts; what is too long is cut at a word, the tail stays."""
    whole = f"{text}\n{tail}" if tail else text
    words = text.split(" ")
    low, high = 0, len(words)
    if parts(whole) <= most:
        return whole
    while low < high:  # the most words that still fit
        middle = (low + high + 1) // 2
        if parts(_cut(words, middle, tail)) <= most:
            low = middle
        else:
            high = middle - 1
    return _cut(words, low, tail)


def _cut(words: list[str], count: int, tail: str) -> str:
    kept = " ".join(words[:count]).rstrip() + _DOTS
    return f"{kept}\n{tail}" if tail else kept
