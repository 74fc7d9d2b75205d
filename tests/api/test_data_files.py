"""A mistake in a file that an officer edits is told with its line and key, and every mistake at once."""

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from api.data_files import read_data


class _WrongError(ValueError):
    pass


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    days: int


def _written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "entries.yml"
    file.write_text(text, encoding="utf-8")
    return file


def test_what_is_right_is_returned_in_its_shape(tmp_path: Path) -> None:
    file = _written(tmp_path, "- name: đèn\n  days: 3\n")
    assert read_data(file, tuple[_Entry, ...], _WrongError) == (_Entry(name="đèn", days=3),)


def test_every_mistake_is_told_with_line_and_key(tmp_path: Path) -> None:
    file = _written(tmp_path, "- name: đèn\n  days: 3\n- name: cây\n  days: mai\n  other: x\n")
    with pytest.raises(_WrongError, match=r"entries\.yml:4: 1\.days: .*; entries\.yml:5: 1\.other: "):
        read_data(file, list[_Entry], _WrongError)


@pytest.mark.parametrize("text", ["name: [", "", "just words"])
def test_what_is_no_such_thing_at_all_names_the_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(_WrongError, match=r"entries\.yml"):
        read_data(_written(tmp_path, text), _Entry, _WrongError)
