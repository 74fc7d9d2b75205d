"""The kinds a webhook can carry are those that cases have."""

import ast
from pathlib import Path

import pytest

from api import feedback
from api.console.case_events import EVENTS
from api.notifications.kinds import KindsError, kinds, read_kinds

FOR_THE_RECORD = {"contact_viewed", "file_opened", "file_shown", "followed", "unfollowed"}
"""Events that agencies' systems do not hear of."""
_WRITERS = {"step", "write_event", "note_event"}


def _written() -> set[str]:
    """The kinds of events that the code of `api.feedback` writes."""
    found = set()
    for source in Path(feedback.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _WRITERS:
                values = [word.value for word in node.keywords if word.arg == "kind"]
                found |= {str(value.value) for value in values if isinstance(value, ast.Constant)}
    return found


def test_every_event_of_a_case_can_be_heard_of() -> None:
    assert _written() - FOR_THE_RECORD <= set(kinds())
    assert set(kinds()) - {"files_added"} <= set(EVENTS)


@pytest.mark.parametrize(("text", "where"), [("- a", ":1"), ("a: x\na: y", ":2"), ("a: x\nb: {}", ":2")])
def test_a_file_that_is_wrong_names_its_line(tmp_path: Path, text: str, where: str) -> None:
    file = tmp_path / "kinds.yml"
    file.write_text(text)
    with pytest.raises(KindsError, match=f"kinds.yml{where}"):
        read_kinds(file)
