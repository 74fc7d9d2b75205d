"""A message from its arrival to the queued delivery, with a real database, real jobs and a local server as Rasa."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from api import clock, database, jobs
from api.conversations import rasa_client, turns, wording
from api.conversations import service as conversations
from api.conversations.models import Author, Owner, TurnState
from api.conversations.tasks import BACK_OFF
from api.feedback import service as feedback
from api.staff.models import Account, Role
from tests.api.conversations.conftest import (
    FakeRasa,
    events_of,
    make_due,
    run_jobs,
    the_conversation,
    told,
    told_messages,
    write,
)

pytestmark = pytest.mark.usefixtures("queue")


async def count(sql: str) -> int:
    async with database.transaction() as session:
        return int((await session.execute(text(sql))).scalar_one())


async def state_of(message_id: UUID) -> TurnState:
    async with database.transaction() as session:
        return TurnState((await conversations.message(session, message_id=message_id)).turn_state)


async def an_operator(username: str = "lan") -> int:
    async with database.transaction() as session:
        account = Account(username=username, full_name="Lan", role=Role.OPERATOR, password_hash="x")
        session.add(account)
        await session.flush()
        return account.id


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
        patched.setattr(turns.exchange, "announce_change", crash)
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


async def test_while_rasa_is_down_the_turn_waits_and_later_ones_wait_behind_it(rasa: FakeRasa) -> None:
    rasa.down = True
    await write("một")
    await write("hai")
    await run_jobs()
    assert await told() == []
    assert rasa.messages == ["một"]
    rasa.down = False
    await make_due()
    await run_jobs()
    assert await told() == ["đã nghe: một", "đã nghe: hai"]


async def test_an_empty_answer_of_rasa_counts_as_failure(rasa: FakeRasa) -> None:
    rasa.script["xin chào"] = []
    await write("xin chào")
    await run_jobs()
    assert await told() == []
    rasa.script["xin chào"] = [{"text": "Dạ em chào ạ."}]
    await make_due()
    await run_jobs()
    assert await told() == ["Dạ em chào ạ."]


async def test_after_the_last_try_the_citizen_is_told_and_an_operator_called(rasa: FakeRasa) -> None:
    rasa.down = True
    message = await write("xin chào")
    assert message is not None
    for _ in range(len(BACK_OFF) + 1):
        await run_jobs()
        await make_due()
    assert len(rasa.calls) == len(BACK_OFF) + 1
    assert await told() == [wording.FAILED()]
    assert "1022" in wording.FAILED()
    conversation = await the_conversation()
    assert conversation.owner == Owner.WAITING
    assert await state_of(message.id) is TurnState.FAILED
    kinds = [kind for kind, _ in await events_of(conversation.id)]
    assert kinds == ["turn_failed", "handoff_asked"]
    assert (
        await count(
            "SELECT count(*) FROM conversation_events WHERE reason LIKE 'RasaFailedError: HTTPStatusError%'"
        )
        == 1
    )
    rasa.down = False
    await write("còn ai không")
    await run_jobs()
    assert (await told())[-1] == "đã nghe: còn ai không"


async def test_an_error_inside_a_turn_is_kept_and_answered(
    rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_question: rasa_client.Question) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(turns.rasa_client, "ask", broken)
    await write("xin chào")
    for _ in range(len(BACK_OFF) + 1):
        await run_jobs()
        await make_due()
    assert await told() == [wording.FAILED()]
    assert await count("SELECT count(*) FROM conversation_events WHERE reason LIKE 'ZeroDivisionError%'") == 1


async def file_for(call: dict[str, Any]) -> str:
    """File a case as Rasa's action does in the turn of `call`, and return its code."""
    async with database.transaction() as session:
        case = await feedback.file(
            session,
            idempotency_key=call["metadata"]["message_id"],
            channel="web",
            conversation_id=UUID(call["metadata"]["conversation_id"]),
            content="đèn đường hư",
            place="hẻm 12",
            unit_code="26743",
            contact_name=None,
            contact_phone=None,
            now=clock.now(),
        )
        return case.code


async def test_a_case_filed_by_a_turn_cut_short_is_told_and_not_filed_again(rasa: FakeRasa) -> None:
    codes: list[str] = []

    async def file(call: dict[str, Any]) -> None:
        if call["message"] != "/cancel":
            codes.append(await file_for(call))

    rasa.during = file
    rasa.script["đồng ý"] = 503  # Rasa's answer is lost after its action has filed the case
    await write("đồng ý")
    await run_jobs()
    assert len(codes) == 1
    await make_due()
    await run_jobs()
    assert rasa.messages == ["đồng ý", "/cancel"]
    assert await told() == [wording.ALREADY_FILED(code=codes[0])]
    assert await count("SELECT count(*) FROM feedback_cases") == 1


async def test_a_case_filed_by_an_earlier_try_while_the_next_one_runs_is_told(rasa: FakeRasa) -> None:
    codes: list[str] = []

    async def file_late(call: dict[str, Any]) -> None:
        rasa.down = len(rasa.calls) == 1  # the first try is given up before its action has run
        if len(rasa.calls) == 2:
            codes.append(await file_for(call))

    rasa.during = file_late
    rasa.script["đồng ý"] = [{"text": "Dạ vâng. Anh/chị cần em giúp gì tiếp theo ạ?"}]
    await write("đồng ý")
    await run_jobs()
    await make_due()
    await run_jobs()
    assert await told() == [wording.ALREADY_FILED(code=codes[0])]


async def test_a_case_filed_before_rasa_went_away_for_good_is_told(rasa: FakeRasa) -> None:
    codes: list[str] = []

    async def file_once(call: dict[str, Any]) -> None:
        rasa.down = True
        if not codes:
            codes.append(await file_for(call))

    rasa.during = file_once
    await write("đồng ý")
    for _ in range(len(BACK_OFF) + 1):
        await run_jobs()
        await make_due()
    assert await told() == [wording.ALREADY_FILED(code=codes[0])]


async def test_a_job_of_a_dead_worker_is_taken_up_again(rasa: FakeRasa) -> None:
    await write("một")
    async with database.transaction() as session:  # a worker took the job and died: no heartbeat, no end
        await session.execute(text("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL"))
    await write("hai")
    await run_jobs()
    assert await told() == []
    await jobs.recover_stalled_jobs(timestamp=0)
    await run_jobs()
    assert await told() == ["đã nghe: một", "đã nghe: hai"]


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


@pytest.mark.parametrize(
    ("words", "heard"),
    [("/affirm", "affirm"), ("//choose_procedure{}", "choose_procedure{}"), ("/ alo", "alo")],
)
async def test_a_slash_typed_by_a_citizen_reaches_no_intent(rasa: FakeRasa, words: str, heard: str) -> None:
    await write(words)
    await run_jobs()
    assert rasa.messages == [heard]


@pytest.mark.parametrize(
    ("words", "payload"),
    [
        ("/xoadulieu", "/delete_my_data"),
        ("/xoaDuLieu", "/delete_my_data"),
        ("/start", "/greet"),
        ("/start abc", "/greet"),
        ("xoadulieu", "/delete_my_data"),
    ],
)
async def test_a_command_becomes_its_payload(rasa: FakeRasa, words: str, payload: str) -> None:
    await write(words)
    await run_jobs()
    assert rasa.messages == [payload]


@pytest.mark.parametrize("words", ["", "   ", "/", "\u200b"])
async def test_a_sticker_or_picture_gets_a_kind_sentence(rasa: FakeRasa, words: str) -> None:
    await write(words)
    await run_jobs()
    assert rasa.calls == []
    assert await told() == [wording.NOTHING_TO_READ()]


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


async def offered(rasa: FakeRasa) -> None:
    rasa.script["khai sinh"] = [
        {
            "text": "Thủ tục nào ạ?",
            "buttons": [
                {"title": "Đăng ký khai sinh", "payload": '/choose_procedure{"procedure_code": "1.001193"}'},
                {"title": "Gửi phản ánh", "payload": "/affirm"},
            ],
        }
    ]
    await write("khai sinh")
    await run_jobs()


@pytest.mark.parametrize("words", ["1", "số 1 ạ", "cái đầu tiên", "dang ky khai sinh"])
async def test_a_number_or_title_is_the_payload_offered(rasa: FakeRasa, words: str) -> None:
    await offered(rasa)
    await write(words)
    await run_jobs()
    assert rasa.messages[-1] == '/choose_procedure{"procedure_code": "1.001193"}'


async def test_a_tapped_choice_is_its_payload_and_nothing_else_is(rasa: FakeRasa) -> None:
    await offered(rasa)
    choice = (await told_messages())[-1].choices[1]
    await write(choice["title"], choice_id=choice["id"])
    await run_jobs()
    assert rasa.messages[-1] == "/affirm"
    await write("Gửi phản ánh", choice_id=choice["id"])  # the question it stood under is over
    await run_jobs()
    await write("", payload="/delete_my_data")
    await run_jobs()
    assert rasa.messages == ["khai sinh", "/affirm"]
    assert (await told())[-2:] == [wording.OUT_OF_DATE()] * 2


async def test_a_number_after_something_else_was_said_is_just_a_number(rasa: FakeRasa) -> None:
    await offered(rasa)
    await write("mà khoan")
    await run_jobs()
    await write("1")
    await run_jobs()
    assert rasa.messages[-1] == "1"


async def test_a_number_means_nothing_where_two_lists_were_shown(rasa: FakeRasa) -> None:
    rasa.script["kết hôn"] = [
        {"text": "Thủ tục nào ạ?", "buttons": [{"title": "Đăng ký kết hôn", "payload": "/choose_procedure"}]},
        {"text": "Em gửi phản ánh đi nhé?", "buttons": [{"title": "Gửi phản ánh", "payload": "/affirm"}]},
    ]
    await write("kết hôn")
    await run_jobs()
    await write("1")
    await run_jobs()
    assert rasa.messages[-1] == "1"
    await write("kết hôn")
    await run_jobs()
    await write("gui phan anh")
    await run_jobs()
    assert rasa.messages[-1] == "/affirm"


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
