"""A citizen is not left alone by an operator who is gone or silent."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from api import clock, database
from api.conversations import handoff, tasks, wording
from api.conversations import service as conversations
from api.conversations.models import Author, ConversationEvent, Owner
from api.errors import ConflictError
from api.settings import Settings, settings
from api.staff import service as staff
from tests.api.conversations.conftest import an_operator, the_conversation, told, write

pytestmark = pytest.mark.usefixtures("open_database", "app_settings", "queue")

SILENCE = timedelta(minutes=15)


async def held(operator_id: int) -> UUID:
    message = await write("cho gặp người")
    assert message is not None
    async with database.transaction() as session:
        await conversations.take_over(
            session, conversation_id=message.conversation_id, operator_id=operator_id
        )
    return message.conversation_id


async def answer(conversation_id: UUID, operator_id: int) -> None:
    async with database.transaction() as session:
        conversation = await conversations.locked(session, conversation_id=conversation_id)
        await conversations.say(
            session,
            conversation=conversation,
            text="Dạ em đây ạ.",
            author=Author.OPERATOR,
            operator_id=operator_id,
        )


async def sweep(conversation_id: UUID, *, now: datetime) -> bool:
    async with database.transaction() as session:
        return await handoff.put_back_if_unanswered(session, conversation_id=conversation_id, now=now)


async def last_event(conversation_id: UUID) -> ConversationEvent:
    async with database.transaction() as session:
        return (await conversations.events(session, conversation_id=conversation_id))[-1]


async def test_closing_an_account_puts_its_conversations_back_among_those_that_wait() -> None:
    lan = await an_operator("lan")
    conversation_id = await held(lan)
    async with database.transaction() as session:
        await staff.deactivate(session, account_id=lan)
    conversation = await the_conversation()
    assert (conversation.owner, conversation.operator_id) == (Owner.WAITING, None)
    assert conversation.waiting_since is not None
    assert conversation.waiting_reason == wording.REASON_LEFT()
    event = await last_event(conversation_id)
    assert (event.kind, event.reason, event.details) == ("put_back", wording.REASON_LEFT(), {"operator": lan})
    assert (await told())[-1] == wording.PUT_BACK()


async def test_a_colleague_takes_over_from_who_is_silent_and_both_are_on_record() -> None:
    lan, minh = await an_operator("lan"), await an_operator("minh")
    conversation_id = await held(lan)
    now = clock.now()
    with pytest.raises(ConflictError):
        async with database.transaction() as session:
            await conversations.take_over(
                session, conversation_id=conversation_id, operator_id=minh, now=now + SILENCE / 2
            )
    async with database.transaction() as session:
        await conversations.take_over(
            session, conversation_id=conversation_id, operator_id=minh, now=now + SILENCE
        )
    assert (await the_conversation()).operator_id == minh
    event = await last_event(conversation_id)
    assert (event.kind, event.actor) == ("taken_over", f"operator:{minh}")
    assert event.details == {"from_operator": lan, "to_operator": minh}


async def test_a_conversation_of_a_closed_account_may_be_taken_at_once() -> None:
    lan, minh = await an_operator("lan"), await an_operator("minh")
    conversation_id = await held(lan)
    async with database.transaction() as session:  # closed before its conversations were put back
        account = await session.get_one(staff.Account, lan)
        account.active = False
    async with database.transaction() as session:
        await conversations.take_over(session, conversation_id=conversation_id, operator_id=minh)
    assert (await the_conversation()).operator_id == minh


async def test_an_unanswered_citizen_is_given_to_the_others_and_told_once() -> None:
    lan = await an_operator("lan")
    conversation_id = await held(lan)
    now = clock.now()
    assert not await sweep(conversation_id, now=now + SILENCE / 2)
    assert await sweep(conversation_id, now=now + SILENCE)
    assert not await sweep(conversation_id, now=now + 2 * SILENCE)
    conversation = await the_conversation()
    assert (conversation.owner, conversation.operator_id) == (Owner.WAITING, None)
    assert (await told()).count(wording.PUT_BACK()) == 1
    assert (await last_event(conversation_id)).reason == wording.REASON_SILENT()


async def test_an_operator_who_waits_for_the_citizen_keeps_the_conversation() -> None:
    lan = await an_operator("lan")
    conversation_id = await held(lan)
    await answer(conversation_id, lan)
    late = clock.now() + 10 * SILENCE
    assert not await sweep(conversation_id, now=late)
    await write("dạ còn giấy này thì sao ạ")
    assert await sweep(conversation_id, now=late)


async def test_the_watch_finds_them_and_the_silence_can_be_set(
    app_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = await an_operator("lan")
    conversation_id = await held(lan)
    await tasks.put_back_unanswered(timestamp=0)
    assert (await the_conversation()).owner == Owner.OPERATOR
    async with database.transaction() as session:
        for event in await session.scalars(select(ConversationEvent)):
            event.at = datetime(2026, 1, 1, tzinfo=UTC)
        for message in await conversations.messages(session, conversation_id=conversation_id):
            message.created_at = datetime(2026, 1, 1, tzinfo=UTC)
    monkeypatch.setenv("OPERATOR_SILENCE_MINUTES", "100000000")
    settings.cache_clear()
    await tasks.put_back_unanswered(timestamp=0)
    assert (await the_conversation()).owner == Owner.OPERATOR
    monkeypatch.delenv("OPERATOR_SILENCE_MINUTES")
    settings.cache_clear()
    await tasks.put_back_unanswered(timestamp=0)
    assert (await the_conversation()).owner == Owner.WAITING
