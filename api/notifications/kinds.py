"""The kinds of a case's events that agencies' systems can hear of, with what each says: `data/kinds.yml`."""

from functools import lru_cache
from pathlib import Path

import yaml

from api.errors import TrolyError

DATA = Path(__file__).parent / "data" / "kinds.yml"
TEST = "webhook.test"
"""Kind of what is sent only to try an endpoint."""


class KindsError(ValueError):
    """The file of kinds is wrong; the message names file and line."""


class UnknownKindError(TrolyError):
    """There is no event of this kind to hear of."""

    status = 422

    def __init__(self, kind: str) -> None:
        names = ", ".join(f"case.{one}" for one in kinds())
        super().__init__(
            f"no kind {kind!r}", sentence=f"Không có sự kiện “case.{kind}”. Các sự kiện hiện có: {names}."
        )


def read_kinds(path: Path = DATA) -> dict[str, str]:
    """Return what each kind says, by kind.

    Raises:
        KindsError: a line is no pair of kind and sentence, or a kind stands twice.
    """
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        raise KindsError(f"{path.name}:1: expected kinds with a sentence each")
    found: dict[str, str] = {}
    for key, value in root.value:
        where = f"{path.name}:{key.start_mark.line + 1}"
        if not isinstance(value, yaml.ScalarNode) or not value.value.strip():
            raise KindsError(f"{where}: {key.value} has no sentence")
        if key.value in found:
            raise KindsError(f"{where}: {key.value} stands twice")
        found[key.value] = value.value
    return found


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    """Return the kinds of this process, read once."""
    return read_kinds()


def chosen(names: tuple[str, ...]) -> list[str]:
    """Return the kinds that an administrator named, with or without `case.` before them, each once.

    Raises:
        UnknownKindError: one of them is none.
    """
    found = [name.strip().removeprefix("case.") for name in names]
    for kind in found:
        if kind not in kinds():
            raise UnknownKindError(kind)
    return list(dict.fromkeys(found))
