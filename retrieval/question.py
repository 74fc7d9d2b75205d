"""Reading a question for search: weighted terms, official words for everyday ones, what it asks to be."""

import itertools
import re
from dataclasses import dataclass

from retrieval.aspects import parted
from retrieval.procedure import Aspect
from retrieval.text import fold, has_accents, normalise, syllables
from retrieval.vocabulary import Synonym, stopwords, synonyms

_TYPED = re.compile(r"\w+(?:[./-]\w+)*")
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
    plain = normalise(text).lower()
    folded = fold(plain)
    words = syllables(folded)
    aspects, rest = parted(folded)
    kept = syllables(stopwords().sub(" ", rest)) or syllables(stopwords().sub(" ", folded)) or words
    found = _synonyms_in(words, plain)
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
    written = _written(plain)
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


def _written(plain: str) -> dict[str, str]:
    """Return the words of a question by their folded form, as first typed."""
    found: dict[str, str] = {}
    for word in _TYPED.findall(plain):
        found.setdefault(fold(word), word)
    return found


def _weaken(weights: dict[str, float], one: Synonym) -> None:
    """An everyday word counts less once its official word stands beside it."""
    for term in (*one.key, *(f"{a}_{b}" for a, b in zip(one.key, one.key[1:], strict=False))):
        if term in weights:
            weights[term] = min(weights[term], REPLACED_WEIGHT)


def _synonyms_in(words: list[str], plain: str) -> list[Synonym]:
    """Return the synonyms said, longest at each place, none overlapping.

    Where the question is written with accents, a synonym must agree with them: "sơ đồ" is no "sổ đỏ".
    """
    table = synonyms()
    accented = has_accents(plain)
    found: list[Synonym] = []
    place = 0
    while place < len(words):
        step = 1
        for one in table.get(words[place], ()):
            if tuple(words[place : place + len(one.key)]) == one.key and (
                not accented or _agrees(one, plain)
            ):
                found.append(one)
                step = len(one.key)
                break
        place += step
    return found


def _agrees(one: Synonym, plain: str) -> bool:
    """Tell whether some place of `plain` that folds to the synonym has, word by word, its accents or none."""
    tokens = re.findall(r"[\w./-]+", plain)
    said = one.said.split()
    length = len(one.key)
    for start in range(len(tokens) - length + 1):
        span = tokens[start : start + length]
        if tuple(fold(token) for token in span) == one.key:
            if len(said) != length:
                return True
            if all(token == word or not has_accents(token) for token, word in zip(span, said, strict=True)):
                return True
    return False
