"""Taking places, people and devices out of MP4, MOV, 3GP and M4A without touching picture or sound.

Such a file is a tree of boxes (ISO/IEC 14496-12). Telephones write where they were into `moov/udta` (©xyz, loci) or
`moov/meta` (com.apple.quicktime.location.ISO6709), editors into `uuid` (XMP), action cameras and telephones second by
second into tracks that are neither picture nor sound. These boxes become `free` boxes of zeros and the samples of such
tracks zeros, all of the same length, so that no offset in the file changes.
"""

import struct
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, repeat
from typing import Final

_FORGOTTEN: Final = frozenset({b"udta", b"meta", b"uuid"})
_PARENTS: Final = frozenset({b"moov", b"moof", b"traf", b"mdia", b"minf"})
_SHOWN_TRACKS: Final = frozenset({b"vide", b"soun"})
_DEEPEST: Final = 8
_MOST_BOXES: Final = 20_000
"""Boxes side by side; a film of hours has some thousand."""

_MOST_SAMPLES: Final = 300_000
"""Samples of a track beside picture and sound: a day of three a second."""


class UnsoundVideoError(ValueError):
    """No camera writes such a file."""


@dataclass(frozen=True)
class _Box:
    """One box: its type, where it starts, where its content starts and ends."""

    name: bytes
    start: int
    body: int
    end: int


def without_places(content: bytes) -> bytes:
    """Return the file without what it says beside picture and sound; what is no sound tree is left from there on.

    Raises:
        UnsoundVideoError: it has more boxes or samples than any camera writes.
    """
    made = bytearray(content)
    _clean(made, 0, len(made), depth=0)
    return bytes(made)


def _clean(made: bytearray, start: int, end: int, *, depth: int) -> None:
    for box in _boxes(made, start, end):
        if box.name in _FORGOTTEN:
            _forget(made, box)
        elif box.name == b"trak":
            _clean_track(made, box, depth=depth)
        elif box.name in _PARENTS and depth < _DEEPEST:
            _clean(made, box.body, box.end, depth=depth + 1)


def _clean_track(made: bytearray, track: _Box, *, depth: int) -> None:
    handler = _find(made, track, b"mdia", b"hdlr")
    if handler is not None and bytes(made[handler.body + 8 : handler.body + 12]) not in _SHOWN_TRACKS:
        for start, end in _samples(made, track):
            made[start:end] = bytes(end - start)
        _forget(made, track)
    elif depth < _DEEPEST:
        _clean(made, track.body, track.end, depth=depth + 1)


def _forget(made: bytearray, box: _Box) -> None:
    made[box.start + 4 : box.start + 8] = b"free"
    made[box.body : box.end] = bytes(box.end - box.body)


def _boxes(made: bytearray, start: int, end: int) -> Iterator[_Box]:
    """Yield the boxes between `start` and `end`; the first that does not fit ends it."""
    count = 0
    while start + 8 <= end:
        count += 1
        if count > _MOST_BOXES:
            raise UnsoundVideoError(f"more than {_MOST_BOXES} boxes side by side")
        size, name = struct.unpack_from(">I4s", made, start)
        body = start + 8
        if size == 1 and start + 16 <= end:
            (size,) = struct.unpack_from(">Q", made, body)
            body += 8
        elif size == 0:
            size = end - start
        if size < body - start or start + size > end:
            return
        yield _Box(name, start, body, start + size)
        start += size


def _find(made: bytearray, box: _Box, *names: bytes) -> _Box | None:
    for name in names:
        found = next((one for one in _boxes(made, box.body, box.end) if one.name == name), None)
        if found is None:
            return None
        box = found
    return box


def _samples(made: bytearray, track: _Box) -> Iterator[tuple[int, int]]:
    """Yield where the samples of a track lie in the file, by its tables of sizes, chunks and offsets."""
    table = _find(made, track, b"mdia", b"minf", b"stbl")
    if table is None:
        return
    sizes, runs = iter(_sizes(made, table)), deque(_runs(made, table))
    count = 0
    for chunk, offset in enumerate(_chunks(made, table), start=1):
        while runs and runs[0][0] <= chunk:
            count = runs.popleft()[1]
        for size in islice(sizes, count):
            if offset + size <= len(made):
                yield offset, offset + size
            offset += size


def _sizes(made: bytearray, table: _Box) -> Iterable[int]:
    box = _find(made, table, b"stsz")
    if box is None or box.end - box.body < 12:
        return ()
    same, count = struct.unpack_from(">II", made, box.body + 4)
    _check_count(count)
    fitting = (box.end - box.body - 12) // 4
    return repeat(same, count) if same else _numbers(made, box.body + 12, min(count, fitting))


def _runs(made: bytearray, table: _Box) -> list[tuple[int, int]]:
    """Return from which chunk on there are how many samples in a chunk."""
    box = _find(made, table, b"stsc")
    if box is None or box.end - box.body < 8:
        return []
    (count,) = struct.unpack_from(">I", made, box.body + 4)
    numbers = _numbers(made, box.body + 8, 3 * min(count, (box.end - box.body - 8) // 12))
    return list(zip(numbers[0::3], numbers[1::3], strict=True))


def _chunks(made: bytearray, table: _Box) -> list[int]:
    for name, width in ((b"stco", 4), (b"co64", 8)):
        box = _find(made, table, name)
        if box is not None and box.end - box.body >= 8:
            (count,) = struct.unpack_from(">I", made, box.body + 4)
            return _numbers(made, box.body + 8, min(count, (box.end - box.body - 8) // width), width=width)
    return []


def _numbers(made: bytearray, start: int, count: int, *, width: int = 4) -> list[int]:
    _check_count(count)
    return list(struct.unpack_from(f">{count}{'I' if width == 4 else 'Q'}", made, start))


def _check_count(count: int) -> None:
    if count > _MOST_SAMPLES:
        raise UnsoundVideoError(f"{count} samples beside picture and sound")
