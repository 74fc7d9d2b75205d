"""Bringing the photos of an older table of the database into the store of files."""

import hashlib
from typing import Any
from uuid import uuid4

from api.attachments.errors import FileRefusedError
from api.attachments.images import clean_picture
from api.attachments.models import FileKind, FileState
from api.attachments.store import store
from api.privacy import crypto


def moved_photo(sealed: bytes) -> dict[str, Any] | None:
    """Put the encrypted photo into the store and return the row that tells of it; None where it cannot be read."""
    try:
        sent = crypto.decrypt_bytes(sealed)
        picture = clean_picture(sent)
    except (FileRefusedError, crypto.CannotDecryptError):
        return None
    return {
        "id": uuid4(),
        "state": FileState.KEPT.value,
        "kind": FileKind.PHOTO.value,
        "sender": "citizen",
        "media_type": picture.media_type,
        "size": len(picture.content),
        "width": picture.width,
        "height": picture.height,
        "digest": crypto.digest("attachment", hashlib.sha256(sent).hexdigest()),
        "storage_key": store().put_now(picture.content),
    }
