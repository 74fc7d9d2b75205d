"""When operators take chats, and when they are back: the hours are data, holidays are the city's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, field_validator

from api import working_days
from api.data_files import read_data
from api.settings import CITY_TIME

HOURS_FILE: Final = Path(__file__).parent / "data" / "operator_hours.yml"
_LOOKED_AHEAD: Final = 30
"""Days in which an open hour is looked for; a longer rest is none of a hotline's."""
_SATURDAY: Final = 5
_FRIDAY: Final = 4

Weekday: TypeAlias = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAYS: Final[tuple[Weekday, ...]] = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
_WEEKDAY_WORDS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class OperatorHoursError(ValueError):
    """The file of hours is wrong; the message names the file and the line of the day."""


@dataclass(frozen=True)
class Span:
    """A time in which operators are there, from `start` up to `end`, in city time of one day."""

    start: time
    end: time


class Hours(BaseModel):
    """The hours of a week and of days off, each a tuple of spans in their order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    week: Mapping[Weekday, tuple[Span, ...]]
    off_days: tuple[Span, ...] = ()

    @field_validator("week", mode="before")
    @classmethod
    def _read_week(cls, value: object) -> object:
        if not isinstance(value, dict) or set(value) != set(_WEEKDAYS):
            raise ValueError(f"week needs {', '.join(_WEEKDAYS)}")
        return {day: _spans(texts) for day, texts in value.items()}

    @field_validator("off_days", mode="before")
    @classmethod
    def _read_off_days(cls, value: object) -> object:
        return _spans(value)


def _spans(texts: object) -> tuple[Span, ...]:
    if texts is None:
        return ()
    if not isinstance(texts, list):
        raise ValueError(f"expected a list of hours, found {texts!r}")
    spans = tuple(_span(str(text)) for text in texts)
    moments = [moment for span in spans for moment in (span.start, span.end)]
    if moments != sorted(set(moments)):
        raise ValueError(f"hours overlap or are out of order: {texts}")
    return spans


def _span(text: str) -> Span:
    start, dash, end = text.partition("-")
    if not dash:
        raise ValueError(f"expected hours such as 07:30-11:30, found {text!r}")
    return Span(time.fromisoformat(start.strip()), time.fromisoformat(end.strip()))


@lru_cache(maxsize=4)
def hours(path: Path = HOURS_FILE) -> Hours:
    """Return the hours of `path`.

    Raises:
        OperatorHoursError: the file is no YAML, a day is missing or its hours cannot be read.
    """
    return read_data(path, Hours, OperatorHoursError)


hours()  # a wrong file stops the start, not a turn


def are_there(now: datetime) -> bool:
    """Tell whether operators take chats at `now`."""
    local = now.astimezone(CITY_TIME)
    return any(span.start <= local.time() < span.end for span in _hours_of(local.date()))


def there_until(now: datetime) -> time | None:
    """Return until when operators take chats today (city time), None while they do not."""
    local = now.astimezone(CITY_TIME)
    spans = _hours_of(local.date())
    return next((span.end for span in spans if span.start <= local.time() < span.end), None)


def back_at(now: datetime) -> datetime | None:
    """Return when operators are next there (city time): None while they are, and where no hour is open for a month."""
    if are_there(now):
        return None
    local = now.astimezone(CITY_TIME)
    for ahead in range(_LOOKED_AHEAD + 1):
        day = local.date() + timedelta(days=ahead)
        for span in _hours_of(day):
            start = datetime.combine(day, span.start, CITY_TIME)
            if start > local:
                return start
    return None


def in_words(moment: datetime, *, now: datetime) -> str:
    """Return `moment` as it is said at `now`: "13:00 hôm nay", "07:30 ngày mai", "07:30 thứ Hai, 23/11/2026"."""
    at, today = moment.astimezone(CITY_TIME), now.astimezone(CITY_TIME).date()
    days = (at.date() - today).days
    near = {0: "hôm nay", 1: f"ngày mai, {_WEEKDAY_WORDS[at.weekday()]} {at:%d/%m}"}
    return f"{at:%H:%M} {near.get(days) or f'{_WEEKDAY_WORDS[at.weekday()]}, {at:%d/%m/%Y}'}"


def in_english(moment: datetime) -> str:
    """Return `moment` for a reader of English: "07:30 on 23/11/2026"."""
    at = moment.astimezone(CITY_TIME)
    return f"{at:%H:%M} on {at:%d/%m/%Y}"


def _hours_of(day: date) -> tuple[Span, ...]:
    known, weekday = hours(), day.weekday()
    if weekday < _SATURDAY:
        return known.week[_WEEKDAYS[weekday]] if working_days.is_working_day(day) else known.off_days
    worked = working_days.is_working_day(day)
    return known.week[_WEEKDAYS[_FRIDAY if worked else weekday]]
