"""What files are taken and how large: `data/limits.yml`, checked on load."""

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from api.attachments.models import FileKind
from api.data_files import read_data

DATA = Path(__file__).parent / "data" / "limits.yml"
MEGABYTE = 1024 * 1024


class FileLimitsError(ValueError):
    """The file of limits is wrong; the message names file, line and key."""


class _Checked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class KindLimits(_Checked):
    """How large a file of one kind may be."""

    megabytes: int = Field(ge=1, le=200)


class PhotoLimits(KindLimits):
    """How large a photo may be, and how it is kept."""

    megapixels: int = Field(ge=1, le=300)
    longest_side: int = Field(ge=320, le=10_000)
    quality: int = Field(ge=1, le=95)


class FileType(_Checked):
    """A type that is taken: `ending` for its name, `known_as` the endings the sniffing library gives it.

    `holds` is a member that a zip archive of this type has.
    """

    kind: FileKind
    media_type: str = Field(pattern=r"^[a-z]+/[a-z0-9.+-]+$")
    ending: str = Field(pattern=r"^\.[a-z0-9]+$")
    known_as: tuple[str, ...] = Field(min_length=1)
    holds: str | None = None


class FileLimits(_Checked):
    """The file."""

    photo: PhotoLimits
    video: KindLimits
    audio: KindLimits
    file: KindLimits
    files_a_day: int = Field(ge=1)
    link_minutes: int = Field(ge=1)
    agency_link_days: int = Field(ge=1)
    unfiled_hours: int = Field(ge=1)
    offer_days: int = Field(ge=1)
    types: tuple[FileType, ...] = Field(min_length=1)

    def megabytes(self, kind: FileKind) -> int:
        """Return how large a file of `kind` may be."""
        return int(getattr(self, kind.value).megabytes)

    def bytes_of(self, kind: FileKind) -> int:
        """Return how many bytes a file of `kind` may have."""
        return self.megabytes(kind) * MEGABYTE

    @property
    def most_bytes(self) -> int:
        """The bytes of the largest file that is taken."""
        return max(self.bytes_of(kind) for kind in FileKind)

    def ending_of(self, media_type: str) -> str:
        """Return the ending of a name for `media_type`."""
        return next((one.ending for one in self.types if one.media_type == media_type), "")


def read_limits(path: Path = DATA) -> FileLimits:
    """Read `path`.

    Raises:
        FileLimitsError: it is no YAML, or a key is missing, unknown or wrong.
    """
    return read_data(path, FileLimits, FileLimitsError)


@lru_cache(maxsize=1)
def limits() -> FileLimits:
    """Return the limits of this process, read once."""
    return read_limits()
