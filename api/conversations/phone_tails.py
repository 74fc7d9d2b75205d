"""The last digits of a phone, given as a second factor where the answer before asked for them."""

import json
import re
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.metadata import Ask, read
from api.conversations.models import Author, Message
from retrieval import codes
from retrieval.text import nfc

_DIGITS = 3
_PHONE_PLACEHOLDER = re.compile(r"⟨sđt\d+⟩")
_ALONE = re.compile(r"\W*(?:\w+\W+){0,8}?(\d{3,4})(?:\W+[^\W\d]+){0,4}\W*")
_SPACED = re.compile(r"(?<!\d)(\d)[\s.,-]+(\d)[\s.,-]+(\d)(?!\d)")


def tail_in(text: str) -> str | None:
    """Return the last three digits that `text` gives: a whole number's, or those typed ("đuôi 123", "1 2 3")."""
    written = nfc(text)
    numbers = codes.phones(written)
    if numbers:
        return numbers[0].value[-_DIGITS:]
    for code in reversed(codes.dossier_codes(written)):
        written = written[: code.start] + written[code.end :]
    if spaced := _SPACED.search(written):
        return "".join(spaced.groups())
    words = re.findall(r"(?<!\d)\d{3,4}(?!\d)", written)
    return words[-1][-_DIGITS:] if len(words) == 1 and _ALONE.fullmatch(written) else None


async def payload_for(session: AsyncSession, *, conversation_id: UUID, before: int, text: str) -> str | None:
    """Return the payload for digits that answer our question for them, None for any other message.

    `text` is masked, so that a whole number is its placeholder; `before` is the message's sequence.
    """
    given = _PHONE_PLACEHOLDER.search(text)
    if given is None and tail_in(text) is None:
        return None
    latest = await session.scalar(
        select(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.author == Author.BOT,
            Message.sequence < before,
        )
        .order_by(Message.sequence.desc())
        .limit(1)
    )
    if latest is None or Ask.PHONE_TAIL not in read(latest.meta).asks:
        return None
    tail = given[0] if given else tail_in(text)
    return f"/dossier_status{json.dumps({'phone_tail': tail}, ensure_ascii=False)}"
