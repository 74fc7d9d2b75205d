"""The made-up city: as many cases as asked for, and a report of them whose numbers add up."""

import asyncio
from collections import Counter
from datetime import datetime

from api.settings import CITY_TIME
from evaluation.benchmarks import report_cases
from evaluation.benchmarks.report_scale import make_report

FIRST, START, UNTIL = (datetime(2026, month, 1, tzinfo=CITY_TIME) for month in (8, 10, 11))


def _lives(number: int = 400) -> list[report_cases.Life]:
    return list(report_cases.cases(number, first=FIRST, until=UNTIL, in_period=number // 2, start=START))


def test_the_same_city_is_made_each_time() -> None:
    assert [one.events for one in _lives()] == [one.events for one in _lives()]


def test_nothing_happens_after_the_present_moment_and_each_case_is_where_its_last_event_left_it() -> None:
    for one in _lives():
        moments = [event[1] for event in one.events]
        assert moments == sorted(moments)
        assert moments[-1] < UNTIL
        assert one.events[-1][5] == one.status


def test_a_likely_city_has_every_outcome() -> None:
    kinds = Counter(event[2] for one in _lives(4000) for event in one.events)
    assert {"refused", "transferred_out", "merged", "info_asked", "published", "reopened", "closed"} <= set(
        kinds
    )


def test_its_report_counts_what_was_made_and_adds_up(database_url: str) -> None:
    stored, events = report_cases.store(database_url, iter(_lives()))
    made, took = asyncio.run(make_report(database_url, times=1))
    assert (stored, made.sums.received, made.adds_up) == (400, 200, True)
    assert events > 1000
    assert len(took) == 1
