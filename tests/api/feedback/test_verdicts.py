"""Closed is not fixed: the citizen confirms or reopens, once an answer and in time; and rates at the end."""

from datetime import timedelta
from uuid import UUID

import pytest

from api import database
from api.errors import ConflictError
from api.feedback import service
from api.feedback.errors import AlreadyToldError, TooLateError
from api.feedback.models import Case, Status

from .conftest import NOW, File, kinds, said

LATER = NOW + timedelta(days=4)


async def _answered(file: File, conversation_id: UUID | None = None) -> Case:
    case = await file(conversation_id=conversation_id)
    async with database.transaction() as session:
        return await service.answer(
            session, case_id=case.id, agency="TT_HTKT", actor="lan", text="Đã thay đèn.", now=LATER
        )


async def test_a_confirmed_answer_closes_the_case_and_asks_for_a_rating(
    file: File, conversation_id: UUID
) -> None:
    case = await _answered(file, conversation_id)
    async with database.transaction() as session:
        closed = await service.confirm(session, case_id=case.id, now=LATER)
    assert (closed.status, closed.verdict) == (Status.CLOSED, "fixed")
    assert "hài lòng mức nào" in (await said(conversation_id))[-1][1]
    async with database.transaction() as session:
        with pytest.raises(AlreadyToldError):
            await service.reopen(session, case_id=case.id, reason=None, now=LATER)


async def test_what_is_not_fixed_is_opened_again_with_a_new_time_and_can_be_judged_again(file: File) -> None:
    case = await _answered(file)
    async with database.transaction() as session:
        opened = await service.reopen(session, case_id=case.id, reason="Vẫn tắt", now=LATER)
        assert (opened.status, opened.handler) == (Status.REOPENED, "TT_HTKT")
        assert opened.due_at is not None
        assert case.due_at is not None
        assert opened.due_at > case.due_at
        with pytest.raises(AlreadyToldError):
            await service.confirm(session, case_id=case.id, now=LATER)
        await service.answer(
            session, case_id=case.id, agency="TT_HTKT", actor="lan", text="Thay lại rồi.", now=LATER
        )
        await service.confirm(session, case_id=case.id, now=LATER)
    assert (await kinds(case.id))[-4:] == ["reopened", "accepted", "answered", "confirmed"]


async def test_after_the_set_time_nothing_is_judged(file: File) -> None:
    case = await _answered(file)
    assert case.confirm_until is not None
    async with database.transaction() as session:
        with pytest.raises(TooLateError):
            await service.reopen(
                session, case_id=case.id, reason="x", now=case.confirm_until + timedelta(seconds=1)
            )


async def test_a_case_without_answer_is_not_judged(file: File) -> None:
    case = await file()
    async with database.transaction() as session:
        with pytest.raises(TooLateError):
            await service.confirm(session, case_id=case.id, now=LATER)


async def test_a_closed_case_is_rated_once_with_a_reason(file: File) -> None:
    case = await _answered(file)
    async with database.transaction() as session:
        with pytest.raises(ConflictError):
            await service.rate(session, case_id=case.id, stars_given=5, now=LATER)
        await service.confirm(session, case_id=case.id, now=LATER)
        await service.rate(session, case_id=case.id, stars_given=2, now=LATER)
        rated = await service.say_why(session, case_id=case.id, reason="Chậm", now=LATER)
        assert (rated.rating, rated.rating_reason) == (2, "Chậm")
        for again in (
            service.rate(session, case_id=case.id, stars_given=5, now=LATER),
            service.say_why(session, case_id=case.id, reason="Nhanh", now=LATER),
        ):
            with pytest.raises(AlreadyToldError):
                await again
