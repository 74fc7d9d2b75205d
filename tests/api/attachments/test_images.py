"""Pictures made anew: nothing of what a telephone writes into them is left."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from api.attachments.errors import BrokenPictureError, TooManyPixelsError
from api.attachments.images import clean_picture
from api.attachments.limits import PhotoLimits
from tests.pictures import PLACE, SECRET, photo, png

SMALL = PhotoLimits(megabytes=1, megapixels=1, longest_side=320, quality=80)


def test_no_place_no_camera_no_comment_and_no_xmp_survives() -> None:
    sent = photo()
    assert SECRET.encode() in sent
    made = clean_picture(sent)
    opened = Image.open(io.BytesIO(made.content))
    assert dict(opened.getexif()) == {}
    assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert SECRET.encode() not in made.content
    assert b"Exif" not in made.content


def test_the_place_is_read_before_it_is_taken_out() -> None:
    place = clean_picture(photo(place=PLACE)).place
    assert place == pytest.approx(PLACE, abs=1e-5)
    assert clean_picture(photo(place=(-33.8688, -70.6693))).place == pytest.approx(
        (-33.8688, -70.6693), abs=1e-5
    )
    assert clean_picture(photo(place=None)).place is None
    assert clean_picture(photo(place=(0.0, 0.0))).place is None


def test_a_picture_is_turned_as_the_camera_was_held() -> None:
    made = clean_picture(photo(size=(60, 40), orientation=6))
    opened = Image.open(io.BytesIO(made.content)).convert("RGB")
    assert (made.width, made.height) == opened.size == (40, 60)
    top, bottom = opened.getpixel((20, 10)), opened.getpixel((20, 50))
    assert top[1] < 80 < bottom[1]  # red above, white below


def test_a_large_picture_is_kept_smaller() -> None:
    made = clean_picture(photo(size=(1200, 600)), known=SMALL)
    assert (made.width, made.height) == (320, 160)


def test_what_is_transparent_stays_so_and_loses_its_texts() -> None:
    made = clean_picture(png(transparent=True))
    opened = Image.open(io.BytesIO(made.content))
    assert (made.media_type, opened.mode) == ("image/png", "RGBA")
    assert SECRET.encode() not in made.content
    assert clean_picture(png()).media_type == "image/jpeg"


def test_a_picture_that_would_fill_the_memory_is_not_opened() -> None:
    bomb = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 200_000
    with pytest.raises(TooManyPixelsError):
        clean_picture(bomb.getvalue())


def test_half_a_picture_is_broken() -> None:
    sent = photo(size=(400, 400))
    with pytest.raises(BrokenPictureError):
        clean_picture(sent[: len(sent) // 2])


@given(
    st.binary(max_size=400),
    st.sampled_from([b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b""]),
)
def test_no_bytes_crash_it(tail: bytes, head: bytes) -> None:
    with pytest.raises((BrokenPictureError, TooManyPixelsError)):
        clean_picture(head + tail)


@given(st.integers(0, 1500), st.binary(min_size=1, max_size=40))
def test_a_damaged_photo_is_cleaned_or_refused(start: int, noise: bytes) -> None:
    sent = bytearray(photo())
    sent[start : start + len(noise)] = noise
    try:
        made = clean_picture(bytes(sent))
    except (BrokenPictureError, TooManyPixelsError):
        return
    assert SECRET.encode() not in made.content
