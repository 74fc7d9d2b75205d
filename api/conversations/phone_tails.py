"""Short answers that mean something only after what we said: the end of a phone number, no code at hand."""

import json
import re
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.metadata import Ask, Kind, Metadata, read
from api.conversations.models import Author, Message
from api.conversations.tail_words import tail_words
from retrieval import codes
from retrieval.text import folded_words, nfc

SAME = "same"
"""Stands for the end of the number given before in the talk."""
UNKNOWN = "unknown"
"""Stands for a number the citizen does not know or will not give."""
_DIGITS = 3
_PHONE_PLACEHOLDER = re.compile(r"⟨sđt\d+⟩")
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
_NAMED_TAIL = re.compile(r"\b(?:duoi|cuoi|so cuoi)(?: [^\W\d]+){0,5} (\d{3,9})\b")
"""The end of a number by name ("đuôi điện thoại là 123"), whatever other numbers stand beside it."""
REPORT_AGAIN = '/feedback_status{"phone_tail": "given"}'
"""A report is told by its code alone: the digits prove nothing more, and are passed on to nobody."""
_LONGEST_BESIDE = 8
_LONGEST_NAMED = 16
"""Words of the longest message that only gives a number; and of one that calls it the end of a number."""
_LONGEST_ANSWER = 20
"""Words of the longest message that answers our question for a number."""
_SPACED = re.compile(r"(?<!\d)(\d)[\s.,-]+(\d)[\s.,-]+(\d)(?!\d)")
_GROUP = re.compile(r"(?<![\d/.-])\d{3,9}(?![\d/]|[.-]\d)")
_PASSING = frozenset({Kind.SMALLTALK, Kind.FALLBACK, Kind.REFUSAL, Kind.PRIVACY, Kind.NOTICE})
"""Kinds of replies that leave the question for a number standing."""
_PASSED_AT_MOST = 3


def tail_in(text: str) -> str | None:
    """Return the last three digits that `text` gives: a whole number's, or those typed ("đuôi 123", "1 2 3", "một hai ba")."""
    written = nfc(text)
    numbers = codes.phones(written)
    if numbers:
        return numbers[0].value[-_DIGITS:]
    for code in reversed(codes.dossier_codes(written)):
        written = written[: code.start] + written[code.end :]
    if spaced := _SPACED.search(written):
        return "".join(spaced.groups())
    if named := _NAMED_TAIL.search(folded_words(written)):
        return named[1][-_DIGITS:]
    if len(written.split()) > _LONGEST_ANSWER or tail_words().is_elsewhere(written):
        return None
    tails: set[str] = {group[-_DIGITS:] for group in _GROUP.findall(written)}
    if len(tails) == 1:
        return tails.pop()
    spoken = None if tails else tail_words().spoken(written)
    return spoken[-_DIGITS:] if spoken else None


def names_a_tail(text: str) -> bool:
    """Tell whether `text` gives the end of a number by name ("đuôi 123"), as may stand beside a dossier code."""
    return len(text.split()) <= _LONGEST_NAMED and bool(_NAMED_TAIL.search(folded_words(text)))


def says_the_same(text: str) -> bool:
    """Tell whether `text` says that the number is the one given before ("vẫn số đó")."""
    return len(text.split()) <= _LONGEST_NAMED and tail_words().says_the_same(text)


def _is_number(text: str) -> bool:
    """Tell whether `text` gives a telephone number, or the end of one, and no other matter beside it."""
    if names_a_tail(text) or tail_words().is_wrapped(text):
        return True
    words = _PHONE_PLACEHOLDER.sub(" ", text).split()
    given = bool(_PHONE_PLACEHOLDER.search(text))
    return given and len(words) <= _LONGEST_BESIDE and not tail_words().speaks_of_offices(text)


async def payload_for(session: AsyncSession, *, conversation_id: UUID, before: int, text: str) -> str | None:
    """Return the payload of a short answer to what we said last, None for any other message.

    `text` is masked, so that a whole number is its placeholder; `before` is the message's sequence.
    """
    given = _PHONE_PLACEHOLDER.search(text)
    tail = given[0] if given else tail_in(text)
    words = folded_words(text)
    asks_more = bool(_ASKS_MORE.fullmatch(words))
    without_code = bool(_NO_CODE.fullmatch(words))
    stands_in = _stands_in(text)
    if not (tail or stands_in or asks_more or without_code):
        return None
    if codes.dossier_codes(nfc(text)) or codes.feedback_codes(nfc(text)):
        return None
    said = await _said(session, conversation_id=conversation_id, before=before)
    if not said:
        return None
    latest = said[0]
    if asks_more and latest.kind is Kind.DOSSIER_STATUS:
        return _of_dossier("ask")
    if without_code and Ask.DOSSIER_CODE in latest.asks:
        return "/dossier_status"
    if without_code and Ask.FEEDBACK_CODE in latest.asks:
        return "/feedback_status"
    if (
        tail
        and _is_number(text)
        and (latest.kind is Kind.FEEDBACK_STATUS or Ask.FEEDBACK_CODE in latest.asks)
    ):
        return REPORT_AGAIN
    about = next((one for one in said if one.kind not in _PASSING), latest)
    asked = Ask.PHONE_TAIL in about.asks
    if tail and (asked or (about.kind is Kind.DOSSIER_STATUS and _is_number(text))):
        return _of_dossier(tail)
    if stands_in and not tail and (asked or about.kind is Kind.DOSSIER_STATUS):
        return _of_dossier(stands_in)
    return None


def _stands_in(text: str) -> str | None:
    """Return what `text` says instead of a number, SAME or UNKNOWN; None where it says neither."""
    if says_the_same(text):
        return SAME
    return UNKNOWN if len(text.split()) <= _LONGEST_ANSWER and tail_words().gives_none(text) else None


def _of_dossier(tail: str) -> str:
    return f"/dossier_status{json.dumps({'phone_tail': tail}, ensure_ascii=False)}"


async def _said(session: AsyncSession, *, conversation_id: UUID, before: int) -> Sequence[Metadata]:
    """Return what our last replies were about, the latest first."""
    found = await session.scalars(
        select(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.author == Author.BOT,
            Message.sequence < before,
        )
        .order_by(Message.sequence.desc())
        .limit(_PASSED_AT_MOST + 1)
    )
    return [read(message.meta) for message in found]
