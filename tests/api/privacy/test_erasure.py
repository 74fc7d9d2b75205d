"""What a citizen asked to have erased is gone from every table, and what must stay stays without the citizen."""

import json
from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from api import clock, database, jobs
from api.audit import service as audit
from api.conversations import service as conversations
from api.conversations import wording
from api.errors import NotFoundError
from api.feedback import service as feedback
from api.privacy import erasure
from api.privacy.commands import privacy_app
from api.procedures.models import Question
from api.settings import Settings, settings

pytestmark = pytest.mark.usefixtures("app_settings")

SECRETS = ("0903123456", "quán phở nhà tôi", "người lạ", "visitor-9")
_TABLES = (
    "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
    " WHERE schemaname IN ('public', 'rasa') AND tablename <> 'alembic_version'"
)
_EVENTS = "CREATE TABLE rasa.events (id serial, sender_id text, type_name text, data text)"


async def _write(words: str, external_id: str) -> UUID | None:
    async with database.transaction() as session:
        message = await conversations.receive(
            session,
            incoming=conversations.Incoming(
                channel="web", address="visitor-9", external_id=external_id, text=words
            ),
        )
        return message.conversation_id if message else None


async def _citizen() -> tuple[UUID, str]:
    """A conversation with all that there can be: vault, report, questions, events, Rasa's tracker, a delivery."""
    conversation_id = await _write("ở quán phở nhà tôi, số 0903123456", "1")
    assert conversation_id is not None
    async with database.transaction() as session:
        await session.execute(text(_EVENTS))
        await _track(session, conversation_id)
        conversation = await conversations.locked(session, conversation_id=conversation_id)
        await conversations.say(session, conversation=conversation, text="Dạ quán phở nhà tôi ⟨sđt1⟩.")
        await conversations.ask_for_human(session, conversation_id=conversation_id, reason="quán phở nhà tôi")
        session.add(
            Question(
                conversation_id=conversation_id,
                text="quán phở nhà tôi",
                decision="no",
                reason="-",
                confidence=0.1,
            )
        )
        case = await feedback.file(
            session,
            idempotency_key="key-1",
            channel="web",
            conversation_id=conversation_id,
            content="Đèn đường đầu hẻm tắt",
            place="hẻm 12",
            unit_code="26929",
            contact_name="người lạ",
            contact_phone="⟨sđt1⟩",
            now=clock.now(),
        )
        return conversation_id, case.code


async def _track(session: object, conversation_id: UUID) -> None:
    row = {
        "sender": str(conversation_id),
        "data": json.dumps({"text": "quán phở nhà tôi"}, ensure_ascii=False),
    }
    await session.execute(  # type: ignore[attr-defined]
        text("INSERT INTO rasa.events (sender_id, type_name, data) VALUES (:sender, 'user', :data)"), row
    )


async def _everything() -> str:
    async with database.transaction() as session:
        tables = list(await session.scalars(text(_TABLES)))
        rows = [
            str(row)
            for table in tables
            for row in await session.scalars(text(f"SELECT t::text FROM {table} AS t"))  # noqa: S608
        ]
    return "\n".join(rows)


async def _erase(conversation_id: UUID) -> erasure.Erasure:
    async with database.transaction() as session:
        return await erasure.erase(session, conversation_id=conversation_id, actor="staff:7", now=clock.now())


async def test_nothing_of_the_citizen_is_left_and_the_case_stays(open_database: str) -> None:
    conversation_id, code = await _citizen()
    assert "quán phở nhà tôi" in await _everything()
    done = await _erase(conversation_id)
    assert (done.first, done.messages, done.values, done.cases) == (True, 2, 1, 1)
    left = await _everything()
    assert [secret for secret in SECRETS if secret in left] == []
    async with database.transaction() as session:
        for table, count in (("vault_entries", 0), ("deliveries", 0), ("rasa.events", 0), ("messages", 2)):
            assert await session.scalar(text(f"SELECT count(*) FROM {table}")) == count  # noqa: S608
        case = await feedback.by_idempotency_key(session, key="key-1")
        assert case is not None
        assert (case.contact_name, case.contact_phone, case.conversation_id) == (None, None, None)
        assert case.content == "Đèn đường đầu hẻm tắt"
        status = await feedback.status_for_citizen(session, code=code)
        assert status.code == code
        texts = set(await session.scalars(text("SELECT text FROM messages")))
    assert texts == {wording.ERASED()}


async def test_the_erasure_is_on_record_once_and_can_be_repeated(open_database: str) -> None:
    conversation_id, _ = await _citizen()
    await _erase(conversation_id)
    again = await _erase(conversation_id)
    assert (again.first, again.messages, again.values, again.cases) == (False, 0, 0, 0)
    async with database.transaction() as session:
        events = await conversations.events(session, conversation_id=conversation_id)
        on_record = await audit.events(session, subject=f"conversation:{conversation_id}")
        case = await feedback.by_idempotency_key(session, key="key-1")
        assert case is not None
        timeline = await feedback.timeline(session, case_id=case.id)
    assert [(one.kind, one.actor) for one in events if one.kind == "erased"] == [("erased", "staff:7")]
    assert [(one.kind, one.details) for one in on_record] == [
        ("conversation_erased", {"messages": 2, "values": 1, "cases": 1})
    ]
    assert [one.kind for one in timeline][-1] == "contact_erased"


async def test_an_erased_conversation_is_nobodys_and_the_citizen_starts_anew(open_database: str) -> None:
    conversation_id, _ = await _citizen()
    await _erase(conversation_id)
    async with database.transaction() as session:
        assert await conversations.open_conversations(session) == []
        with pytest.raises(NotFoundError):
            await conversations.take_over(session, conversation_id=conversation_id, operator_id=1)
    fresh = await _write("alo", "2")
    assert fresh not in (None, conversation_id)


async def test_what_a_turn_still_going_on_stored_is_erased_by_the_job(open_database: str) -> None:
    conversation_id, _ = await _citizen()
    await _erase(conversation_id)
    async with database.transaction() as session:
        await _track(session, conversation_id)
    async with jobs.app.open_async():
        await jobs.app.run_worker_async(
            queues=[jobs.UPKEEP, jobs.TURNS], wait=False, install_signal_handlers=False
        )
    assert "quán phở nhà tôi" not in await _everything()


async def test_there_must_be_such_a_conversation(open_database: str) -> None:
    with pytest.raises(NotFoundError):
        await _erase(UUID(int=0))


@pytest.fixture
def troly(
    database_url: str, app_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str]]:
    """Run `troly privacy …` with a line of standard input; its exit status and what it prints."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    settings.cache_clear()

    def run(*arguments: str, typed: str = "") -> tuple[int, str]:
        result = CliRunner().invoke(privacy_app, list(arguments), input=typed)
        return result.exit_code, result.output

    return run


def test_the_command_asks_first_and_then_erases(
    database_url: str, troly: Callable[..., tuple[int, str]]
) -> None:
    import asyncio

    async def prepare() -> UUID:
        database.open_database(database_url)
        conversation_id, _ = await _citizen()
        await database.close_database()
        return conversation_id

    conversation_id = str(asyncio.run(prepare()))
    code, _ = troly("erase", conversation_id, typed="n\n")
    assert code == 1
    code, output = troly("erase", conversation_id, typed="y\n")
    assert code == 0, output
    assert "đã xóa 2 tin nhắn" in output
    assert "từ trước" in troly("erase", conversation_id, "--yes")[1]
