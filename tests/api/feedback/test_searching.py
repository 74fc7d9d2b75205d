"""The inbox, filtered and searched by the database."""

from datetime import timedelta

import pytest

from api import database
from api.console.case_words import FILTERS, inbox_filter
from api.feedback import service
from api.feedback.service import InboxFilter, InboxPage, Status

from .conftest import NOW, File


async def page(limit: int = 50, agency: str = "TT_HTKT", **wanted: object) -> InboxPage:
    async with database.transaction() as session:
        return await service.inbox_page(
            session,
            agency=agency,
            wanted=InboxFilter(**wanted),
            limit=limit,
            now=NOW,  # type: ignore[arg-type]
        )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("den duong", 1),
        ("HẺM 12", 1),
        ("chiếu sáng", 1),
        ("binh thanh", 1),
        ("nắp cống", 0),
        ("đèn hẻm 12", 1),
        ("%", 0),
        ("", 1),
    ],
)
async def test_the_inbox_is_searched_without_accents_over_code_field_place_unit_and_content(
    file: File, typed: str, found: int
) -> None:
    case = await file()
    assert (await page(words=typed)).total == found
    assert (await page(words=case.code.lower())).total == 1


@pytest.mark.parametrize(
    ("status", "days", "filters"),
    [
        (Status.ASSIGNED, 1, {"open", "new", "all"}),
        (Status.IN_PROGRESS, -1, {"open", "progress", "overdue", "all"}),
        (Status.ANSWERED, -1, {"answered", "all"}),
        (Status.RETURNED, 1, {"open", "new", "all"}),
    ],
)
async def test_each_filter_shows_what_it_says(
    file: File, status: Status, days: int, filters: set[str]
) -> None:
    filed = await file()
    async with database.transaction() as session:
        case = await service.case_for_agency(session, case_id=filed.id, agency="TT_HTKT", lock=True)
        case.status, case.due_at = status, NOW + timedelta(days=days)
    async with database.transaction() as session:
        shown = {
            key
            for key in FILTERS
            if (
                await service.inbox_page(
                    session, agency="TT_HTKT", wanted=inbox_filter(key, ""), limit=5, now=NOW
                )
            ).cases
        }
    assert shown == filters


async def test_a_page_counts_what_it_does_not_show_and_only_the_own_agencys(file: File) -> None:
    for number in range(3):
        await file(idempotency_key=f"key-{number}", now=NOW - timedelta(days=20 * number))
    first = await page(limit=1)
    assert (len(first.cases), first.total, first.overdue) == (1, 3, 2)
    assert first.cases[0].due_at == min(one.due_at for one in (await page()).cases if one.due_at)
    assert await page(agency="SAWACO") == InboxPage([], 0, 0)
