"""Telling the citizen that somebody reported the same before: follow that one together, or keep the own report.

The own report is filed already, so that nothing is lost where nobody chooses. Of the other report only what everybody
may know is told: its field, its street and unit, the day, how it stands.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.agencies import directory
from api.database import announce
from api.feedback import citizen_choices
from api.feedback import duplicates_wording as wording
from api.feedback.citizen_choices import CaseChoice, Do, Options
from api.feedback.duplicates import likely
from api.feedback.duplicates_places import ALLEY, read_places
from api.feedback.duplicates_rules import rules
from api.feedback.errors import MergeError
from api.feedback.lookup import case_by_code, status_of
from api.feedback.merging import merge, unmerge
from api.feedback.models import Case, CaseEvent
from api.feedback.outcomes import CITIZEN
from api.feedback.said import Said
from api.privacy import service as privacy
from api.settings import CITY_TIME
from retrieval.places import unit
from retrieval.text import fold

_HONORIFICS = frozenset(("ong", "ba", "anh", "chi", "co", "chu", "bac", "em", "cau", "di"))
"""With these a name may be a person's."""
_YES = re.compile(
    r"(?:da |vang |ok |oke |uh |um |thoi |vay )*(?:(?:cho )?(?:toi |em |tui |minh |con |chau )?"
    r"(?:theo doi |theo |gop |nhap |di )?chung|theo doi (?:cai do|ma do|phan anh do|voi))(?: .*)?"
)
_NO = re.compile(
    r"(?:da |vang |ok |oke |thoi |khong |ko |k )*(?:(?:cho )?(?:toi |em |tui |minh |con |chau )?"
    r"(?:van |cu |muon |de |giu |gui |lam |xu ly |phan anh |bao )*)rieng(?: .*)?"
)
_PLAIN_YES = frozenset(("co", "da co", "dong y", "da dong y"))
"""The question is one or the other: "dạ" and "ok" alone choose neither."""
_PLAIN_NO = frozenset(("khong", "ko", "k", "khong can", "da khong", "thoi khong can", "da thoi"))


@dataclass(frozen=True)
class Offer:
    """What is said, with (title, payload) pairs to tap; `code` is the other report's."""

    text: str
    options: Options
    code: str


async def offer(session: AsyncSession, *, case: Case, now: datetime) -> Offer | None:
    """Return the offer to follow another report instead of `case`, just filed; None where none is alike."""
    if case.conversation_id is None or case.merged_into_id is not None:
        return None
    found = await likely(session, case=case, at_least=rules().offered_from, limit=1)
    if not found:
        return None
    main = found[0].case
    status = await status_of(session, main, own=False, now=now)
    own = main.conversation_id == case.conversation_id
    text = (wording.OFFER_OWN if own else wording.OFFER)(
        code=case.code,
        main=main.code,
        field=status.field_name,
        where=where_words(main),
        day=f"{main.received_at.astimezone(CITY_TIME):%d/%m/%Y}",
        status=_lowered(status.status_text),
    )
    return Offer(text, citizen_choices.same_thing(case.code, main.code), main.code)


def where_words(case: Case) -> str:
    """Return where a case is as anybody may read it: alley and street as written, and the unit; no house, no person."""
    text = privacy.hide(case.place or case.content)
    places = read_places(text, None)
    alleys = [f"hẻm {number}" for number in sorted(places.numbers.get(ALLEY, ()))]
    streets = []
    for name in sorted(places.marked, key=lambda one: _position(places.words, one)):
        start = _position(places.words, name)
        if start >= 0 and name[0] not in _HONORIFICS:
            streets.append(" ".join(word.capitalize() for word in places.typed[start : start + len(name)]))
    ward = [unit(case.unit_code).full_name] if case.unit_code else []
    return ", ".join([*alleys[:1], *streets[:2], *ward]) or wording.NEAR()


def read_answer(text: str, offered: CaseChoice) -> CaseChoice | None:
    """Return what typed words choose of an offer, None where they say something else."""
    said = " ".join(re.sub(r"[^\w\s]", " ", fold(text)).split())
    if said in _PLAIN_NO or (_NO.fullmatch(said) and "chung" not in said.split()):
        return CaseChoice(Do.KEEP, offered.code, other=offered.other)
    if said in _PLAIN_YES or _YES.fullmatch(said):
        return CaseChoice(Do.JOIN, offered.code, other=offered.other)
    return None


async def join(session: AsyncSession, case: Case, *, main_code: str, now: datetime) -> Said:
    """Follow the citizen's own case under the other one from now on; returns what to say beside what the merge tells."""
    main = await _root(session, await case_by_code(session, code=main_code))
    if case.merged_into_id == main.id:
        return Said(wording.JOINED_BEFORE(code=case.code, main=main.code))
    try:
        await merge(
            session,
            case_id=case.id,
            into_id=main.id,
            agency=directory.DESK,
            actor=CITIZEN,
            reason=wording.NOTE_JOINED(),
            now=now,
        )
    except MergeError:
        return Said(wording.OVER(code=case.code, main=main.code))
    await announce(session, "inbox", case.handler)
    _, keep = citizen_choices.same_thing(case.code, main.code)
    return Said(wording.JOINED(code=case.code, main=main.code), (keep,))


async def keep_own(session: AsyncSession, case: Case, *, now: datetime) -> Said:
    """Keep the citizen's own case, or take it out again where the citizen had joined it to another one."""
    if case.merged_into_id is None:
        return Said(wording.KEPT(code=case.code))
    by = await session.scalar(
        select(CaseEvent.actor)
        .where(CaseEvent.case_id == case.id, CaseEvent.kind == "merged")
        .order_by(CaseEvent.id.desc())
        .limit(1)
    )
    if by != CITIZEN:  # an officer found that it is the same
        main = await session.get_one(Case, case.merged_into_id)
        return Said(wording.JOINED_BEFORE(code=case.code, main=main.code))
    await unmerge(
        session, case_id=case.id, agency=directory.DESK, actor=CITIZEN, reason=wording.NOTE_KEPT(), now=now
    )
    return Said(wording.KEPT(code=case.code))


async def _root(session: AsyncSession, case: Case) -> Case:
    """Return the case that `case` is followed under, itself where under none."""
    return case if case.merged_into_id is None else await session.get_one(Case, case.merged_into_id)


def _position(words: tuple[str, ...], name: tuple[str, ...]) -> int:
    starts = (start for start in range(len(words)) if words[start : start + len(name)] == name)
    return next(starts, -1)


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]
