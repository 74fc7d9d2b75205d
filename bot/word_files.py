"""Reading the YAML files of words. Imports nothing of Rasa."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from bot.word_patterns import words
from retrieval.text import fold


def read_lists(path: Path, wanted: "Iterable[str]", wrong: "type[Exception]") -> "dict[str, Any]":
    """Return what the file at `path` holds by name: all of `wanted` and no others, none of them empty.

    Raises:
        wrong: the file is no YAML, or holds something else; the message names the file.
    """
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise wrong(f"{path.name}: {error}") from error
    names = sorted(wanted)
    if not isinstance(found, dict) or set(found) != set(names) or not all(found.values()):
        raise wrong(f"{path.name}: expected the lists {', '.join(names)}")
    return found


def spellings(listed: str) -> "dict[str, frozenset[str]]":
    """Return the spellings of the words of `listed` by their folded form."""
    found: dict[str, set[str]] = {}
    for word in words(listed):
        found.setdefault(fold(word), set()).add(word)
    return {folded: frozenset(written) for folded, written in found.items()}
