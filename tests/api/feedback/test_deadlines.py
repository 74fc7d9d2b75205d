"""The clock: extensions, reminders before due, the late unit named to the supervisor, closing by itself."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from api import database
from api.errors import ConflictError
from api.feedback import deadlines, service
from api.feedback.errors import ExtensionError
from api.feedback.models import Case, Status

from .conftest import NOW, File, kinds, said

LATER = NOW + timedelta(days=1)


async def _extend(case_id: int, until: date) -> Case:
    async with database.transaction() as session:
        return await service.extend(
            session,
            case_id=case_id,
            agency="TT_HTKT",
            actor="lan",
            until=until,
            reason="Chờ vật tư",
            now=LATER,
        )


async def test_an_extension_tells_reason_and_new_date(file: File, conversation_id: UUID) -> None:
    case = await file(conversation_id=conversation_id)  # due 30/10/2026
    extended = await _extend(case.id, date(2026, 11, 6))
    assert extended.extensions == 1
    ((_, text),) = await said(conversation_id)
    assert "06/11/2026" in text
    assert "Chờ vật tư" in text
    async with database.transaction() as session:
        *_, event = await service.timeline(session, case_id=case.id)
    assert event.details == {"from": "30/10/2026", "to": "06/11/2026"}


@pytest.mark.parametrize(
    "until",
    [date(2026, 10, 30), date(2026, 10, 20), date(2026, 11, 7), date(2026, 12, 31)],
    ids=["the same day", "earlier", "a Saturday", "too late"],
)
async def test_a_due_date_is_moved_within_its_limits(file: File, until: date) -> None:
    case = await file()
    with pytest.raises(ExtensionError):
        await _extend(case.id, until)


async def test_a_third_extension_is_refused(file: File) -> None:
    case = await file()
    await _extend(case.id, date(2026, 11, 2))
    await _extend(case.id, date(2026, 11, 3))
    with pytest.raises(ExtensionError, match="cannot be extended"):
        await _extend(case.id, date(2026, 11, 4))


async def test_an_answered_case_has_nothing_to_extend(file: File) -> None:
    case = await file()
    async with database.transaction() as session:
        await service.answer(session, case_id=case.id, agency="TT_HTKT", actor="lan", text="Xong", now=LATER)
    with pytest.raises(ConflictError):
        await _extend(case.id, date(2026, 11, 2))


async def test_an_agency_is_reminded_once_before_the_due_date(file: File, conversation_id: UUID) -> None:
    case = await file(conversation_id=conversation_id)
    assert case.due_at is not None
    early, soon = case.due_at - timedelta(days=3), case.due_at - timedelta(days=2)
    async with database.transaction() as session:
        assert await deadlines.ids_to_remind(session, now=early) == []
        assert await deadlines.ids_to_remind(session, now=soon) == [case.id]
        assert await deadlines.remind(session, case_id=case.id, now=soon)
        assert not await deadlines.remind(session, case_id=case.id, now=soon)
        assert await deadlines.ids_to_remind(session, now=soon) == []
    assert await kinds(case.id) == ["received", "assigned", "reminded"]
    assert await said(conversation_id) == []


async def test_a_late_unit_is_named_to_the_supervisor_and_the_citizen_once(
    file: File, conversation_id: UUID
) -> None:
    case = await file(conversation_id=conversation_id)
    assert case.due_at is not None
    late = case.due_at + timedelta(seconds=1)
    async with database.transaction() as session:
        assert await deadlines.ids_to_escalate(session, now=case.due_at) == []
        assert await deadlines.ids_to_escalate(session, now=late) == [case.id]
        assert await deadlines.escalate(session, case_id=case.id, now=late)
        assert not await deadlines.escalate(session, case_id=case.id, now=late)
        *_, event = await service.timeline(session, case_id=case.id)
    assert event.details == {"agency": "TT_HTKT", "due": "30/10/2026"}
    ((_, text),) = await said(conversation_id)
    assert "Trung tâm Quản lý Hạ tầng kỹ thuật" in text


async def test_a_case_is_closed_once_nobody_can_say_any_more_that_it_is_not_fixed(file: File) -> None:
    case = await file()
    async with database.transaction() as session:
        answered = await service.answer(
            session, case_id=case.id, agency="TT_HTKT", actor="lan", text="Xong", now=LATER
        )
        assert answered.confirm_until is not None
        over = answered.confirm_until + timedelta(seconds=1)
        assert await deadlines.ids_to_close(session, now=over) == []  # the answer is not reviewed yet
        await service.keep_private(
            session, case_id=case.id, agency="TONG_DAI", actor="vy", reason="Chuyện riêng", now=LATER
        )
        assert await deadlines.ids_to_close(session, now=answered.confirm_until) == []
        assert await deadlines.ids_to_close(session, now=over) == [case.id]
        assert await deadlines.close(session, case_id=case.id, now=over)
        assert not await deadlines.close(session, case_id=case.id, now=over)
        closed = await service.case_for_agency(session, case_id=case.id, agency="TT_HTKT")
    assert closed.status == Status.CLOSED
