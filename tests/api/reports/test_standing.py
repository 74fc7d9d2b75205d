"""What managers see at one moment: counted by hand from a few cases."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from api import database
from api.feedback import service as feedback
from api.reports.period import period
from api.reports.standing import By, Matter, Overview, Standing, overview
from api.reports.standing_tables import as_csv, as_xlsx, rows_table

from .conftest import DESK, LIGHTS, WARD, Desk, at

NOW = at(11, 20, 10)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 20))

Look = Callable[..., Awaitable[Overview]]


@pytest.fixture
async def look(open_database: str) -> Look:
    """Looks at how everything stands on 20 November 2026."""

    async def looked(
        days: tuple[date, date] = NOVEMBER, *, by: By = By.AGENCY, now: datetime = NOW
    ) -> Overview:
        async with database.transaction() as session:
            return await overview(session, period=period(*days, now=now), now=now, by=by)

    return looked


@pytest.fixture
async def busy(desk: Desk) -> Desk:
    """Lights: one late since 11/11, one due on Monday, one answered late and rated, one answered and unreviewed.
    The ward: one that waits for the citizen. The desk: two unclassified, one of them for over an hour.
    """
    await desk.file("late", at(10, 28))
    await desk.file("due soon", at(11, 9))
    await desk.file("answered late", at(10, 1))
    await desk.answer("answered late", at(11, 2))
    publish = {"agency": DESK, "actor": "desk", "content": "Đèn tắt", "answer": "Đã khắc phục xong."}
    await desk(feedback.publish, "answered late", at(11, 3), **publish)
    await desk(feedback.confirm, "answered late", at(11, 4))
    await desk(feedback.rate, "answered late", at(11, 4), stars_given=2)
    await desk.file("answered", at(11, 10))
    await desk.answer("answered", at(11, 12))
    await desk.file("waiting", at(11, 16), field="hanh_chinh_cong")
    await desk(feedback.accept, "waiting", at(11, 17), agency=WARD, actor="ward")
    await desk(feedback.ask_info, "waiting", at(11, 17), agency=WARD, actor="ward", question="Mã hồ sơ ạ?")
    await desk.file("unclassified", at(11, 20, 8, 59), field="tieng_on")
    await desk.file("just come", at(11, 20, 9, 30), field="tieng_on")
    return desk


def _row(found: Overview, code: str) -> Standing:
    return next(one for one in found.rows if one.code == code)


async def test_what_is_late_comes_first_and_due_soon_and_waiting_are_told_apart(
    busy: Desk, look: Look
) -> None:
    found = await look()
    assert [one.code for one in found.rows] == [LIGHTS, DESK, WARD]
    lights = found.rows[0]
    assert (lights.open, lights.overdue, lights.due_soon, lights.awaiting) == (2, 1, 1, 0)
    assert lights.oldest_due is not None
    assert (_row(found, WARD).open, _row(found, WARD).awaiting) == (1, 1)
    assert (found.total.open, found.total.overdue, found.total.awaiting) == (5, 1, 1)
    assert found.adds_up


async def test_answers_and_ratings_are_those_of_the_period(busy: Desk, look: Look) -> None:
    lights = _row(await look(), LIGHTS)
    assert (lights.answered, lights.answered_late, lights.unreviewed) == (2, 1, 1)
    assert lights.average_days == pytest.approx((32 + 2) / 2)
    assert (lights.ratings, lights.average_stars) == (1, 2.0)
    before = _row(await look(OCTOBER), LIGHTS)
    assert (before.answered, before.average_days, before.ratings, before.average_stars) == (0, None, 0, None)
    assert before.open == lights.open


async def test_rows_of_units_add_up_to_the_same_total(busy: Desk, look: Look) -> None:
    by_agency, by_unit = await look(), await look(by=By.UNIT)
    assert by_unit.total == by_agency.total
    assert by_unit.adds_up
    assert {one.name for one in by_unit.rows} == {"phường Bình Thạnh", "Chưa rõ phường, xã"}


async def test_each_list_holds_who_has_to_be_looked_at(busy: Desk, look: Look) -> None:
    found = await look()
    ids = {matter: [one.id for one in found.matters[matter].cases] for matter in Matter}
    assert ids == {
        Matter.LATE: [busy.ids["late"]],
        Matter.AT_DESK: [busy.ids["unclassified"]],
        Matter.RETURNED: [],
        Matter.UNREVIEWED: [busy.ids["answered"]],
        Matter.LOW_RATED: [busy.ids["answered late"]],
    }


async def test_a_case_returned_three_times_is_listed_whoever_has_it(desk: Desk, look: Look) -> None:
    await desk.file("nobody's", at(11, 16))
    for day in (16, 17, 18):
        await desk(
            feedback.return_case,
            "nobody's",
            at(11, day, 14),
            agency=LIGHTS,
            actor="officer",
            reason="Không phải",
        )
        if day < 18:
            await desk(feedback.assign, "nobody's", at(11, day, 15), by=DESK, actor="desk", to_agency=LIGHTS)
    found = (await look()).matters[Matter.RETURNED]
    assert [(one.returns, one.handler) for one in found.cases] == [(3, "GIAM_SAT")]


async def test_lateness_is_of_the_moment_and_a_clock_that_stands_makes_nothing_late(
    busy: Desk, look: Look
) -> None:
    assert (await look(now=at(11, 20, 10))).total.overdue == 1
    later = await look(now=at(12, 30))
    assert later.total.overdue == later.total.open - later.total.awaiting
    assert _row(later, WARD).overdue == 0


async def test_a_merged_case_is_counted_with_the_other_only(desk: Desk, look: Look) -> None:
    await desk.file("main", at(10, 28))
    await desk.file("merged", at(10, 28))
    async with database.transaction() as session:
        await feedback.merge(
            session,
            case_id=desk.ids["merged"],
            into_id=desk.ids["main"],
            reason="Cùng một cột đèn",
            agency=DESK,
            actor="desk",
            now=at(10, 29),
        )
    found = await look()
    assert (found.total.open, found.total.overdue, found.matters[Matter.LATE].total) == (1, 1, 1)


async def test_an_empty_city_is_shown_as_such(look: Look) -> None:
    found = await look()
    assert (found.rows, found.total, found.adds_up) == ((), Standing("", ""), True)
    assert rows_table(found).rows[-1][:3] == ("", "Toàn Thành phố", 0)


async def test_the_files_hold_the_rows_with_the_total_and_every_list(busy: Desk, look: Look) -> None:
    found = await look()
    lines = as_csv(found).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("STT,Cơ quan,Đang mở,Trễ hạn")
    assert len(lines) == 1 + len(found.rows) + 1
    assert lines[-1].startswith(f",Toàn Thành phố,{found.total.open},{found.total.overdue}")
    book = load_workbook(BytesIO(as_xlsx(found)))
    assert book.sheetnames[:2] == ["Theo cơ quan", "Trễ hạn"]
    assert len(book.sheetnames) == 1 + len(Matter)
    late = book["Trễ hạn"]
    assert late.cell(4, 2).value == found.matters[Matter.LATE].cases[0].code


async def test_a_name_that_looks_like_a_formula_stays_text_in_csv(look: Look) -> None:
    found = await look()
    strange = Standing("x", "=1+1", open=1)
    made = as_csv(Overview(found.now, found.period, found.by, (strange,), strange, found.matters))
    assert b"'=1+1" in made
