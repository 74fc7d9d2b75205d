from datetime import datetime, time
from pathlib import Path

import pytest

from api.conversations import operator_hours
from api.conversations.operator_hours import OperatorHoursError, are_there, back_at, hours, in_words
from api.settings import CITY_TIME

WEEK = """
week:
  monday: ["07:30-11:30", "13:00-17:00"]
  tuesday: ["07:30-11:30", "13:00-17:00"]
  wednesday: ["07:30-11:30", "13:00-17:00"]
  thursday: ["07:30-11:30", "13:00-17:00"]
  friday: ["07:30-11:30", "13:00-17:00"]
  saturday: ["08:00-11:00"]
  sunday: []
off_days: []
"""


def city(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=CITY_TIME)


@pytest.fixture
def office_week(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "hours.yml"
    file.write_text(WEEK, encoding="utf-8")
    week = hours(file)
    monkeypatch.setattr(operator_hours, "hours", lambda: week)


@pytest.mark.usefixtures("office_week")
@pytest.mark.parametrize(
    ("now", "back"),
    [
        (city(20, 8), None),  # Friday, at work
        (city(20, 6), city(20, 7, 30)),
        (city(20, 12), city(20, 13)),  # the midday break
        (city(20, 17), city(21, 8)),  # the end belongs to the rest
        (city(21, 11), city(23, 7, 30)),  # Saturday noon: Monday
        (city(23, 18), city(25, 7, 30)),  # Tuesday 24/11 is Ngày Văn hóa Việt Nam
        (city(28, 9, month=8), None),
        (city(28, 18, month=8), city(29, 8, month=8)),
        (city(29, 12, month=8), city(3, 7, 30, month=9)),  # 31/8 to 2/9 are off
        (city(22, 6, month=8), city(22, 7, 30, month=8)),  # a Saturday worked instead of 31/8
    ],
)
def test_operators_are_back_at_the_next_open_hour(now: datetime, back: datetime | None) -> None:
    assert back_at(now) == back
    assert are_there(now) is (back is None)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (city(20, 13), "13:00 hôm nay"),
        (city(21, 8), "08:00 ngày mai, thứ Bảy 21/11"),
        (city(23, 7, 30), "07:30 thứ Hai, 23/11/2026"),
    ],
)
def test_a_moment_is_said_as_people_do(moment: datetime, said: str) -> None:
    assert in_words(moment, now=city(20, 12)) == said


@pytest.mark.parametrize(
    "text",
    [
        "week: {monday: []}",
        WEEK.replace("07:30-11:30", "7h30"),
        WEEK.replace("13:00-17:00", "11:00-17:00"),
        WEEK + "extra: 1\n",
        "week: [",
    ],
)
def test_wrong_hours_are_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "hours.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(OperatorHoursError, match=r"hours.yml"):
        hours(file)


def test_the_shipped_hours_can_be_read() -> None:
    assert hours().week["monday"]


def test_until_when_operators_are_there_is_told_while_they_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "hours.yml"
    path.write_text(WEEK, encoding="utf-8")
    known = hours(path)
    monkeypatch.setattr(operator_hours, "hours", lambda: known)
    assert operator_hours.there_until(city(23, 10)) == time(11, 30)
    assert operator_hours.there_until(city(23, 12)) is None
