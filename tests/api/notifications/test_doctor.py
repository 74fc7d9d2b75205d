"""`troly doctor` says what is missing or wrong with mail, SMS and webhooks."""

import asyncio
from collections.abc import Callable

import pytest

from api.cli import doctor
from api.cli.doctor import Finding
from tests.mail_server import mail_server

Configure = Callable[..., None]


def _found(check: str) -> Finding:
    found: Finding = getattr(doctor, check)()
    return found


@pytest.mark.parametrize("check", ["_mail", "_sms"])
def test_what_is_not_set_up_is_nothing_to_mend(configure: Configure, check: str) -> None:
    configure()
    assert _found(check).found.startswith("chưa nối")
    assert _found(check).mend == ""


@pytest.mark.parametrize(
    ("check", "given", "mend"),
    [
        ("_mail", {"SMTP_HOST": "127.0.0.1"}, "đặt SMTP_FROM"),
        ("_mail", {"SMTP_FROM": "1022@example.vn", "SMTP_USER": "u"}, "đặt SMTP_HOST, SMTP_PASSWORD"),
        ("_mail", {"SMTP_HOST": "127.0.0.1", "SMTP_FROM": "a@b.vn", "SMTP_PORT": "9"}, "xem lại SMTP_HOST"),
        ("_sms", {"SMS_GATEWAY_URL": "http://127.0.0.1:9", "SMS_GATEWAY_BODY": "x"}, "sửa SMS_GATEWAY_BODY"),
        ("_sms", {"SMS_GATEWAY_URL": "http://127.0.0.1:9", "SMS_GATEWAY_SUCCESS": "ok"}, "ghi dạng"),
        ("_sms", {"SMS_GATEWAY_URL": "http://127.0.0.1:9"}, "đặt PUBLIC_URL"),
        ("_webhooks", {"WEBHOOK_ALLOWED": "10.0.0.0/99"}, "sửa WEBHOOK_ALLOWED"),
    ],
)
def test_what_is_wrong_is_said_with_how_to_mend_it(
    configure: Configure, check: str, given: dict[str, str], mend: str
) -> None:
    configure(**given)
    assert _found(check).mend.startswith(mend)


async def test_a_mail_server_that_lets_us_in_is_well(configure: Configure) -> None:
    async with mail_server() as played:
        configure(**played.env)
        found = await asyncio.to_thread(_found, "_mail")
    assert found.mend == ""


def test_dead_letters_are_counted(configure: Configure, database_url: str) -> None:
    configure(DATABASE_URL=database_url)
    assert _found("_webhooks").found == "0 điểm nhận, 0 đang ngừng, 0 sự kiện không gửi được"
