"""Turns that Rasa does not answer: with an operator, in an emergency, after erasing."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from api import clock, database
from api.conversations import service as conversations
from api.conversations import wording
from api.conversations.models import Owner, TurnState
from tests.api.conversations.conftest import (
    FakeRasa,
    an_operator,
    count,
    events_of,
    run_jobs,
    state_of,
    the_conversation,
    told,
    write,
)

pytestmark = pytest.mark.usefixtures("queue")


async def test_with_an_operator_the_assistant_is_silent(rasa: FakeRasa) -> None:
    await write("cho gặp người")
    await run_jobs()
    conversation, operator = await the_conversation(), await an_operator()
    async with database.transaction() as session:
        await conversations.take_over(session, conversation_id=conversation.id, operator_id=operator)
    calls = len(rasa.calls)
    message = await write("chị ơi")
    assert message is not None
    await run_jobs()
    assert len(rasa.calls) == calls
    assert (await told())[-1] == wording.OPERATOR_JOINED()
    assert await state_of(message.id) is TurnState.DONE


async def test_a_conversation_given_back_is_resumed_by_the_assistant(rasa: FakeRasa) -> None:
    rasa.script["/resume"] = [{"text": "Dạ em tiếp tục đây ạ."}]
    await write("cho gặp người")
    await run_jobs()
    conversation, operator = await the_conversation(), await an_operator()
    async with database.transaction() as session:
        await conversations.take_over(session, conversation_id=conversation.id, operator_id=operator)
        await conversations.give_back(session, conversation_id=conversation.id, operator_id=operator)
    await run_jobs()
    assert rasa.messages[-1] == "/resume"
    assert (await told())[-1] == "Dạ em tiếp tục đây ạ."
    assert (await the_conversation()).owner == Owner.BOT


@pytest.mark.parametrize("words", ["chay nha roi cuu voi", "có người bị đâm ở quán nhậu"])
async def test_an_emergency_is_answered_without_rasa_and_calls_the_operators(
    rasa: FakeRasa, words: str
) -> None:
    await write(words)
    await run_jobs()
    assert rasa.calls == []
    conversation = await the_conversation()
    async with database.transaction() as session:
        stored = await conversations.messages(session, conversation_id=conversation.id)
        desk = await conversations.open_conversations(session)
    assert stored[1].text.startswith(wording.EMERGENCY_CALL())
    assert len(stored) == 2  # no notice in between
    assert conversation.emergency
    assert conversation.owner == Owner.WAITING
    assert [kind for kind, _ in await events_of(conversation.id)] == ["handoff_asked", "emergency"]
    assert desk[0].id == conversation.id


async def test_an_emergency_is_answered_even_while_an_operator_has_the_conversation(rasa: FakeRasa) -> None:
    await write("alo")
    await run_jobs()
    conversation, operator = await the_conversation(), await an_operator()
    async with database.transaction() as session:
        await conversations.take_over(session, conversation_id=conversation.id, operator_id=operator)
    await write("cháy nhà rồi")
    await run_jobs()
    assert "114" in (await told())[-1]
    after = await the_conversation()
    assert after.owner == Owner.OPERATOR
    assert after.emergency


async def test_a_message_erased_meanwhile_is_no_error(rasa: FakeRasa) -> None:
    message = await write("alo")
    assert message is not None
    async with database.transaction() as session:
        await session.execute(text("DELETE FROM conversations"))
    await run_jobs()
    assert rasa.calls == []


async def test_a_turn_going_on_while_the_conversation_is_erased_ends_silently(rasa: FakeRasa) -> None:
    async def erase(call: dict[str, Any]) -> None:
        async with database.transaction() as session:
            await conversations.erase(
                session, conversation_id=UUID(call["metadata"]["conversation_id"]), now=clock.now()
            )

    rasa.during = erase
    message = await write("alo")
    assert message is not None
    await run_jobs()
    assert await state_of(message.id) is TurnState.DONE
    async with database.transaction() as session:
        stored = await conversations.messages(session, conversation_id=message.conversation_id)
    assert [one.text for one in stored] == [wording.ERASED()]
    assert await count("SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'turns'") == 0
