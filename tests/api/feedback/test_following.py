"""A conversation may follow a case it did not file."""

from datetime import timedelta
from uuid import UUID

from api import database
from api.conversations import service as conversations
from api.conversations.service import Incoming
from api.feedback import service

from .conftest import NOW, File, said


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
        assert await service.unfollow(session, **follow)
    assert len(await said(conversation_id)) == 1
