"""Turns whose first try failed: they wait, are tried again, and lose and double nothing."""

from typing import Any

import pytest
from sqlalchemy import text

from api import database, jobs
from api.conversations import rasa_client, turn_waiting, wording
from api.conversations.models import Owner, TurnState
from api.conversations.tasks import BACK_OFF, LONGEST, TOLD_AFTER
from api.conversations.turn_waiting import OPERATOR_CALLED, STILL_WAITING
from tests.api.conversations.conftest import (
    FakeRasa,
    count,
    events_of,
    file_for,
    make_due,
    run_jobs,
    state_of,
    the_conversation,
    told,
    write,
)

pytestmark = pytest.mark.usefixtures("queue")


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
    assert await told() == [wording.STILL_WAITING(), wording.FAILED()]
    assert "1022" in wording.FAILED()
    conversation = await the_conversation()
    assert conversation.owner == Owner.WAITING
    assert await state_of(message.id) is TurnState.FAILED
    kinds = [kind for kind, _ in await events_of(conversation.id)]
    assert kinds == [STILL_WAITING, "turn_failed", "handoff_asked"]
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

    monkeypatch.setattr(rasa_client, "ask", broken)
    await write("xin chào")
    for _ in range(len(BACK_OFF) + 1):
        await run_jobs()
        await make_due()
    assert await told() == [wording.STILL_WAITING(), wording.FAILED()]
    assert await count("SELECT count(*) FROM conversation_events WHERE reason LIKE 'ZeroDivisionError%'") == 1


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
    assert await told() == [wording.STILL_WAITING(), wording.ALREADY_FILED(code=codes[0])]


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


async def _tried(times: int) -> None:
    """Let the waiting turn have had so many tries."""
    async with database.transaction() as session:
        await session.execute(
            text("UPDATE procrastinate_jobs SET attempts = :times WHERE queue_name = 'turns'"),
            {"times": times},
        )


async def test_while_rasa_is_away_the_citizen_hears_once_that_it_takes_longer_and_is_answered_when_it_is_back(
    rasa: FakeRasa,
) -> None:
    rasa.away = True
    await write("đồng ý")
    for _ in range(TOLD_AFTER):
        await run_jobs()
        assert await told() == []
        await make_due()
    for tries in (TOLD_AFTER, TOLD_AFTER + 1, len(BACK_OFF), LONGEST - 1):
        await _tried(tries)
        await run_jobs()
        await make_due()
        assert await told() == [wording.STILL_WAITING()]
    conversation = await the_conversation()
    assert conversation.owner == Owner.WAITING
    assert [kind for kind, _ in await events_of(conversation.id)] == [
        STILL_WAITING,
        OPERATOR_CALLED,
        "handoff_asked",
    ]
    rasa.away = False
    await run_jobs()
    assert await told() == [wording.STILL_WAITING(), "đã nghe: đồng ý"]


async def test_a_rasa_that_never_comes_back_is_not_waited_for_for_ever(rasa: FakeRasa) -> None:
    rasa.away = True
    message = await write("xin chào")
    assert message is not None
    await _tried(LONGEST)
    await run_jobs()
    assert await told() == [wording.FAILED()]
    assert await state_of(message.id) is TurnState.FAILED


async def test_who_talks_to_an_operator_is_not_told_to_wait(rasa: FakeRasa) -> None:
    message = await write("xin chào")
    assert message is not None
    async with database.transaction() as session:
        await session.execute(text("UPDATE conversations SET owner = 'operator'"))
    await turn_waiting.say_so(message.id)
    await turn_waiting.call_operator(message.id)
    assert await told() == []
    assert await events_of((await the_conversation()).id) == []
