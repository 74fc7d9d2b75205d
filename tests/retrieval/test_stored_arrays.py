"""Arrays in one file."""

from pathlib import Path

import numpy as np
import pytest

from retrieval import stored_arrays
from retrieval.stored_arrays import DamagedArraysError

ARRAYS = {"numbers": np.arange(5000), "words": stored_arrays.text_array(["giấy", "", "tờ"])}


def test_what_was_written_is_read(tmp_path: Path) -> None:
    stored_arrays.write(tmp_path / "a.npz", "mark", ARRAYS)
    read = stored_arrays.read(tmp_path / "a.npz", "mark")
    assert read is not None
    assert read["numbers"].tolist() == list(range(5000))
    assert stored_arrays.texts_of(read["words"]) == ["giấy", "", "tờ"]


def test_another_fingerprint_and_no_file_give_nothing(tmp_path: Path) -> None:
    stored_arrays.write(tmp_path / "a.npz", "mark", ARRAYS)
    assert stored_arrays.read(tmp_path / "a.npz", "other") is None
    assert stored_arrays.read(tmp_path / "b.npz", "mark") is None
    assert stored_arrays.marked(tmp_path / "a.npz") == "mark"
    assert stored_arrays.marked(tmp_path / "b.npz") is None


@pytest.mark.parametrize("at", [0.3, 0.6])
def test_a_changed_byte_is_noticed(tmp_path: Path, at: float) -> None:
    path = tmp_path / "a.npz"
    stored_arrays.write(path, "mark", ARRAYS)
    content = bytearray(path.read_bytes())
    content[int(len(content) * at)] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(DamagedArraysError):
        stored_arrays.read(path, "mark")


def test_a_file_cut_short_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    stored_arrays.write(path, "mark", ARRAYS)
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(DamagedArraysError):
        stored_arrays.read(path, "mark")


def test_a_write_that_fails_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    stored_arrays.write(path, "mark", ARRAYS)
    with pytest.raises(ValueError, match="Object arrays"):
        stored_arrays.write(path, "new", {"object": np.array([object()])})
    assert stored_arrays.marked(path) == "mark"
    assert [one.name for one in tmp_path.iterdir()] == ["a.npz"]
