"""One report for several agencies."""

from datetime import timedelta
from uuid import UUID

import pytest

from api import database
from api.feedback import service
from api.feedback.errors import SplitError
from api.feedback.models import Case, Status

from .conftest import NOW, File, kinds, said

LATER = NOW + timedelta(hours=1)
BOTH = ("TT_HTKT", "UBND_XA:26929")


async def _split(case_id: int, agencies: tuple[str, ...] = BOTH) -> list[Case]:
    async with database.transaction() as session:
        return await service.split(
            session,
            case_id=case_id,
            by="TONG_DAI",
            actor="desk",
            agencies=agencies,
            reason="Đèn hư và lấn chiếm",
            now=LATER,
        )


async def test_each_agency_gets_a_case_with_the_joint_due_date_and_the_citizen_one_message(
    file: File, conversation_id: UUID
) -> None:
    case = await file(field="khac", conversation_id=conversation_id)
    lead, part = await _split(case.id)
    assert [(one.status, one.handler) for one in (lead, part)] == [
        (Status.ASSIGNED, BOTH[0]),
        (Status.ASSIGNED, BOTH[1]),
    ]
    assert (lead.code, part.split_from_id) == (case.code, case.id)
    assert lead.due_at == part.due_at
    assert f"{part.due_at:%d/%m/%Y}" == "06/11/2026"  # fifteen working days
    ((_, text),) = await said(conversation_id)
    assert lead.code in text
    assert part.code in text
    assert await kinds(case.id) == ["received", "split", "assigned"]
    assert await kinds(part.id) == ["split_off", "assigned"]
    async with database.transaction() as session:
        assert [one.id for one in await service.inbox(session, agency=BOTH[1])] == [part.id]
        await service.answer(session, case_id=part.id, agency=BOTH[1], actor="x", text="Xong", now=LATER)
    assert "Ủy ban nhân dân phường Bình Thạnh" in (await said(conversation_id))[-1][1]


@pytest.mark.parametrize("agencies", [("TT_HTKT",), ("TT_HTKT", "TT_HTKT"), ("TT_HTKT", "TONG_DAI")])
async def test_a_report_is_split_to_two_different_agencies_or_more(
    file: File, agencies: tuple[str, ...]
) -> None:
    case = await file(field="khac")
    with pytest.raises(SplitError):
        await _split(case.id, agencies)
