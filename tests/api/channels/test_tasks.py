"""Deliveries: tried, tried again, given up, each attempt kept; nothing lost, nothing sent twice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text as sql

from api import clock, database, jobs
from api.channels import registry
from api.channels.adapter import Part, RetryLaterError, UndeliverableError
from api.channels.models import AttemptOutcome, DeliveryState
from api.channels.tasks import GIVE_UP_AFTER, LONGEST_WAIT, TryAgainError, back_off, deliver
from api.conversations import service as conversations
from api.conversations.choices import Choice
from tests.api.channels.conftest import Say, attempts_of, delivery_of


@dataclass
class Scripted:
    """A channel that does as the script says: an exception is raised, None is taken."""

    script: list[Exception | None] = field(default_factory=list)
    name: str = "telegram"
    taken: list[str] = field(default_factory=list)
    part_size: int = 1000

    def compose(self, text: str, choices: Sequence[Choice]) -> list[Part]:
        size = self.part_size
        return [Part(text[start : start + size], tuple(choices)) for start in range(0, len(text), size)]

    async def send(self, *, address: str, text: str, choices: Sequence[Choice]) -> str | None:
        if self.script and (error := self.script.pop(0)) is not None:
            raise error
        self.taken.append(text)
        return f"out-{len(self.taken)}"

    async def close(self) -> None:
        return None


async def test_a_message_is_delivered_with_the_citizens_own_number_readable(say: Say) -> None:
    message = await say("Dạ, em gọi lại số ⟨sđt1⟩ ạ.")
    channel = Scripted()
    await deliver(message, adapter=channel, now=clock.now())
    assert channel.taken == ["Dạ, em gọi lại số 0903123456 ạ."]
    delivery = await delivery_of(message)
    assert (delivery.state, delivery.attempts, delivery.external_id) == (DeliveryState.SENT, 1, "out-1")


async def test_a_delivered_message_is_not_sent_again_when_the_job_runs_again(say: Say) -> None:
    message = await say()
    channel = Scripted()
    for _ in range(3):
        await deliver(message, adapter=channel, now=clock.now())
    assert len(channel.taken) == 1
    assert len(await attempts_of(message)) == 1


async def test_a_retry_goes_on_after_the_parts_that_were_taken(say: Say) -> None:
    message = await say("một hai ba")
    channel = Scripted(script=[None, RetryLaterError("busy"), None, None], part_size=4)
    with pytest.raises(TryAgainError):
        await deliver(message, adapter=channel, now=clock.now())
    await deliver(message, adapter=channel, now=clock.now())
    assert "".join(channel.taken) == "một hai ba"
    outcomes = [(attempt.part, attempt.outcome) for attempt in await attempts_of(message)]
    assert outcomes == [
        (1, AttemptOutcome.SENT),
        (2, AttemptOutcome.RETRY),
        (2, AttemptOutcome.SENT),
        (3, AttemptOutcome.SENT),
    ]


async def test_the_channels_own_wait_is_kept(say: Say) -> None:
    message = await say()
    now = clock.now()
    with pytest.raises(TryAgainError) as again:
        await deliver(
            message, adapter=Scripted(script=[RetryLaterError("flood", retry_after=120.0)]), now=now
        )
    assert again.value.seconds == 120.0
    delivery = await delivery_of(message)
    assert (delivery.state, delivery.last_error) == (DeliveryState.RETRYING, "flood")
    assert delivery.next_attempt_at == now + timedelta(seconds=120)


async def test_an_undeliverable_message_is_dead_and_never_tried_again(say: Say) -> None:
    message = await say()
    channel = Scripted(script=[UndeliverableError("blocked")])
    await deliver(message, adapter=channel, now=clock.now())
    await deliver(message, adapter=channel, now=clock.now())
    assert channel.taken == []
    delivery = await delivery_of(message)
    assert (delivery.state, delivery.attempts, delivery.last_error) == (DeliveryState.DEAD, 1, "blocked")


async def test_an_old_message_is_given_up_with_its_reason(say: Say) -> None:
    message = await say()
    late = clock.now() + GIVE_UP_AFTER + timedelta(minutes=1)
    await deliver(message, adapter=Scripted(script=[RetryLaterError("down")]), now=late)
    delivery = await delivery_of(message)
    assert (delivery.state, delivery.last_error) == (DeliveryState.DEAD, "given up: down")


async def test_an_error_nobody_foresaw_loses_nothing(say: Say) -> None:
    message = await say()
    channel = Scripted(script=[ValueError("a fault of ours")])
    with pytest.raises(TryAgainError):
        await deliver(message, adapter=channel, now=clock.now())
    await deliver(message, adapter=channel, now=clock.now())
    assert len(channel.taken) == 1


async def test_a_channel_that_is_not_set_up_keeps_its_messages_waiting(say: Say) -> None:
    message = await say()
    with pytest.raises(TryAgainError):
        await deliver(message, adapter=None, now=clock.now())
    assert (await delivery_of(message)).state == DeliveryState.RETRYING


async def test_a_process_that_dies_while_sending_loses_nothing(say: Say) -> None:
    class DiesError(BaseException):
        pass

    class Dying(Scripted):
        async def send(self, *, address: str, text: str, choices: Sequence[Choice]) -> str | None:
            raise DiesError

    message = await say()
    with pytest.raises(DiesError):
        await deliver(message, adapter=Dying(), now=clock.now())
    channel = Scripted()
    await deliver(message, adapter=channel, now=clock.now())
    assert len(channel.taken) == 1
    outcomes = [attempt.outcome for attempt in await attempts_of(message)]
    assert outcomes == [AttemptOutcome.STARTED, AttemptOutcome.SENT]


async def test_an_erased_message_is_passed_over(say: Say) -> None:
    message = await say()
    async with database.transaction() as session:
        await session.execute(sql("DELETE FROM conversations"))
    channel = Scripted()
    await deliver(message, adapter=channel, now=clock.now())
    assert channel.taken == []


def test_the_wait_doubles_and_has_a_ceiling() -> None:
    assert 1.6 <= back_off(1) <= 2.4
    assert 12.8 <= back_off(4) <= 19.2
    assert back_off(500) <= LONGEST_WAIT * 1.2


async def _run_jobs(*queues: str) -> None:
    async with jobs.app.open_async():
        await jobs.app.run_worker_async(
            queues=list(queues), wait=False, install_signal_handlers=False, delete_jobs="successful"
        )


async def _jobs_left() -> list[tuple[str, str, datetime | None]]:
    async with database.transaction() as session:
        rows = await session.execute(
            sql(
                "SELECT queue_name, status::text, scheduled_at FROM procrastinate_jobs"
                " WHERE queue_name LIKE 'deliver%' ORDER BY id"
            )
        )
        return [(name, status, at) for name, status, at in rows]


@pytest.fixture
def only_channel(monkeypatch: pytest.MonkeyPatch) -> Scripted:
    """The one channel the worker finds."""
    channel = Scripted()
    monkeypatch.setattr("api.channels.tasks.adapters", lambda: {"telegram": channel})
    return channel


async def test_what_was_stored_before_a_crash_is_delivered_by_the_next_worker(
    say: Say, only_channel: Scripted
) -> None:
    messages = [await say(f"câu {number}") for number in range(3)]
    # the process that stored them is gone; another one starts
    await _run_jobs(jobs.DELIVERY_QUEUES["telegram"])
    assert only_channel.taken == ["câu 0", "câu 1", "câu 2"]
    assert {(await delivery_of(message)).state for message in messages} == {DeliveryState.SENT}
    assert await _jobs_left() == []


async def test_a_failed_delivery_waits_in_the_queue_and_later_ones_wait_behind_it(
    say: Say, only_channel: Scripted
) -> None:
    only_channel.script = [RetryLaterError("flood", retry_after=3600.0)]
    await say("câu trước")
    await say("câu sau")
    await _run_jobs(jobs.DELIVERY_QUEUES["telegram"])
    assert only_channel.taken == []
    left = await _jobs_left()
    assert [status for _, status, _ in left] == ["todo", "todo"]
    assert left[0][2] is not None
    assert left[0][2] > datetime.now(UTC) + timedelta(minutes=50)


async def test_a_message_whose_values_cannot_be_read_is_put_aside_and_later_ones_go_out(
    say: Say, only_channel: Scripted
) -> None:
    broken = await say("Dạ, em gọi lại số ⟨sđt1⟩ ạ.")
    later = await say("câu sau")
    async with database.transaction() as session:
        await session.execute(sql("UPDATE vault_entries SET ciphertext = 'x'::bytea"))
    await _run_jobs(jobs.DELIVERY_QUEUES["telegram"])
    assert only_channel.taken == ["câu sau"]
    assert (await delivery_of(later)).state == DeliveryState.SENT
    delivery = await delivery_of(broken)
    assert (delivery.state, delivery.attempts) == (DeliveryState.RETRYING, 1)
    assert delivery.last_error is not None
    assert delivery.last_error.startswith("CannotDecryptError")
    (attempt,) = await attempts_of(broken)
    assert (attempt.outcome, attempt.error) == (AttemptOutcome.RETRY, delivery.last_error)
    assert [status for _, status, _ in await _jobs_left()] == ["todo"]


async def test_a_message_with_a_value_missing_is_never_sent_half(say: Say) -> None:
    message = await say("Dạ, em gọi lại số ⟨sđt1⟩ hoặc ⟨sđt9⟩ ạ.")
    channel = Scripted()
    await deliver(message, adapter=channel, now=clock.now())
    assert channel.taken == []
    assert (await delivery_of(message)).last_error == (
        f"ValueMissingError: no value for sđt9 in conversation {await _conversation_of(message)}"
    )


async def test_after_another_secret_key_a_message_goes_out_once_the_right_one_is_back(
    say: Say, only_channel: Scripted, configure: Callable[..., None]
) -> None:
    message = await say()
    configure(SECRET_KEY="another-" + "k" * 40)
    await deliver(message, adapter=only_channel, now=clock.now())
    assert only_channel.taken == []
    configure(SECRET_KEY="test-" + "k" * 40)
    async with database.transaction() as session:
        await session.execute(sql("UPDATE procrastinate_jobs SET scheduled_at = NULL"))
    await _run_jobs(jobs.DELIVERY_QUEUES["telegram"])
    assert len(only_channel.taken) == 1
    assert (await delivery_of(message)).state == DeliveryState.SENT


async def test_an_old_message_that_cannot_be_made_ready_is_given_up(
    say: Say, configure: Callable[..., None]
) -> None:
    message = await say()
    configure(SECRET_KEY="another-" + "k" * 40)
    late = clock.now() + GIVE_UP_AFTER + timedelta(minutes=1)
    await deliver(message, adapter=Scripted(), now=late)
    delivery = await delivery_of(message)
    assert delivery.state == DeliveryState.DEAD
    assert delivery.last_error is not None
    assert delivery.last_error.startswith("given up: CannotDecryptError")


async def _conversation_of(message_id: UUID) -> UUID:
    async with database.transaction() as session:
        return (await conversations.message(session, message_id=message_id)).conversation_id


async def test_nothing_is_delivered_when_the_transaction_fails(
    open_database: str, say: Say, only_channel: Scripted
) -> None:
    await say("câu đã lưu")
    await _run_jobs(jobs.DELIVERY_QUEUES["telegram"])
    with pytest.raises(RuntimeError, match="boom"):
        await _say_and_fail()
    await _run_jobs(jobs.DELIVERY_QUEUES["telegram"])
    assert only_channel.taken == ["câu đã lưu"]


async def _say_and_fail() -> None:
    from api.conversations import service as conversations

    async with database.transaction() as session:
        conversation = await conversations.by_address(session, channel="telegram", address="5550001")
        assert conversation is not None
        await conversations.say(session, conversation=conversation, text="câu mất")
        raise RuntimeError("boom")


def test_every_queue_has_a_task_and_every_task_a_queue_that_workers_read() -> None:
    jobs.app.perform_import_paths()
    consumed = {task.queue for task in jobs.app.tasks.values() if not task.name.startswith("builtin")}
    assert consumed == set(jobs.QUEUES)


async def test_every_channel_that_is_set_up_has_its_adapter(configure: object) -> None:
    configure(  # type: ignore[operator]
        TELEGRAM_TOKEN="1:x",
        ZALO_ACCESS_TOKEN="y",
        SMS_GATEWAY_URL="http://127.0.0.1:9",
        SMTP_HOST="127.0.0.1",
        SMTP_FROM="1022@example.vn",
    )
    registry.adapters.cache_clear()
    try:
        assert set(registry.adapters()) == set(jobs.DELIVERY_QUEUES)
    finally:
        await registry.close_adapters()
