"""An agency's steps: each is allowed once, written down, and told to the citizen."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from api import database
from api.audit import service as audit
from api.conversations.service import Author, Conversation
from api.errors import ConflictError, NotFoundError
from api.feedback import service
from api.feedback.handling import NoReasonError, OtherAgencyNeededError
from api.feedback.lifecycle import STEPS, check_step
from api.feedback.models import Case, Status
from api.privacy import service as privacy
from api.settings import Settings

from .conftest import NOW, File, said

WARD = "UBND_XA:26929"
LATER = NOW + timedelta(days=1)


async def _accept(case_id: int, agency: str = "TT_HTKT") -> Case:
    async with database.transaction() as session:
        return await service.accept(session, case_id=case_id, agency=agency, actor="lan", now=LATER)


async def _answer(case_id: int, text: str = "Đã thay bóng đèn.", agency: str = "TT_HTKT") -> Case:
    async with database.transaction() as session:
        return await service.answer(
            session, case_id=case_id, agency=agency, actor="lan", text=text, now=LATER
        )


async def _return(case_id: int, agency: str = "TT_HTKT", to_agency: str | None = None) -> Case:
    async with database.transaction() as session:
        return await service.return_case(
            session,
            case_id=case_id,
            agency=agency,
            actor="lan",
            reason="Đèn của ban quản lý hẻm",
            to_agency=to_agency,
            now=LATER,
        )


async def _kinds(case_id: int) -> list[str]:
    async with database.transaction() as session:
        return [one.kind for one in await service.timeline(session, case_id=case_id)]


async def test_accepting_is_written_down_and_told(file: File, conversation_id: UUID) -> None:
    case = await file(conversation_id=conversation_id)
    assert (await _accept(case.id)).status == Status.IN_PROGRESS
    assert await _kinds(case.id) == ["received", "assigned", "accepted"]
    ((author, text),) = await said(conversation_id)
    assert author == Author.SYSTEM
    assert case.code in text
    assert "30/10/2026" in text


async def test_accepting_twice_is_a_conflict_and_tells_once(file: File, conversation_id: UUID) -> None:
    case = await file(conversation_id=conversation_id)
    results = await asyncio.gather(_accept(case.id), _accept(case.id), return_exceptions=True)
    assert sorted(type(one).__name__ for one in results) == ["Case", "ConflictError"]
    assert len(await said(conversation_id)) == 1


async def test_the_answer_reaches_the_citizen_in_the_agencys_name(file: File, conversation_id: UUID) -> None:
    case = await file(conversation_id=conversation_id)
    await _accept(case.id)
    answered = await _answer(case.id)
    assert (answered.status, answered.answer) == (Status.ANSWERED, "Đã thay bóng đèn.")
    assert answered.answered_at == LATER
    author, text = (await said(conversation_id))[-1]
    assert author == Author.AGENCY
    assert "Đã thay bóng đèn." in text
    assert "Trung tâm Quản lý Hạ tầng kỹ thuật" in text


async def test_personal_data_in_an_answer_is_stored_masked_and_read_by_its_citizen_only(
    file: File, conversation_id: UUID, app_settings: Settings
) -> None:
    async with database.transaction() as session:
        await privacy.mask(session, conversation_id=conversation_id, text="0903123456")
    case = await file(conversation_id=conversation_id)
    await _answer(case.id, "Mời anh An, 0903123456, gọi ông Ba 0912345678 hoặc ⟨sđt1⟩.")
    masked = "Mời anh An, ⟨sđt1⟩, gọi ông Ba ⟨sđt2⟩ hoặc ⟨sđt1⟩."
    async with database.transaction() as session:
        stored = (await session.scalars(select(Case).where(Case.id == case.id))).one()
        events = await service.timeline(session, case_id=case.id)
        own = await service.status_for_citizen(session, code=case.code, conversation_id=conversation_id)
        strangers = [
            await service.status_for_citizen(session, code=case.code, conversation_id=other)
            for other in (None, UUID(int=1))
        ]
        read = await privacy.unmask(session, conversation_id=conversation_id, text=masked, complete=True)
    assert (stored.answer, events[-1].note, own.answer) == (masked, masked, masked)
    assert masked in (await said(conversation_id))[-1][1]
    assert read == "Mời anh An, 0903123456, gọi ông Ba 0912345678 hoặc 0903123456."
    assert {one.answer for one in strangers} == {
        f"Mời anh An, {privacy.HIDDEN}, gọi ông Ba {privacy.HIDDEN} hoặc {privacy.HIDDEN}."
    }


async def test_an_answer_to_a_caller_keeps_no_personal_data(file: File) -> None:
    answered = await _answer((await file(channel="phone")).id, "Đã gọi 0903123456.")
    assert answered.answer == "Đã gọi ⟨sđt⟩."


async def test_a_look_at_the_contact_is_in_the_audit(file: File) -> None:
    case = await file()
    async with database.transaction() as session:
        await service.view_contact(session, case_id=case.id, agency="TT_HTKT", actor="staff:7", now=LATER)
        events = await audit.events(session, subject=f"case:{case.code}")
    assert [(one.kind, one.actor, one.details) for one in events] == [
        ("contact_viewed", "staff:7", {"agency": "TT_HTKT"})
    ]


async def test_an_answer_at_once_takes_the_case_up_first(file: File) -> None:
    case = await file()
    await _answer(case.id)
    assert await _kinds(case.id) == ["received", "assigned", "accepted", "answered"]


async def test_an_answered_case_is_not_answered_again(file: File) -> None:
    case = await file()
    await _answer(case.id)
    with pytest.raises(ConflictError):
        await _answer(case.id, "Lần nữa")


async def test_an_empty_answer_or_reason_is_refused(file: File) -> None:
    case = await file()
    with pytest.raises(NoReasonError):
        await _answer(case.id, "  ")
    async with database.transaction() as session:
        with pytest.raises(NoReasonError):
            await service.return_case(
                session, case_id=case.id, agency="TT_HTKT", actor="lan", reason=" ", now=LATER
            )


async def test_a_returned_case_goes_to_the_desk_and_leaves_the_agency(
    file: File, conversation_id: UUID
) -> None:
    case = await file(conversation_id=conversation_id)
    returned = await _return(case.id)
    assert (returned.status, returned.handler) == (Status.RETURNED, "TONG_DAI")
    assert returned.due_at == case.due_at
    with pytest.raises(NotFoundError):
        await _accept(case.id)
    async with database.transaction() as session:
        assert await service.inbox(session, agency="TT_HTKT") == []
        assert [one.id for one in await service.inbox(session, agency="TONG_DAI")] == [case.id]
        events = await service.timeline(session, case_id=case.id)
    assert events[-1].note == "Đèn của ban quản lý hẻm"
    assert "Đèn của ban" not in (await said(conversation_id))[-1][1]


async def test_whose_a_returned_case_is_stays_on_record_for_the_desk(file: File) -> None:
    case = await file()
    moved = await _return(case.id, to_agency=WARD)
    assert (moved.status, moved.handler, moved.returns) == (Status.RETURNED, "TONG_DAI", 1)
    async with database.transaction() as session:
        *_, returned = await service.timeline(session, case_id=case.id)
    assert returned.details == {"from": "TT_HTKT", "count": 1, "whose": WARD}


async def test_the_third_return_goes_to_the_supervisor_who_decides(file: File) -> None:
    case = await file()
    for holder, then in (("TT_HTKT", "SO_XD"), ("SO_XD", "SO_NNMT")):
        await _return(case.id, agency=holder)
        async with database.transaction() as session:
            await service.assign(session, case_id=case.id, actor="desk", to_agency=then, now=LATER)
    third = await _return(case.id, agency="SO_NNMT")
    assert (third.handler, third.returns) == ("GIAM_SAT", 3)
    async with database.transaction() as session:
        with pytest.raises(NotFoundError):
            await service.assign(session, case_id=case.id, actor="desk", to_agency="TT_HTKT", now=LATER)
    async with database.transaction() as session:
        moved = await service.assign(
            session, case_id=case.id, actor="lead", to_agency="TT_HTKT", now=LATER, by="GIAM_SAT"
        )
    assert (moved.handler, moved.due_at) == ("TT_HTKT", case.due_at)


async def test_the_desk_assigns_what_it_has(file: File) -> None:
    case = await file(field="tieng_on", unit_code=None)
    async with database.transaction() as session:
        moved = await service.assign(session, case_id=case.id, actor="desk", to_agency=WARD, now=LATER)
    assert (moved.status, moved.handler) == (Status.ASSIGNED, WARD)
    async with database.transaction() as session:
        with pytest.raises(NotFoundError):
            await service.assign(session, case_id=case.id, actor="desk", to_agency="SO_XD", now=LATER)


async def test_why_the_desk_assigns_a_returned_case_is_on_record_and_not_public(file: File) -> None:
    case = await file()
    await _return(case.id)
    async with database.transaction() as session:
        await service.assign(
            session, case_id=case.id, actor="desk", to_agency=WARD, now=LATER, note="Đèn trong hẻm"
        )
        *_, noted, assigned = await service.timeline(session, case_id=case.id)
    assert (noted.kind, noted.note, noted.public) == ("noted", "Đèn trong hẻm", False)
    assert (assigned.kind, assigned.handler) == ("assigned", WARD)


async def test_what_an_agency_says_keeps_its_place_among_the_messages(
    file: File, conversation_id: UUID
) -> None:
    case = await file(conversation_id=conversation_id)
    waiting = select(Conversation).where(Conversation.id == conversation_id).with_for_update(nowait=True)
    async with database.transaction() as session:
        await service.accept(session, case_id=case.id, agency="TT_HTKT", actor="lan", now=LATER)
        with pytest.raises(OperationalError, match="could not obtain lock"):
            async with database.transaction() as another:
                await another.execute(waiting)


async def test_a_case_cannot_be_returned_to_where_it_is(file: File) -> None:
    case = await file(field="khac")
    with pytest.raises(OtherAgencyNeededError):
        await _return(case.id, agency="TONG_DAI")


@pytest.mark.parametrize("agency", ["UBND_XA:26944", "SAWACO", "", "TT_HTKT'--"])
async def test_another_agency_finds_nothing(file: File, agency: str) -> None:
    case = await file()
    async with database.transaction() as session:
        assert await service.inbox(session, agency=agency) == []
        with pytest.raises(NotFoundError):
            await service.case_for_agency(session, case_id=case.id, agency=agency)
        with pytest.raises(NotFoundError):
            await service.view_contact(session, case_id=case.id, agency=agency, actor="x", now=LATER)
    for step in (_accept, _return):
        with pytest.raises(NotFoundError):
            await step(case.id, agency)
    with pytest.raises(NotFoundError):
        await _answer(case.id, agency=agency)


async def test_looking_at_the_contact_is_written_down(file: File) -> None:
    case = await file()
    async with database.transaction() as session:
        seen = await service.view_contact(session, case_id=case.id, agency="TT_HTKT", actor="lan", now=LATER)
    assert seen.phone == "0903123456"
    assert await _kinds(case.id) == ["received", "assigned", "contact_viewed"]


async def test_the_inbox_shows_what_is_due_first_and_narrows_by_status(file: File) -> None:
    old = await file(idempotency_key="a")
    new = await file(idempotency_key="b", now=NOW + timedelta(days=5))
    done = await file(idempotency_key="c")
    await _answer(done.id)
    async with database.transaction() as session:
        everything = await service.inbox(session, agency="TT_HTKT")
        answered = await service.inbox(session, agency="TT_HTKT", statuses=[Status.ANSWERED])
    assert [one.id for one in everything] == [old.id, new.id, done.id]
    assert [one.id for one in answered] == [done.id]


async def test_the_holder_of_a_code_learns_how_it_stands(file: File) -> None:
    case = await file()
    async with database.transaction() as session:
        seen = await service.status_for_citizen(session, code=f"ma {case.code.lower()}", now=LATER)
    assert (seen.code, seen.overdue, seen.status_text) == (case.code, False, "Đã chuyển cơ quan xử lý")
    assert seen.field_name == "Chiếu sáng công cộng"


async def test_overdue_is_seen_until_the_answer(file: File) -> None:
    case = await file()
    assert case.due_at is not None
    late = case.due_at + timedelta(seconds=1)
    async with database.transaction() as session:
        assert not (await service.status_for_citizen(session, code=case.code, now=case.due_at)).overdue
        assert (await service.status_for_citizen(session, code=case.code, now=late)).overdue
    await _answer(case.id)
    async with database.transaction() as session:
        assert not (await service.status_for_citizen(session, code=case.code, now=late)).overdue


@pytest.mark.parametrize("code", ["", "PA-261016-00000", "chào", "PA-269999-AAAAA"])
async def test_an_unknown_code_is_not_found(open_database: str, code: str) -> None:
    async with database.transaction() as session:
        with pytest.raises(NotFoundError):
            await service.status_for_citizen(session, code=code)


def test_the_life_cycle_ends_where_the_design_says() -> None:
    ends = {status for status, after in STEPS.items() if not after}
    assert ends == {Status.REFUSED, Status.TRANSFERRED_OUT, Status.CLOSED}
    assert set(STEPS) == set(Status)


@pytest.mark.parametrize("status", list(Status))
def test_every_step_outside_the_table_is_a_conflict(status: Status) -> None:
    case = Case(code="PA-261016-AAAAA", status=status)
    for to in Status:
        if to in STEPS[status]:
            check_step(case, to)
        else:
            with pytest.raises(ConflictError):
                check_step(case, to)
