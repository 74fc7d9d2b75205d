"""Reading a question for search: weighted terms, official words for everyday ones, what it asks to be."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.aspects import parted
from retrieval.procedure import Aspect
from retrieval.text import normalise
from retrieval.vocabulary import Synonym, stopwords, synonyms
from retrieval.written import Part, parts_of

OFFICIAL_WEIGHT = 0.7
"""Weight of an official word brought in by a synonym."""
REPLACED_WEIGHT = 0.45
"""Weight left to an everyday word whose official word was brought in."""


@dataclass(frozen=True)
class Question:
    """A question as search sees it: `folded` text, `terms` with weights, `core` syllables to be covered, `spoken`
    (the core with the accents typed, where any were) and `scopes` (fields hinted at)."""

    text: str
    folded: str
    terms: dict[str, float]
    core: tuple[str, ...]
    spoken: tuple[str, ...]
    official: str
    scopes: frozenset[str]
    aspects: tuple[Aspect, ...]


def read(text: str) -> Question:
    """Return what search needs of a question as a citizen typed it; empty terms where nothing is left."""
    parts = parts_of(normalise(text).lower())
    folded = " ".join([part.folded for part in parts])
    words = [word for part in parts for word in part.syllables]
    aspects, rest = parted(folded)
    kept = _syllables(stopwords().sub(" ", rest)) or _syllables(stopwords().sub(" ", folded)) or words
    found = _synonyms_in(words, parts)
    weights: dict[str, float] = {}
    among = set(kept)
    for first, second in itertools.pairwise(words):
        if first in among and second in among:
            weights[f"{first}_{second}"] = 1.0
    for word in kept:
        weights[word] = 1.0
    official: list[str] = []
    for one in found:
        _weaken(weights, one)
        official += [word for word in one.means if word not in official]
        for term in (*one.means, *(f"{a}_{b}" for a, b in zip(one.means, one.means[1:], strict=False))):
            weights[term] = max(weights.get(term, 0.0), OFFICIAL_WEIGHT)
    replaced = {word for one in found for word in one.key if word not in official}
    core = tuple(dict.fromkeys([*(word for word in kept if word not in replaced), *official]))
    written = _written(parts)
    return Question(
        text=text,
        folded=" ".join(words),
        terms=weights,
        core=core,
        spoken=tuple(word if word in official else written.get(word, word) for word in core),
        official=" ".join([*(word for word in kept if word not in replaced), *official]),
        scopes=frozenset(scope for one in found for scope in one.scope if scope != "chung"),
        aspects=aspects,
    )


def _syllables(folded: str) -> list[str]:
    return [word for part in parts_of(folded) for word in part.syllables]


def _written(parts: Sequence[Part]) -> dict[str, str]:
    """Return the words of a question by their folded form, as first typed."""
    return {folded: word for part in reversed(parts) for word, folded in reversed(part.typed)}


def _weaken(weights: dict[str, float], one: Synonym) -> None:
    """An everyday word counts less once its official word stands beside it."""
    for term in (*one.key, *(f"{a}_{b}" for a, b in zip(one.key, one.key[1:], strict=False))):
        if term in weights:
            weights[term] = min(weights[term], REPLACED_WEIGHT)


def _synonyms_in(words: list[str], parts: Sequence[Part]) -> list[Synonym]:
    """Return the synonyms said, longest at each place, none overlapping.

    Where the question is written with accents, a synonym must agree with them: "sơ đồ" is no "sổ đỏ".
    """
    lengths, table = _synonyms_by_key()
    typed = [one for part in parts for one in part.loose]
    accented = any(marked for part in parts for _, marked in part.letters)
    found: list[Synonym] = []
    place = 0
    while place < len(words):
        step = 1
        for length in lengths.get(words[place], ()):
            said = table.get(tuple(words[place : place + length]), ())
            one = next((one for one in said if not accented or _agrees(one, typed)), None)
            if one:
                found.append(one)
                step = length
                break
        place += step
    return found


@lru_cache(maxsize=1)
def _synonyms_by_key() -> tuple[dict[str, tuple[int, ...]], dict[tuple[str, ...], list[Synonym]]]:
    """Return by first syllable how long synonyms are, longest first, and the synonyms by all their syllables."""
    table: dict[tuple[str, ...], list[Synonym]] = {}
    for one in itertools.chain.from_iterable(synonyms().values()):
        table.setdefault(one.key, []).append(one)
    lengths: dict[str, set[int]] = {}
    for key in table:
        lengths.setdefault(key[0], set()).add(len(key))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}, table


def _agrees(one: Synonym, typed: Sequence[tuple[str, str, bool]]) -> bool:
    """Tell whether some place of the words `typed` (see Part.loose) that folds to the synonym has, word by word, its
    accents or none."""
    said = one.said.split()
    length = len(one.key)
    for start in range(len(typed) - length + 1):
        if typed[start][1] != one.key[0]:
            continue
        span = typed[start : start + length]
        if tuple(folded for _, folded, _ in span) == one.key:
            if len(said) != length:
                return True
            if all(word == own or not marked for (word, _, marked), own in zip(span, said, strict=True)):
                return True
    return False
