"""What a citizen sends beside words: a place on the map, or files."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.attachments import service as files
from api.attachments.service import FileKind, Prepared, Source
from api.conversations import wording

SentFile: TypeAlias = Prepared | Source
"""A file that came with its bytes, or where its channel keeps it."""
_WORDS: Final = {
    FileKind.PHOTO: wording.PHOTO_SENT,
    FileKind.VIDEO: wording.VIDEO_SENT,
    FileKind.AUDIO: wording.AUDIO_SENT,
    FileKind.FILE: wording.FILE_SENT,
}
WORDS_FOR_FILES: Final = frozenset(words() for words in _WORDS.values())
"""The texts that stand in the place of one where a file came alone."""
_DEGREES: Final = r"-?\d{1,3}(?:\.\d{1,12})?"
_LOCATION_WORDS: Final = re.compile(
    re.escape(wording.LOCATION_SENT(lat="LAT", lon="LON"))
    .replace("LAT", rf"(?P<lat>{_DEGREES})")
    .replace("LON", rf"(?P<lon>{_DEGREES})")
)
FILE_KINDS: Final = frozenset(kind.value for kind in FileKind)


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


def location_in(text: str) -> tuple[str, Location | None]:
    """Return `text` without the words of a place on the map, and that place; None where there is none (on earth)."""
    found = _LOCATION_WORDS.search(text)
    place = Location(float(found["lat"]), float(found["lon"])) if found else None
    if found is None or place is None or abs(place.lat) > 90 or abs(place.lon) > 180:
        return text, None
    return f"{text[: found.start()]}{text[found.end() :]}".strip(" ,"), place


def as_json(place: Location | None, sent: Sequence[SentFile]) -> dict[str, Any] | None:
    """Return what a message stores of what came beside its words; the files themselves have rows of their own."""
    if place is not None:
        return place.as_json()
    return {"kind": sent[0].kind.value} if sent else None


def words_for(place: Location | None, sent: Sequence[SentFile]) -> str:
    """Return what stands in the place of a text, nothing where nothing came."""
    if place is not None:
        return place.words
    return _WORDS[sent[0].kind]() if sent else ""


def is_file_alone(attachment: dict[str, Any] | None, text: str) -> bool:
    """Tell whether a message is a file without any words."""
    return (attachment or {}).get("kind") in FILE_KINDS and text in WORDS_FOR_FILES


async def keep(
    session: AsyncSession, *, conversation_id: UUID, message_id: UUID, sent: Sequence[SentFile]
) -> None:
    """Keep the files of a message, or note that they are to be fetched.

    Raises:
        FileRefusedError: the citizen has sent too many in a day.
    """
    for one in sent:
        if isinstance(one, Prepared):
            await files.keep(session, prepared=one, conversation_id=conversation_id, message_id=message_id)
        else:
            await files.expect(session, source=one, conversation_id=conversation_id, message_id=message_id)
