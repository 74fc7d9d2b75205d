"""What a file is, told by its content; what its sender calls it counts for nothing."""

import io
import zipfile

import puremagic

from api.attachments.errors import EmptyFileError, FileTooLargeError, UnknownTypeError
from api.attachments.limits import FileLimits, FileType, limits


def type_of(content: bytes, *, known: FileLimits | None = None) -> FileType:
    """Return the type of `content`, of those in limits.yml.

    Raises:
        EmptyFileError: there is nothing in it.
        UnknownTypeError: it is of no type that is taken.
        FileTooLargeError: it has more bytes than its kind may.
    """
    known = known or limits()
    if not content:
        raise EmptyFileError("no bytes")
    found = _best(content, known)
    if found is None:
        raise UnknownTypeError("of no type that is taken")
    if len(content) > known.bytes_of(found.kind):
        raise FileTooLargeError(found.kind, megabytes=known.megabytes(found.kind))
    return found


def _best(content: bytes, known: FileLimits) -> FileType | None:
    """Return the type the library is surest of among those that are taken; of equals the first of the file."""
    try:
        matches = puremagic.magic_string(content)
    except (puremagic.PureError, ValueError):
        return None
    sure: dict[str, float] = {}
    for match in matches:
        sure[match.extension] = max(match.confidence, sure.get(match.extension, 0.0))
    best: tuple[float, FileType] | None = None
    for one in known.types:
        confidence = max((sure.get(ending, 0.0) for ending in one.known_as), default=0.0)
        if confidence > (best[0] if best else 0.0) and (one.holds is None or _has(content, one.holds)):
            best = (confidence, one)
    return best[1] if best else None


def _has(content: bytes, member: str) -> bool:
    """Tell whether `content` is a zip archive with `member`; nothing of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return member in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return False
