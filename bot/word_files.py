"""Reading the YAML files of words. Imports nothing of Rasa."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml


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
