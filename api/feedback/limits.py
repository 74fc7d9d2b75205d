"""How long each step of a case may take: `data/limits.yml`, checked on load."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api import clock
from api.agencies import directory
from api.data_files import line_of, read_data
from api.settings import CITY_TIME
from api.working_days import working_days_between

DATA = Path(__file__).parent / "data" / "limits.yml"


class LimitsError(ValueError):
    """The file of limits is wrong; the message names file, line and key."""


class FieldLimits(BaseModel):
    """Limits of one field that differ from the general ones; days."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    answer_days: int | None = Field(None, ge=1)
    answer_days_joint: int | None = Field(None, ge=1)


class Limits(BaseModel):
    """The file. Days are working days where `counting` says so; `remind_days_before` always are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    counting: Literal["working", "calendar"]
    forward_minutes: int = Field(ge=1)
    guidance_minutes: int = Field(ge=1)
    answer_days: int = Field(ge=1)
    answer_days_joint: int = Field(ge=1)
    remind_days_before: int = Field(ge=1)
    confirm_days: int = Field(ge=1)
    extension_days: int = Field(ge=1)
    extensions: int = Field(ge=0)
    supervisor_at_return: int = Field(ge=1)
    fields: dict[str, FieldLimits]

    def due(self, *, field: str, start: datetime, joint: bool = False) -> datetime:
        """Return until when a report of `field` that began at `start` is to be answered, UTC.

        `joint`: several agencies must work together.
        """
        return self.after(start, self.days(field, joint=joint))

    def days(self, field: str | None, *, joint: bool = False) -> int:
        """Return in how many days a report of `field` (None: not known yet) is to be answered."""
        own = self.fields.get(field or "") or FieldLimits()
        if joint:
            return own.answer_days_joint or self.answer_days_joint
        return own.answer_days or self.answer_days

    def after(self, start: datetime, days: int) -> datetime:
        """Return the end of the day `days` after `start`, counted as the file says, UTC."""
        return clock.add_days(start, days, working=self.counting == "working")

    def moved(self, due: datetime, *, start: datetime, end: datetime) -> datetime:
        """Return `due` later by the days from `start` to `end`, in which the clock stood, UTC."""
        if self.counting == "working":
            days = working_days_between(start, end)
        else:
            days = (end.astimezone(CITY_TIME).date() - start.astimezone(CITY_TIME).date()).days
        return self.after(due, days) if days > 0 else due


def read_limits(path: Path = DATA) -> Limits:
    """Read `path`.

    Raises:
        LimitsError: it is no YAML, a key is missing, unknown or wrong, or a field does not exist.
    """
    limits = read_data(path, Limits, LimitsError)
    known = {one.code for one in directory.fields()}
    for code in limits.fields:
        if code not in known:
            raise LimitsError(f"{path.name}:{line_of(path, ('fields', code))}: no field {code}")
    return limits


@lru_cache(maxsize=1)
def limits() -> Limits:
    """Return the limits of this process, read once."""
    return read_limits()
