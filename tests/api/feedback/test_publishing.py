"""Answers are reviewed, published without personal data, found by everybody, or sent back."""

from datetime import timedelta
from uuid import UUID

import pytest

from api import database
from api.errors import ConflictError, NotFoundError
from api.feedback import service
from api.feedback.models import Case, Status
from api.privacy.service import HIDDEN

from .conftest import NOW, File, said

LATER = NOW + timedelta(days=1)


async def _answered(file: File, **given: object) -> Case:
    case = await file(**given)
    async with database.transaction() as session:
        return await service.answer(
            session, case_id=case.id, agency="TT_HTKT", actor="lan", text="Đã thay đèn cho anh An.", now=LATER
        )


async def _publish(case: Case, agency: str = "TONG_DAI") -> Case:
    async with database.transaction() as session:
        return await service.publish(
            session,
            case_id=case.id,
            agency=agency,
            actor="vy",
            content="Đèn đường của Nguyễn Văn An, 0903123456, tắt ba đêm",
            answer="Đã thay bóng đèn.",
            now=LATER,
        )


async def test_a_published_answer_is_found_without_accents_and_names_nobody(file: File) -> None:
    case = await _answered(file)
    assert (await _publish(case)).status == Status.PUBLISHED
    async with database.transaction() as session:
        (found,), total = await service.published(session, words="den duong Bình Thạnh")
        nothing = await service.published(session, words="0903123456")
    assert (found.code, total) == (case.code, 1)
    assert found.content == f"Đèn đường của {HIDDEN}, {HIDDEN}, tắt ba đêm"
    assert nothing == ([], 0)


async def test_the_draft_names_nobody_either(file: File) -> None:
    case = await _answered(file, content="Đèn tắt, gọi Nguyễn Văn An 0903123456")
    assert service.draft(case).content == f"Đèn tắt, gọi {HIDDEN} {HIDDEN}"


async def test_an_answer_that_does_not_fit_goes_back_to_its_agency(file: File, conversation_id: UUID) -> None:
    case = await _answered(file, conversation_id=conversation_id)
    async with database.transaction() as session:
        back = await service.send_back(
            session, case_id=case.id, agency="TONG_DAI", actor="vy", reason="Chưa nói khi nào", now=LATER
        )
        assert (back.status, back.handler, back.due_at) == (Status.SENT_BACK, "TT_HTKT", case.due_at)
        with pytest.raises(ConflictError):
            await service.confirm(session, case_id=case.id, now=LATER)
        await service.answer(
            session, case_id=case.id, agency="TT_HTKT", actor="lan", text="Tối nay.", now=LATER
        )
    assert len(await said(conversation_id)) == 3
    assert (await _publish(case)).published_answer == "Đã thay bóng đèn."


async def test_an_answer_is_published_after_the_citizen_has_confirmed_it_too(file: File) -> None:
    case = await _answered(file)
    async with database.transaction() as session:
        await service.confirm(session, case_id=case.id, now=LATER)
    published = await _publish(case)
    assert (published.status, published.published_at) == (Status.CLOSED, LATER)
    with pytest.raises(ConflictError):
        await _publish(case)


async def test_what_is_reopened_is_taken_down(file: File) -> None:
    case = await _answered(file)
    await _publish(case)
    async with database.transaction() as session:
        await service.reopen(session, case_id=case.id, reason="Vẫn tắt", now=LATER)
        assert await service.published(session) == ([], 0)


async def test_nothing_is_published_against_the_citizens_wish_or_by_an_agency(file: File) -> None:
    case = await _answered(file, may_publish=False)
    with pytest.raises(ConflictError):
        await _publish(case)
    with pytest.raises(NotFoundError):
        await _publish(case, agency="TT_HTKT")
