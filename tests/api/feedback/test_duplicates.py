"""Reports of the same thing are found, offered to the citizen, shown to officers, and followed."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from api import database
from api.conversations import service as conversations
from api.conversations.service import Incoming
from api.feedback import duplicates, service
from api.feedback.citizen_choices import Do
from api.feedback.duplicates_judgement import encoder
from api.feedback.duplicates_offer import read_answer, where_words
from api.feedback.duplicates_rules import rules
from api.feedback.models import CaseVector
from api.feedback.service import Case, CaseChoice, Status
from api.feedback.tasks import make_vectors

from .conftest import NOW, File, kinds, said

LAMP = "đèn đường trước số 12 hẻm 5 Nguyễn Xí tắt mấy đêm nay, tối thui"
SAME = "Bóng đèn chiếu sáng ngay nhà 12 hẻm 5 đường Nguyễn Xí bị hỏng, buổi tối tối thui"


async def _talk(number: int) -> UUID:
    async with database.transaction() as session:
        incoming = Incoming(channel="web", address=f"v-{number}", external_id=f"e{number}", text="chào")
        message = await conversations.receive(session, incoming=incoming)
        assert message is not None
        return message.conversation_id


async def _filed(file: File, number: int, content: str, **more: Any) -> Case:
    values = {"place": None, "contact_phone": None, "contact_name": None, **more}
    return await file(
        idempotency_key=f"key-{number}", conversation_id=await _talk(number), content=content, **values
    )


async def _offer(case: Case) -> service.Offer | None:
    async with database.transaction() as session:
        return await service.duplicate_offer(session, case=case, now=NOW)


async def _take(conversation_id: UUID, payload: str) -> str | None:
    choice = service.read_choice(payload)
    assert choice is not None
    async with database.transaction() as session:
        told = await service.take_choice(session, choice=choice, conversation_id=conversation_id, now=NOW)
    return told.text if told else None


async def test_the_same_lamp_told_by_another_is_offered_without_personal_data(file: File) -> None:
    first = await _filed(file, 1, f"{LAMP}, gọi chú Ba ⟨sđt1⟩")
    second = await _filed(file, 2, SAME, now=NOW + timedelta(days=1))
    offer = await _offer(second)
    assert offer is not None
    assert offer.code == first.code
    assert first.code in offer.text
    assert "hẻm 5, Nguyễn Xí, phường Bình Thạnh" in offer.text
    assert not any(word in offer.text for word in ("⟨", "Ba", "12", "tối thui"))
    assert [title for title, _ in offer.options] == ["Theo dõi chung", "Vẫn gửi riêng"]


@pytest.mark.parametrize(
    ("content", "more"),
    [
        ("đèn đường trước số 12 hẻm 27 Nguyễn Xí tắt mấy đêm nay, tối thui", {}),
        ("đèn đường trước số 12 hẻm 5 Phan Chu Trinh tắt mấy đêm nay, tối thui", {}),
        ("rác để trước số 12 hẻm 5 Nguyễn Xí mấy hôm không ai gom, hôi lắm", {}),
        ("đèn đường tắt mấy đêm nay, tối thui", {}),
        (SAME, {"now": NOW + timedelta(days=45)}),
        (SAME, {"unit_code": "27259"}),
    ],
    ids=["another alley", "another street", "another matter", "no place told", "long after", "another unit"],
)
async def test_what_only_looks_alike_is_not_offered(file: File, content: str, more: dict[str, Any]) -> None:
    await _filed(file, 1, LAMP)
    assert await _offer(await _filed(file, 2, content, **more)) is None


@pytest.mark.parametrize("status", [Status.CLOSED, Status.REFUSED, Status.ANSWERED])
async def test_a_report_that_is_over_is_not_offered(file: File, status: Status) -> None:
    first = await _filed(file, 1, LAMP)
    async with database.transaction() as session:
        await session.execute(update(Case).where(Case.id == first.id).values(status=status))
    assert await _offer(await _filed(file, 2, SAME)) is None


async def test_reports_on_administrative_rules_are_each_a_matter_of_their_own(file: File) -> None:
    words = "cán bộ một cửa phường Bình Thạnh số 12 hẻm 5 Nguyễn Xí bắt bổ sung giấy tờ nhiều lần"
    await _filed(file, 1, words, field="hanh_chinh_cong")
    assert await _offer(await _filed(file, 2, words, field="hanh_chinh_cong")) is None


async def test_joining_merges_the_own_report_and_tells_of_the_other_ones_changes(file: File) -> None:
    first, second = await _filed(file, 1, LAMP), await _filed(file, 2, SAME)
    offer = await _offer(second)
    assert offer is not None
    assert second.conversation_id is not None
    told = await _take(second.conversation_id, offer.options[0][1])
    assert told is not None
    assert f"theo dõi chung với {first.code}" in told
    assert await kinds(second.id) == ["received", "assigned", "merged"]
    assert (await kinds(first.id))[-1] == "merged_in"
    again = await _take(second.conversation_id, offer.options[0][1])
    assert again is not None
    assert "đang được theo dõi chung" in again
    async with database.transaction() as session:
        await service.accept(session, case_id=first.id, agency=first.handler, actor="lan", now=NOW)
    heard = [text for _, text in await said(second.conversation_id)]
    assert any("Phản ánh anh/chị theo dõi" in text and first.code in text for text in heard)
    told = await _take(second.conversation_id, offer.options[1][1])  # thought better of it
    assert told is not None
    assert "được xử lý riêng" in told
    assert (await kinds(second.id))[-1] == "unmerged"


async def test_keeping_the_own_report_changes_nothing(file: File) -> None:
    await _filed(file, 1, LAMP)
    second = await _filed(file, 2, SAME)
    offer = await _offer(second)
    assert offer is not None
    assert second.conversation_id is not None
    told = await _take(second.conversation_id, offer.options[1][1])
    assert told is not None
    assert "được xử lý riêng" in told
    assert await kinds(second.id) == ["received", "assigned"]


async def test_the_own_earlier_report_is_told_as_such(file: File) -> None:
    first = await _filed(file, 1, LAMP)
    second = await file(
        idempotency_key="key-2", conversation_id=first.conversation_id, content=SAME, place=None
    )
    offer = await _offer(second)
    assert offer is not None
    assert "anh/chị đã báo việc này rồi" in offer.text


async def test_joining_too_late_keeps_the_own_report(file: File) -> None:
    first, second = await _filed(file, 1, LAMP), await _filed(file, 2, SAME)
    offer = await _offer(second)
    assert offer is not None
    assert second.conversation_id is not None
    async with database.transaction() as session:
        await session.execute(update(Case).where(Case.id == first.id).values(status=Status.CLOSED))
    told = await _take(second.conversation_id, offer.options[0][1])
    assert told is not None
    assert "vẫn được xử lý riêng" in told


async def test_nobody_joins_the_report_of_another(file: File) -> None:
    first, second = await _filed(file, 1, LAMP), await _filed(file, 2, SAME)
    told = await _take(await _talk(3), CaseChoice(Do.JOIN, second.code, other=first.code).payload)
    assert told is not None
    assert "không tìm thấy" in told


async def test_officers_see_what_they_could_merge_with_the_reasons(file: File) -> None:
    first, second = await _filed(file, 1, LAMP), await _filed(file, 2, SAME, now=NOW + timedelta(days=2))
    async with database.transaction() as session:
        (found,) = await service.likely_for_agency(session, case_id=first.id, agency="TONG_DAI")
        assert found.case.id == second.id
        assert {"cùng đường hoặc địa điểm", "cùng số nhà", "cách 2 ngày"} <= set(found.reasons)
        assert await service.likely_for_agency(session, case_id=first.id, agency=first.handler)
        await session.execute(update(Case).where(Case.id == second.id).values(handler="SAWACO"))
    async with database.transaction() as session:
        assert await service.likely_for_agency(session, case_id=first.id, agency=first.handler) == []
        with pytest.raises(service.CaseNotFoundError):
            await service.likely_for_agency(session, case_id=second.id, agency=first.handler)


async def test_vectors_of_older_cases_are_made_once_and_anew_for_another_encoder(file: File) -> None:
    case = await _filed(file, 1, LAMP)
    assert await make_vectors(now=NOW) == 1
    assert await make_vectors(now=NOW) == 0
    async with database.transaction() as session:
        stored = await session.scalar(select(CaseVector).where(CaseVector.case_id == case.id))
        assert stored is not None
        assert len(list(stored.vector)) == 256
        stored.encoder = "another"
    assert await make_vectors(now=NOW) == 1
    async with database.transaction() as session:
        assert await duplicates.make_vectors(session, Case.id == case.id) == 0


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("trước nhà 12 hẻm 5 Nguyễn Xí", "hẻm 5, Nguyễn Xí, phường Bình Thạnh"),
        ("nhà ông Nguyễn Văn An", "phường Bình Thạnh"),
        ("ngã tư Hàng Xanh, gọi ⟨sđt1⟩", "Hàng Xanh, phường Bình Thạnh"),
    ],
)
def test_of_a_place_no_house_and_no_person_is_told(place: str, told: str) -> None:
    assert where_words(Case(place=place, content="đèn hư", unit_code="26929")) == told


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ("cho tôi theo dõi chung", "join"),
        ("dạ theo chung đi em", "join"),
        ("có", "join"),
        ("vẫn gửi riêng nha", "keep"),
        ("thôi giữ riêng đi", "keep"),
        ("không", "keep"),
        ("dạ", None),
        ("cảm ơn em", None),
        ("phí làm khai sinh bao nhiêu", None),
        ("nhà tôi ở chung cư", None),
    ],
)
def test_typed_words_choose_only_what_they_plainly_say(words: str, chosen: str | None) -> None:
    offered = service.read_choice('/case{"do": "join", "code": "PA-1", "other": "PA-2"}')
    assert offered is not None
    answer = read_answer(words, offered)
    assert (answer.do.value if answer else None) == chosen
    assert answer is None or (answer.code, answer.other) == ("PA-1", "PA-2")


def test_what_the_first_look_needs_can_be_loaded_before() -> None:
    duplicates.warm_up()
    assert encoder.cache_info().currsize == rules.cache_info().currsize == 1
