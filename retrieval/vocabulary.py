"""Loading the word lists in lexicon/: what citizens say, what narrows a procedure, what is asked most.

Every file is data an officer may edit; a wrong line raises LexiconError naming file and line.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from retrieval.text import fold, modern_tone_places, nfc, syllables

LEXICON = Path(__file__).parent / "lexicon"


class LexiconError(Exception):
    """A word list is wrong; `sentence` tells people, the message names file and line."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.sentence = f"Từ điển {path.name} sai ở dòng {line}."


@dataclass(frozen=True)
class Synonym:
    """What people say (`said`, in accented lower case; `key`, its folded syllables), the official words, the fields meant."""

    said: str
    key: tuple[str, ...]
    means: tuple[str, ...]
    scope: tuple[str, ...]


@dataclass(frozen=True)
class Qualifier:
    """Words in a procedure's name (folded) that make it lose `weight` unless the question has one of `asked`."""

    name: tuple[str, ...]
    asked: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class Deed:
    """What a question says outright: patterns of how it is `said`, of what makes it mean something else, and of what the
    name of a procedure for it has; others lose `weight`."""

    said: re.Pattern[str]
    unless: re.Pattern[str]
    name: re.Pattern[str]
    weight: float

    def is_said(self, plain: str) -> bool:
        """Tell whether folded words, parted by single spaces, say it."""
        return self.said.search(plain) is not None and self.unless.search(plain) is None


@lru_cache(maxsize=1)
def synonyms() -> dict[str, tuple[Synonym, ...]]:
    """Return the synonyms by the first folded syllable of what is said, longest first."""
    path = LEXICON / "synonyms.yml"
    root = _yaml(path)
    table: dict[str, list[Synonym]] = {}
    for node in root.value:
        entry = {key.value: value for key, value in node.value}
        if set(entry) != {"scope", "words"} or not entry["words"].value:
            raise LexiconError(path, node.start_mark.line + 1, "expected scope and words")
        scope = tuple(fold(item.value) for item in entry["scope"].value)
        for said, means in entry["words"].value:
            key = tuple(syllables(said.value))
            official = tuple(syllables(means.value))
            if not key or not official:
                raise LexiconError(path, said.start_mark.line + 1, "empty words")
            words = modern_tone_places(nfc(said.value)).lower()
            table.setdefault(key[0], []).append(Synonym(words, key, official, scope))
    return {first: tuple(sorted(found, key=lambda one: -len(one.key))) for first, found in table.items()}


@lru_cache(maxsize=1)
def stopwords() -> re.Pattern[str]:
    """Return a pattern of the filler phrases (folded), longest first, on word borders."""
    path = LEXICON / "stopwords.txt"
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return phrases(line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def qualifiers() -> tuple[Qualifier, ...]:
    """Return the qualifiers in the order of their file."""
    path = LEXICON / "qualifiers.yml"
    found = []
    for node in _yaml(path).value:
        entry: dict[str, Any] = yaml.safe_load(yaml.serialize(node))
        if set(entry) != {"name", "asked", "weight"} or not 0 < float(entry["weight"]) <= 1:
            raise LexiconError(path, node.start_mark.line + 1, "expected name, asked and a weight in (0, 1]")
        names = tuple(fold(str(word)) for word in entry["name"])
        found.append(
            Qualifier(names, tuple(fold(str(word)) for word in entry["asked"]), float(entry["weight"]))
        )
    return tuple(found)


@lru_cache(maxsize=1)
def deeds() -> tuple[Deed, ...]:
    """Return the deeds in the order of their file."""
    path = LEXICON / "deeds.yml"
    found = []
    for node in _yaml(path).value:
        entry: dict[str, Any] = yaml.safe_load(yaml.serialize(node))
        lists = {"said", "unless", "name"}
        if (
            set(entry) != {*lists, "weight"}
            or not float(entry["weight"]) > 0
            or not all(map(entry.get, lists))
        ):
            raise LexiconError(path, node.start_mark.line + 1, "expected said, unless, name and a weight")
        said, unless, name = (
            phrases(fold(str(word)) for word in entry[key]) for key in ("said", "unless", "name")
        )
        found.append(Deed(said, unless, name, float(entry["weight"])))
    return tuple(found)


@lru_cache(maxsize=1)
def popularity() -> dict[str, int]:
    """Return how much procedures are asked for, by code: 1 asked, 2 often, 3 most."""
    path = LEXICON / "popularity.tsv"
    table: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        code, _, weight = line.partition("\t")
        if weight not in {"1", "2", "3"} or not re.fullmatch(r"\d\.\d{6}", code):
            raise LexiconError(path, number, "expected a code, a tab and 1, 2 or 3")
        table[code] = int(weight)
    return table


def phrases(words: Any) -> re.Pattern[str]:
    """Return a pattern that finds any of the folded phrases on word borders, longest first."""
    ordered = sorted({str(word) for word in words}, key=len, reverse=True)
    return re.compile(r"(?<![\w])(?:" + "|".join(map(re.escape, ordered)) + r")(?![\w])")


def load_yaml_list(path: Path) -> Any:
    """Return the YAML sequence node of a word list, with line marks.

    Raises:
        LexiconError: the file is no YAML list.
    """
    return _yaml(path)


def _yaml(path: Path) -> Any:
    try:
        root = yaml.compose(
            path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        )
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise LexiconError(path, line, str(error.problem)) from error
    if not isinstance(root, yaml.SequenceNode):
        raise LexiconError(path, 1, "expected a list")
    return root
