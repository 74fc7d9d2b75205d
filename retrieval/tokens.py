"""The tokens that the own encoder sees of a text: syllables, pairs, words as accented, runs of four letters.

Pairs tell "khai sinh" from "sinh khai"; accented words tell "sơ đồ" from "sổ đỏ" where accents were typed; runs of
letters bear a slip of the finger, a missing space and a word never met.
"""

import itertools
from collections.abc import Sequence

from retrieval.text import normalise
from retrieval.written import Part, parts_of

RUN = 4
RUN_MARK = "#"


def tokens_of(text: str) -> list[str]:
    """Return the tokens of `text`: "Sổ đỏ" gives so, do, so_do, =sổ, =đỏ, =sổ_đỏ, #so_d, #o_do."""
    words, letters = words_and_letters(text)
    return [*words, *_runs(letters)]


def words_and_letters(text: str) -> tuple[list[str], str]:
    """Return the tokens of `text` that are words or pairs, and the letters (ASCII) whose runs of RUN are the others."""
    parts = _parts(text)
    words = _syllables(parts)
    return [*_with_pairs(words), *_accented(parts)], "_".join(words)


def plain_tokens_of(text: str) -> list[str]:
    """Return the syllables and pairs among the tokens of `text`."""
    return _with_pairs(_syllables(_parts(text)))


def fine_tokens_of(text: str) -> list[str]:
    """Return the accented words and the runs of letters among the tokens of `text`."""
    parts = _parts(text)
    return [*_accented(parts), *_runs("_".join(_syllables(parts)))]


def as_tokens(text: str) -> str:
    """Return the tokens with blanks between, as the shipped tokenizer cuts them."""
    return " ".join(tokens_of(text))


def is_accented(token: str) -> bool:
    """Tell whether `token` is a word or pair with accents."""
    return token.startswith("=")


def _parts(text: str) -> list[Part]:
    return parts_of(normalise(text).lower())


def _syllables(parts: Sequence[Part]) -> list[str]:
    return [word for part in parts for word in part.syllables]


def _with_pairs(words: list[str]) -> list[str]:
    return [*words, *map("_".join, itertools.pairwise(words))]


def _accented(parts: Sequence[Part]) -> list[str]:
    letters = [one for part in parts for one in part.letters]
    singles = [f"={word}" for word, marked in letters if marked]
    if not singles:
        return singles
    pairs = [
        f"={first}_{second}"
        for (first, marked), (second, also) in itertools.pairwise(letters)
        if marked or also
    ]
    return singles + pairs


def _runs(letters: str) -> list[str]:
    return [f"{RUN_MARK}{letters[at : at + RUN]}" for at in range(len(letters) - RUN + 1)]
