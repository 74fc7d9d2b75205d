"""Files of complaints labelled by hand."""

from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, field_validator

from api.agencies import directory
from api.feedback.legal_kind import LegalKind
from evaluation.json_lines import LinesError, read_lines
from retrieval.places import units


class ComplaintsError(LinesError):
    """A file of complaints cannot be read."""

    what = "phản ánh"


class Urgency(StrEnum):
    """Whether a complaint is a matter for 113, 114 or 115, a danger that the desk looks at first, or neither."""

    NONE = "none"
    POLICE = "emergency_113"
    FIRE = "emergency_114"
    AMBULANCE = "emergency_115"
    DANGER_NOW = "danger_now"

    @property
    def is_emergency(self) -> bool:
        """Whether the citizen is to be told to ring an emergency number."""
        return self.value.startswith("emergency_")


class Complaint(BaseModel):
    """One line. `unit` is a unit's code where the text names one unit, `note` the second best field, if any.

    `handler` is the field's: an agency's code, a ward-level one without its unit.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    text: str
    field: str
    place: str | None = None
    unit: str | None = None
    handler: str
    urgent: Urgency = Urgency.NONE
    legal_kind: LegalKind = LegalKind.PHAN_ANH
    note: str | None = None

    @field_validator("field")
    @classmethod
    def _is_field(cls, value: str) -> str:
        if value not in {one.code for one in directory.fields()}:
            raise ValueError(f"no field {value!r}")
        return value

    @field_validator("unit")
    @classmethod
    def _is_unit(cls, value: str | None) -> str | None:
        if value is not None and value not in {one.code for one in units()}:
            raise ValueError(f"no unit {value!r}")
        return value

    @property
    def is_plain(self) -> bool:
        """Whether field and handler count: no khiếu nại or tố cáo, no emergency."""
        in_scope = self.legal_kind in (LegalKind.PHAN_ANH, LegalKind.KIEN_NGHI)
        return in_scope and not self.urgent.is_emergency


def read_complaints(path: Path) -> tuple[Complaint, ...]:
    """Return the complaints of a JSON lines file.

    Raises:
        ComplaintsError: there is no such file, or a line is none; the message names the line.
    """
    return read_lines(path, Complaint, ComplaintsError)
