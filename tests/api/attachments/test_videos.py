"""Videos without places: the same length, picture and sound untouched."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.attachments.videos import UnsoundVideoError, without_places
from tests.pictures import box, video

PLACE = b"+10.7769+106.7009/"


def test_no_place_survives_and_nothing_moves() -> None:
    sent = video(marked=PLACE)
    assert sent.count(PLACE) == 3
    made = without_places(sent)
    assert PLACE not in made
    assert len(made) == len(sent)
    assert made.index(b"picture and sound") == sent.index(b"picture and sound")
    assert b"vide" in made


def test_a_box_with_a_long_size_is_read() -> None:
    content = box(b"\xa9xyz", PLACE)
    long = (1).to_bytes(4, "big") + b"udta" + (16 + len(content)).to_bytes(8, "big") + content
    sent = box(b"ftyp", b"qt  ") + box(b"moov", long)
    made = without_places(sent)
    assert (PLACE in made, len(made)) == (False, len(sent))


def test_cleaning_twice_changes_nothing_more() -> None:
    once = without_places(video())
    assert without_places(once) == once


@pytest.mark.parametrize(("samples", "sound"), [(3, True), (2**32 - 1, False)])
def test_tables_that_promise_more_than_there_is_are_read_as_far_or_refused(samples: int, sound: bool) -> None:
    endless = struct.pack(">II", 0, 2**32 - 1)
    table = box(
        b"stbl",
        box(b"stsz", struct.pack(">III", 0, 1, samples))
        + box(b"stsc", endless + struct.pack(">III", 1, 2**32 - 1, 1) * 5000)
        + box(b"stco", endless + bytes(4 * 5000)),
    )
    told = box(b"hdlr", struct.pack(">II4s", 0, 0, b"meta") + bytes(12))
    sent = box(b"moov", box(b"trak", box(b"mdia", told + box(b"minf", table))))
    if sound:
        assert len(without_places(sent)) == len(sent)
        return
    with pytest.raises(UnsoundVideoError):
        without_places(sent)


def test_a_file_of_nothing_but_boxes_is_refused() -> None:
    with pytest.raises(UnsoundVideoError):
        without_places(box(b"free", b"") * 30_000)


@given(st.integers(0, 400), st.binary(min_size=1, max_size=30))
def test_a_damaged_video_keeps_its_length(start: int, noise: bytes) -> None:
    sent = bytearray(video())
    sent[start : start + len(noise)] = noise
    try:
        made = without_places(bytes(sent))
    except UnsoundVideoError:
        return
    assert len(made) == len(sent)


@given(st.binary(max_size=300))
def test_no_bytes_crash_it(content: bytes) -> None:
    assert len(without_places(content)) == len(content)
