"""Sentences for people, kept in YAML files that an officer can edit, checked when they are loaded.

A file is nested keys with texts at the ends; a text may have {placeholders}. Code names the texts it uses once, at
import, so that a missing text or a wrong placeholder stops the start with the file and the line, and never a turn.
"""

import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml


class TextsError(ValueError):
    """A file of texts is wrong; the message names file, line and key."""


@dataclass(frozen=True)
class Text:
    """One text with the placeholders it may use."""

    template: str
    placeholders: frozenset[str]

    def __call__(self, **values: object) -> str:
        """Return the text with `values` filled in; every placeholder of the text must be among them."""
        return self.template.format(**values)


class TextFile:
    """The texts of one YAML file."""

    def __init__(self, path: Path) -> None:
        """Read `path`.

        Raises:
            TextsError: the file is no YAML, or an end of it is no text.
        """
        self._path = path
        self._named: set[str] = set()
        try:
            root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            raise TextsError(f"{path.name}: {error}") from error
        if root is None:
            raise TextsError(f"{path.name}: the file is empty")
        self._texts = dict(self._ends(root, ""))

    def _ends(self, node: yaml.Node, key: str) -> Iterator[tuple[str, tuple[str, int]]]:
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                yield from self._ends(value, f"{key}.{name.value}" if key else str(name.value))
        elif isinstance(node, yaml.ScalarNode) and str(node.value).strip():
            yield key, (str(node.value).strip(), node.start_mark.line + 1)
        else:
            raise TextsError(f"{self._path.name}, line {node.start_mark.line + 1}: {key} is no text")

    def text(self, key: str, *placeholders: str) -> Text:
        """Return the text of `key` ("feedback.filed"), which may use `placeholders` and no others.

        Raises:
            TextsError: there is no such text, or it uses another placeholder.
        """
        if key not in self._texts:
            raise TextsError(f"{self._path.name}: {key} is missing")
        template, line = self._texts[key]
        allowed = frozenset(placeholders)
        try:
            used = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
        except ValueError as error:
            raise TextsError(f"{self._path.name}, line {line}: {key}: {error}") from error
        if used - allowed:
            wrong = ", ".join(f"{{{name}}}" for name in sorted(used - allowed))
            raise TextsError(f"{self._path.name}, line {line}: {key} uses {wrong}, which it does not have")
        self._named.add(key)
        return Text(template, allowed)

    def unused(self) -> set[str]:
        """Return the keys of the file that no code has named."""
        return set(self._texts) - self._named
