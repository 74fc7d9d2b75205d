"""Moments, deadlines and cases in words."""

from datetime import UTC, datetime, timedelta

import pytest

from api.console import case_words, words
from api.feedback.service import Case, CaseEvent, Status

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # 09:00 in the city


def _case(**fields: object) -> Case:
    values = {
        "code": "PA-261120-7KX2M",
        "content": "Đèn đường tắt",
        "place": "Hẻm 12",
        "unit_code": None,
        "field": "chieu_sang",
        "status": Status.ASSIGNED,
        "due_at": NOW + timedelta(days=3),
    }
    return Case(**(values | fields))


def test_moments_are_told_in_city_time() -> None:
    late = datetime(2026, 11, 19, 18, 30, tzinfo=UTC)
    assert words.moment(late) == "01:30 20/11/2026"
    assert words.short_moment(late, now=NOW) == "01:30"
    assert words.short_moment(late - timedelta(days=1), now=NOW) == "01:30 19/11"


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (NOW + timedelta(days=3), "Hạn 23/11/2026"),
        (NOW + timedelta(hours=2), "Hạn hôm nay"),
        (NOW - timedelta(hours=2), "Trễ hạn"),
        (NOW - timedelta(days=3), "Trễ hạn 3 ngày"),
    ],
)
def test_a_deadline_is_told_in_days(due: datetime, told: str) -> None:
    assert words.due_words(due, now=NOW) == told


def test_every_status_has_a_name() -> None:
    assert {words.status_name(status) for status in Status} == set(words.STATUSES.values())


@pytest.mark.parametrize(
    ("actor", "told"),
    [
        ("staff:3", "Lê Văn Minh"),
        ("staff:9", "Tài khoản đã xóa"),
        ("system", "Hệ thống"),
        ("api_key:3", "Phần mềm của cơ quan"),
        ("api", "api"),
    ],
)
def test_an_event_names_the_person(actor: str, told: str) -> None:
    assert case_words.actor_words(CaseEvent(actor=actor), {3: "Lê Văn Minh"}) == told
