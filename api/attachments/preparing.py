"""From the bytes as they were sent to what is kept: the type told, pictures made anew, videos without places."""

import asyncio
import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from api.attachments.errors import FileTooLargeError, UnknownTypeError
from api.attachments.images import clean_picture
from api.attachments.limits import limits
from api.attachments.models import FileKind
from api.attachments.sniffing import type_of
from api.attachments.videos import UnsoundVideoError, without_places
from api.privacy import crypto

_LONGEST_NAME: Final = 120
_BOXED: Final = frozenset({"video/mp4", "video/quicktime", "video/3gpp", "audio/mp4"})
_workers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="pictures")
"""At most so many pictures are open at once: each takes up to some hundred megabytes."""


@dataclass(frozen=True)
class Prepared:
    """A file ready to be kept. `digest` is a keyed hash of what was sent; `place` see `CleanPicture`."""

    kind: FileKind
    media_type: str
    content: bytes
    digest: bytes
    name: str | None
    width: int | None = None
    height: int | None = None
    place: tuple[float, float] | None = None


async def prepare(content: bytes, *, name: str | None = None) -> Prepared:
    """Return `content` ready to be kept; `name` is its sender's, shown and never used as a path.

    Raises:
        FileRefusedError: it is not taken; which one says why.
    """
    return await asyncio.get_running_loop().run_in_executor(_workers, _prepared, content, name)


def check_size(kind: FileKind, size: int | None) -> None:
    """Check the size that a channel tells before the file is fetched.

    Raises:
        FileTooLargeError: it is more than a file of `kind` may have.
    """
    if size is not None and size > limits().bytes_of(kind):
        raise FileTooLargeError(kind, megabytes=limits().megabytes(kind))


def _prepared(content: bytes, name: str | None) -> Prepared:
    found = type_of(content)
    digest = crypto.digest("attachment", hashlib.sha256(content).hexdigest())
    if found.kind is FileKind.PHOTO:
        picture = clean_picture(content)
        return Prepared(
            kind=found.kind,
            media_type=picture.media_type,
            content=picture.content,
            digest=digest,
            name=_name(name, limits().ending_of(picture.media_type)),
            width=picture.width,
            height=picture.height,
            place=picture.place,
        )
    kept = _without_places(content) if found.media_type in _BOXED else content
    return Prepared(found.kind, found.media_type, kept, digest, _name(name, found.ending))


def _without_places(content: bytes) -> bytes:
    try:
        return without_places(content)
    except UnsoundVideoError as error:
        raise UnknownTypeError(str(error)) from error


def _name(name: str | None, ending: str) -> str | None:
    """Return the name to show: the last part of a path, without signs that control a terminal or a header."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in last if sign.isprintable()).strip(" .")
    stem = shown.rpartition(".")[0] or shown
    return f"{stem[:_LONGEST_NAME]}{ending}" if stem else None
