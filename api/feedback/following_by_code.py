"""Following a report by its code in the conversation: "theo dõi PA-…", "bỏ theo dõi PA-…"."""

import re
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.feedback import citizen_choices, codes
from api.feedback import duplicates_wording as wording
from api.feedback.citizen_choices import CaseChoice, Do
from api.feedback.following import follow, unfollow
from api.feedback.lookup import case_by_code, status_of
from api.feedback.models import Case
from api.feedback.said import Said
from retrieval.text import fold

_ASKS = r"(?:da|vang|em|toi|tui|minh|con|chau|anh|chi|cho|muon|xin|duoc|giup|nho|cung|oi|a|va)"
_TAIL = r"(?: (?:nha|nhe|nghen|giup|giup em|a|di|voi|luon|ha|khong|duoc khong))*"
_FOLLOW = re.compile(
    rf"(?:{_ASKS} )*(?:theo doi|dang ky theo doi)(?: chung| luon)?(?: (?:phan anh|ma|so))*{_TAIL}"
)
_UNFOLLOW = re.compile(
    rf"(?:{_ASKS} )*(?:bo|huy|ngung|thoi|dung|khong|tat)(?: \w+){{0,2}} theo doi(?: nua)?(?: (?:phan anh|ma|so|nua))*{_TAIL}"
)
_CODE = re.compile(r"\bp\s?a[\s.\-–]*\d{6}[\s.\-–]*\w{5}\b", re.IGNORECASE)


async def typed_follow(session: AsyncSession, *, text: str, conversation_id: UUID) -> CaseChoice | None:
    """Return what a typed wish to follow a report means, None where it is none.

    "Theo dõi" with the code of an own report asks how it stands, and so it is none.
    """
    code = codes.canonical(text)
    if code is None:
        return None
    said = " ".join(re.sub(r"[^\w\s]", " ", fold(_CODE.sub(" ", text))).split())
    if _UNFOLLOW.fullmatch(said):
        return CaseChoice(Do.UNFOLLOW, code)
    if not _FOLLOW.fullmatch(said):
        return None
    own = select(Case.id).where(Case.code == code, Case.conversation_id == conversation_id)
    return None if await session.scalar(own) is not None else CaseChoice(Do.FOLLOW, code)


async def follow_by_code(session: AsyncSession, *, code: str, conversation_id: UUID, now: datetime) -> Said:
    """Follow the report with `code`, and say how it stands.

    Raises:
        CaseNotFoundError: there is none.
    """
    case = await case_by_code(session, code=code)
    if case.conversation_id == conversation_id:
        return Said(wording.OWN(code=case.code))
    is_new = await follow(session, case_id=case.id, conversation_id=conversation_id, now=now)
    status = await status_of(session, case, own=False, now=now)
    told = wording.FOLLOWING if is_new else wording.FOLLOWING_BEFORE
    stands = status.status_text[:1].lower() + status.status_text[1:]
    return Said(told(code=case.code, status=stands), citizen_choices.followed(case.code))


async def unfollow_by_code(session: AsyncSession, *, code: str, conversation_id: UUID, now: datetime) -> Said:
    """Follow the report with `code` no more.

    Raises:
        CaseNotFoundError: there is none.
    """
    case = await case_by_code(session, code=code)
    if case.conversation_id == conversation_id:
        return Said(wording.OWN(code=case.code))
    did = await unfollow(session, case_id=case.id, conversation_id=conversation_id, now=now)
    return Said((wording.UNFOLLOWED if did else wording.NOT_FOLLOWED)(code=case.code))
