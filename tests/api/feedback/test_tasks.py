"""The watch over the cases' clocks does each thing once, however often it runs."""

from datetime import timedelta
from uuid import UUID

import pytest

from api.feedback import deadlines
from api.feedback.tasks import WATCHES, watch

from .conftest import File, kinds, said


async def test_the_watch_reminds_then_escalates_each_once(file: File, conversation_id: UUID) -> None:
    case = await file(conversation_id=conversation_id)
    assert case.due_at is not None
    soon, late = case.due_at - timedelta(hours=30), case.due_at + timedelta(hours=1)
    assert (await watch(now=soon))["reminded"] == 1
    assert not any((await watch(now=soon)).values())
    assert (await watch(now=late))["escalated"] == 1
    assert not any((await watch(now=late)).values())
    assert await kinds(case.id) == ["received", "assigned", "reminded", "escalated"]
    assert len(await said(conversation_id)) == 1


async def test_one_case_that_fails_does_not_keep_the_others_waiting(
    file: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, good = await file(idempotency_key="1"), await file(idempotency_key="2")
    assert good.due_at is not None

    async def escalate(session: object, *, case_id: int, **given: object) -> bool:
        if case_id == broken.id:
            raise RuntimeError("broken")
        return await deadlines.escalate(session, case_id=case_id, **given)  # type: ignore[arg-type]

    monkeypatch.setitem(WATCHES, "escalated", (deadlines.ids_to_escalate, escalate))
    assert (await watch(now=good.due_at + timedelta(hours=1)))["escalated"] == 1
    assert await kinds(good.id) == ["received", "assigned", "escalated"]
