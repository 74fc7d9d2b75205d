"""How citizens ask for each procedure: nlu_data/questions/*.yml, a procedure's code → everyday questions.

The files are data that an officer may edit. A code may stand in several files; its lists are joined.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from retrieval.text import nfc, syllables

QUESTIONS = Path(__file__).resolve().parent.parent / "nlu_data" / "questions"
AT_LEAST = 8
"""Questions that every listed procedure needs."""


class ExampleQuestionsError(Exception):
    """A file of example questions is wrong; `sentence` tells people, the message names file and line."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.sentence = f"Tệp câu hỏi mẫu {path.name} sai ở dòng {line}."


@dataclass(frozen=True)
class ExampleQuestion:
    """One question, the procedure it asks for, and where it is written (line counts from 1)."""

    code: str
    text: str
    path: Path
    line: int


@dataclass(frozen=True)
class Finding:
    """Something in the files that a person should look at: where, and what, in Vietnamese."""

    path: Path
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.path.name}:{self.line}: {self.problem}"


def read_questions(folder: Path = QUESTIONS) -> tuple[ExampleQuestion, ...]:
    """Return every question of the folder's *.yml, in the order of files and lines; () where there is no folder.

    Raises:
        ExampleQuestionsError: a file is no mapping of codes to lists of strings.
    """
    return tuple(one for path in sorted(folder.glob("*.yml")) for one in _read(path))


@lru_cache(maxsize=1)
def shipped_questions() -> Mapping[str, tuple[str, ...]]:
    """Return the questions that ship with the project, by code; read once.

    Raises:
        ExampleQuestionsError: a file is no mapping of codes to lists of strings.
    """
    return by_code(read_questions())


def by_code(questions: Collection[ExampleQuestion]) -> dict[str, tuple[str, ...]]:
    """Return the texts by code; a text that differs from an earlier one only in accents or signs stays once."""
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for one in questions:
        found.setdefault(one.code, {}).setdefault(tuple(syllables(one.text)), one.text)
    return {code: tuple(texts.values()) for code, texts in found.items()}


def check(
    questions: Collection[ExampleQuestion], known: Collection[str] | None = None, at_least: int = AT_LEAST
) -> list[Finding]:
    """Return what is wrong: codes outside `known`, too few questions for a code, the same words twice."""
    findings: list[Finding] = []
    first: dict[str, ExampleQuestion] = {}
    said: dict[tuple[str, ...], ExampleQuestion] = {}
    for one in questions:
        first.setdefault(one.code, one)
        key = tuple(syllables(one.text))
        if key in said:
            twin = said[key]
            place = f"{twin.path.name}:{twin.line}"
            findings.append(
                Finding(one.path, one.line, f"“{one.text}” trùng với {place} (thủ tục {twin.code})")
            )
        else:
            said[key] = one
    listed = by_code(questions)
    for code, one in first.items():
        if known is not None and code not in known:
            findings.append(Finding(one.path, one.line, f"danh mục không có thủ tục {code}"))
        if len(listed[code]) < at_least:
            findings.append(
                Finding(one.path, one.line, f"{code} mới có {len(listed[code])} câu, cần {at_least}")
            )
    return findings


def _read(path: Path) -> Iterator[ExampleQuestion]:
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ExampleQuestionsError(path, line, str(error.problem)) from error
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        raise ExampleQuestionsError(path, 1, "expected codes with lists of questions")
    for key, listed in root.value:
        if not isinstance(listed, yaml.SequenceNode):
            raise ExampleQuestionsError(
                path, key.start_mark.line + 1, f"{key.value}: expected a list of questions"
            )
        for node in listed.value:
            line = node.start_mark.line + 1
            if not isinstance(node, yaml.ScalarNode) or not syllables(node.value):
                raise ExampleQuestionsError(path, line, f"{key.value}: expected a question in words")
            yield ExampleQuestion(str(key.value), nfc(node.value), path, line)
