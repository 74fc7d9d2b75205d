"""A message from its arrival to the queued delivery, with a real database, real jobs and a local server as Rasa."""

import asyncio
from typing import Any

import pytest

from api import database, jobs
from api.conversations import exchange, rasa_client, turns, wording
from api.conversations import service as conversations
from api.conversations.models import Author, TurnState
from tests.api.conversations.conftest import (
    FakeRasa,
    count,
    events_of,
    run_jobs,
    state_of,
    the_conversation,
    told,
    told_messages,
    write,
)

pytestmark = pytest.mark.usefixtures("queue")


async def test_a_message_is_answered_and_its_delivery_recorded(rasa: FakeRasa) -> None:
    rasa.script["em muốn làm khai sinh"] = [
        {
            "text": "Dạ anh/chị hỏi thủ tục nào?",
            "buttons": [{"title": "Đăng ký khai sinh", "payload": "/choose_procedure"}],
        },
        {"text": "Hoặc anh/chị nói rõ hơn ạ."},
    ]
    message = await write("em muốn làm khai sinh")
    assert message is not None
    await run_jobs()
    assert await told() == ["Dạ anh/chị hỏi thủ tục nào?", "Hoặc anh/chị nói rõ hơn ạ."]
    first = (await told_messages())[0]
    assert [(row["title"], row["payload"]) for row in first.choices] == [
        ("Đăng ký khai sinh", "/choose_procedure")
    ]
    assert first.in_reply_to == message.id
    assert await state_of(message.id) is TurnState.DONE
    assert await count("SELECT count(*) FROM deliveries WHERE state = 'sent'") == 3  # with the notice
    assert rasa.calls[0]["sender"] == str(message.conversation_id)
    assert rasa.calls[0]["metadata"] == {
        "conversation_id": str(message.conversation_id),
        "message_id": str(message.id),
        "channel": "web",
    }


async def test_the_reply_and_the_end_of_the_turn_are_one_transaction(
    rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = await write("xin chào")
    assert message is not None

    async def crash(*_args: object, **_kwargs: object) -> None:
        raise SystemExit  # the process dies after Rasa answered and before the commit

    with monkeypatch.context() as patched:
        patched.setattr(exchange, "announce_change", crash)
        with pytest.raises(SystemExit):
            await turns.run(message.id, retried=False)
    assert await told() == []
    assert await state_of(message.id) is TurnState.PENDING
    await run_jobs()
    assert await told() == ["đã nghe: xin chào"]
    await turns.run(message.id, retried=True)
    assert await told() == ["đã nghe: xin chào"]


async def test_a_duplicate_update_changes_nothing(rasa: FakeRasa) -> None:
    first = await write("0903123456 đèn hư", external_id="42")
    assert first is not None
    assert await write("0903123456 đèn hư", external_id="42") is None
    await run_jobs()
    assert await write("0903123456 đèn hư", external_id="42") is None
    await run_jobs()
    assert len(rasa.calls) == 1
    assert await count("SELECT count(*) FROM messages WHERE author = 'citizen'") == 1
    assert await write("0903123456 đèn hư", external_id="42", channel="terminal") is not None


async def test_the_same_update_twice_at_once_is_stored_once(rasa: FakeRasa) -> None:
    stored = await asyncio.gather(*(write("alo", external_id="7") for _ in range(6)))
    assert len([message for message in stored if message is not None]) == 1
    assert await count("SELECT count(*) FROM procrastinate_jobs") == 1


async def test_personal_data_leaves_for_rasa_and_storage_only_masked(rasa: FakeRasa) -> None:
    await write("em tên Lan, gọi em số 0903.123.456 nha, cccd 079203001234")
    await run_jobs()
    assert rasa.messages == ["em tên Lan, gọi em số ⟨sđt1⟩ nha, cccd ⟨cccd1⟩"]
    assert await count("SELECT count(*) FROM messages WHERE text LIKE '%0903%' OR text LIKE '%0792%'") == 0
    assert await count("SELECT count(*) FROM conversations WHERE address_ciphertext = 'khach-1'::bytea") == 0


async def test_turns_of_one_conversation_keep_their_order_and_others_run_beside_them(rasa: FakeRasa) -> None:
    running: dict[str, int] = {}
    most: dict[str, int] = {}
    all_running: list[int] = []

    async def watch(call: dict[str, Any]) -> None:
        sender = call["sender"]
        running[sender] = running.get(sender, 0) + 1
        most[sender] = max(most.get(sender, 0), running[sender])
        all_running.append(sum(running.values()))
        await asyncio.sleep(0.02)
        running[sender] -= 1

    rasa.during = watch
    for number in range(5):
        for citizen in ("a", "b"):
            await write(f"câu {number} của {citizen}", address=citizen)
    await run_jobs(jobs.TURNS)
    for citizen in ("a", "b"):
        assert await told(citizen) == [f"đã nghe: câu {number} của {citizen}" for number in range(5)]
    assert set(most.values()) == {1}
    assert max(all_running) == 2


async def test_the_notice_is_given_once_and_before_the_first_answer(rasa: FakeRasa) -> None:
    await write("alo")
    await run_jobs()
    await write("alo nữa")
    await run_jobs()
    conversation = await the_conversation()
    async with database.transaction() as session:
        stored = await conversations.messages(session, conversation_id=conversation.id)
    ours = [message.text for message in stored if message.author != Author.CITIZEN]
    assert ours == [wording.NOTICE(), "đã nghe: alo", "đã nghe: alo nữa"]
    assert [kind for kind, _ in await events_of(conversation.id)] == ["notice"]


async def test_a_long_text_is_cut_for_rasa_and_stored_whole(rasa: FakeRasa) -> None:
    words = "đường ngập " * 500
    message = await write(words)
    assert message is not None
    await run_jobs()
    assert len(rasa.messages[0]) <= rasa_client.LONGEST_TEXT
    assert message.text == words.strip()


async def test_decomposed_accents_are_composed(rasa: FakeRasa) -> None:
    import unicodedata

    await write(unicodedata.normalize("NFD", "đường ngập"))
    await run_jobs()
    assert rasa.messages == ["đường ngập"]
