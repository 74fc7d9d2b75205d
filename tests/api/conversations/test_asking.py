"""A turn that is tried again asks Rasa once, and no reply of it is lost or doubled."""

import asyncio
import json
import subprocess
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from api import database
from api.bootstrap.artefacts import rasa_environment
from api.bootstrap.environments import BOT
from api.conversations import rasa_tracker, turns, wording
from api.conversations.reply import Reply
from tests.api.conversations.conftest import (
    FakeRasa,
    file_for,
    make_due,
    run_jobs,
    the_conversation,
    told,
    write,
)
from tests.conftest import PROJECT_ROOT, missing

pytestmark = pytest.mark.usefixtures("queue")

_TABLE = (
    "CREATE TABLE rasa.events (id serial PRIMARY KEY, sender_id varchar(255) NOT NULL, type_name varchar(255)"
    " NOT NULL, timestamp float, intent_name varchar(255), action_name varchar(255), data text)"
)
_ROW = "INSERT INTO rasa.events (sender_id, type_name, data) VALUES (:sender, :type, :data)"


@pytest.fixture
async def keep(open_database: str) -> Callable[..., Any]:
    """Stores a turn as Rasa's tracker does: the citizen's message with its metadata, then the answers."""
    async with database.transaction() as session:
        await session.execute(text(_TABLE))

    async def kept(call: dict[str, Any], *answers: str | None) -> None:
        heard = {"event": "user", "text": call["message"], "metadata": {"model_id": "m", **call["metadata"]}}
        said = [{"event": "bot", "text": answer, "data": {"buttons": None}} for answer in answers]
        async with database.transaction() as session:
            for event in (heard, {"event": "action"}, *said):
                row = {"sender": call["sender"], "type": event["event"], "data": json.dumps(event)}
                await session.execute(text(_ROW), row)

    return kept


async def test_what_rasa_heard_before_the_turn_was_cut_short_is_not_asked_again(
    rasa: FakeRasa, keep: Callable[..., Any]
) -> None:
    async def heard(call: dict[str, Any]) -> None:
        await keep(call, "Dạ chỗ đó thuộc phường nào ạ?\n\nTên cũ cũng được.")

    rasa.during = heard
    rasa.script["hẻm 12 Lê Lợi"] = 503  # the answer is lost on its way
    await write("hẻm 12 Lê Lợi")
    await run_jobs()
    await make_due()
    await run_jobs()
    assert rasa.messages == ["hẻm 12 Lê Lợi"]
    assert await told() == ["Dạ chỗ đó thuộc phường nào ạ?", "Tên cũ cũng được."]


async def test_what_rasa_did_not_hear_is_asked_again(rasa: FakeRasa, keep: Callable[..., Any]) -> None:
    await write("alo")
    await run_jobs()
    await keep(rasa.calls[0], "đã nghe: alo")
    rasa.down = True
    await write("alo")
    await run_jobs()
    rasa.down = False
    await make_due()
    await run_jobs()
    assert rasa.messages == ["alo", "alo", "alo"]
    assert await told() == ["đã nghe: alo", "đã nghe: alo"]


async def test_what_rasa_heard_in_vain_is_asked_once_more_as_if_it_had_not(
    rasa: FakeRasa, keep: Callable[..., Any]
) -> None:
    async def failed(call: dict[str, Any]) -> None:
        await keep(call)

    await write("alo")
    await run_jobs()
    await keep(rasa.calls[0], "đã nghe: alo")
    rasa.during, rasa.script["hẻm 12"] = failed, 503
    await write("hẻm 12")
    await run_jobs()
    rasa.during, rasa.script["hẻm 12"] = None, [{"text": "Dạ phường nào ạ?"}]
    await make_due()
    await run_jobs()
    assert rasa.messages == ["alo", "hẻm 12", "hẻm 12"]
    assert await told() == ["đã nghe: alo", "Dạ phường nào ạ?"]
    async with database.transaction() as session:
        left = (await session.scalars(text("SELECT data FROM rasa.events ORDER BY id"))).all()
    assert [json.loads(one)["event"] for one in left] == ["user", "action", "bot"]


async def test_what_rasa_heard_in_vain_twice_is_given_up_and_may_be_said_again(
    rasa: FakeRasa, keep: Callable[..., Any]
) -> None:
    async def failed(call: dict[str, Any]) -> None:
        await keep(call)

    rasa.during = failed
    rasa.script["hẻm 12"] = []
    await write("hẻm 12")
    for _ in range(3):
        await run_jobs()
        await make_due()
    assert rasa.messages == ["hẻm 12", "hẻm 12"]
    assert await told() == [wording.FAILED()]
    async with database.transaction() as session:
        assert (await session.scalars(text("SELECT data FROM rasa.events"))).all() == []


async def test_a_case_filed_and_heard_is_told_in_rasas_own_words(
    rasa: FakeRasa, keep: Callable[..., Any]
) -> None:
    codes: list[str] = []

    async def filed(call: dict[str, Any]) -> None:
        codes.append(await file_for(call))
        await keep(call, f"Dạ em đã gửi phản ánh. Mã: {codes[0]}", None)

    rasa.during = filed
    rasa.script["đồng ý"] = 503
    await write("đồng ý")
    await run_jobs()
    await make_due()
    await run_jobs()
    assert rasa.messages == ["đồng ý"]
    assert await told() == [f"Dạ em đã gửi phản ánh. Mã: {codes[0]}"]


async def test_a_later_message_is_no_answer_to_an_earlier_one(
    rasa: FakeRasa, keep: Callable[..., Any]
) -> None:
    message = await write("một")
    assert message is not None
    sender = str(message.conversation_id)
    for name, words in ((str(message.id), "trả lời một"), (str(uuid4()), "trả lời hai")):
        await keep({"sender": sender, "message": "x", "metadata": {"message_id": name}}, words)
    await turns.run(message.id, retried=True)
    assert await told() == ["trả lời một"]
    async with database.transaction() as session:
        found = await rasa_tracker.replies_to(
            session, conversation_id=message.conversation_id, message_id=UUID(int=0)
        )
    assert found is None


async def test_the_tracker_is_read_and_forgotten_as_rasa_writes_it(
    rasa: FakeRasa, open_database: str
) -> None:
    python = BOT / "bin" / "python"
    if not python.exists():
        missing("Rasa's environment (.venv-bot)")
    message = await write("đèn hư 0903123456")
    assert message is not None
    turn = {
        "sender": str(message.conversation_id),
        "text": "đèn hư ⟨sđt1⟩",
        "metadata": {"message_id": str(message.id)},
        "answers": [
            ["Dạ em ghi rồi.\n\nThêm gì không ạ?", None],
            ["Gửi nhé?", [{"title": "Gửi", "payload": "/affirm"}]],
        ],
    }
    writer = PROJECT_ROOT / "tests" / "api" / "conversations" / "tracker_writer.py"
    await asyncio.to_thread(
        subprocess.run,
        [str(python), str(writer), f"{open_database}&options=-csearch_path%3Drasa"],
        input=json.dumps(turn),
        text=True,
        check=True,
        env=rasa_environment(),
    )
    assert (await the_conversation()).id == message.conversation_id
    where = {"conversation_id": message.conversation_id}
    async with database.transaction() as session:
        replies = await rasa_tracker.replies_to(session, message_id=message.id, **where)
        assert replies == (
            Reply("Dạ em ghi rồi."),
            Reply("Thêm gì không ạ?"),
            Reply("Gửi nhé?", (("Gửi", "/affirm"),)),
        )
        assert await rasa_tracker.forget(session, **where) >= 3
        assert await rasa_tracker.replies_to(session, message_id=message.id, **where) is None
