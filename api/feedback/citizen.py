"""What a citizen does about the own case in the conversation: a button tapped, or words typed under our question."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import ConflictError, TrolyError
from api.feedback import citizen_choices, duplicates_offer, wording
from api.feedback.citizen_choices import CaseChoice, Do
from api.feedback.following_by_code import follow_by_code, unfollow_by_code
from api.feedback.models import Case, Status
from api.feedback.outcomes import give_info
from api.feedback.said import Said
from api.feedback.verdicts import check_may_judge, confirm, own_case, rate, reopen, say_why

WORDS = frozenset({Do.ADD_WORDS, Do.REOPEN, Do.RATED})
"""Buttons that stand under a question: what is typed next answers it."""


async def take(
    session: AsyncSession,
    *,
    choice: CaseChoice,
    conversation_id: UUID,
    now: datetime,
    words: str | None = None,
) -> Said | None:
    """Do what the citizen of the conversation chose; `words` (masked) are what was typed under `choice`, None for a tap.

    Returns what to say back, None where the change itself has told the citizen. What is not possible (too late,
    already said, another's case) is said, not raised: nothing is changed then.
    """
    try:
        if choice.do is Do.FOLLOW:
            return await follow_by_code(session, code=choice.code, conversation_id=conversation_id, now=now)
        if choice.do is Do.UNFOLLOW:
            return await unfollow_by_code(session, code=choice.code, conversation_id=conversation_id, now=now)
        case = await own_case(session, code=choice.code, conversation_id=conversation_id)
        return await _do(session, case, choice, words=(words or "").strip(), now=now)
    except TrolyError as error:
        return Said(error.sentence)


async def _do(
    session: AsyncSession, case: Case, choice: CaseChoice, *, words: str, now: datetime
) -> Said | None:
    if choice.do in (Do.ADD, Do.ADD_WORDS):
        return await _add(session, case, choice, words=words, now=now)
    if choice.do in (Do.JOIN, Do.KEEP):
        return await _same_thing(session, case, choice, now=now)
    if choice.do is Do.FIXED:
        await confirm(session, case_id=case.id, now=now)
        return None
    if choice.do is Do.NOT_FIXED:
        check_may_judge(case, now=now)
        return Said(wording.WHY_NOT_FIXED(code=case.code), citizen_choices.why_not_fixed(case.code))
    if choice.do is Do.REOPEN:
        await reopen(session, case_id=case.id, reason=words or None, now=now)
        return None
    if choice.do is Do.RATE:
        await rate(session, case_id=case.id, stars_given=choice.stars or 0, now=now)
        return Said(wording.WHY_STARS(stars=choice.stars), citizen_choices.why_stars(case.code))
    if words:
        await say_why(session, case_id=case.id, reason=words, now=now)
    return Said(wording.THANKS_FOR_STARS())


async def _same_thing(session: AsyncSession, case: Case, choice: CaseChoice, *, now: datetime) -> Said:
    if choice.do is Do.JOIN:
        return await duplicates_offer.join(session, case, main_code=choice.other or "", now=now)
    return await duplicates_offer.keep_own(session, case, now=now)


async def _add(
    session: AsyncSession, case: Case, choice: CaseChoice, *, words: str, now: datetime
) -> Said | None:
    if case.status != Status.NEEDS_INFO:
        raise ConflictError(
            f"case {case.code} is {case.status}", sentence=wording.INFO_NOT_AWAITED(code=case.code)
        )
    if choice.do is Do.ADD:
        return Said(wording.TYPE_INFO(code=case.code), citizen_choices.info_awaited(case.code))
    if not words:
        return Said(wording.INFO_LATER(code=case.code))
    await give_info(session, case_id=case.id, text=words, now=now)
    return None
