"""E-mail to citizens who left an address: plain text through the city's mail server."""

import hashlib
from collections.abc import Sequence

from api import clock
from api.channels.adapter import Part, RetryLaterError, UndeliverableError
from api.channels.case_lines import answer_link, line_of
from api.conversations.choices import Choice
from api.notifications import mail
from api.notifications.mail import MailDelayedError, MailNotSetUpError, MailRefusedError
from api.settings import Settings

MEND_SECONDS = 300.0
"""Wait after an error that only the city's administrators can mend (wrong password, wrong sender)."""
SUBJECT = "Tổng đài 1022: phản ánh {code}"
ANSWER_AT = "Anh/chị trả lời tại: {link}"
CALL = "Anh/chị gọi 1022 để trả lời ạ."
FOOTER = "Thư tự động của tổng đài 1022, anh/chị vui lòng không trả lời thư này."


class EmailAdapter:
    """One mail a message; what is offered to tap is answered on the tracking page."""

    name = "email"

    def __init__(self, config: Settings) -> None:
        self._public_url = config.public_url

    def compose(self, text: str, choices: Sequence[Choice]) -> list[Part]:
        """Put under the text where it can be answered."""
        link = answer_link(choices, public_url=self._public_url)
        tail = ANSWER_AT.format(link=link) if link else CALL if choices else ""
        return [Part("\n\n".join(piece for piece in (text, tail, FOOTER) if piece))]

    async def send(self, *, address: str, text: str, choices: Sequence[Choice]) -> str | None:  # noqa: ARG002
        """Give one mail to the mail server and return its Message-ID, the same for the same words.

        Raises:
            RetryLaterError: the mail server is away, busy, or does not let us in.
            UndeliverableError: an erased contact, or an address it will never take.
        """
        line = await line_of(address, channel=self.name)
        if line.email is None:
            raise UndeliverableError("the contact has no e-mail")
        once = hashlib.sha256(f"{address}\n{text}".encode()).hexdigest()[:32]
        try:
            message = mail.compose(
                to=(line.email,), subject=SUBJECT.format(code=line.code), text=text, id=once, now=clock.now()
            )
            await mail.send(message)
        except MailRefusedError as error:
            raise UndeliverableError(error.detail) from error
        except MailNotSetUpError as error:
            raise RetryLaterError(error.detail, retry_after=MEND_SECONDS) from error
        except MailDelayedError as error:
            raise RetryLaterError(error.detail, retry_after=MEND_SECONDS if error.ours else None) from error
        return str(message["Message-ID"])

    async def close(self) -> None:
        """There is no connection to keep: each mail has its own."""
