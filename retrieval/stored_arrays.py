"""Arrays in one file: written whole or not at all, read without pickle, refused where damaged or of another make.

The file is an uncompressed npz: zip keeps a checksum of every array, so that a damaged one is noticed.
"""

import contextlib
import os
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Arrays = Mapping[str, npt.NDArray[Any]]
_MARK = "fingerprint"
_DAMAGE = (OSError, ValueError, KeyError, EOFError, IndexError, zipfile.BadZipFile, NotImplementedError)


class DamagedArraysError(Exception):
    """The file is there but cannot be read; the message says why."""

    sentence = "Tệp chỉ mục đã lưu bị hỏng, chỉ mục sẽ được lập lại."


def write(path: Path, fingerprint: str, arrays: Arrays) -> None:
    """Write `arrays` with their fingerprint; `path` holds either the old file or the whole new one at any time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.stem}.{os.getpid()}.tmp.npz")
    try:
        np.savez(unfinished, allow_pickle=False, **{_MARK: text_array([fingerprint]), **arrays})
        unfinished.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            unfinished.unlink()


def read(path: Path, fingerprint: str) -> dict[str, npt.NDArray[Any]] | None:
    """Return the arrays of `path`, or None where there is no file or it has another fingerprint.

    Raises:
        DamagedArraysError: the file cannot be read.
    """
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            if texts_of(stored[_MARK]) != [fingerprint]:
                return None
            return {name: stored[name] for name in stored.files if name != _MARK}
    except _DAMAGE as error:
        raise DamagedArraysError(f"{path}: {type(error).__name__}: {error}") from error


def marked(path: Path) -> str | None:
    """Return the fingerprint of `path`, None where there is none to be read."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return texts_of(stored[_MARK])[0]
    except _DAMAGE:
        return None


def text_array(texts: Sequence[str]) -> npt.NDArray[np.uint8]:
    """Return texts without line ends as one array of bytes."""
    return np.frombuffer("".join(f"{text}\n" for text in texts).encode(), np.uint8)


def texts_of(array: npt.NDArray[np.uint8]) -> list[str]:
    """Return the texts of `text_array`."""
    return array.tobytes().decode().split("\n")[:-1]


def named(prefix: str, arrays: Arrays) -> dict[str, npt.NDArray[Any]]:
    """Return `arrays` with names that start with `prefix` and a dot."""
    return {f"{prefix}.{name}": array for name, array in arrays.items()}


def of(prefix: str, arrays: Arrays) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays that `named` gave that prefix, under their own names."""
    start = f"{prefix}."
    return {name.removeprefix(start): array for name, array in arrays.items() if name.startswith(start)}
