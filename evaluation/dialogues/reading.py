"""Reading dialogue files: JSON lines, one JSON list, or YAML; a mistake is told with file and line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from evaluation.dialogues.dialogue import Dialogue

_ITEMS = ("dialogues", "items", "data")
_WORDS = {
    "missing": "thiếu",
    "too_short": "không được để trống",
    "string_type": "phải là chữ",
    "list_type": "phải là danh sách",
    "tuple_type": "phải là danh sách",
    "dict_type": "phải là nhóm tên: giá trị",
    "model_type": "phải là nhóm tên: giá trị",
    "extra_forbidden": "tên này không được dùng",
    "bool_parsing": "phải là true hoặc false",
    "float_parsing": "phải là số",
}


class DialogueFileError(Exception):
    """A file cannot be read; `sentence` (Vietnamese) and the message name file and line."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        where = f"{path}:{line}" if line else str(path)
        super().__init__(f"{where}: {problem}")
        place = f"{path.name}, dòng {line}" if line else path.name
        self.sentence = f"Tệp {place}: {problem}."


def read_dialogues(path: Path) -> tuple[Dialogue, ...]:
    """Return the dialogues of `path`; one without an id gets its line as id.

    Raises:
        DialogueFileError: no such file, not UTF-8, neither JSON nor YAML, or an entry is no dialogue.
    """
    found = []
    for line, value in entries(path):
        try:
            dialogue = Dialogue.model_validate(value)
        except ValidationError as error:
            raise DialogueFileError(path, line, problem_of(error)) from error
        found.append(dialogue if dialogue.id else dialogue.model_copy(update={"id": f"{path.stem}:{line}"}))
    if not found:
        raise DialogueFileError(path, 0, "không có hội thoại nào")
    return tuple(found)


def problem_of(error: ValidationError) -> str:
    """Return the first mistake that pydantic found, in Vietnamese, with its place in the entry."""
    first = error.errors()[0]
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
    words = _WORDS.get(first["type"], first["msg"])
    return f"{place}: {words}" if place else words


def entries(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield each entry of a list file with its line.

    Raises:
        DialogueFileError: as `read_dialogues`.
    """
    text = read_text(path)
    if path.suffix.lower() in (".yml", ".yaml"):
        yield from _yaml_entries(path, text)
    elif text.lstrip().startswith("["):
        yield from _list_entries(path, text)
    elif (whole := _one_object(text)) is not None:
        yield from whole
    else:
        yield from _line_entries(path, text)


def read_text(path: Path) -> str:
    """Return the text of `path`.

    Raises:
        DialogueFileError: no such file, or it is no UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DialogueFileError(path, 0, "không đọc được tệp") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise DialogueFileError(path, line, "không phải chữ UTF-8") from error


def _one_object(text: str) -> list[tuple[int, Any]] | None:
    """Return the entries of a file that is one JSON object over several lines, None where it is none."""
    try:
        whole = json.loads(text)
    except json.JSONDecodeError:
        return None
    if not isinstance(whole, dict):
        return None
    inner = next((whole[name] for name in _ITEMS if isinstance(whole.get(name), list)), None)
    return [(1, one) for one in inner] if inner is not None else [(1, whole)]


def _line_entries(path: Path, text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError as error:
                raise DialogueFileError(path, number, f"không phải JSON (ký tự {error.colno})") from error


def _list_entries(path: Path, text: str) -> Iterator[tuple[int, Any]]:
    decoder, at = json.JSONDecoder(), text.index("[") + 1
    while True:
        while at < len(text) and (text[at].isspace() or text[at] == ","):
            at += 1
        line = text.count("\n", 0, at) + 1
        if at < len(text) and text[at] == "]":
            return
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise DialogueFileError(path, error.lineno, f"không phải JSON (ký tự {error.colno})") from error
        yield line, value


def _yaml_entries(path: Path, text: str) -> Iterator[tuple[int, Any]]:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        whole = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise DialogueFileError(path, mark.line + 1 if mark else 0, "không phải YAML") from error
    if isinstance(root, yaml.MappingNode):
        for key, node in root.value:
            if key.value in _ITEMS and isinstance(node, yaml.SequenceNode):
                root, whole = node, whole[key.value]
                break
    if not isinstance(root, yaml.SequenceNode):
        raise DialogueFileError(path, 1, "phải là một danh sách hội thoại")
    for node, value in zip(root.value, whole, strict=True):
        yield node.start_mark.line + 1, value


def read_object(path: Path, model: type[BaseModel]) -> BaseModel:
    """Return the one object of a JSON or YAML file as `model`.

    Raises:
        DialogueFileError: no such file, neither JSON nor YAML, or no `model`.
    """
    text = read_text(path)
    try:
        value = yaml.safe_load(text) if path.suffix.lower() in (".yml", ".yaml") else json.loads(text)
    except json.JSONDecodeError as error:
        raise DialogueFileError(path, error.lineno, f"không phải JSON (ký tự {error.colno})") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise DialogueFileError(path, mark.line + 1 if mark else 0, "không phải YAML") from error
    try:
        return model.model_validate(value or {})
    except ValidationError as error:
        raise DialogueFileError(path, 0, problem_of(error)) from error
