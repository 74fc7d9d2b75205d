"""What a citizen does about the own report in the conversation: buttons, numbers, and words under our question."""

from uuid import UUID

import pytest

from api import clock, database
from api.conversations import service as conversations
from api.feedback import service as feedback
from api.feedback.service import Case, Status
from tests.api.conversations.conftest import (
    FakeRasa,
    run_jobs,
    told,
    told_messages,
    write,
)

pytestmark = pytest.mark.usefixtures("queue", "rasa")


async def _filed() -> Case:
    message = await write("Đèn đường đầu hẻm tắt ba đêm nay rồi")
    await run_jobs()
    async with database.transaction() as session:
        return await feedback.file(
            session,
            idempotency_key="key",
            channel="web",
            conversation_id=message.conversation_id,
            content=message.text,
            place=None,
            unit_code="26929",
            contact_name=None,
            contact_phone="0903123456",
            field="chieu_sang",
            now=clock.now(),
        )


async def _now(case: Case) -> Case:
    async with database.transaction() as session:
        return await feedback.case_to_read(session, case_id=case.id, agency="TONG_DAI")


async def _answer(case: Case) -> None:
    async with database.transaction() as session:
        await feedback.answer(
            session, case_id=case.id, agency="TT_HTKT", actor="lan", text="Đã thay đèn.", now=clock.now()
        )


async def _ask(case: Case) -> None:
    async with database.transaction() as session:
        await feedback.ask_info(
            session,
            case_id=case.id,
            agency="TT_HTKT",
            actor="lan",
            question="Trụ đèn số mấy ạ?",
            now=clock.now(),
        )


async def _tap(title: str) -> None:
    choice = next(
        choice
        for message in reversed(await told_messages())
        for choice in message.choices
        if choice["title"].startswith(title)
    )
    await write("", choice_id=choice["id"])
    await run_jobs()


async def _write(words: str) -> None:
    await write(words)
    await run_jobs()


async def test_what_is_typed_under_our_question_goes_into_the_case_masked(rasa: FakeRasa) -> None:
    case = await _filed()
    await _ask(case)
    await _tap("Bổ sung thông tin")
    await _write("Trụ số 12, gọi em 0912345678")
    seen = await _now(case)
    assert seen.status == Status.ASSIGNED
    assert "Trụ số 12, gọi em ⟨sđt" in seen.content
    assert "0912345678" not in seen.content
    assert len(rasa.calls) == 1  # the first message only
    assert "ghi thêm thông tin" in (await told())[-1]
    await _write("cảm ơn")
    assert rasa.messages[-1] == "cảm ơn"


async def test_without_the_button_a_message_is_an_ordinary_one(rasa: FakeRasa) -> None:
    case = await _filed()
    await _ask(case)
    await _write("phí khai sinh bao nhiêu")
    assert rasa.messages[-1] == "phí khai sinh bao nhiêu"
    assert (await _now(case)).status == Status.NEEDS_INFO
    await _tap("Bổ sung thông tin")  # an old button still counts
    await _write("để sau")
    assert (await _now(case)).status == Status.NEEDS_INFO


async def test_not_fixed_reopens_once_with_the_reason_typed() -> None:
    case = await _filed()
    await _answer(case)
    await _tap("Chưa xong")
    await _write("Đèn vẫn chớp tắt")
    seen = await _now(case)
    assert (seen.status, seen.verdict) == (Status.REOPENED, "not_fixed")
    assert "mở lại phản ánh" in (await told())[-1]
    await _tap("Chưa xong")
    assert "đã ghi nhận ý kiến" in (await told())[-1]


@pytest.mark.parametrize("words", ["1", "đã xong", "da xong"])
async def test_fixed_closes_and_is_rated_with_a_reason(words: str) -> None:
    case = await _filed()
    await _answer(case)
    await _write(words)
    assert (await _now(case)).status == Status.CLOSED
    await _tap("4 · Hài lòng")
    await _write("Nhanh, nhưng không báo trước")
    seen = await _now(case)
    assert (seen.rating, seen.rating_reason) == (4, "Nhanh, nhưng không báo trước")
    await _tap("5 · Rất hài lòng")
    assert (await _now(case)).rating == 4


async def test_a_button_counts_while_an_operator_talks(rasa: FakeRasa) -> None:
    case = await _filed()
    await _answer(case)
    conversation_id = (await _now(case)).conversation_id
    assert isinstance(conversation_id, UUID)
    async with database.transaction() as session:
        await conversations.ask_for_human(session, conversation_id=conversation_id, reason="cần gặp người")
    await _tap("Đã xong")
    assert (await _now(case)).status == Status.CLOSED
