"""Which days a report is about."""

from datetime import UTC, date, datetime, timedelta

import pytest

from api.reports.period import PeriodError, period, read_day

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def test_days_begin_and_end_at_the_citys_midnight_and_the_end_is_not_in() -> None:
    chosen = period(date(2026, 10, 1), date(2026, 10, 31), now=NOW)
    assert chosen.start == datetime(2026, 9, 30, 17, tzinfo=UTC)
    assert chosen.end == chosen.until == datetime(2026, 10, 31, 17, tzinfo=UTC)
    assert period(date(2026, 11, 1), date(2026, 11, 2), now=NOW).start == chosen.end


def test_today_is_reported_until_now() -> None:
    chosen = period(date(2026, 11, 1), date(2026, 11, 20), now=NOW)
    assert chosen.until == NOW < chosen.end


def test_today_is_the_citys_day() -> None:
    late = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)  # the 21st in the city
    assert period(date(2026, 11, 21), date(2026, 11, 21), now=late).end - late == timedelta(hours=23)


def test_a_period_that_ends_before_it_begins_is_told() -> None:
    with pytest.raises(PeriodError) as error:
        period(date(2026, 10, 31), date(2026, 10, 1), now=NOW)
    assert "ngày đầu kỳ (31/10/2026) sau ngày cuối kỳ (01/10/2026)" in error.value.sentence


def test_a_period_that_is_not_over_is_told() -> None:
    with pytest.raises(PeriodError) as error:
        period(date(2026, 11, 1), date(2026, 11, 30), now=NOW)
    assert "chưa kết thúc" in error.value.sentence


@pytest.mark.parametrize("written", ["31/10/2026", "2026-02-30", "hôm qua", ""])
def test_a_day_written_otherwise_is_told(written: str) -> None:
    with pytest.raises(PeriodError) as error:
        read_day(written, option="--to")
    assert "--to" in error.value.sentence
    assert read_day(" 2026-10-31 ", option="--to") == date(2026, 10, 31)
