"""Which days the city's offices work: Monday to Friday, public holidays and exchanged days taken into account.

Public holidays come from the `holidays` library; `working_days.yml` adds what was announced since, and overrules it.
Deadlines of feedback and office hours of the hotline both ask here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import holidays
import yaml
from pydantic import BaseModel, ConfigDict, Field

from api.settings import CITY_TIME

DATA = Path(__file__).with_suffix(".yml")
_SATURDAY = 5
_WEEKEND = "Cuối tuần"


class WorkingDaysError(ValueError):
    """The file of exceptions is wrong; the message names file, line and day."""


class SpecialDay(BaseModel):
    """One day that differs from the library's calendar: its name, and the document it rests on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    day: date
    name: str = Field(min_length=1)
    source: str = Field(min_length=1)


@dataclass(frozen=True)
class Exceptions:
    """The days of the file: closed ones and worked ones, by date."""

    off: Mapping[date, SpecialDay]
    working: Mapping[date, SpecialDay]


def read_exceptions(path: Path = DATA) -> Exceptions:
    """Read the file of exceptions.

    Raises:
        WorkingDaysError: it is no YAML, a key is unknown, a day is incomplete or stands twice.
    """
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise WorkingDaysError(f"{path.name}: {error}") from error
    if not isinstance(root, yaml.MappingNode):
        raise WorkingDaysError(f"{path.name}:1: expected the lists `off` and `working`")
    found: dict[str, dict[date, SpecialDay]] = {"off": {}, "working": {}}
    for key, rows in root.value:
        where = f"{path.name}:{key.start_mark.line + 1}"
        if key.value not in found or not isinstance(rows, yaml.SequenceNode):
            raise WorkingDaysError(f"{where}: expected the lists `off` and `working`, found {key.value}")
        for row in rows.value:
            one = _exception(f"{path.name}:{row.start_mark.line + 1}", row)
            if any(one.day in days for days in found.values()):
                raise WorkingDaysError(f"{path.name}:{row.start_mark.line + 1}: {one.day} stands twice")
            found[key.value][one.day] = one
    return Exceptions(found["off"], found["working"])


def _exception(where: str, row: yaml.Node) -> SpecialDay:
    loader = yaml.SafeLoader("")
    try:
        return SpecialDay.model_validate(loader.construct_object(row, deep=True))
    except ValueError as error:  # pydantic's errors are such, and an impossible date is
        raise WorkingDaysError(f"{where}: {error}") from error
    finally:
        loader.dispose()


@lru_cache(maxsize=1)
def _exceptions() -> Exceptions:
    return read_exceptions()


@lru_cache(maxsize=8)
def _public(year: int) -> tuple[Mapping[date, str], frozenset[date]]:
    """Return the public holidays of `year` and its worked weekends; the first call takes most of a second (lunar
    calendar)."""
    calendar = holidays.country_holidays("VN", years=year, language="vi")
    return dict(calendar), frozenset(calendar.weekend_workdays)


def closed_for(day: date | datetime) -> str | None:
    """Return why offices are closed on `day` ("Cuối tuần", "Quốc khánh"), None where they work.

    A moment counts as the day it is in the city.
    """
    local = day.astimezone(CITY_TIME).date() if isinstance(day, datetime) else day
    exceptions = _exceptions()
    if local in exceptions.working:
        return None
    if local in exceptions.off:
        return exceptions.off[local].name
    public, worked = _public(local.year)
    if local in public:
        return public[local]
    return _WEEKEND if local.weekday() >= _SATURDAY and local not in worked else None


def is_working_day(day: date | datetime) -> bool:
    """Tell whether the city's offices work on `day`; a moment counts as the day it is in the city."""
    return closed_for(day) is None


def working_days_between(start: datetime, end: datetime) -> int:
    """Return how many working days begin after the day of `start` and up to the day of `end`, 0 or more."""
    day, last = start.astimezone(CITY_TIME).date(), end.astimezone(CITY_TIME).date()
    count = 0
    while day < last:
        day += timedelta(days=1)
        count += is_working_day(day)
    return count
