"""Deadlines in the city's calendar: working days, public holidays, the end of the day."""

from datetime import UTC, datetime

import pytest

from api import clock
from api.settings import CITY_TIME


def _city(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=CITY_TIME)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (_city(2026, 10, 16, 9), 1, _city(2026, 10, 19, 23, 59, 59)),  # Friday: the next one is Monday
        (_city(2026, 4, 29, 9), 1, _city(2026, 5, 4, 23, 59, 59)),  # 30 April and 1 May are holidays
        (_city(2026, 12, 31, 9), 1, _city(2027, 1, 4, 23, 59, 59)),  # New Year's Day is one of another year
        (_city(2026, 9, 1, 9), 1, _city(2026, 9, 3, 23, 59, 59)),  # 1 and 2 September 2026 are holidays
    ],
)
def test_working_days_leave_out_weekends_and_public_holidays(
    start: datetime, days: int, due: datetime
) -> None:
    assert clock.add_days(start, days, working=True) == due


def test_calendar_days_count_every_day() -> None:
    assert clock.add_days(_city(2026, 4, 29, 9), 2, working=False) == _city(2026, 5, 1, 23, 59, 59)


def test_the_day_is_the_citys_and_the_moment_is_given_in_utc() -> None:
    late = datetime(2026, 10, 15, 18, 0, tzinfo=UTC)  # one in the morning of Friday the 16th in the city
    due = clock.add_days(late, 1, working=True)
    assert (due, due.tzinfo) == (_city(2026, 10, 19, 23, 59, 59), UTC)
