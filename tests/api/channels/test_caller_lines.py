"""Somebody who called hears of every change once, by SMS or e-mail; the contact is read only to send."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from api import clock, database
from api.audit.service import AuditEvent
from api.channels import registry, tasks
from api.channels.email import EmailAdapter
from api.channels.models import Delivery, DeliveryState
from api.channels.sms import SmsAdapter, SmsBodyError, quiet_seconds, read_body
from api.channels.tasks import TryAgainError, deliver
from api.conversations import service as conversations
from api.feedback import service as feedback
from api.feedback.service import Case
from api.notifications.mail import BadAddressError
from api.privacy import erasure
from api.privacy.commands import privacy_app
from api.settings import CITY_TIME, settings
from tests.api.channels.conftest import OutsideWorld
from tests.api.feedback.conftest import NOW, File, file
from tests.mail_server import MailServer, body_of, mail_server

__all__ = ["file"]

SITE = "https://1022.example.vn"


@pytest.fixture
def sms(outside: OutsideWorld, configure: Callable[..., None]) -> OutsideWorld:
    """The city's SMS gateway."""
    configure(
        SMS_GATEWAY_URL=f"{outside.address}/send",
        SMS_GATEWAY_TOKEN="gateway-key",
        SMS_QUIET_FROM="0",
        SMS_QUIET_UNTIL="0",
        PUBLIC_URL=SITE,
    )
    return outside


@pytest.fixture
async def mails(configure: Callable[..., None]) -> AsyncIterator[MailServer]:
    """The city's mail server."""
    async with mail_server() as played:
        configure(**played.env, PUBLIC_URL=SITE)
        yield played


async def _call(file: File, **given: Any) -> Case:
    return await file(channel="phone", now=clock.now(), **given)


async def _deliveries() -> list[Delivery]:
    async with database.transaction() as session:
        return list(await session.scalars(select(Delivery).order_by(Delivery.id)))


async def _send_all(adapter: SmsAdapter | EmailAdapter) -> None:
    for row in await _deliveries():
        await deliver(row.message_id, adapter=adapter, now=clock.now())
    await adapter.close()


async def _answer(case: Case, text: str) -> None:
    async with database.transaction() as session:
        await feedback.answer(
            session, case_id=case.id, agency="TT_HTKT", actor="staff:7", text=text, now=clock.now()
        )


async def test_a_caller_is_told_the_code_and_every_change_once_by_sms(sms: OutsideWorld, file: File) -> None:
    case = await _call(file)
    await _answer(case, "Đã thay bóng. Cần gì thêm gọi 028 3829 1234.")
    for _ in range(2):
        await _send_all(SmsAdapter(settings()))
    filed, answered = sms.sent("send")
    assert filed["to"] == answered["to"] == "84903123456"
    assert case.code in filed["text"]
    assert f"{SITE}/theo-doi?ma={case.code}" in filed["text"]
    assert "Đã thay bóng. Cần gì thêm gọi 028 3829 1234." in answered["text"]
    assert answered["text"].endswith(f"Trả lời tại {SITE}/theo-doi?ma={case.code}")
    assert filed["id"] != answered["id"]
    assert sms.headers[0]["authorization"] == "Bearer gateway-key"
    assert [row.state for row in await _deliveries()] == [DeliveryState.SENT] * 2


async def test_the_use_of_the_contact_is_in_the_audit_and_the_number_nowhere(
    sms: OutsideWorld, file: File, capfd: pytest.CaptureFixture[str]
) -> None:
    case = await _call(file)
    await _send_all(SmsAdapter(settings()))
    async with database.transaction() as session:
        (row,) = await session.scalars(select(AuditEvent).where(AuditEvent.kind == "contact_used"))
        conversation = await conversations.get(session, conversation_id=_line(case))
        assert conversations.address_of(conversation) == f"case:{case.id}"
    assert (row.subject, row.details) == (f"case:{case.code}", {"channel": "sms"})
    assert "0903123456" not in "".join(capfd.readouterr())


def _line(case: Case) -> UUID:
    assert case.conversation_id is not None
    return case.conversation_id


async def test_a_gateway_that_is_away_is_asked_again_and_the_reason_names_no_number(
    sms: OutsideWorld, file: File
) -> None:
    await _call(file)
    (row,) = await _deliveries()
    broken = SmsAdapter(settings().model_copy(update={"sms_gateway_url": "http://127.0.0.1:9/send"}))
    with pytest.raises(TryAgainError):
        await deliver(row.message_id, adapter=broken, now=clock.now())
    await broken.close()
    (row,) = await _deliveries()
    assert row.state == DeliveryState.RETRYING
    assert "903123456" not in (row.last_error or "")
    await _send_all(SmsAdapter(settings()))
    assert len(sms.sent("send")) == 1


async def test_the_body_is_shaped_by_the_settings_and_words_cannot_change_it(
    sms: OutsideWorld, file: File, configure: Callable[..., None]
) -> None:
    configure(
        SMS_GATEWAY_BODY='{"auth": "{token}", "msgs": [{"phone": "{to_local}", "msg": "{text}", "n": 1}]}',
        SMS_UNACCENTED="true",
    )
    case = await _call(file)
    await _answer(case, 'Đã sửa "{token}", {"phone": "0900000000"}')
    await _send_all(SmsAdapter(settings()))
    body = sms.sent("send")[-1]
    assert body["auth"] == "gateway-key"
    (message,) = body["msgs"]
    assert (message["phone"], message["n"]) == ("0903123456", 1)
    assert 'Da sua "{token}", {"phone": "0900000000"}' in message["msg"]
    assert "authorization" not in sms.headers[-1]


@pytest.mark.parametrize("template", ["", "[]", "{text}", '{"text": "{text}"}', '{"to": "{to}"}'])
def test_a_body_without_number_or_text_cannot_be_used(template: str) -> None:
    with pytest.raises(SmsBodyError):
        read_body(template)


@pytest.mark.parametrize(("said", "sent"), [("ok=true", True), ("result=true", True), ("code=100", False)])
async def test_what_the_gateway_must_say_decides(
    sms: OutsideWorld, file: File, configure: Callable[..., None], said: str, sent: bool
) -> None:
    configure(SMS_GATEWAY_SUCCESS=said.replace("true", "True"))
    await _call(file)
    (row,) = await _deliveries()
    adapter = SmsAdapter(settings())
    if sent:
        await deliver(row.message_id, adapter=adapter, now=clock.now())
    else:
        with pytest.raises(TryAgainError):
            await deliver(row.message_id, adapter=adapter, now=clock.now())
    await adapter.close()


async def test_a_caller_with_a_land_line_and_an_address_is_told_by_email(
    mails: MailServer, file: File, configure: Callable[..., None]
) -> None:
    configure(SMS_GATEWAY_URL="http://127.0.0.1:9/send")
    case = await _call(file, contact_phone="028 3829 1234", contact_email="an@example.vn")
    await _answer(case, "Đã thay bóng.")
    for _ in range(2):
        await _send_all(EmailAdapter(settings()))
    (readers, filed), (_, answered) = mails.mails
    assert readers == ("an@example.vn",)
    assert filed["Subject"] == f"Tổng đài 1022: phản ánh {case.code}"
    assert "Đã thay bóng." in body_of(answered)
    assert f"{SITE}/theo-doi?ma={case.code}" in body_of(answered)


async def test_an_address_that_is_refused_for_good_is_given_up(mails: MailServer, file: File) -> None:
    await _call(file, contact_email="an@example.vn")
    mails.refused = {"an@example.vn": "550 no such user"}
    await _send_all(EmailAdapter(settings()))
    assert [row.state for row in await _deliveries()] == [DeliveryState.DEAD]


async def test_without_gateway_and_mail_server_a_caller_has_no_line(file: File) -> None:
    case = await _call(file)
    assert case.conversation_id is None
    assert await _deliveries() == []


async def test_a_case_from_a_conversation_is_told_there_alone(sms: OutsideWorld, file: File) -> None:
    async with database.transaction() as session:
        message = await conversations.receive(
            session,
            incoming=conversations.Incoming(channel="web", address="v", external_id="1", text="chào"),
        )
        assert message is not None
    await file(conversation_id=message.conversation_id)
    assert await _deliveries() == []


async def test_a_report_filed_twice_for_a_caller_opens_one_line(sms: OutsideWorld, file: File) -> None:
    first, second = await asyncio.gather(_call(file), _call(file))
    assert first.id == second.id
    assert len(await _deliveries()) == 1


async def test_what_is_erased_is_told_nobody(sms: OutsideWorld, file: File) -> None:
    case = await _call(file)
    async with database.transaction() as session:
        await erasure.erase(session, conversation_id=_line(case), actor="test", now=NOW)
    await _send_all(SmsAdapter(settings()))
    assert sms.sent("send") == []
    async with database.transaction() as session:
        assert feedback.contact(await feedback.case_by_code(session, code=case.code)).phone is None


async def test_an_address_that_is_none_is_refused_before_anything_is_filed(file: File) -> None:
    with pytest.raises(BadAddressError):
        await _call(file, contact_email="không có")


async def test_the_operators_desk_does_not_list_lines(sms: OutsideWorld, file: File) -> None:
    await _call(file)
    async with database.transaction() as session:
        assert await conversations.open_conversations(session) == []


@pytest.mark.parametrize(
    ("local", "hours"),
    [
        (datetime(2026, 10, 16, 20, 59), 0),
        (datetime(2026, 10, 16, 21, 0), 10),
        (datetime(2026, 10, 17, 0, 0), 7),
        (datetime(2026, 10, 17, 6, 30), 0.5),
        (datetime(2026, 10, 17, 7, 0), 0),
    ],
)
def test_at_night_an_sms_waits_for_the_morning(local: datetime, hours: float) -> None:
    assert quiet_seconds(local.replace(tzinfo=CITY_TIME), start=21, end=7) == hours * 3600
    assert quiet_seconds(local.replace(tzinfo=CITY_TIME), start=0, end=0) == 0


def test_a_wrong_body_keeps_no_other_channel_from_sending(configure: Callable[..., None]) -> None:
    configure(SMS_GATEWAY_URL="http://127.0.0.1:9", SMS_GATEWAY_BODY="wrong")
    registry.adapters.cache_clear()
    try:
        assert "web" in registry.adapters()
        assert "sms" not in registry.adapters()
    finally:
        registry.adapters.cache_clear()


def test_every_channel_has_a_job() -> None:
    assert {"sms", "email"} <= set(tasks.DELIVERY_TASKS)


def test_a_caller_is_erased_by_the_code_of_the_report(
    database_url: str, configure: Callable[..., None]
) -> None:
    configure(DATABASE_URL=database_url, SMS_GATEWAY_URL="http://127.0.0.1:9")
    case = asyncio.run(_filed(database_url))
    result = CliRunner().invoke(privacy_app, ["erase", case.code.lower(), "--yes"])
    assert result.exit_code == 0, result.output
    assert "liên hệ của 1 phản ánh" in result.output


async def _filed(database_url: str) -> Case:
    database.open_database(database_url)
    try:
        async with database.transaction() as session:
            return await feedback.file(
                session,
                idempotency_key="phone:1",
                channel="phone",
                content="Đèn đường tắt",
                place=None,
                unit_code="26929",
                contact_name=None,
                contact_phone="0903123456",
                now=clock.now(),
            )
    finally:
        await database.close_database()
