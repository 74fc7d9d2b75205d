"""Reading `data/fields.yml`: the fields of feedback with their handlers and the words that tell them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from yaml.nodes import MappingNode, ScalarNode, SequenceNode

UNIT_HOLDING_DOSSIER = "UNIT_HOLDING_DOSSIER"
"""Handler of fields about a dossier: whichever unit holds it."""

Kind = Literal["hien_truong", "tthc"]
_KEYS = {"code", "name", "examples", "handler", "kind", "keywords"}


class FieldDataError(ValueError):
    """The file of fields is wrong; the message names file and line."""


@dataclass(frozen=True)
class ComplaintField:
    """A field (lĩnh vực) of feedback.

    `examples` are shown to people; `handler` is an agency code, a ward-level one without its unit, or
    UNIT_HOLDING_DOSSIER. `kind` is hien_truong (something in the street) or tthc (a procedure, a rule).
    `keywords` are phrases that tell the field alone; the classifier learns them.
    """

    code: str
    name: str
    examples: tuple[str, ...]
    handler: str
    kind: Kind
    keywords: tuple[str, ...]


def read_fields(path: Path, *, handlers: frozenset[str]) -> tuple[ComplaintField, ...]:
    """Read the fields of `path`; every handler must be in `handlers` or UNIT_HOLDING_DOSSIER.

    Raises:
        FieldDataError: the file is wrong; the message names file and line.
    """
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    if not isinstance(root, SequenceNode):
        raise FieldDataError(f"{path}:1: expected a list of fields")
    found: dict[str, ComplaintField] = {}
    for node in root.value:
        where = f"{path}:{node.start_mark.line + 1}"
        read = _field(where, node, handlers)
        if read.code in found:
            raise FieldDataError(f"{where}: the field {read.code} stands twice")
        found[read.code] = read
    return tuple(found.values())


def _field(where: str, node: Any, handlers: frozenset[str]) -> ComplaintField:
    if not isinstance(node, MappingNode):
        raise FieldDataError(f"{where}: expected a field with {', '.join(sorted(_KEYS))}")
    cells: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode) or key.value not in _KEYS:
            raise FieldDataError(f"{where}: unknown key {key.value}")
        cells[key.value] = _value(where, value)
    missing = _KEYS - set(cells)
    if missing:
        raise FieldDataError(f"{where}: missing {', '.join(sorted(missing))}")
    kind = cells["kind"]
    if kind != "hien_truong" and kind != "tthc":
        raise FieldDataError(f"{where}: kind must be hien_truong or tthc, found {kind}")
    if cells["handler"] not in handlers | {UNIT_HOLDING_DOSSIER}:
        raise FieldDataError(f"{where}: no agency {cells['handler']} in agencies.tsv")
    for key in ("examples", "keywords"):
        if not isinstance(cells[key], tuple):
            raise FieldDataError(f"{where}: {key} must be a list")
    return ComplaintField(
        cells["code"],
        cells["name"],
        cells["examples"],
        cells["handler"],
        kind,
        cells["keywords"],
    )


def _value(where: str, node: Any) -> str | tuple[str, ...]:
    if isinstance(node, ScalarNode):
        return str(node.value)
    if isinstance(node, SequenceNode) and all(isinstance(item, ScalarNode) for item in node.value):
        return tuple(str(item.value) for item in node.value)
    raise FieldDataError(f"{where}: expected a text or a list of texts")
