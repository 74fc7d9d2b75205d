"""Filing: one transaction, one case a key, the right handler, nothing readable of who filed it."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import func, select

from api import database
from api.agencies.directory import FieldNotFoundError
from api.conversations import service as conversations
from api.feedback import codes, service
from api.feedback.filing import NotFeedbackError, UnknownUnitError
from api.feedback.models import Case, CaseEvent, Status
from api.privacy import service as privacy
from api.settings import CITY_TIME
from retrieval.codes import feedback_codes

from .conftest import NOW, File

pytestmark = pytest.mark.usefixtures("open_database")


async def _count(table: type[Case] | type[CaseEvent]) -> int:
    async with database.transaction() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_filed_feedback_is_assigned_with_a_due_date_and_both_events(file: File) -> None:
    case = await file()
    assert (case.status, case.field, case.handler) == (Status.ASSIGNED, "chieu_sang", "TT_HTKT")
    async with database.transaction() as session:
        events = await service.timeline(session, case_id=case.id)
    assert [(one.kind, one.to_status) for one in events] == [
        ("received", Status.RECEIVED),
        ("assigned", Status.ASSIGNED),
    ]
    assert {one.actor for one in events} == {"system"}


async def test_the_due_date_counts_working_days_from_the_day_after(file: File) -> None:
    case = await file()
    assert case.due_at is not None
    assert case.due_at.astimezone(CITY_TIME).isoformat() == "2026-10-30T23:59:59+07:00"


async def test_the_code_carries_the_citys_day_and_reads_back(file: File) -> None:
    case = await file(now=datetime(2026, 10, 16, 18, 30, tzinfo=UTC))  # 1:30 of the 17th in the city
    assert case.code.startswith("PA-261017-")
    assert [one.value for one in feedback_codes(case.code.lower().replace("-", " "))] == [case.code]


async def test_filing_twice_with_one_key_returns_the_first_case(file: File) -> None:
    first = await file()
    second = await file(content="Chữ khác hẳn", now=NOW + timedelta(hours=1))
    assert second.id == first.id
    assert second.content == first.content
    assert (await _count(Case), await _count(CaseEvent)) == (1, 2)


async def test_filing_with_one_key_at_once_makes_one_case(file: File) -> None:
    cases = await asyncio.gather(*(file() for _ in range(8)))
    assert len({case.id for case in cases}) == 1
    assert (await _count(Case), await _count(CaseEvent)) == (1, 2)


async def test_a_taken_code_is_drawn_again(file: File, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["PA-261016-AAAAA", "PA-261016-AAAAA", "PA-261016-BBBBB"])
    monkeypatch.setattr(codes, "new_code", lambda _: next(drawn))
    assert (await file()).code == "PA-261016-AAAAA"
    assert (await file(idempotency_key="key-2")).code == "PA-261016-BBBBB"


async def test_codes_are_random_and_without_ambiguous_letters() -> None:
    drawn = {codes.new_code(NOW) for _ in range(2000)}
    assert len(drawn) > 1990
    assert not set("ILOU") & set("".join(code.removeprefix("PA-") for code in drawn))


async def test_a_failed_filing_leaves_nothing(file: File) -> None:
    with pytest.raises(UnknownUnitError):
        await file(unit_code="00000")
    with pytest.raises(FieldNotFoundError):
        await file(field="nope")
    assert (await _count(Case), await _count(CaseEvent)) == (0, 0)


async def test_the_inbox_of_the_handler_is_woken(file: File, open_database: str) -> None:
    async with await psycopg.AsyncConnection.connect(open_database, autocommit=True) as connection:
        await connection.execute("LISTEN troly")
        await file(field="tieng_on")
        heard = [note.payload async for note in connection.notifies(timeout=5, stop_after=1)]
        heard += [note.payload async for note in connection.notifies(timeout=0.2)]
    assert "inbox:UBND_XA:26929" in heard


async def test_a_ward_field_without_unit_goes_to_the_classification_desk(file: File) -> None:
    assert (await file(field="tieng_on", unit_code=None)).handler == "TONG_DAI"


async def test_contact_data_is_encrypted_and_comes_back(file: File) -> None:
    case = await file()
    assert case.contact_name is not None
    assert "Nguyễn".encode() not in case.contact_name
    seen = service.contact(case)
    assert (seen.name, seen.phone) == ("Nguyễn Văn An", "0903123456")


async def test_a_placeholder_in_the_contact_is_resolved_from_the_conversation(
    file: File, conversation_id: UUID
) -> None:
    async with database.transaction() as session:
        masked = await privacy.mask(session, conversation_id=conversation_id, text="gọi 0903123456 nha")
    case = await file(
        conversation_id=conversation_id, content=f"Đèn đường hư, {masked}", contact_phone="⟨sđt1⟩"
    )
    assert service.contact(case).phone == "0903123456"
    assert "⟨sđt1⟩" in case.content


async def test_personal_data_typed_by_an_operator_is_struck_out_of_the_content(file: File) -> None:
    case = await file(content="Mất nước, gọi tôi 0903123456 hoặc 0912345678 nha", place="nhà 0903123456")
    assert case.content == "Mất nước, gọi tôi ⟨sđt⟩ hoặc ⟨sđt⟩ nha"
    assert case.place == "nhà ⟨sđt⟩"


@pytest.mark.parametrize(
    ("content", "law"),
    [
        ("Tôi làm đơn khiếu nại quyết định thu hồi đất của ủy ban", "Luật Khiếu nại"),
        ("toi to cao can bo nhan hoi lo", "Luật Tố cáo"),
    ],
)
async def test_khieu_nai_and_to_cao_are_refused_with_guidance(file: File, content: str, law: str) -> None:
    with pytest.raises(NotFeedbackError) as refused:
        await file(content=content)
    assert law in refused.value.sentence
    assert await _count(Case) == 0


async def test_filing_itself_says_nothing_in_the_conversation(file: File, conversation_id: UUID) -> None:
    await file(conversation_id=conversation_id)
    async with database.transaction() as session:
        rows = await conversations.messages(session, conversation_id=conversation_id)
    assert [row.author for row in rows] == [conversations.Author.CITIZEN]
