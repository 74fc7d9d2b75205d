"""What cannot be brought to the chat of whoever reported is told once by SMS or e-mail, where they left one."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import select, update

from api import clock, database
from api.channels.adapter import Part, RetryLaterError, UndeliverableError
from api.channels.email import EmailAdapter
from api.channels.kiosk import LEFT_AFTER, KioskAdapter
from api.channels.models import Delivery, DeliveryState
from api.channels.sms import SmsAdapter
from api.channels.tasks import GIVE_UP_AFTER, deliver
from api.conversations import service as conversations
from api.conversations.metadata import Kind, Metadata
from api.feedback import service as feedback
from api.feedback.service import Case
from api.privacy import erasure
from api.settings import settings
from tests.api.channels.conftest import OutsideWorld
from tests.api.channels.test_caller_lines import SITE, mails, sms
from tests.api.feedback.conftest import File, file
from tests.mail_server import MailServer, body_of

__all__ = ["file", "mails", "sms"]


@dataclass
class Blocked:
    """A messenger whose user has blocked us, or whose server is away."""

    error: Exception = field(default_factory=lambda: UndeliverableError("blocked by the user"))
    name: str = "telegram"
    calls: int = 0

    def compose(self, text: str, choices: Any) -> list[Part]:
        return [Part(text, tuple(choices))]

    async def send(self, *, address: str, text: str, choices: Any) -> str | None:
        self.calls += 1
        raise self.error

    async def close(self) -> None:
        return None


async def _reported(file: File, *, address: str = "5550001", channel: str = "telegram", **given: Any) -> Case:
    """A case filed over a messenger."""
    async with database.transaction() as session:
        message = await conversations.receive(
            session,
            incoming=conversations.Incoming(
                channel=channel, address=address, external_id=f"t-{address}", text="chào, số 0903123456"
            ),
        )
        assert message is not None
    return await file(channel=channel, conversation_id=message.conversation_id, now=clock.now(), **given)


async def _answer(case: Case, text: str = "Đã thay bóng.") -> None:
    async with database.transaction() as session:
        await feedback.answer(
            session, case_id=case.id, agency="TT_HTKT", actor="staff:7", text=text, now=clock.now()
        )


async def _deliveries(channel: str) -> list[Delivery]:
    async with database.transaction() as session:
        wanted = select(Delivery).where(Delivery.channel == channel).order_by(Delivery.id)
        return list(await session.scalars(wanted))


async def _bring(channel: str, adapter: Any) -> None:
    for row in await _deliveries(channel):
        await deliver(row.message_id, adapter=adapter, now=clock.now())
    await adapter.close()


async def test_a_change_that_a_blocked_messenger_does_not_take_goes_out_once_by_sms(
    sms: OutsideWorld, file: File
) -> None:
    case = await _reported(file)
    await _answer(case)
    for _ in range(3):
        await _bring("telegram", Blocked())
        await _bring("sms", SmsAdapter(settings()))
    (told,) = sms.sent("send")
    assert told["to"] == "84903123456"
    assert "Đã thay bóng." in told["text"]
    assert told["text"].endswith(f"Trả lời tại {SITE}/theo-doi?ma={case.code}")
    assert [row.state for row in await _deliveries("telegram")] == [DeliveryState.DEAD]


async def test_two_jobs_of_one_message_tell_it_elsewhere_once(sms: OutsideWorld, file: File) -> None:
    case = await _reported(file)
    await _answer(case)
    (row,) = await _deliveries("telegram")
    both = Blocked()
    await asyncio.gather(
        *(deliver(row.message_id, adapter=both, now=clock.now()) for _ in range(2)), return_exceptions=True
    )
    assert len(await _deliveries("sms")) == 1


async def test_each_further_change_goes_the_same_way(sms: OutsideWorld, file: File) -> None:
    case = await _reported(file)
    await _answer(case)
    await _bring("telegram", Blocked())
    async with database.transaction() as session:
        await feedback.confirm(session, case_id=case.id, now=clock.now())
    await _bring("telegram", Blocked())
    await _bring("sms", SmsAdapter(settings()))
    assert len(sms.sent("send")) == len(await _deliveries("telegram"))
    assert len({told["text"] for told in sms.sent("send")}) == len(sms.sent("send")) > 1


async def test_a_message_too_old_to_try_again_is_told_elsewhere(sms: OutsideWorld, file: File) -> None:
    case = await _reported(file)
    await _answer(case)
    (row,) = await _deliveries("telegram")
    away = Blocked(RetryLaterError("away"))
    await deliver(row.message_id, adapter=away, now=clock.now() + 2 * GIVE_UP_AFTER)
    assert len(await _deliveries("sms")) == 1


async def test_who_left_an_address_and_no_mobile_number_is_told_by_email(
    mails: MailServer, file: File
) -> None:
    case = await _reported(file, contact_phone=None, contact_email="an@example.vn")
    await _answer(case)
    for _ in range(2):
        await _bring("telegram", Blocked())
        await _bring("email", EmailAdapter(settings()))
    ((readers, told),) = mails.mails
    assert readers == ("an@example.vn",)
    assert case.code in str(told["Subject"])
    assert "Đã thay bóng." in body_of(told)


async def test_the_code_of_a_report_just_filed_is_told_elsewhere(sms: OutsideWorld, file: File) -> None:
    case = await _reported(file)
    assert case.conversation_id is not None
    async with database.transaction() as session:
        conversation = await conversations.locked(session, conversation_id=case.conversation_id)
        await conversations.say(
            session,
            conversation=conversation,
            text=f"Dạ, mã phản ánh là {case.code}. Em gọi lại ⟨sđt1⟩ ạ.",
            metadata=Metadata(kind=Kind.FEEDBACK_FILED, feedback_code=case.code),
        )
    await _bring("telegram", Blocked())
    await _bring("sms", SmsAdapter(settings()))
    (told,) = sms.sent("send")
    assert case.code in told["text"]
    assert "⟨" not in told["text"]


@pytest.mark.parametrize("metadata", [Metadata(), Metadata(kind=Kind.PROCEDURE_ANSWER)])
async def test_an_answer_in_a_talk_is_not_told_elsewhere(
    sms: OutsideWorld, file: File, metadata: Metadata
) -> None:
    case = await _reported(file)
    assert case.conversation_id is not None
    async with database.transaction() as session:
        conversation = await conversations.locked(session, conversation_id=case.conversation_id)
        await conversations.say(
            session, conversation=conversation, text="Dạ lệ phí là 50.000 đồng.", metadata=metadata
        )
    await _bring("telegram", Blocked())
    assert await _deliveries("sms") == []


async def test_a_follower_who_left_nothing_is_told_nowhere_else(sms: OutsideWorld, file: File) -> None:
    case = await _reported(file)
    async with database.transaction() as session:
        message = await conversations.receive(
            session,
            incoming=conversations.Incoming(
                channel="telegram", address="5550009", external_id="f", text="theo dõi"
            ),
        )
        assert message is not None
        await feedback.follow(
            session, case_id=case.id, conversation_id=message.conversation_id, now=clock.now()
        )
    await _answer(case)
    await _bring("telegram", Blocked())
    assert len(await _deliveries("telegram")) == 2
    assert len(await _deliveries("sms")) == 1


async def test_without_gateway_and_mail_server_the_message_is_dead_and_that_is_all(file: File) -> None:
    case = await _reported(file)
    await _answer(case)
    await _bring("telegram", Blocked())
    assert [row.state for row in await _deliveries("telegram")] == [DeliveryState.DEAD]
    assert await _deliveries("sms") == await _deliveries("email") == []


async def test_a_dead_sms_is_not_told_elsewhere_again(
    mails: MailServer, file: File, configure: Callable[..., None]
) -> None:
    configure(SMS_GATEWAY_URL="http://127.0.0.1:9", SMS_QUIET_FROM="0", SMS_QUIET_UNTIL="0")
    case = await _reported(file, contact_email="an@example.vn")
    await _answer(case)
    await _bring("telegram", Blocked())
    await _bring("sms", Blocked(name="sms"))
    assert [row.state for row in await _deliveries("sms")] == [DeliveryState.DEAD]
    assert await _deliveries("email") == []


async def test_after_an_erasure_nobody_is_told_elsewhere(sms: OutsideWorld, file: File) -> None:
    case = await _reported(file)
    await _answer(case)
    await _bring("telegram", Blocked())
    assert case.conversation_id is not None
    async with database.transaction() as session:
        await erasure.erase(session, conversation_id=case.conversation_id, actor="test", now=clock.now())
    await _bring("sms", SmsAdapter(settings()))
    assert sms.sent("send") == []


async def test_who_still_stands_at_the_kiosk_reads_it_there(sms: OutsideWorld, file: File) -> None:
    await _answer(await _reported(file, channel="kiosk"))
    await _bring("kiosk", KioskAdapter())
    assert {row.state for row in await _deliveries("kiosk")} == {DeliveryState.SENT}
    assert await _deliveries("sms") == []


async def test_who_left_the_kiosk_is_told_by_sms(sms: OutsideWorld, file: File) -> None:
    case = await _reported(file, channel="kiosk")
    async with database.transaction() as session:
        citizens = conversations.Message.author == conversations.Author.CITIZEN
        long_ago = clock.now() - 2 * LEFT_AFTER
        await session.execute(update(conversations.Message).where(citizens).values(created_at=long_ago))
    await _answer(case)
    await _bring("kiosk", KioskAdapter())
    await _bring("sms", SmsAdapter(settings()))
    (told,) = sms.sent("send")
    assert "Đã thay bóng." in told["text"]
