"""What is said right after a danger was told: a question, that nobody can be called, or that help comes."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations import wording
from api.conversations.after_emergency_words import after_emergency_words
from api.conversations.emergency import asks_whom, cannot_call, detect, kinds_of, of_paperwork
from api.conversations.metadata import Kind, Metadata, read
from api.conversations.models import Author, Message
from api.conversations.plain_questions import ANOTHERS, ORDERS, PRIVACY, is_foreign, payload_of
from api.conversations.reply import Reply
from api.procedures import service as procedures
from bot.changes import goes_on
from bot.report_words import danger_is_over, help_is_coming, names_a_report, wants_it_looked_at
from bot.signs import NONE, SURE, place_sign, question_sign
from retrieval import codes, places
from retrieval.text import has_accents

_LONGEST: Final = 12
"""Words of a question that still is about the danger; a longer one tells a matter of its own."""
_LONGEST_CALL: Final = 25
"""Words of the longest message that only says that nobody can be called."""
_LOOKED_BACK: Final = 6
"""Replies before the notice among which a report under way is looked for."""
_FEWEST_TOLD: Final = 3
"""Words of the shortest message that tells more of a danger; a shorter one must name a place."""
_PLACEHOLDER: Final = "⟨"
_EVERY_NUMBER: Final = ("112", "113", "114", "115")
_FIRE: Final = "114"
_FILE: Final = "Tôi muốn gửi phản ánh"
"""What the assistant is told: a bare wish, which takes what was told of the danger along (`danger_told`)."""
_CALM: Final = Reply(wording.EMERGENCY_HELP_COMES(), metadata=Metadata(kind=Kind.SMALLTALK))
_IN_BETWEEN: Final = frozenset({Kind.SMALLTALK, Kind.FALLBACK})
_IN_A_REPORT: Final = frozenset({Kind.FEEDBACK_FORM_QUESTION, Kind.CONFIRM})


@dataclass(frozen=True)
class AfterDanger:
    """What is answered; `alarm` are the kinds of danger that operators are called to once more, () for none.

    `told` is what the operators are told besides; `payload` stands for what is answered by the assistant instead.
    """

    reply: Reply | None = None
    alarm: tuple[str, ...] = ()
    told: str = ""
    payload: str | None = None


@dataclass(frozen=True)
class Danger:
    """The danger told last: its notice's numbers, what the notice said, the citizen's words, and the kinds in them."""

    about: Metadata
    said: str
    text: str
    kinds: tuple[str, ...]
    in_a_report: bool

    @property
    def numbers(self) -> str:
        """The numbers to call, for a sentence."""
        return ", ".join(self.about.emergency)

    @property
    def english(self) -> bool:
        """Whether it was told in English."""
        return is_foreign(self.text)


async def danger_under_way(session: AsyncSession, *, conversation_id: UUID, before: int) -> Danger | None:
    """Return the danger whose notice was our last reply before the message of sequence `before`, None where none was."""
    told = await _told(session, conversation_id=conversation_id, before=before)
    return await _danger_under_way(session, told, conversation_id=conversation_id, before=before)


async def _danger_under_way(
    session: AsyncSession, told: list[tuple[str, Metadata]], *, conversation_id: UUID, before: int
) -> Danger | None:
    about = told[0][1] if told else Metadata()
    if about.kind is not Kind.EMERGENCY_NOTICE or not about.emergency:
        return None
    words, kinds = await _danger_words(session, conversation_id=conversation_id, before=before)
    return Danger(about, told[0][0], words, kinds, _report_under_way(told))


async def answer_to(
    session: AsyncSession, *, conversation_id: UUID, before: int, text: str
) -> AfterDanger | None:
    """Return what is answered to `text` where a danger was just told; None for any other message.

    `before` is the message's sequence. Who wants to go on with a report, or to have it looked at now that it is over, asks
    nothing about the danger. A question of papers, or one that plainly names a procedure, is none about the danger. Where
    help comes and a report was under way, the report goes on, so that nothing is answered here.
    """
    if goes_on(text) or wants_it_looked_at(text) or len(text.split()) > _LONGEST_CALL:
        return None
    if text.startswith("/") or payload_of(text) in {PRIVACY, ORDERS, ANOTHERS}:
        return None
    told = await _told(session, conversation_id=conversation_id, before=before)
    danger = await _danger_under_way(session, told, conversation_id=conversation_id, before=before)
    if danger is None:
        return _after_a_crime(told, text)
    about = danger.about
    if "despair" in danger.kinds:
        return _to_despair(danger, text)
    known = after_emergency_words()
    if known.holds("no_answer", text):
        return _nobody_answers(danger)
    if help_is_coming(text):
        return None if danger.in_a_report else AfterDanger(_CALM)
    if known.holds("no_police", text) and "crime" in danger.kinds:
        first, again = (
            wording.EMERGENCY_NO_POLICE(numbers=danger.numbers),
            wording.EMERGENCY_NO_POLICE_AGAIN(),
        )
        return AfterDanger(_notice(_other_than(danger, first, again), danger.about), danger.kinds, text)
    if cannot_call(text):
        return _helpless(about, said=danger.said)
    if known.holds("files", text) and not danger.in_a_report:
        return AfterDanger(payload=_FILE)
    if (where := _where_reported(about, text)) is not None:
        return where
    asks = (question_sign(text) != NONE or asks_whom(text)) and len(text.split()) <= _LONGEST
    if asks:
        return None if of_paperwork(text) or _names_a_procedure(text) else _asked_again(danger)
    return _told_more(danger, text)


def _where_reported(about: Metadata, text: str) -> AfterDanger | None:
    """Answer where a crime is reported and what is kept for it; None for any other message, and after a fire."""
    if about.emergency == (_FIRE,) or not after_emergency_words().holds("where_reported", text):
        return None
    said = wording.EMERGENCY_WHERE_REPORTED(numbers=", ".join(about.emergency))
    return AfterDanger(_notice(said, about))


def _after_a_crime(told: list[tuple[str, Metadata]], text: str) -> AfterDanger | None:
    """Answer where a crime is reported also after a few words in between ("nó chạy rồi")."""
    kinds = [about.kind for _, about in told]
    if Kind.EMERGENCY_NOTICE not in kinds:
        return None
    last = kinds.index(Kind.EMERGENCY_NOTICE)
    return _where_reported(told[last][1], text) if set(kinds[:last]) <= _IN_BETWEEN else None


def _asked_again(danger: Danger) -> AfterDanger:
    again = wording.EMERGENCY_AGAIN_ENGLISH if danger.english else wording.EMERGENCY_AGAIN
    return AfterDanger(_notice(again(numbers=danger.numbers), danger.about))


def _to_despair(danger: Danger, text: str) -> AfterDanger | None:
    """Answer who wished to die, or somebody beside such a one: warmly, until another matter is told."""
    known = after_emergency_words()
    if known.holds("relieved", text):
        return AfterDanger(Reply(wording.EMERGENCY_RELIEVED(), metadata=Metadata(kind=Kind.SMALLTALK)))
    if danger.in_a_report or _is_another_matter(danger, text):
        return None
    if place_sign(text) != NONE or places.find_units(text):
        return AfterDanger(_notice(wording.EMERGENCY_COMING(), danger.about), danger.kinds, text)
    listening = _other_than(danger, wording.EMERGENCY_LISTENING(), wording.EMERGENCY_LISTENING_AGAIN())
    return AfterDanger(_notice(listening, danger.about), danger.kinds, text)


def _nobody_answers(danger: Danger) -> AfterDanger:
    if danger.english:
        again = wording.EMERGENCY_NO_ANSWER_ENGLISH(numbers=danger.numbers)
        return AfterDanger(_notice(again, danger.about), kinds_of(danger.about.emergency))
    others = ", ".join(one for one in _EVERY_NUMBER if one not in danger.about.emergency)
    text = _other_than(
        danger,
        wording.EMERGENCY_NO_ANSWER(numbers=danger.numbers, others=others),
        wording.EMERGENCY_NO_ANSWER_AGAIN(others=others),
    )
    return AfterDanger(_notice(text, danger.about), kinds_of(danger.about.emergency))


def _told_more(danger: Danger, text: str) -> AfterDanger | None:
    """Pass the place, or more of the danger, on to the operators; None for what is none of it.

    In the middle of a report only a plain address is the danger's; all else is heard by the report.
    """
    place = place_sign(text)
    only_a_place = (
        place == SURE
        and len(text.split()) <= _LONGEST
        and not names_a_report(text)
        and not after_emergency_words().tells_another_matter(text, danger=danger.text)
    )
    if danger_is_over(text) or (not only_a_place and _is_another_matter(danger, text)):
        return None
    if danger.in_a_report and place != SURE:
        return None
    if place != NONE or places.find_units(text):
        said = _place_told(danger)
    elif len(text.split()) >= _FEWEST_TOLD or _PLACEHOLDER in text:
        said = _more_told(danger)
    elif after_emergency_words().holds("acknowledges", text):
        return AfterDanger(_notice(wording.EMERGENCY_HELP_COMES(), danger.about))
    else:
        return None
    return AfterDanger(_notice(said, danger.about), told=text)


def _place_told(danger: Danger) -> str:
    if danger.english:
        return wording.EMERGENCY_PLACE_TOLD_ENGLISH(numbers=danger.numbers)
    first, again = wording.EMERGENCY_PLACE_TOLD(numbers=danger.numbers), wording.EMERGENCY_PLACE_TOLD_AGAIN()
    said = _other_than(danger, first, again)
    return f"{said} {wording.EMERGENCY_REPORT_KEPT()}" if danger.in_a_report else said


def _more_told(danger: Danger) -> str:
    if danger.english:
        first = wording.EMERGENCY_TOLD_ENGLISH(numbers=danger.numbers)
        return _other_than(danger, first, wording.EMERGENCY_TOLD_AGAIN_ENGLISH())
    return _other_than(danger, wording.EMERGENCY_TOLD(numbers=danger.numbers), wording.EMERGENCY_TOLD_AGAIN())


def _other_than(danger: Danger, first: str, again: str) -> str:
    """Return `first`, or `again` where `first` was just said."""
    return again if danger.said == first else first


def _is_another_matter(danger: Danger, text: str) -> bool:
    """Tell whether `text` leaves the danger: manners, a choice by its number, a report, papers, a procedure."""
    known = after_emergency_words()
    if text.strip().isdigit() or known.holds("manners", text) or names_a_report(text):
        return True
    if danger.english and not has_accents(text):  # "on … street" is no "ồn"
        return False
    if known.tells_another_matter(text, danger=danger.text) or codes.dossier_codes(text):
        return True
    return _names_a_procedure(text)


def _names_a_procedure(text: str) -> bool:
    return bool(procedures.size()) and procedures.suggest(text).decision == "answer"


async def _danger_words(
    session: AsyncSession, *, conversation_id: UUID, before: int
) -> tuple[str, tuple[str, ...]]:
    """Return what the citizen last told of a danger before the message, and its kinds; ("", ()) where the words told none."""
    texts = await session.scalars(
        select(Message.text)
        .where(
            Message.conversation_id == conversation_id,
            Message.author == Author.CITIZEN,
            Message.sequence < before,
        )
        .order_by(Message.sequence.desc())
        .limit(_LOOKED_BACK)
    )
    for text in texts:
        emergency = detect(text)
        if emergency is not None:
            return text, emergency.kinds
    return "", ()


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
            if kind is Kind.NOTICE:  # the note at first contact stands before the first answer after an alarm
                continue
            if kind is not Kind.EMERGENCY_NOTICE and kind not in _IN_BETWEEN:
                break
            noticed = kind is Kind.EMERGENCY_NOTICE
        elif row.author == Author.CITIZEN and row.payload is None and noticed:
            told.append(row.text)
    dangers = [text for text in told if detect(text) is not None or place_sign(text) == SURE] or told[-1:]
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
