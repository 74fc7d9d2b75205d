"""A conversation may follow a case it did not file."""

from datetime import timedelta
from uuid import UUID

from api import database
from api.conversations import service as conversations
from api.conversations.service import Incoming
from api.feedback import service
from api.feedback.service import CaseChoice

from .conftest import NOW, File, kinds, said


async def test_a_follower_hears_what_the_reporter_hears_without_buttons_and_personal_data(
    file: File, conversation_id: UUID
) -> None:
    async with database.transaction() as session:
        incoming = Incoming(channel="web", address="visitor-2", external_id="2", text="chào")
        message = await conversations.receive(session, incoming=incoming)
        assert message is not None
    case = await file(conversation_id=conversation_id)
    async with database.transaction() as session:
        follow = dict(case_id=case.id, conversation_id=message.conversation_id)
        assert await service.follow(session, **follow, now=NOW)
        assert not await service.follow(session, **follow, now=NOW)
        assert not await service.follow(session, case_id=case.id, conversation_id=conversation_id, now=NOW)
        await service.answer(
            session,
            case_id=case.id,
            agency="TT_HTKT",
            actor="lan",
            text="Đã thay đèn, gọi 0912345678.",
            now=NOW + timedelta(days=1),
        )
        (heard,) = [
            one
            for one in await conversations.messages(session, conversation_id=message.conversation_id)
            if one.author != conversations.Author.CITIZEN
        ]
        assert "Đã thay đèn, gọi [đã ẩn]." in heard.text
        assert heard.choices == []
        assert await service.unfollow(session, **follow, now=NOW)
        assert not await service.unfollow(session, **follow, now=NOW)
    assert len(await said(conversation_id)) == 1
    assert {"followed", "unfollowed"} < set(await kinds(case.id))


async def test_a_report_is_followed_by_its_code_and_no_more(file: File, conversation_id: UUID) -> None:
    case = await file(conversation_id=conversation_id)
    async with database.transaction() as session:
        incoming = Incoming(channel="web", address="visitor-2", external_id="2", text="chào")
        message = await conversations.receive(session, incoming=incoming)
        assert message is not None
        other = message.conversation_id
        for words in (f"cho em theo dõi {case.code}", f"theo doi chung phan anh {case.code.lower()} nha"):
            choice = await service.typed_follow(session, text=words, conversation_id=other)
            assert choice is not None
            told = await service.take_choice(session, choice=choice, conversation_id=other, now=NOW)
            assert told is not None
            assert case.code in told.text
            assert [title for title, _ in told.options] == ["Bỏ theo dõi"]
        stop = await service.typed_follow(
            session, text=f"bỏ theo dõi {case.code} giúp em", conversation_id=other
        )
        assert stop is not None
        told = await service.take_choice(session, choice=stop, conversation_id=other, now=NOW)
        assert told is not None
        assert "không báo diễn biến" in told.text
        none = CaseChoice(stop.do, "PA-260101-ZZZZZ")
        told = await service.take_choice(session, choice=none, conversation_id=other, now=NOW)
        assert told is not None
        assert "không tìm thấy" in told.text


async def test_asking_after_a_report_is_no_wish_to_follow_it(file: File, conversation_id: UUID) -> None:
    case = await file(conversation_id=conversation_id)
    async with database.transaction() as session:
        own = await service.typed_follow(
            session, text=f"theo dõi {case.code}", conversation_id=conversation_id
        )
        assert own is None
        for words in (f"phản ánh {case.code} tới đâu rồi", "theo dõi hồ sơ", f"{case.code}"):
            assert await service.typed_follow(session, text=words, conversation_id=UUID(int=1)) is None
