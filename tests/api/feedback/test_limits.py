"""The limits of each step: the regulation's by default, a field's own where the file has one, a wrong file named."""

from datetime import datetime
from pathlib import Path

import pytest

from api.feedback.limits import DATA, LimitsError, limits, read_limits
from api.settings import CITY_TIME

FRIDAY = datetime(2026, 10, 16, 9, tzinfo=CITY_TIME)


def _with(tmp_path: Path, old: str, new: str) -> Path:
    file = tmp_path / "limits.yml"
    file.write_text(DATA.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return file


def test_the_regulation_of_2025_is_the_default() -> None:
    known = limits()
    assert (known.forward_minutes, known.guidance_minutes) == (5, 60)
    assert known.due(field="chieu_sang", start=FRIDAY).astimezone(CITY_TIME).day == 30
    joint = known.due(field="chieu_sang", start=FRIDAY, joint=True).astimezone(CITY_TIME)
    assert (joint.month, joint.day) == (11, 6)


def test_a_field_may_have_its_own_limit(tmp_path: Path) -> None:
    known = read_limits(_with(tmp_path, "fields: {}", "fields:\n  cap_nuoc: {answer_days: 3}"))
    assert known.due(field="cap_nuoc", start=FRIDAY).astimezone(CITY_TIME).day == 21
    assert known.due(field="cap_nuoc", start=FRIDAY, joint=True) == known.due(
        field="chieu_sang", start=FRIDAY, joint=True
    )


def test_days_are_counted_as_the_file_says(tmp_path: Path) -> None:
    known = read_limits(_with(tmp_path, "counting: working", "counting: calendar"))
    assert known.due(field="cap_nuoc", start=FRIDAY).astimezone(CITY_TIME).day == 26


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("answer_days: 10", "answer_days: none", "answer_days"),
        ("counting: working", "counting: weekdays", "counting"),
        ("fields: {}", "fields:\n  khong_co: {answer_days: 3}", "no field khong_co"),
        ("fields: {}", "fields: [", "while parsing"),
    ],
)
def test_a_wrong_file_names_the_line(tmp_path: Path, old: str, new: str, error: str) -> None:
    with pytest.raises(LimitsError, match=rf"limits\.yml:.*{error}"):
        read_limits(_with(tmp_path, old, new))


def test_a_field_without_limits_of_its_own_has_the_general_ones() -> None:
    known = limits()
    assert known.days("chieu_sang") == known.days(None) == known.answer_days
    assert known.days(None, joint=True) == known.answer_days_joint
