"""What is said right after a danger was told: a question, that nobody can be called, or that help comes."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations import wording
from api.conversations.emergency import asks_whom, cannot_call, detect, kinds_of, of_paperwork
from api.conversations.metadata import Kind, Metadata, read
from api.conversations.models import Author, Message
from api.conversations.reply import Reply
from api.procedures import service as procedures
from bot.changes import goes_on
from bot.report_words import help_is_coming, wants_it_looked_at
from bot.signs import NONE, question_sign

_LONGEST: Final = 12
"""Words of a question that still is about the danger; a longer one tells a matter of its own."""
_LONGEST_CALL: Final = 25
"""Words of the longest message that only says that nobody can be called."""
_LOOKED_BACK: Final = 6
"""Replies before the notice among which a report under way is looked for."""
_CALM: Final = Reply(wording.EMERGENCY_HELP_COMES(), metadata=Metadata(kind=Kind.SMALLTALK))
_IN_BETWEEN: Final = frozenset({Kind.SMALLTALK, Kind.FALLBACK})
_IN_A_REPORT: Final = frozenset({Kind.FEEDBACK_FORM_QUESTION, Kind.CONFIRM})


@dataclass(frozen=True)
class AfterDanger:
    """What is answered; `alarm` are the kinds of danger that operators are called to once more, () for none."""

    reply: Reply
    alarm: tuple[str, ...] = ()


async def answer_to(
    session: AsyncSession, *, conversation_id: UUID, before: int, text: str
) -> AfterDanger | None:
    """Return what is answered to `text` where a danger was just told; None for any other message.

    `before` is the message's sequence. Who wants to go on with a report, or to have it looked at now that it is over, asks
    nothing about the danger. A question of papers, or one that plainly names a procedure, is none about the danger. Where
    help comes and a report was under way, the report goes on, so that nothing is answered here.
    """
    if goes_on(text) or wants_it_looked_at(text):
        return None
    asks = (question_sign(text) != NONE or asks_whom(text)) and len(text.split()) <= _LONGEST
    asks = asks and not of_paperwork(text)
    helpless = len(text.split()) <= _LONGEST_CALL and cannot_call(text)
    comes = help_is_coming(text)
    if not (asks or helpless or comes):
        return None
    told = await _told(session, conversation_id=conversation_id, before=before)
    about = told[0][1] if told else Metadata()
    if about.kind is not Kind.EMERGENCY_NOTICE or not about.emergency:
        return None
    if helpless:
        return _helpless(about, said=told[0][0])
    if comes:
        return None if _report_under_way(told) else AfterDanger(_CALM)
    if procedures.size() and procedures.suggest(text).decision == "answer":
        return None
    return AfterDanger(_notice(wording.EMERGENCY_AGAIN(numbers=", ".join(about.emergency)), about))


async def danger_told(session: AsyncSession, *, message_id: UUID) -> str | None:
    """Return what the citizen told of a danger right before the message, None where whom to call was not just said."""
    at = await session.get(Message, message_id)
    if at is None:
        return None
    rows = await session.scalars(
        select(Message)
        .where(Message.conversation_id == at.conversation_id, Message.sequence < at.sequence)
        .order_by(Message.sequence.desc())
        .limit(_LOOKED_BACK * 2)
    )
    told: list[str] = []
    noticed = False
    for row in rows:
        if row.author == Author.BOT:
            kind = read(row.meta).kind
            if kind is not Kind.EMERGENCY_NOTICE and kind not in _IN_BETWEEN:
                break
            noticed = kind is Kind.EMERGENCY_NOTICE
        elif row.author == Author.CITIZEN and row.payload is None and noticed:
            told.append(row.text)
    dangers = [text for text in told if detect(text) is not None] or told[-1:]
    return "\n".join(dict.fromkeys(reversed(dangers))) or None


async def _told(session: AsyncSession, *, conversation_id: UUID, before: int) -> list[tuple[str, Metadata]]:
    """Return the text of our last replies and what they were about, the newest first."""
    rows = await session.scalars(
        select(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.author == Author.BOT,
            Message.sequence < before,
        )
        .order_by(Message.sequence.desc())
        .limit(_LOOKED_BACK)
    )
    return [(row.text, read(row.meta)) for row in rows]


def _helpless(about: Metadata, *, said: str) -> AfterDanger:
    numbers = ", ".join(about.emergency)
    text, again = (
        one(numbers=numbers) for one in (wording.EMERGENCY_CANNOT_CALL, wording.EMERGENCY_CANNOT_CALL_AGAIN)
    )
    return AfterDanger(_notice(again if said == text else text, about), kinds_of(about.emergency))


def _report_under_way(told: list[tuple[str, Metadata]]) -> bool:
    """Tell whether the last reply before the notices was a question of a report."""
    before = (about.kind for _, about in told if about.kind is not Kind.EMERGENCY_NOTICE)
    return next(before, None) in _IN_A_REPORT


def _notice(text: str, about: Metadata) -> Reply:
    return Reply(
        text,
        ((wording.EMERGENCY_HUMAN(), "/human_handoff"),),
        Metadata(kind=Kind.EMERGENCY_NOTICE, emergency=about.emergency),
    )
