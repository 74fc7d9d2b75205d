"""Reading the YAML files that an officer can edit: checked against a shape, and a mistake is told with file, line and key."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")


def read_data(path: Path, shape: type[T], wrong: type[Exception]) -> T:
    """Return what `path` holds as `shape`: a pydantic model, or a collection of one.

    Raises:
        wrong: the file is no YAML, or something in it is missing, unknown or not what it should be.
    """
    text = path.read_text(encoding="utf-8")
    try:
        return TypeAdapter(shape).validate_python(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise wrong(f"{path.name}: {error}") from error
    except ValidationError as error:
        found = [(one["loc"], one["msg"]) for one in error.errors()]
        told = [f"{path.name}:{line_of(path, keys)}: {_dotted(keys)}{message}" for keys, message in found]
        raise wrong("; ".join(told)) from error


def _dotted(keys: tuple[str | int, ...]) -> str:
    return f"{'.'.join(map(str, keys))}: " if keys else ""


def line_of(path: Path, keys: tuple[str | int, ...]) -> int:
    """Return the line of what `keys` lead to in `path`, or of the last one on the way that is there."""
    node: Any = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    line = 1
    for key in keys:
        if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            line = node.start_mark.line + 1
            continue
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        found = next(((name, value) for name, value in pairs if name.value == key), None)
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return int(line)
