"""The calendar of the city's offices: weekends, holidays of the law, exchanged days, and the file of exceptions."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from api.working_days import (
    WorkingDaysError,
    closed_for,
    is_working_day,
    read_exceptions,
    working_days_between,
)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 20), None),
        (date(2026, 11, 22), "Cuối tuần"),
        (date(2026, 4, 27), "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"),  # the 26th is a Sunday
        (date(2026, 2, 17), "Tết Nguyên Đán"),
        (date(2026, 11, 24), "Ngày Văn hóa Việt Nam"),
        (date(2025, 11, 24), None),  # a day off only since 2026
    ],
)
def test_a_closed_day_says_why(day: date, why: str | None) -> None:
    assert closed_for(day) == why


def test_an_exchanged_day_is_off_and_its_saturday_is_worked() -> None:
    assert not is_working_day(date(2026, 8, 31))
    assert is_working_day(date(2026, 8, 22))


def test_a_moment_counts_as_the_day_it_is_in_the_city() -> None:
    assert not is_working_day(datetime(2026, 11, 20, 18, 0, tzinfo=UTC))  # Saturday, one in the morning


def test_working_days_between_leave_out_the_first_day_and_what_is_closed() -> None:
    friday, wednesday = datetime(2026, 11, 20, 3, tzinfo=UTC), datetime(2026, 11, 25, 3, tzinfo=UTC)
    assert working_days_between(friday, wednesday) == 2  # Monday and Wednesday; Tuesday is the 24th
    assert working_days_between(wednesday, friday) == 0


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("off:\n  - {day: 2027-13-01, name: x, source: y}", ":2"),
        ("off:\n  - {day: 2027-01-04, name: x}", ":2"),
        ("closed: []", ":1"),
        (
            "off:\n  - {day: 2027-01-04, name: x, source: y}\nworking:\n  - {day: 2027-01-04, name: x, source: y}",
            ":4",
        ),
        ("- 1", ":1"),
    ],
)
def test_a_wrong_file_names_its_line(tmp_path: Path, text: str, error: str) -> None:
    file = tmp_path / "days.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(WorkingDaysError, match=f"days.yml{error}"):
        read_exceptions(file)
