"""Videos without places: the same length, picture and sound untouched."""

from hypothesis import given
from hypothesis import strategies as st

from api.attachments.videos import without_places
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


@given(st.integers(0, 400), st.binary(min_size=1, max_size=30))
def test_a_damaged_video_keeps_its_length(start: int, noise: bytes) -> None:
    sent = bytearray(video())
    sent[start : start + len(noise)] = noise
    assert len(without_places(bytes(sent))) == len(sent)


@given(st.binary(max_size=300))
def test_no_bytes_crash_it(content: bytes) -> None:
    assert len(without_places(content)) == len(content)
