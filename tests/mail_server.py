"""A mail server on this machine: it keeps what it is given, and refuses what a test tells it to."""

import asyncio
import contextlib
import email
import email.policy
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class MailServer:
    """What came in: (readers, mail). `answers` are the SMTP answers to the next mails, then 250."""

    port: int = 0
    mails: list[tuple[tuple[str, ...], EmailMessage]] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a reader, or refuse it."""
        if (refusal := self.refused.get(address)) is not None:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail, or refuse it."""
        if self.answers and not (answer := self.answers.pop(0)).startswith("250"):
            return answer
        content = envelope.content
        assert isinstance(content, bytes)
        mail = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append((tuple(envelope.rcpt_tos), mail))
        return "250 OK"

    @property
    def env(self) -> dict[str, str]:
        """Settings that send mail here."""
        return {
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(self.port),
            "SMTP_SECURITY": "plain",
            "SMTP_FROM": "Tổng đài 1022 <1022@example.vn>",
        }


def body_of(mail: EmailMessage, kind: str = "plain") -> str:
    """The text of a mail as it reads."""
    part = mail.get_body((kind,))
    assert part is not None
    content: Any = part.get_content()
    return str(content).replace("\r\n", "\n")


@contextlib.asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    """Serve on a free loopback port inside the test's own event loop."""
    played = MailServer()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(played, hostname="local", loop=loop), "127.0.0.1", 0)
    played.port = server.sockets[0].getsockname()[1]
    try:
        yield played
    finally:
        server.close()
        await server.wait_closed()
