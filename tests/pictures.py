"""Pictures and videos as telephones make them, with everything a telephone writes into them."""

import io
import struct
from typing import Any

from PIL import ExifTags, Image, PngImagePlugin

PLACE = (10.7769, 106.7009)
"""Where the telephone was: latitude and longitude."""
SECRET = "may cua Nguyen Van A"
"""What must not survive."""


def photo(
    *,
    place: tuple[float, float] | None = PLACE,
    size: tuple[int, int] = (60, 40),
    colour: tuple[int, int, int] = (200, 30, 30),
    orientation: int | None = None,
) -> bytes:
    """A JPEG with a place, a camera's name, a comment and XMP; its left half is `colour`, the right half white."""
    picture = Image.new("RGB", size, "white")
    picture.paste(colour, (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = SECRET
    exif[ExifTags.Base.Artist] = SECRET
    if orientation is not None:
        exif[ExifTags.Base.Orientation] = orientation
    if place is not None:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(_gps(*place))
    made = io.BytesIO()
    xmp = f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode()
    picture.save(made, "JPEG", exif=exif, comment=SECRET.encode(), xmp=xmp, quality=95)
    return made.getvalue()


def _gps(lat: float, lon: float) -> dict[int, Any]:
    return {
        ExifTags.GPS.GPSLatitudeRef: "N" if lat >= 0 else "S",
        ExifTags.GPS.GPSLatitude: _parts(abs(lat)),
        ExifTags.GPS.GPSLongitudeRef: "E" if lon >= 0 else "W",
        ExifTags.GPS.GPSLongitude: _parts(abs(lon)),
    }


def _parts(degrees: float) -> tuple[float, float, float]:
    whole = int(degrees)
    minutes = (degrees - whole) * 60
    return float(whole), float(int(minutes)), round((minutes - int(minutes)) * 60, 4)


def png(size: tuple[int, int] = (8, 6), *, transparent: bool = False) -> bytes:
    """A PNG with a text chunk."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", SECRET)
    made = io.BytesIO()
    Image.new("RGBA" if transparent else "RGB", size, (0, 0, 255, 90) if transparent else "blue").save(
        made, "PNG", pnginfo=told
    )
    return made.getvalue()


def box(name: bytes, content: bytes) -> bytes:
    """A box of an MP4 file."""
    return struct.pack(">I4s", 8 + len(content), name) + content


def video(*, marked: bytes = b"+10.7769+106.7009/", sound: bytes = b"picture and sound") -> bytes:
    """An MP4 of one picture track and one track of places, with a place in `udta`, `meta` and the samples."""
    start = box(b"ftyp", b"mp42\0\0\0\0mp42isom")
    media = box(b"mdat", sound + marked)
    places_at = len(start) + 8 + len(sound)
    moov = box(
        b"moov",
        _track(b"vide", offset=len(start) + 8, size=len(sound))
        + _track(b"meta", offset=places_at, size=len(marked))
        + box(b"udta", box(b"\xa9xyz", marked))
        + box(b"meta", b"\0\0\0\0" + box(b"ilst", marked)),
    )
    return start + media + moov


def _track(handler: bytes, *, offset: int, size: int) -> bytes:
    table = box(
        b"stbl",
        box(b"stsz", struct.pack(">IIII", 0, 0, 1, size))
        + box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1))
        + box(b"stco", struct.pack(">III", 0, 1, offset)),
    )
    told = box(b"hdlr", struct.pack(">II4s", 0, 0, handler) + bytes(12))
    return box(b"trak", box(b"mdia", told + box(b"minf", table)))
