"""Pictures made anew: turned as they were taken, no larger than needed, and without anything but the picture.

Where a photo was taken is read first, so that its citizen can be asked whether the report may use it.
"""

import io
import math
import warnings
from dataclasses import dataclass
from typing import Any, Final

from PIL import ExifTags, Image, ImageOps

from api.attachments.errors import BrokenPictureError, TooManyPixelsError
from api.attachments.limits import PhotoLimits, limits

_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
_TRANSPARENT: Final = frozenset({"RGBA", "LA", "PA"})


@dataclass(frozen=True)
class CleanPicture:
    """A picture made anew; `place` is latitude and longitude (degrees, WGS 84) where the camera wrote them."""

    content: bytes
    media_type: str
    width: int
    height: int
    place: tuple[float, float] | None


def clean_picture(content: bytes, *, known: PhotoLimits | None = None) -> CleanPicture:
    """Return `content` as a JPEG, or a PNG where it is transparent, without EXIF, XMP, comments or thumbnails.

    Raises:
        TooManyPixelsError: it has more pixels than are opened.
        BrokenPictureError: it is no picture that can be read to its end.
    """
    known = known or limits().photo
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of sizes that we check ourselves
            with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
                if opened.width * opened.height > known.megapixels * 1_000_000:
                    raise TooManyPixelsError(f"{opened.width} x {opened.height} pixels")
                place = _place(opened)
                return _made_anew(_upright(opened, known), known, place)
    except TooManyPixelsError:
        raise
    except Image.DecompressionBombError as error:
        raise TooManyPixelsError(str(error)) from error
    except Exception as error:  # Pillow's decoders raise whatever a broken file leads them to
        raise BrokenPictureError(f"{type(error).__name__}: {error}") from error


def _upright(picture: Image.Image, known: PhotoLimits) -> Image.Image:
    """Return the picture in its size to be kept, turned as the camera was held."""
    side = (known.longest_side, known.longest_side)
    picture.draft("RGB", side)  # a JPEG is decoded no larger than needed
    turned = ImageOps.exif_transpose(picture)
    turned.thumbnail(side, Image.Resampling.LANCZOS)
    return turned


def _made_anew(picture: Image.Image, known: PhotoLimits, place: tuple[float, float] | None) -> CleanPicture:
    transparent = picture.mode in _TRANSPARENT or "transparency" in picture.info
    flat = picture.convert("RGBA" if transparent else "RGB")
    bare = Image.frombytes(flat.mode, flat.size, flat.tobytes())  # nothing but the pixels
    made = io.BytesIO()
    if transparent:
        bare.save(made, "PNG", optimize=True)
    else:
        bare.save(made, "JPEG", quality=known.quality, optimize=True)
    return CleanPicture(
        content=made.getvalue(),
        media_type="image/png" if transparent else "image/jpeg",
        width=bare.width,
        height=bare.height,
        place=place,
    )


def _place(picture: Image.Image) -> tuple[float, float] | None:
    """Return where the camera says it was, None where it does not or what it says is no place on earth."""
    try:
        told = picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        lat = _degrees(told[ExifTags.GPS.GPSLatitude], told.get(ExifTags.GPS.GPSLatitudeRef), "S")
        lon = _degrees(told[ExifTags.GPS.GPSLongitude], told.get(ExifTags.GPS.GPSLongitudeRef), "W")
    except Exception:  # a damaged block says nothing; the picture itself may be sound
        return None
    sound = math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180
    return (lat, lon) if sound and (lat, lon) != (0.0, 0.0) else None


def _degrees(parts: Any, side: Any, negative: str) -> float:
    """Return degrees, minutes and seconds as degrees; `negative` is the letter of the southern or western half."""
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return -value if str(side).upper().startswith(negative) else value
