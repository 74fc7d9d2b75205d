"""The ten states: words for the citizen, and when a dossier is late."""

from datetime import date
from pathlib import Path

import pytest

from api.dossiers import states as states_module
from api.dossiers.states import StateDataError, is_late, states

TODAY = date(2026, 10, 16)


def test_there_are_ten_states_each_with_words_and_a_next_step() -> None:
    assert list(states()) == list(range(1, 11))
    assert all(one.words and one.next_step.endswith((".", "ạ.")) for one in states().values())


@pytest.mark.parametrize("number", range(1, 11))
def test_only_a_running_clock_is_ever_late(number: int) -> None:
    late = is_late(states()[number], due_on=date(2026, 10, 15), today=TODAY)
    assert late == (number in (1, 2, 4))


def test_the_due_day_itself_is_in_time_and_no_due_day_is_never_late() -> None:
    assert not is_late(states()[4], due_on=TODAY, today=TODAY)
    assert not is_late(states()[4], due_on=None, today=TODAY)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("  clock: running", "  clock: stopped", 3),
        ("number: 10", "number: 11", 1),
        ("- number: 2", "- nummer: 2", 8),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, line: int
) -> None:
    text = states_module.DATA.read_text(encoding="utf-8").replace(old, new, 1)
    path = tmp_path / "states.yml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(states_module, "DATA", path)
    with pytest.raises(StateDataError, match=rf"states.yml:{line}"):
        states.__wrapped__()
