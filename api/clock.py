"""The present moment and the city's calendar, in one place so that tests can pass their own."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import holidays

from api.settings import CITY_TIME


def now() -> datetime:
    """Return the present moment, UTC, with its time zone."""
    return datetime.now(UTC)


@lru_cache(maxsize=8)
def _public_holidays(year: int) -> frozenset[date]:
    """Return the public holidays of Viet Nam in `year`; the first call takes most of a second (lunar calendar)."""
    return frozenset(holidays.country_holidays("VN", years=year))


def is_working_day(day: datetime) -> bool:
    """Tell whether `day` (in the city's time zone) is Monday to Friday and no Vietnamese public holiday."""
    local = day.astimezone(CITY_TIME).date()
    return local.weekday() < 5 and local not in _public_holidays(local.year)


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
