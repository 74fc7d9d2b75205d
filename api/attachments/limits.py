"""What files are taken and how large: `data/limits.yml`, checked on load."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.attachments.models import FileKind

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
    text = path.read_text(encoding="utf-8")
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        return FileLimits.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise FileLimitsError(f"{path.name}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        line = _line(root, first["loc"])
        raise FileLimitsError(f"{path.name}:{line}: {key}: {first['msg']}") from error


def _line(node: Any, keys: tuple[str | int, ...]) -> int:
    """Return the line of what `keys` lead to, or of the last one on the way that is there."""
    line = 1
    for key in keys:
        if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            line = node.start_mark.line + 1
            continue
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        found = next(((name, value) for name, value in pairs if name.value == key), None)
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return int(line)


@lru_cache(maxsize=1)
def limits() -> FileLimits:
    """Return the limits of this process, read once."""
    return read_limits()
