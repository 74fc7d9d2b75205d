"""The tokens that the own encoder sees of a text: syllables, pairs, words as accented, runs of four letters.

Pairs tell "khai sinh" from "sinh khai"; accented words tell "sơ đồ" from "sổ đỏ" where accents were typed; runs of
letters bear a slip of the finger, a missing space and a word never met.
"""

import itertools
import re
from functools import lru_cache

from retrieval.text import expand_teencode, fold, modern_tone_places, nfc, syllables

_RUN = 4
_WORD = re.compile(r"[^\W_]+")


def tokens_of(text: str) -> list[str]:
    """Return the tokens of `text`: "Sổ đỏ" gives so, do, so_do, =sổ, =đỏ, =sổ_đỏ, #so_d, #o_do."""
    typed = _typed(text)
    words = syllables(typed)
    return [*_with_pairs(words), *_fine(typed, words)]


def plain_tokens_of(text: str) -> list[str]:
    """Return the syllables and pairs among the tokens of `text`."""
    return _with_pairs(syllables(_typed(text)))


def fine_tokens_of(text: str) -> list[str]:
    """Return the accented words and the runs of letters among the tokens of `text`."""
    typed = _typed(text)
    return _fine(typed, syllables(typed))


def as_tokens(text: str) -> str:
    """Return the tokens with blanks between, as the shipped tokenizer cuts them."""
    return " ".join(tokens_of(text))


def is_accented(token: str) -> bool:
    """Tell whether `token` is a word or pair with accents."""
    return token.startswith("=")


def _typed(text: str) -> str:
    return expand_teencode(modern_tone_places(nfc(text)))


def _with_pairs(words: list[str]) -> list[str]:
    return [*words, *map("_".join, itertools.pairwise(words))]


def _fine(typed: str, words: list[str]) -> list[str]:
    return [*_accented(typed), *_runs("_".join(words))]


def _accented(typed: str) -> list[str]:
    if typed.isascii():
        return []
    words = _WORD.findall(typed.lower())
    changed = [word != _bare(word) for word in words]
    singles = [f"={word}" for word, marked in zip(words, changed, strict=True) if marked]
    pairs = [
        f"={words[at]}_{words[at + 1]}" for at in range(len(words) - 1) if changed[at] or changed[at + 1]
    ]
    return singles + pairs


@lru_cache(maxsize=16384)
def _bare(word: str) -> str:
    return fold(word)


def _runs(joined: str) -> list[str]:
    return [f"#{joined[at : at + _RUN]}" for at in range(len(joined) - _RUN + 1)]
