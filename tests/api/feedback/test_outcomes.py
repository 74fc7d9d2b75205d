"""What becomes of a report instead of work: refused, asked about, transferred out; each told with its reason."""

from datetime import timedelta
from uuid import UUID

import pytest

from api import database
from api.errors import ConflictError, NotFoundError
from api.feedback import service
from api.feedback.errors import NoReasonError
from api.feedback.models import Case, Status

from .conftest import NOW, File, kinds, said

LATER = NOW + timedelta(hours=1)
WARD = "UBND_XA:26929"


async def _at_the_desk(file: File, conversation_id: UUID | None) -> Case:
    case = await file(field="tieng_on", unit_code=None, conversation_id=conversation_id)
    assert (case.status, case.handler) == (Status.RECEIVED, "TONG_DAI")
    return case


async def _ask(case_id: int, agency: str = "TONG_DAI") -> Case:
    async with database.transaction() as session:
        return await service.ask_info(
            session, case_id=case_id, agency=agency, actor="desk", question="Ở số nhà nào ạ?", now=LATER
        )


async def _give(case_id: int, text: str = "Số 45 ạ", days: int = 5) -> Case:
    async with database.transaction() as session:
        return await service.give_info(session, case_id=case_id, text=text, now=LATER + timedelta(days=days))


async def test_a_refusal_is_told_with_its_reason_and_is_the_end(file: File, conversation_id: UUID) -> None:
    case = await _at_the_desk(file, conversation_id)
    async with database.transaction() as session:
        refused = await service.refuse(
            session,
            case_id=case.id,
            agency="TONG_DAI",
            actor="desk",
            reason="Việc dân sự, gọi 0912345678",
            now=LATER,
        )
    assert refused.status == Status.REFUSED
    ((_, text),) = await said(conversation_id)
    assert "Việc dân sự" in text
    assert "0912345678" not in text  # masked in the store, readable on the channel only
    async with database.transaction() as session:
        with pytest.raises(ConflictError):
            await service.assign(session, case_id=case.id, actor="desk", to_agency=WARD, now=LATER)


async def test_a_transfer_names_to_whom_and_why(file: File, conversation_id: UUID) -> None:
    case = await _at_the_desk(file, conversation_id)
    async with database.transaction() as session:
        moved = await service.transfer_out(
            session,
            case_id=case.id,
            agency="TONG_DAI",
            actor="desk",
            to="Ủy ban nhân dân tỉnh Tây Ninh",
            reason="Việc xảy ra tại Tây Ninh",
            now=LATER,
        )
    assert (moved.status, moved.transferred_to) == (Status.TRANSFERRED_OUT, "Ủy ban nhân dân tỉnh Tây Ninh")
    ((_, text),) = await said(conversation_id)
    assert "Tây Ninh" in text
    assert case.code in text


async def test_only_the_desk_refuses_and_transfers(file: File) -> None:
    case = await file()
    async with database.transaction() as session:
        with pytest.raises(NotFoundError):
            await service.refuse(
                session, case_id=case.id, agency="TT_HTKT", actor="lan", reason="Không", now=LATER
            )


async def test_while_information_is_awaited_the_clock_stands(file: File, conversation_id: UUID) -> None:
    case = await _at_the_desk(file, conversation_id)
    due = case.due_at
    assert due is not None
    asked = await _ask(case.id)
    assert asked.status == Status.NEEDS_INFO
    assert not service.is_overdue(asked, now=due + timedelta(days=3))
    given = await _give(case.id)  # Friday to Wednesday: three working days
    assert (given.status, given.paused_since) == (Status.RECEIVED, None)
    assert given.due_at == due + timedelta(days=5)  # the third of them after a weekend
    assert "Số 45" in given.content
    assert "so 45" in given.search_text
    assert await kinds(case.id) == ["received", "info_asked", "info_given"]
    assert len(await said(conversation_id)) == 2


async def test_what_was_late_before_the_question_stays_late(file: File) -> None:
    case = await file()
    async with database.transaction() as session:
        late = await service.ask_info(
            session,
            case_id=case.id,
            agency="TT_HTKT",
            actor="lan",
            question="Ở đâu?",
            now=NOW + timedelta(days=60),
        )
    assert service.is_overdue(late, now=NOW + timedelta(days=61))


async def test_an_agency_at_work_asks_too_and_goes_on_where_it_was(file: File) -> None:
    case = await file()
    async with database.transaction() as session:
        await service.accept(session, case_id=case.id, agency="TT_HTKT", actor="lan", now=LATER)
    await _ask(case.id, agency="TT_HTKT")
    given = await _give(case.id)
    assert (given.status, given.handler) == (Status.IN_PROGRESS, "TT_HTKT")


async def test_information_nobody_awaits_is_a_conflict_and_nothing_is_said_twice(file: File) -> None:
    case = await file()
    await _ask(case.id, agency="TT_HTKT")
    await _give(case.id)
    with pytest.raises(ConflictError):
        await _give(case.id)
    await _ask(case.id, agency="TT_HTKT")
    with pytest.raises(ConflictError):
        await _ask(case.id, agency="TT_HTKT")


async def test_a_reason_is_always_needed(file: File) -> None:
    case = await file(field="khac")
    async with database.transaction() as session:
        with pytest.raises(NoReasonError):
            await service.refuse(
                session, case_id=case.id, agency="TONG_DAI", actor="desk", reason=" ", now=LATER
            )
        with pytest.raises(NoReasonError):
            await service.transfer_out(
                session, case_id=case.id, agency="TONG_DAI", actor="desk", to="", reason="x", now=LATER
            )
