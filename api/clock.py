"""The present moment and deadlines in the city's calendar, in one place so that tests can pass their own."""

from datetime import UTC, datetime, timedelta

from api.settings import CITY_TIME
from api.working_days import is_working_day

__all__ = ["add_days", "is_working_day", "now", "subtract_working_days"]


def now() -> datetime:
    """Return the present moment, UTC, with its time zone."""
    return datetime.now(UTC)


def add_days(start: datetime, days: int, *, working: bool) -> datetime:
    """Return the end of the day (23:59:59 city time, given in UTC) that lies `days` after `start`.

    With `working`, only working days count; the day of `start` itself never does.
    """
    day = start.astimezone(CITY_TIME)
    left = days
    while left:
        day += timedelta(days=1)
        if not working or is_working_day(day):
            left -= 1
    return day.replace(hour=23, minute=59, second=59, microsecond=0).astimezone(UTC)


def subtract_working_days(end: datetime, days: int) -> datetime:
    """Return the beginning of the day (00:00 city time, given in UTC) that lies `days` working days before `end`."""
    day = end.astimezone(CITY_TIME)
    left = days
    while left:
        day -= timedelta(days=1)
        if is_working_day(day):
            left -= 1
    return day.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
