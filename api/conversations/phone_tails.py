"""Short answers that mean something only after what we said: the end of a phone number, no code at hand."""

import json
import re
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.metadata import Ask, Kind, read
from api.conversations.models import Author, Message
from retrieval import codes
from retrieval.text import nfc, normalise, syllables

_DIGITS = 3
_PHONE_PLACEHOLDER = re.compile(r"⟨sđt\d+⟩")
_ALONE = re.compile(r"\W*(?:\w+\W+){0,8}?(\d{3,4})(?:\W+[^\W\d]+){0,4}\W*")
# Asked right after a dossier was told: what only its applicant may know.
_ASKS_MORE = re.compile(
    r"(?:(?:vay|the|ma|roi|ua|em|da|a|oi|cho hoi|ho so|cai do|no) )*(?:dung ten ai|ten ai|ai nop|ai dung ten|cua ai|ly do(?: gi| la gi)?|(?:thieu|bo sung|nop them|can bo sung|phai bo sung|con thieu)"
    r"(?: giay| giay to| cai| nhung)* (?:gi|nao)|(?:vi |tai )?sao(?: lai| bi)* (?:tra|tu choi|dung|khong (?:nhan|duoc nhan|tiep nhan))(?: lai)?|dong (?:tien gi|bao nhieu)|ghi chu gi|chi tiet)"
    r"(?: (?:vay|the|em|a|ha|do|di|ta|dzay|z|roi|nua))*"
)
# Said where we asked for a code.
_NO_CODE = re.compile(
    r"(?:(?:da|toi|tui|em|minh|con|ma|thi|a|oi|ui|chet) )*(?:(?:khong|ko|hong|chua|hok) (?:co|nho|biet|thay|giu|luu)(?: duoc)?(?: (?:cai )?(?:ma|giay hen|bien nhan|code|so))(?: \w+){0,3}"
    r"|(?:mat|lam mat|quen|that lac|xoa mat)(?: mat)?(?: cai)? (?:ma|giay hen|giay bien nhan|bien nhan|phieu hen|tin nhan|giay)(?: \w+){0,3})"
)
_NAMED_TAIL = re.compile(r"\b(?:duoi|cuoi|so cuoi)(?: [^\W\d]+){0,5} (\d{3,4})\b")
"""The end of a number by name ("đuôi điện thoại là 123"), whatever other numbers stand beside it."""
_BARE_TAIL = re.compile(r"\d{4}")
"""Four digits and nothing else: a choice or a rating has one."""
REPORT_AGAIN = '/feedback_status{"phone_tail": "given"}'
"""A report is told by its code alone: the digits prove nothing more, and are passed on to nobody."""
_LONGEST_BESIDE = 8
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
    if named := _NAMED_TAIL.search(_folded(written)):
        return named[1][-_DIGITS:]
    words = re.findall(r"(?<!\d)\d{3,4}(?!\d)", written)
    return words[-1][-_DIGITS:] if len(words) == 1 and _ALONE.fullmatch(written) else None


def _is_number(text: str) -> bool:
    """Tell whether `text` gives a telephone number, or the end of one by name, and no other matter beside it."""
    words = _PHONE_PLACEHOLDER.sub(" ", text).split()
    return len(words) <= _LONGEST_BESIDE and bool(
        _PHONE_PLACEHOLDER.search(text)
        or _NAMED_TAIL.search(_folded(text))
        or _BARE_TAIL.fullmatch(text.strip())
    )


def _folded(text: str) -> str:
    return " ".join(syllables(normalise(text)))


async def payload_for(session: AsyncSession, *, conversation_id: UUID, before: int, text: str) -> str | None:
    """Return the payload of a short answer to what we said last, None for any other message.

    `text` is masked, so that a whole number is its placeholder; `before` is the message's sequence.
    """
    given = _PHONE_PLACEHOLDER.search(text)
    words = " ".join(syllables(normalise(text)))
    asks_more = bool(_ASKS_MORE.fullmatch(words))
    without_code = bool(_NO_CODE.fullmatch(words))
    if given is None and tail_in(text) is None and not asks_more and not without_code:
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
    if latest is None:
        return None
    about = read(latest.meta)
    if asks_more and about.kind is Kind.DOSSIER_STATUS:
        return '/dossier_status{"phone_tail": "ask"}'
    if without_code and Ask.DOSSIER_CODE in about.asks:
        return "/dossier_status"
    if without_code and Ask.FEEDBACK_CODE in about.asks:
        return "/feedback_status"
    if given is None and tail_in(text) is None:
        return None
    if (about.kind is Kind.FEEDBACK_STATUS or Ask.FEEDBACK_CODE in about.asks) and _is_number(text):
        return REPORT_AGAIN
    if Ask.PHONE_TAIL not in about.asks and not (about.kind is Kind.DOSSIER_STATUS and _is_number(text)):
        return None
    tail = given[0] if given else tail_in(text)
    return f"/dossier_status{json.dumps({'phone_tail': tail}, ensure_ascii=False)}"
