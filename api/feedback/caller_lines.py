"""How somebody who called hears of the case: by SMS, else by e-mail, where the city has them and the caller gave one.

Such a case gets a conversation of its own, so that every change is told as on any other channel. The conversation knows
the case, not the number: that is read when something is sent, and not any more once it was erased.
"""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit import service as audit
from api.channels.sms_number import mobile_number
from api.conversations import service as conversations
from api.feedback import wording
from api.feedback.errors import CaseNotFoundError
from api.feedback.lifecycle import SYSTEM
from api.feedback.lookup import contact
from api.feedback.models import Case
from api.feedback.telling import agency_name, due_words
from api.notifications import mail
from api.settings import settings

_PREFIX = "case:"


@dataclass(frozen=True)
class CaseLine:
    """Whom a notice goes to, decrypted: never to be stored or logged."""

    code: str
    phone: str | None
    email: str | None


def line_channel(*, phone: str | None, email: str | None) -> str | None:
    """Return the channel on which a caller with these can be told, None where there is none."""
    config = settings()
    if phone and config.sms_gateway_url and mobile_number(phone):
        return "sms"
    return "email" if email and mail.is_set_up(config) else None


def line_address(case: Case) -> str:
    """Return the address of the case's conversation on SMS or e-mail: it names the case, not whom it reaches."""
    return f"{_PREFIX}{case.id}"


async def open_line(session: AsyncSession, case: Case, *, phone: str | None, email: str | None) -> None:
    """Give a case that was filed for a caller its conversation, and tell the caller the code."""
    channel = line_channel(phone=phone, email=email)
    if channel is None:
        return
    conversation = await conversations.open_notices(session, channel=channel, address=line_address(case))
    case.conversation_id = conversation.id
    told = wording.FILED_FOR_CALLER(
        code=case.code, agency=agency_name(case.handler), due=due_words(case), where=_where(case)
    )
    await conversations.say(session, conversation=conversation, text=told, author=conversations.Author.SYSTEM)


def _where(case: Case) -> str:
    url = settings().public_url
    return wording.FOLLOW_AT(link=f"{url.rstrip('/')}/theo-doi?ma={case.code}") if url else ""


async def contact_to_tell(session: AsyncSession, *, address: str, channel: str) -> CaseLine:
    """Return whom the conversation with `address` is with; that the contact was used is in the audit.

    Raises:
        CaseNotFoundError: the case is gone, or its contact was erased.
    """
    case_id = address.removeprefix(_PREFIX)
    case = (
        await session.get(Case, int(case_id)) if address.startswith(_PREFIX) and case_id.isdigit() else None
    )
    if case is None:
        raise CaseNotFoundError("no case behind the conversation")
    found = contact(case)
    if found.phone is None and found.email is None:
        raise CaseNotFoundError(f"the contact of {case.code} was erased")
    await audit.record(
        session, actor=SYSTEM, kind="contact_used", subject=f"case:{case.code}", channel=channel
    )
    return CaseLine(case.code, found.phone, found.email)
