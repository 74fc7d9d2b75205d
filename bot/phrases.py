"""Words and patterns of a YAML file, by the name of their list, and where a message holds them. Imports nothing of Rasa."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.word_files import read_lists, spellings
from bot.word_patterns import PatternError, Spelt, spelt
from retrieval.text import fold


@dataclass(frozen=True)
class Phrases:
    """Patterns by list, and by list the spellings of single words by their folded form."""

    patterns: "Mapping[str, tuple[Spelt, ...]]"
    words: "Mapping[str, Mapping[str, frozenset[str]]]"

    def places(self, name: str, text: str) -> "frozenset[int]":
        """Return the places (from 0) of the words of `text` that patterns of the list `name` hold."""
        return frozenset().union(*(one.places(text) for one in self.patterns[name]))

    def knows(self, word: str, name: str) -> bool:
        """Tell whether the list `name` has `word`, typed without accents or as written there."""
        written = self.words[name].get(fold(word))
        return written is not None and (word == fold(word) or word in written)


def read_phrases(path: Path, *, patterns: "Iterable[str]", words: "Iterable[str]" = ()) -> Phrases:
    """Return the lists of `path`: those of `patterns`, and those of `words`, parted by blanks.

    Raises:
        PatternError: the file is no YAML, a list is missing, unknown, empty or holds something else than words.
    """
    patterns, words = tuple(patterns), tuple(words)
    found = read_lists(path, (*patterns, *words), PatternError)
    for name in words:
        if not isinstance(found[name], str) or not found[name].strip():
            raise PatternError(f"{path.name}: {name} must be words parted by blanks")
    return Phrases(
        patterns={name: spelt(f"{path.name}: {name}", found[name]) for name in patterns},
        words={name: spellings(found[name]) for name in words},
    )
