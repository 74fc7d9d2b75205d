"""Mending syllables that the catalogue has never seen: slips of the finger, undone Telex, missing spaces.

Only words that occur in no name and no question are touched, and only where a word that does fits its neighbours.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import log

from retrieval.text import fold

Count = Callable[[str], int]
"""How many documents have a syllable ("sinh") or a pair of neighbours ("khai_sinh")."""
_LETTERS = "abcdeghiklmnopqrstuvxy"
_TOKEN = re.compile(r"\w+(?:[./-]\w+)*")
_WORD = re.compile(r"[a-z]{3,}")
_ABBREVIATION = re.compile(r"[A-ZĐ]{2,}")
_VOWEL = re.compile(r"[aeiouy]")
_TELEX = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("w", ""))
_TONE_KEYS = "sfrxj"
_LONGEST = 24
_PARTS = 5


class Speller:
    """Corrects folded syllables by what a catalogue knows."""

    def __init__(self, count: Count) -> None:
        """`count` tells how many documents have a folded syllable, or a pair of them."""
        self._count = counted = lru_cache(maxsize=65_536)(count)
        self._stays = lru_cache(maxsize=65_536)(lambda token: _stays(token, counted))

    def mended(self, text: str) -> str:
        """Return `text` with its unknown syllables mended, all else as typed."""
        if all(map(self._stays, _TOKEN.findall(text))):
            return text  # most texts: every word is known
        tokens = list(_TOKEN.finditer(text))
        found = self.corrections(
            ["" if _ABBREVIATION.fullmatch(token[0]) else fold(token[0]) for token in tokens]
        )
        for place, word in sorted(found.items(), reverse=True):
            text = text[: tokens[place].start()] + word + text[tokens[place].end() :]
        return text

    def corrections(self, words: Sequence[str]) -> dict[int, str]:
        """Return what unknown `words` (folded syllables) should be, by place; a value may be several syllables."""
        found: dict[int, str] = {}
        for place, word in enumerate(words):
            if not _WORD.fullmatch(word) or len(word) > _LONGEST or self._count(word):
                continue
            before = words[place - 1] if place else ""
            after = words[place + 1] if place + 1 < len(words) else ""
            better = self._without_telex(word) or self._split(word) or self._near(word, before, after)
            if better:
                found[place] = better
        return found

    def _without_telex(self, word: str) -> str:
        """ "ddawng" → "dang", "giaasy" → "giay": the keys of the Telex method left in the text."""
        plain = word
        for keys, letter in _TELEX:
            plain = plain.replace(keys, letter)
        forms = [plain] if plain != word else []
        forms += [plain[:at] + plain[at + 1 :] for at in range(1, len(plain)) if plain[at] in _TONE_KEYS]
        known = [form for form in forms if _VOWEL.search(form) and self._count(form)]
        return max(known, key=self._count, default="")

    def _split(self, word: str) -> str:
        """ "khaisinh" → "khai sinh": known syllables whose every pair of neighbours is known."""
        ends: dict[int, list[tuple[str, ...]]] = {0: [()]}
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - 7), end):
                part = word[start:end]
                if start in ends and len(part) > 1 and _VOWEL.search(part) and self._count(part):
                    for parts in ends[start]:
                        fits = not parts or self._count(f"{parts[-1]}_{part}")
                        if fits and len(parts) < _PARTS:
                            ends.setdefault(end, []).append((*parts, part))
        whole = [parts for parts in ends.get(len(word), []) if len(parts) > 1]
        best = max(whole, key=lambda parts: (-len(parts), self._fit(parts)), default=())
        return " ".join(best)

    def _near(self, word: str, before: str, after: str) -> str:
        """Return the known syllable one slip away that fits a neighbour best, or ""."""
        best, found = 0.0, ""
        for form in _slips(word):
            count = self._count(form)
            if not count:
                continue
            beside = self._count(f"{before}_{form}") + self._count(f"{form}_{after}")
            fit = log(1 + count) + 3 * log(1 + beside)
            if (beside or not (before or after)) and fit > best:
                best, found = fit, form
        return found

    def _fit(self, parts: Sequence[str]) -> int:
        return min(self._count(f"{first}_{second}") for first, second in pairwise(parts))


def _stays(token: str, count: Count) -> bool:
    """Tell whether a token is not to be mended: known, or no word of letters."""
    word = fold(token)
    known = not _WORD.fullmatch(word) or len(word) > _LONGEST or count(word) > 0
    return known or bool(_ABBREVIATION.fullmatch(token))


def _slips(word: str) -> Iterator[str]:
    """Return all forms one swap, one letter less, one other letter or one letter more away."""
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        for letter in _LETTERS:
            yield word[:at] + letter + word[at + 1 :]
            yield word[:at] + letter + word[at:]
    for letter in _LETTERS:
        yield word + letter
