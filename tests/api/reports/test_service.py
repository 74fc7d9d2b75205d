"""The figures of a period, counted by hand from the cases of conftest.py."""

from datetime import date

from sqlalchemy import delete

from api import database
from api.feedback.models import CaseEvent
from api.reports.figures import Count, Figures
from api.reports.sentences import check_line, check_table

from .conftest import Desk, Report, at

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 19))


async def test_every_outcome_is_counted_as_it_was_when_the_month_ended(city: Desk, report: Report) -> None:
    made = await report(*OCTOBER)
    assert made.sums == Figures(
        carried_over=1,
        received=11,
        split_off=1,
        came_back=1,
        refused=1,
        needs_info=1,
        transferred_out=1,
        accepted=9,
        unclassified=1,
        merged=1,
        accepted_carried_over=1,
        answered=3,
        answered_late=1,
        published=1,
        kept_private=1,
        unreviewed=1,
        open=6,
        overdue=1,
        awaiting=1,
        overdue_elsewhere=1,
    )
    assert (made.sums.total, made.sums.not_accepted, made.sums.carried_on) == (14, 3, 8)


async def test_what_one_month_leaves_open_the_next_carries_over(city: Desk, report: Report) -> None:
    october, november = await report(*OCTOBER), await report(*NOVEMBER)
    assert november.sums.carried_over == october.sums.carried_on == 8
    assert november.sums.received == 1  # filed at midnight
    assert november.sums.came_back == 1  # the late answer, reopened
    assert (
        november.sums.unclassified == 2
    )  # the one without a handler, and the one that answered the question
    assert november.adds_up


async def test_the_channels_are_those_by_which_the_new_ones_came(city: Desk, report: Report) -> None:
    made = await report(*OCTOBER)
    assert [(row.code, row.number) for row in made.channels] == [
        ("web", 6),
        ("phone", 2),
        ("zalo", 2),
        ("telegram", 1),
    ]


async def test_a_report_from_a_kiosk_counts_as_the_kiosks(desk: Desk, report: Report) -> None:
    await desk.file("at the town hall", at(10, 5), channel="kiosk")
    (row,) = (await report(*OCTOBER)).channels
    assert (row.code, row.name, row.number) == ("kiosk", "Ki-ốt", 1)


async def test_content_types_tell_the_street_from_procedures(city: Desk, report: Report) -> None:
    made = await report(*OCTOBER)
    rows = {row.code: (row.received, row.total, row.accepted, row.open) for row in made.contents}
    assert rows == {
        "chieu_sang": (4, 6, 5, 2),
        "rac_ve_sinh": (1, 1, 1, 1),
        "tieng_on": (5, 6, 2, 2),
        "hanh_chinh_cong": (1, 1, 1, 1),
    }
    assert (made.street.total, made.procedures.total) == (13, 1)


async def test_the_late_unit_is_named_and_units_are_ranked_by_what_was_in_time(
    city: Desk, report: Report
) -> None:
    made = await report(*OCTOBER)
    assert made.late == (Count("TT_HTKT", "Trung tâm Quản lý Hạ tầng kỹ thuật (Sở Xây dựng)", 1),)
    rows = [(row.rank, row.code, row.handled, row.in_time, row.overdue) for row in made.units]
    assert rows == [(1, "UBND_XA:26929", 3, 3, 0), (2, "TT_HTKT", 6, 4, 1)]


async def test_the_numbers_add_up_and_the_report_says_so(city: Desk, report: Report) -> None:
    made = await report(*OCTOBER)
    assert [one for one in made.checks if not one.ok] == []
    assert check_line(made) == "Các số liệu trong báo cáo khớp nhau."


async def test_a_sum_that_is_wrong_is_printed_with_both_sides(city: Desk, report: Report) -> None:
    async with database.transaction() as session:
        await session.execute(delete(CaseEvent).where(CaseEvent.case_id == city.ids["refused"]))
    made = await report(*OCTOBER)
    assert not made.adds_up
    assert "1 phép đối chiếu không khớp" in check_line(made)
    assert ("Tiếp nhận mới, đếm lại theo hồ sơ phản ánh", 10, 11, "LỆCH") in check_table(made).rows


async def test_a_single_day_and_an_empty_one(city: Desk, report: Report) -> None:
    day = await report(date(2026, 10, 31), date(2026, 10, 31))
    assert (day.sums.received, day.sums.carried_over) == (1, 7)
    assert day.adds_up
    empty = await report(date(2025, 1, 1), date(2025, 1, 31))
    assert (empty.sums.total, empty.units, empty.adds_up) == (0, (), True)


async def test_a_due_date_that_was_moved_later_counts_as_it_was(city: Desk, report: Report) -> None:
    """Due: the reopened one 16/10; the answer that came late 21/10, which its reopening in November moved; 22/10 the
    one without a handler; the extended one 23/10, moved on 20/10 to 3/11."""
    late = []
    for day in (15, 16, 20, 21, 23):
        made = await report(date(2026, 10, 1), date(2026, 10, day))
        late.append((day, made.sums.overdue, made.sums.overdue_elsewhere))
    assert late == [(15, 0, 0), (16, 1, 0), (20, 1, 0), (21, 2, 0), (23, 2, 1)]
