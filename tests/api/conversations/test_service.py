from datetime import UTC, datetime
from uuid import UUID

import pytest

from api import database
from api.conversations import service as conversations
from api.conversations import wording
from api.conversations.choices import Choice
from api.conversations.models import Author, Owner
from api.errors import ConflictError, ForbiddenError, NotFoundError
from tests.api.conversations.conftest import an_operator, events_of, the_conversation, write

pytestmark = pytest.mark.usefixtures("open_database", "app_settings")


async def started(address: str = "khach-1") -> UUID:
    message = await write("alo", address=address)
    assert message is not None
    return message.conversation_id


async def test_an_address_is_found_again_and_kept_encrypted() -> None:
    conversation_id = await started()
    found = await the_conversation()
    assert found.id == conversation_id
    assert conversations.address_of(found) == "khach-1"
    assert b"khach" not in found.address_ciphertext
    async with database.transaction() as session:
        assert await conversations.by_address(session, channel="zalo", address="khach-1") is None


async def test_choices_get_ids_of_their_own_in_each_message() -> None:
    conversation_id = await started()
    async with database.transaction() as session:
        conversation = await conversations.get(session, conversation_id=conversation_id)
        offered = [
            Choice(id="", title="Có", payload="/affirm"),
            Choice(id="", title="Không", payload="/deny"),
        ]
        one = await conversations.say(session, conversation=conversation, text="gửi nhé?", choices=offered)
        two = await conversations.say(session, conversation=conversation, text="gửi nhé?", choices=offered)
    ids = [row["id"] for message in (one, two) for row in message.choices]
    assert len(set(ids)) == 4
    assert all(len(choice_id) <= 20 for choice_id in ids)
    assert one.sequence < two.sequence


async def test_messages_are_read_on_from_where_a_page_stands() -> None:
    conversation_id = await started()
    for words in ("hai", "ba"):
        await write(words)
    async with database.transaction() as session:
        stored = await conversations.messages(session, conversation_id=conversation_id)
        newer = await conversations.messages(
            session, conversation_id=conversation_id, after=stored[0].sequence
        )
        newest = await conversations.messages(session, conversation_id=conversation_id, limit=1)
    assert [message.text for message in stored] == ["alo", "hai", "ba"]
    assert [message.text for message in newer] == ["hai", "ba"]
    assert [message.text for message in newest] == ["ba"]


async def test_who_waits_longest_comes_first_and_an_emergency_before_all() -> None:
    ids = {name: await started(name) for name in ("chat", "first", "second", "fire")}
    async with database.transaction() as session:
        for name in ("first", "second"):
            await conversations.ask_for_human(session, conversation_id=ids[name], reason="gặp người")
    async with database.transaction() as session:
        first = await conversations.get(session, conversation_id=ids["first"])
        first.waiting_since = datetime(2026, 1, 1, tzinfo=UTC)
        await conversations.raise_emergency(session, conversation_id=ids["fire"], kinds=["fire"])
    async with database.transaction() as session:
        desk = await conversations.open_conversations(session)
    assert [summary.id for summary in desk] == [ids[name] for name in ("fire", "first", "second", "chat")]
    assert desk[0].emergency
    assert desk[0].waiting_reason == wording.REASON_EMERGENCY(kinds="cháy, nổ, cứu nạn, cứu hộ")
    assert desk[0].last_text == "alo"
    assert desk[0].last_author == Author.CITIZEN


async def test_asking_twice_keeps_the_place_in_the_queue() -> None:
    conversation_id = await started()
    async with database.transaction() as session:
        once = await conversations.ask_for_human(session, conversation_id=conversation_id, reason="một")
        since = once.waiting_since
        twice = await conversations.ask_for_human(session, conversation_id=conversation_id, reason="hai")
    assert since is not None
    assert twice.waiting_since == since
    assert twice.waiting_reason == "hai"


async def test_one_operator_at_a_time_has_a_conversation() -> None:
    conversation_id = await started()
    lan, minh = await an_operator("lan"), await an_operator("minh")
    async with database.transaction() as session:
        await conversations.ask_for_human(session, conversation_id=conversation_id, reason="gặp người")
        await conversations.take_over(session, conversation_id=conversation_id, operator_id=lan)
        await conversations.take_over(session, conversation_id=conversation_id, operator_id=lan)
    with pytest.raises(ConflictError):
        async with database.transaction() as session:
            await conversations.take_over(session, conversation_id=conversation_id, operator_id=minh)
    with pytest.raises(ForbiddenError):
        async with database.transaction() as session:
            await conversations.give_back(session, conversation_id=conversation_id, operator_id=minh)
    async with database.transaction() as session:
        await conversations.ask_for_human(session, conversation_id=conversation_id, reason="nữa")
        given = await conversations.give_back(session, conversation_id=conversation_id, operator_id=lan)
    assert (given.owner, given.operator_id, given.waiting_since) == (Owner.BOT, None, None)
    assert [kind for kind, _ in await events_of(conversation_id)] == [
        "handoff_asked", "taken_over", "handoff_asked", "given_back",
    ]  # fmt: skip


async def test_what_is_not_there_is_said_so() -> None:
    nobody = UUID(int=0)
    async with database.transaction() as session:
        with pytest.raises(NotFoundError):
            await conversations.get(session, conversation_id=nobody)
        with pytest.raises(NotFoundError):
            await conversations.message(session, message_id=nobody)
        with pytest.raises(NotFoundError):
            await conversations.ask_for_human(session, conversation_id=nobody, reason="x")


def test_every_text_around_a_turn_is_used() -> None:
    assert wording.TEXTS.unused() == set()
