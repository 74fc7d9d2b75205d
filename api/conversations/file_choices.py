"""What a citizen may tap about a file: its place for the report, or adding it to a report filed before.

A payload such as `/file{"do": "add", "files": ["…"], "code": "PA-261122-7KX2M"}` never leaves the server and never
reaches Rasa.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from api.conversations import wording

_PREFIX: Final = "/file{"
Options = tuple[tuple[str, str], ...]


class Do(StrEnum):
    """What a button does."""

    USE_PLACE = "use_place"
    NO_PLACE = "no_place"
    ADD = "add"
    LEAVE = "leave"


@dataclass(frozen=True)
class FileChoice:
    """A tap about files; `code` is the report's with ADD and LEAVE."""

    do: Do
    files: tuple[UUID, ...]
    code: str = ""

    @property
    def payload(self) -> str:
        """The payload of the button."""
        return "/file" + json.dumps(
            {"do": self.do.value, "files": [str(one) for one in self.files], "code": self.code}
        )


def read_choice(payload: str) -> FileChoice | None:
    """Return what `payload` means, None where it is no tap about a file."""
    if not payload.startswith(_PREFIX):
        return None
    told = json.loads(payload.removeprefix("/file"))
    return FileChoice(Do(told["do"]), tuple(UUID(one) for one in told["files"]), told["code"])


def about_place(file_id: UUID) -> Options:
    """Return the buttons under the question whether the place of a photo may be used."""
    return (
        (wording.USE_PLACE(), FileChoice(Do.USE_PLACE, (file_id,)).payload),
        (wording.NO_PLACE(), FileChoice(Do.NO_PLACE, (file_id,)).payload),
    )


def about_report(files: Sequence[UUID], code: str) -> Options:
    """Return the buttons under the question whether files belong to the report with `code`."""
    return (
        (wording.ADD_TO_REPORT(), FileChoice(Do.ADD, tuple(files), code).payload),
        (wording.NOT_TO_REPORT(), FileChoice(Do.LEAVE, tuple(files), code).payload),
    )
