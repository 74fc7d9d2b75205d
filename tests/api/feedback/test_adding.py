"""What a citizen adds to a report after it was filed."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from api import database
from api.errors import ConflictError
from api.feedback import service
from api.feedback.models import Case, Status
from api.privacy import crypto

from .conftest import NOW, File, kinds

LATER = NOW + timedelta(hours=1)


async def _add(case: Case, conversation_id: UUID, **given: str) -> Case:
    async with database.transaction() as session:
        return await service.add_words(
            session,
            code=case.code,
            conversation_id=conversation_id,
            text=given.pop("text", "thêm là có người té"),
            now=LATER,
            **given,
        )


async def test_what_is_added_stands_in_the_report_and_the_clock_goes_on(
    file: File, conversation_id: UUID
) -> None:
    case = await file(conversation_id=conversation_id, contact_phone=None)
    due = case.due_at
    added = await _add(case, conversation_id, contact_phone="0911222333", contact_name="Bảy")
    assert added.content.endswith("Bổ sung: thêm là có người té")
    assert (added.due_at, added.status) == (due, case.status)
    assert crypto.decrypt(added.contact_phone) == "0911222333"
    assert crypto.decrypt(added.contact_name) == "Bảy"
    assert (await kinds(case.id))[-1] == "words_added"


async def test_only_the_own_conversation_may_add(file: File, conversation_id: UUID) -> None:
    case = await file(conversation_id=conversation_id)
    with pytest.raises(service.CaseNotFoundError):
        await _add(case, uuid4())


async def test_nothing_is_added_to_what_is_over(file: File, conversation_id: UUID) -> None:
    case = await file(field="tieng_on", unit_code=None, conversation_id=conversation_id)
    assert case.status == Status.RECEIVED
    async with database.transaction() as session:
        await service.refuse(
            session, case_id=case.id, agency="TONG_DAI", actor="desk", reason="Việc dân sự", now=LATER
        )
    with pytest.raises(ConflictError):
        await _add(case, conversation_id)
