"""What is said while an operator was called and nobody has come yet: a phone number left, "ừ chuyển đi", "thôi khỏi"."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api import clock
from api.conversations import operator_hours, records, wording
from api.conversations.metadata import Kind, Metadata, read
from api.conversations.reply import Reply
from api.conversations.waiting_words import waiting_words
from api.texts import Text

_LONGEST: Final = 14
"""Words of the longest message that is only about the waiting; a longer one tells a matter."""
_ASKS_FOR_SOMETHING: Final = frozenset({Kind.FEEDBACK_FORM_QUESTION, Kind.CONFIRM, Kind.ASK_FOR_CODE})
_NUMBER: Final = "reporter_phone"


@dataclass(frozen=True)
class WhileWaiting:
    """What is answered; what the operators are `told` by slot; whether the citizen takes the wish for one back."""

    reply: Reply
    told: dict[str, str]
    taken_back: bool = False


async def answer_to(
    session: AsyncSession, *, conversation_id: UUID, before: int, text: str, emergency: bool
) -> WhileWaiting | None:
    """Return what is answered to `text` of a citizen who waits for an operator; None for what is not about the waiting.

    What was asked of the citizen last is answered to that, and a yes, an outcry or "ai biết" is about the waiting only
    right after the operator was called.
    """
    if len(text.split()) > _LONGEST:
        return None
    wanted = _meaning(text)
    if wanted is None or (emergency and wanted == "taken_back"):
        return None
    last = await records.last_said(session, conversation_id=conversation_id, before=before)
    if last is None:
        return None
    kind = read(last.meta).kind
    if kind in _ASKS_FOR_SOMETHING or (wanted in _RIGHT_AFTER and kind is not Kind.HANDOFF):
        return None
    if wanted == "taken_back":
        reply = Reply(wording.WAITING_TAKEN_BACK(), metadata=Metadata(kind=Kind.CANCELLED))
        return WhileWaiting(reply, {}, taken_back=True)
    if wanted == "not_own":
        return WhileWaiting(
            Reply(wording.WAITING_NUMBER_NOT_KEPT(), metadata=Metadata(kind=Kind.HANDOFF)), {}
        )
    said = _other_than(last.text, *_texts(wanted))
    told = {_NUMBER: text} if wanted == "number" else {}
    return WhileWaiting(Reply(said, metadata=Metadata(kind=Kind.HANDOFF)), told)


_RIGHT_AFTER: Final = frozenset({"who_knows", "agrees", "upset", "reproaches"})
_ORDER: Final = ("taken_back", "calls", "who_knows", "agrees", "upset", "reproaches")
_SAID: Final[dict[str, tuple[Text, Text]]] = {
    "number": (wording.WAITING_NUMBER_KEPT, wording.WAITING_NUMBER_KEPT_AGAIN),
    "who_knows": (wording.WAITING_WHO_KNOWS, wording.WAITING_WHO_KNOWS_AGAIN),
    "agrees": (wording.WAITING_PASSED_ON, wording.WAITING_PASSED_ON_AGAIN),
    "upset": (wording.WAITING_UPSET, wording.WAITING_UPSET_AGAIN),
    "reproaches": (wording.WAITING_UPSET, wording.WAITING_UPSET_AGAIN),
    "calls": (wording.WAITING_CALLED, wording.WAITING_CALLED_AGAIN),
}
_SAID_OUTSIDE: Final[dict[str, Text]] = {
    "number": wording.WAITING_NUMBER_KEPT_OUTSIDE,
    "calls": wording.WAITING_CALLED_OUTSIDE,
}


def _meaning(text: str) -> str | None:
    known = waiting_words()
    if known.leaves_a_number(text):
        return "not_own" if known.holds("not_own", text) else "number"
    if known.holds("matter", text):
        return None
    return next((name for name in _ORDER if known.holds(name, text)), None)


def _texts(wanted: str) -> tuple[str, str]:
    """Return what is said first and what is said where that was just said; outside the hours with when somebody is back."""
    now = clock.now()
    back = operator_hours.back_at(now)
    first, again = _SAID[wanted]
    if back is not None and wanted in _SAID_OUTSIDE:
        return _SAID_OUTSIDE[wanted](at=operator_hours.in_words(back, now=now)), again()
    return first(), again()


def _other_than(said: str, first: str, again: str) -> str:
    return again if said == first else first
