"""Sending e-mail through the city's mail server (SMTP)."""

import re
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

import aiosmtplib

from api.errors import TrolyError
from api.settings import Settings, settings

TIMEOUT = 30.0
"""Seconds for each step of the conversation with the mail server."""
_QUICK = 5.0
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?=.{1,253}$)(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}"
)
"""As browsers read `<input type=email>`: no comments, no quotes, nothing that could carry a second header."""


class BadAddressError(TrolyError):
    """It is no e-mail address."""

    status = 422
    sentence = "Địa chỉ e-mail không đúng."


class MailNotSetUpError(TrolyError):
    """`SMTP_HOST` or `SMTP_FROM` is not set."""

    status = 409
    sentence = "Chưa cấu hình máy chủ thư: đặt SMTP_HOST và SMTP_FROM."


class MailRefusedError(TrolyError):
    """The mail server will never take this mail for these readers."""

    status = 502
    sentence = "Máy chủ thư từ chối người nhận."


class MailDelayedError(TrolyError):
    """The mail was not taken now, but may be later: server away, busy, or not letting us in.

    `ours` tells that only the city's administrators can mend it.
    """

    status = 503
    sentence = "Máy chủ thư chưa nhận thư."

    def __init__(self, detail: str, *, ours: bool = False) -> None:
        super().__init__(detail)
        self.ours = ours


def is_set_up(config: Settings) -> bool:
    """Tell whether mail can be sent."""
    return bool(config.smtp_host and config.smtp_from)


def checked_address(address: str) -> str:
    """Return `address` without spaces around it.

    Raises:
        BadAddressError: it is none.
    """
    address = address.strip()
    if len(address) > 254 or not _ADDRESS.fullmatch(address):
        raise BadAddressError("no e-mail address")
    return address


def compose(
    *, to: tuple[str, ...], subject: str, text: str, html: str | None = None, id: str, now: datetime
) -> EmailMessage:
    """Return a mail; `id` makes the Message-ID, the same for the same mail however often it is tried.

    Raises:
        MailNotSetUpError: there is no sender.
    """
    sender = settings().smtp_from
    if not sender:
        raise MailNotSetUpError("SMTP_FROM is not set")
    message = EmailMessage()
    message["From"] = sender
    message["To"] = ", ".join(to)
    message["Subject"] = subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{id}@{parseaddr(sender)[1].rpartition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


async def problem() -> str | None:
    """Return why the mail server cannot be used, None where it lets us in."""
    config = settings()
    password = config.smtp_password
    client = aiosmtplib.SMTP(
        hostname=config.smtp_host,
        port=config.smtp_port,
        username=config.smtp_user,
        password=password.get_secret_value() if password else None,
        use_tls=config.smtp_security == "tls",
        start_tls=config.smtp_security == "starttls",
        timeout=_QUICK,
    )
    try:
        async with client:
            await client.noop()
    except (aiosmtplib.SMTPException, OSError) as error:
        return f"{type(error).__name__}: {error}"
    return None


async def send(message: EmailMessage) -> tuple[str, ...]:
    """Give a mail to the mail server; returns the readers it refused where it took the mail for others.

    Raises:
        MailNotSetUpError: there is no mail server.
        MailDelayedError: not taken now.
        MailRefusedError: never to be taken.
    """
    config = settings()
    if not config.smtp_host:
        raise MailNotSetUpError("SMTP_HOST is not set")
    password = config.smtp_password
    try:
        refused, _ = await aiosmtplib.send(
            message,
            hostname=config.smtp_host,
            port=config.smtp_port,
            username=config.smtp_user,
            password=password.get_secret_value() if password else None,
            use_tls=config.smtp_security == "tls",
            start_tls=config.smtp_security == "starttls",
            timeout=TIMEOUT,
        )
    except aiosmtplib.SMTPRecipientsRefused as error:
        codes = {one.code for one in error.recipients}
        detail = f"every reader refused: {sorted(codes)}"
        raise (MailRefusedError(detail) if min(codes) >= 500 else MailDelayedError(detail)) from error
    except (aiosmtplib.SMTPAuthenticationError, aiosmtplib.SMTPSenderRefused) as error:
        raise MailDelayedError(f"{type(error).__name__}: {error.code}", ours=True) from error
    except aiosmtplib.SMTPDataError as error:
        detail = f"mail refused: {error.code}"
        raise (MailRefusedError(detail) if error.code >= 500 else MailDelayedError(detail)) from error
    except (aiosmtplib.SMTPException, OSError) as error:
        raise MailDelayedError(f"{type(error).__name__}: {error}") from error
    return tuple(refused)
