"""Giving a file to a browser so that it can do nothing there, and the short-lived links that open one."""

import hmac
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote, urlencode
from uuid import UUID

from fastapi.responses import Response

from api.attachments.errors import FileNotFoundForYouError, LinkExpiredError
from api.attachments.keeping import content, name_of, plain_name
from api.attachments.limits import limits
from api.attachments.models import FileKind, StoredFile
from api.privacy import crypto

_SHOWN: Final = frozenset({FileKind.PHOTO, FileKind.AUDIO})
"""Kinds a browser shows in the page; anything else is downloaded."""
_PURPOSE: Final = "file-link"
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; media-src 'self'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}


async def response(file: StoredFile, *, for_everybody: bool = False) -> Response:
    """Return the file for a browser; `for_everybody` leaves out the name that its sender gave it.

    Raises:
        FileNotFoundForYouError: its bytes are gone from the store.
    """
    try:
        kept = await content(file)
    except FileNotFoundError as error:
        raise FileNotFoundForYouError(f"file {file.id}: {error}") from error
    how = "inline" if FileKind(file.kind) in _SHOWN else "attachment"
    name = plain_name(file) if for_everybody else name_of(file)
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "_" for sign in name)
    headers = HEADERS | {
        "Content-Disposition": f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    }
    return Response(kept, media_type=file.media_type, headers=headers)


def signed(file_id: UUID, *, reader: str, now: datetime, valid: timedelta | None = None) -> str:
    """Return the query of a link that opens the file for `reader` (such as conversation:<id>) for `valid` or longer.

    Without `valid` that is some minutes (limits.yml).

    The end is rounded up, so that a page drawn anew within half that time gives the same link.
    """
    seconds = (valid or timedelta(minutes=limits().link_minutes)).total_seconds()
    step = seconds / 2
    until = int(((now.timestamp() // step) + 3) * step)
    return urlencode({"until": until, "key": _key(file_id, reader, until)})


def check_signed(file_id: UUID, *, reader: str, until: int, key: str, now: datetime) -> None:
    """Check a link.

    Raises:
        LinkExpiredError: it is too old, for another file or reader, or not ours.
    """
    if not hmac.compare_digest(key.encode(), _key(file_id, reader, until).encode()):
        raise LinkExpiredError(f"link to file {file_id}: not ours")
    if until < now.timestamp():
        raise LinkExpiredError(f"link to file {file_id}: too old")


def _key(file_id: UUID, reader: str, until: int) -> str:
    return crypto.digest(_PURPOSE, f"{file_id}:{reader}:{until}").hex()[:40]
