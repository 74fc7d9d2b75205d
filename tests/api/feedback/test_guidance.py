"""A report that waits too long to be classified is brought before the supervisor, once a wait."""

from datetime import timedelta

from api import database
from api.feedback import service
from api.feedback.tasks import watch

from .conftest import NOW, File, kinds

HOUR = timedelta(hours=1)


async def _at_desk(file: File) -> service.Case:
    case = await file(field="chieu_sang", unit_code=None, idempotency_key="desk")
    async with database.transaction() as session:
        await service.return_case(
            session, case_id=case.id, agency="TT_HTKT", actor="staff:7", reason="Không phải", now=NOW
        )
    return case


async def _waiting() -> list[str]:
    wanted = service.InboxFilter(everywhere=True, guidance_late=True)
    async with database.transaction() as session:
        page = await service.inbox_page(
            session, agency="GIAM_SAT", wanted=wanted, limit=10, now=NOW + HOUR + HOUR
        )
    return [case.code for case in page.cases]


async def test_a_report_that_waits_longer_than_an_hour_is_escalated_once(file: File) -> None:
    case = await _at_desk(file)
    assert (await watch(now=NOW + HOUR))["guidance"] == 0
    late = NOW + HOUR + timedelta(minutes=1)
    assert (await watch(now=late))["guidance"] == 1
    assert (await watch(now=late + HOUR))["guidance"] == 0
    assert await kinds(case.id) == ["received", "assigned", "returned", "guidance_late"]
    assert await _waiting() == [case.code]


async def test_a_new_wait_is_escalated_again(file: File) -> None:
    case = await _at_desk(file)
    await watch(now=NOW + 2 * HOUR)
    async with database.transaction() as session:
        await service.assign(
            session, case_id=case.id, actor="staff:1", to_agency="SAWACO", now=NOW + 3 * HOUR
        )
        await service.return_case(
            session, case_id=case.id, agency="SAWACO", actor="staff:8", reason="Không", now=NOW + 4 * HOUR
        )
    assert (await watch(now=NOW + 4 * HOUR))["guidance"] == 0
    assert (await watch(now=NOW + 6 * HOUR))["guidance"] == 1


async def test_what_an_agency_has_waits_for_nobodys_guidance(file: File) -> None:
    await file()
    assert (await watch(now=NOW + 6 * HOUR))["guidance"] == 0
    assert await _waiting() == []
