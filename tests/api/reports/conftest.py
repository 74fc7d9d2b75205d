"""A small set of reports that goes through every outcome, and what happened to them after October 2026.

Counted by hand for October: see `test_service.py`.
"""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Any

import pytest

from api import database
from api.feedback import service as feedback
from api.reports.service import PaknReport, pakn_report, period
from api.settings import CITY_TIME

DESK = "TONG_DAI"
LIGHTS = "TT_HTKT"
WARD = "UBND_XA:26929"

Report = Callable[[date, date], Awaitable[PaknReport]]


def at(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of 2026 in the city."""
    return datetime(2026, month, day, hour, minute, tzinfo=CITY_TIME)


TODAY = at(11, 20)


class Desk:
    """Does things to cases by a short name of each, one transaction each."""

    def __init__(self) -> None:
        """Begin without a case."""
        self.ids: dict[str, int] = {}

    async def file(
        self, name: str, now: datetime, *, channel: str = "web", field: str = "chieu_sang"
    ) -> None:
        """File the case `name`; noise has no handler without a unit, so it comes to the desk."""
        async with database.transaction() as session:
            case = await feedback.file(
                session,
                idempotency_key=name,
                channel=channel,
                content="Việc cần xử lý ở đầu hẻm, mong sớm khắc phục",
                place="hẻm 12 Nguyễn Xí",
                unit_code=None if field == "tieng_on" else "26929",
                contact_name=None,
                contact_phone=None,
                field=field,
                now=now,
            )
            self.ids[name] = case.id

    async def __call__(
        self, step: Callable[..., Awaitable[Any]], name: str, now: datetime, **more: Any
    ) -> Any:
        """Take one step of the life cycle with the case `name`."""
        async with database.transaction() as session:
            return await step(session, case_id=self.ids[name], now=now, **more)

    async def answer(self, name: str, now: datetime, agency: str = LIGHTS) -> None:
        """Answer for the agency."""
        await self(feedback.answer, name, now, agency=agency, actor="officer", text="Đã khắc phục xong.")


@pytest.fixture
async def desk(open_database: str) -> Desk:
    """A desk without cases."""
    return Desk()


@pytest.fixture
async def report(open_database: str) -> Report:
    """Makes the report of a period, as of 20 November 2026."""

    async def made(first: date, last: date) -> PaknReport:
        async with database.transaction() as session:
            return await pakn_report(session, period=period(first, last, now=TODAY))

    return made


@pytest.fixture
async def city(desk: Desk) -> Desk:
    """The set of cases."""
    await _september(desk)
    await _not_accepted(desk)
    await _accepted(desk)
    await _november(desk)
    return desk


async def _september(desk: Desk) -> None:
    await desk.file("over long ago", at(9, 1))
    await desk.answer("over long ago", at(9, 3))
    await desk(feedback.confirm, "over long ago", at(9, 4))
    await desk(feedback.rate, "over long ago", at(10, 2), stars_given=5)
    await desk.file("carried over", at(9, 21))
    await desk.answer("carried over", at(10, 2))
    publish = {"agency": DESK, "actor": "desk", "content": "Đèn tắt", "answer": "Đã khắc phục xong."}
    await desk(feedback.publish, "carried over", at(10, 3), **publish)
    await desk.file("came back", at(9, 21))
    await desk.answer("came back", at(9, 28))
    await desk(feedback.reopen, "came back", at(10, 2), reason="Vẫn chưa sáng")


async def _not_accepted(desk: Desk) -> None:
    by_desk = {"agency": DESK, "actor": "desk"}
    await desk.file("refused", at(10, 5), channel="phone", field="tieng_on")
    await desk(feedback.refuse, "refused", at(10, 6), reason="Việc dân sự", **by_desk)
    await desk.file("asked", at(10, 5), channel="zalo", field="tieng_on")
    await desk(feedback.ask_info, "asked", at(10, 6), question="Ở đâu ạ?", **by_desk)
    await desk.file("elsewhere", at(10, 6), channel="telegram", field="tieng_on")
    await desk(
        feedback.transfer_out, "elsewhere", at(10, 7), to="UBND tỉnh Tây Ninh", reason="Ở tỉnh bạn", **by_desk
    )
    await desk.file("unclassified", at(10, 8), channel="phone", field="tieng_on")
    await desk.file("main", at(10, 12))
    await desk.file("merged", at(10, 12))
    async with database.transaction() as session:
        await feedback.merge(
            session,
            case_id=desk.ids["merged"],
            into_id=desk.ids["main"],
            reason="Cùng một cột đèn",
            now=at(10, 13),
            **by_desk,
        )
    await desk.answer("main", at(10, 14))


async def _accepted(desk: Desk) -> None:
    await desk.file("late answer", at(10, 7))
    await desk.answer("late answer", at(10, 30))
    await desk(
        feedback.keep_private, "late answer", at(10, 30, 10), agency=DESK, actor="desk", reason="Chuyện riêng"
    )
    await desk.file("extended", at(10, 9), channel="zalo", field="rac_ve_sinh")
    await desk(
        feedback.extend,
        "extended",
        at(10, 20),
        agency=WARD,
        actor="ward",
        until=date(2026, 11, 3),
        reason="Chờ xe",
    )
    await desk.file("last minute", at(10, 31, 23, 59))
    await desk.file("split", at(10, 13), field="tieng_on")
    await desk(
        feedback.split, "split", at(10, 14), by=DESK, actor="desk", agencies=(LIGHTS, WARD), reason="Hai việc"
    )
    await desk.file("waiting", at(10, 14), field="hanh_chinh_cong")
    await desk(feedback.accept, "waiting", at(10, 15), agency=WARD, actor="ward")
    await desk(feedback.ask_info, "waiting", at(10, 20), agency=WARD, actor="ward", question="Mã hồ sơ ạ?")


async def _november(desk: Desk) -> None:
    await desk.file("next month", at(11, 1, 0, 0))
    await desk.answer("extended", at(11, 2), agency=WARD)
    await desk(feedback.give_info, "asked", at(11, 3), text="Số 45 ạ")
    await desk(feedback.give_info, "waiting", at(11, 3), text="Mã 123 ạ")
    await desk(feedback.reopen, "late answer", at(11, 4), reason="Chưa xong")
    publish = {"agency": DESK, "actor": "desk", "content": "Đèn tắt", "answer": "Đã khắc phục xong."}
    await desk(feedback.publish, "main", at(11, 5), **publish)
