"""What a citizen sends beside words: a place on the map, or a photo."""

from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations import metadata, wording
from api.conversations.choices import from_rows
from api.conversations.metadata import Ask, Kind, Metadata
from api.conversations.models import Author, Message, MessagePhoto
from api.conversations.reply import Reply
from api.errors import TrolyError
from api.privacy import crypto

LARGEST_PHOTO: Final = 8 * 1024 * 1024
"""Bytes of a photo that are taken; a telephone's picture has 2 to 5 million."""
_BEGINNINGS: Final = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/webp": (b"RIFF",),
}


class NotAPhotoError(TrolyError):
    """The bytes are no picture of a kind that is taken."""

    status = 422
    sentence = "Dạ, em chỉ nhận được ảnh JPEG, PNG hoặc WebP ạ."


@dataclass(frozen=True)
class Location:
    """A place on the map, in degrees (WGS 84)."""

    lat: float
    lon: float

    def as_json(self) -> dict[str, Any]:
        """Return it as a message stores it."""
        return {"kind": "location", "lat": self.lat, "lon": self.lon}

    @property
    def words(self) -> str:
        """What stands in the place of a text."""
        return wording.LOCATION_SENT(lat=f"{self.lat:.6f}", lon=f"{self.lon:.6f}")


@dataclass(frozen=True)
class Photo:
    """A picture as it came."""

    content: bytes

    @property
    def media_type(self) -> str:
        """The kind of picture, by its first bytes.

        Raises:
            NotAPhotoError: it is none that is taken.
        """
        for name, beginnings in _BEGINNINGS.items():
            if self.content.startswith(beginnings):
                return name
        raise NotAPhotoError("the first bytes are those of no picture we take")

    def as_json(self) -> dict[str, Any]:
        """Return what a message stores; the picture itself lies in a table of its own."""
        return {"kind": "photo", "media_type": self.media_type}

    @property
    def words(self) -> str:
        """What stands in the place of a text."""
        return wording.PHOTO_SENT()


Attachment: TypeAlias = Location | Photo


async def keep_photo(session: AsyncSession, *, message_id: UUID, photo: Photo) -> None:
    """Store the picture of a message, encrypted."""
    session.add(
        MessagePhoto(
            message_id=message_id, media_type=photo.media_type, content=crypto.encrypt_bytes(photo.content)
        )
    )
    await session.flush()


async def photo_of(session: AsyncSession, *, message_id: UUID) -> tuple[str, bytes] | None:
    """Return media type and picture of a message, None where it has none."""
    found = await session.get(MessagePhoto, message_id)
    return (found.media_type, crypto.decrypt_bytes(found.content)) if found else None


async def forget_photos(session: AsyncSession, *, conversation_id: UUID) -> None:
    """Delete every picture of the conversation."""
    own = select(Message.id).where(Message.conversation_id == conversation_id)
    await session.execute(delete(MessagePhoto).where(MessagePhoto.message_id.in_(own)))


async def photo_kept(
    session: AsyncSession, *, conversation_id: UUID, before: int
) -> tuple[Reply, ...] | None:
    """Return what is said to a photo without words: that it is kept, and what was being asked once more.

    None where a photo was asked for: then it is an answer.
    """
    asked = await session.scalar(
        select(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.author == Author.BOT,
            Message.sequence < before,
        )
        .order_by(Message.sequence.desc())
        .limit(1)
    )
    about = metadata.read(asked.meta) if asked is not None else metadata.NOTHING
    if asked is None or not about.asks:
        return (Reply(wording.PHOTO_KEPT(), metadata=Metadata(kind=Kind.SMALLTALK)),)
    if Ask.PHOTO in about.asks:
        return None
    options = tuple((choice.title, choice.payload) for choice in from_rows(asked.choices))
    return (
        Reply(wording.PHOTO_KEPT(), metadata=Metadata(kind=about.kind)),
        Reply(asked.text, options, about),
    )
