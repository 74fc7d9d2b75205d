"""Several reports of one thing are followed as one, and can be taken apart again."""

from datetime import timedelta
from uuid import UUID

import pytest

from api import database
from api.errors import ConflictError
from api.feedback import service
from api.feedback.errors import MergeError
from api.feedback.models import Case, Status

from .conftest import NOW, File, kinds, said

LATER = NOW + timedelta(days=3)  # Monday: one working day on


async def _merge(case: Case, main: Case, agency: str = "TT_HTKT") -> Case:
    async with database.transaction() as session:
        return await service.merge(
            session,
            case_id=case.id,
            into_id=main.id,
            agency=agency,
            actor="lan",
            reason="Cùng một trụ đèn",
            now=NOW,
        )


async def test_whoever_filed_the_same_hears_of_the_first_report_without_its_personal_data(
    file: File, conversation_id: UUID
) -> None:
    main = await file(idempotency_key="main")
    case = await file(idempotency_key="same", conversation_id=conversation_id)
    await _merge(case, main)
    async with database.transaction() as session:
        assert [one.id for one in await service.inbox(session, agency="TT_HTKT")] == [main.id]
        await service.answer(
            session,
            case_id=main.id,
            agency="TT_HTKT",
            actor="lan",
            text="Đã thay đèn, gọi 0912345678.",
            now=LATER,
        )
        seen = await service.status_for_citizen(session, code=case.code)
    (_, merged), (_, answered) = await said(conversation_id)
    assert main.code in merged
    assert "Đã thay đèn" in answered
    assert "⟨" not in answered
    assert (seen.code, seen.status) == (case.code, Status.ANSWERED)
    assert main.code in seen.status_text


async def test_a_merged_case_takes_no_step_and_is_never_late(file: File) -> None:
    main, case = await file(idempotency_key="main"), await file(idempotency_key="same")
    await _merge(case, main)
    async with database.transaction() as session:
        merged = await service.case_for_agency(session, case_id=case.id, agency="TT_HTKT")
        assert not service.is_overdue(merged, now=NOW + timedelta(days=90))
        with pytest.raises(ConflictError):
            await service.accept(session, case_id=case.id, agency="TT_HTKT", actor="lan", now=LATER)


async def test_taken_apart_a_case_goes_on_where_it_was_later_by_the_time_it_was_merged(file: File) -> None:
    main, case = await file(idempotency_key="main"), await file(idempotency_key="same")
    await _merge(case, main)
    async with database.transaction() as session:
        apart = await service.unmerge(
            session, case_id=case.id, agency="TT_HTKT", actor="lan", reason="Trụ khác", now=LATER
        )
    assert case.due_at is not None
    assert apart.due_at == case.due_at + timedelta(days=3)  # from Friday to the next working day
    assert await kinds(case.id) == ["received", "assigned", "merged", "unmerged"]
    assert (await kinds(main.id))[-2:] == ["merged_in", "unmerged_from"]
    async with database.transaction() as session:
        await service.accept(session, case_id=case.id, agency="TT_HTKT", actor="lan", now=LATER)


async def test_chains_and_finished_cases_are_not_merged(file: File) -> None:
    one, two, three = [await file(idempotency_key=key) for key in ("1", "2", "3")]
    await _merge(two, one)
    for case, main in ((one, three), (three, two), (one, one)):
        with pytest.raises(MergeError):
            await _merge(case, main)
    async with database.transaction() as session:
        await service.answer(session, case_id=three.id, agency="TT_HTKT", actor="lan", text="Xong", now=LATER)
    with pytest.raises(MergeError):
        await _merge(three, one)
