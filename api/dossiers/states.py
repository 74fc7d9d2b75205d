"""The ten states of a dossier (hồ sơ), from `data/states.yml`: their names, words for the citizen, what to do next.

Source: the national list of states 1 to 10 (domain facts §3.3).
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

DATA = Path(__file__).parent / "data" / "states.yml"
FIRST, LAST = 1, 10
_KEYS = {"number", "name", "clock", "words", "next"}

Clock = Literal["running", "paused", "finished"]


class StateDataError(ValueError):
    """The file of states is wrong; the message names file and line."""


@dataclass(frozen=True)
class State:
    """A state: `words` completes "Hồ sơ …", `next_step` is a sentence. Only a running clock can be late."""

    number: int
    name: str
    clock: Clock
    words: str
    next_step: str


@lru_cache(maxsize=1)
def states() -> dict[int, State]:
    """Return the states by number.

    Raises:
        StateDataError: the file is wrong; the message names file and line.
    """
    root = yaml.compose(DATA.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.SequenceNode):
        raise StateDataError(f"{DATA}:1: expected a list of states")
    found = {state.number: state for state in map(_state, root.value)}
    if sorted(found) != list(range(FIRST, LAST + 1)) or len(root.value) != LAST:
        raise StateDataError(f"{DATA}:1: expected the states {FIRST} to {LAST}, each once")
    return found


def _state(node: yaml.Node) -> State:
    where = f"{DATA}:{node.start_mark.line + 1}"
    if not isinstance(node, yaml.MappingNode):
        raise StateDataError(f"{where}: expected a state")
    cells = {str(key.value): str(value.value) for key, value in node.value}
    clocks: dict[str, Clock] = {"running": "running", "paused": "paused", "finished": "finished"}
    if set(cells) != _KEYS or not cells["number"].isdigit() or cells["clock"] not in clocks:
        raise StateDataError(
            f"{where}: a state has {', '.join(sorted(_KEYS))}, and clock is {', '.join(clocks)}"
        )
    return State(int(cells["number"]), cells["name"], clocks[cells["clock"]], cells["words"], cells["next"])


def is_late(state: State, *, due_on: date | None, today: date) -> bool:
    """Tell whether a dossier in `state` is late on `today` (city time): its last day was before, and its clock runs."""
    return due_on is not None and due_on < today and state.clock == "running"
