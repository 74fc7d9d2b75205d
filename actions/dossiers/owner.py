"""What only the applicant of a dossier may know: asked for with the last three digits of the phone, a few times a day."""

import re
from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from actions.about import ASK_PHONE_TAIL, REFUSAL, Kind, Metadata
from actions.options import menu, payload
from actions.turn import Event, Option, Turn, set_slot
from actions.wording import TEXTS
from api import clock, database
from api.conversations import service as conversations
from api.conversations.phone_tails import tail_in
from api.dossiers import service as dossiers
from api.dossiers.service import DossierStatus
from api.privacy import service as privacy
from retrieval.text import fold, normalise

ASK_TAIL = TEXTS.text("dossiers.ask_tail", "code")
OWNER = TEXTS.text("dossiers.owner", "code", "name")
NOTE = TEXTS.text("dossiers.note", "note")
STATE_NAMED = TEXTS.text("dossiers.state_named", "state")
STATE = TEXTS.text("dossiers.state", "words")
LATE = TEXTS.text("dossiers.late", "days")
NO_NOTE = TEXTS.text("dossiers.no_note")
WRONG_TAIL = TEXTS.text("dossiers.wrong_tail", "left")
NO_TRIES_LEFT = TEXTS.text("dossiers.no_tries_left")
SEE_MORE = TEXTS.text("dossiers.see_more")

TAIL_TRIED: Final = "dossier_tail_tried"
TRIES: Final = 3
"""Wrong tails one conversation may give in a day, over all dossiers: three digits are guessed in 1,000 tries."""
TRIES_FOR_ONE: Final = 10
"""Wrong tails everybody together may give for one dossier in a day."""
_DAY: Final = timedelta(days=1)
_WAITS_FOR_THE_CITIZEN: Final = frozenset({3, 5, 6, 8})
_ASKED: Final = "ask"
_ABOUT_THE_OWNER: Final = re.compile(
    r"\b(?:dung ten|ten (?:ai|gi|nguoi)|nguoi nop|cua ai|ai nop|ghi chu|ly do|vi sao|tai sao|chi tiet|cu the|(?:thieu|bo sung|nop them|dong)"
    r" (?:\w+ ){0,2}(?:gi|nao|bao nhieu)|sao (?:bi|lai) (?:tra|tu choi|dung|khong))\b"
)


def asks_for_the_owner(text: str) -> bool:
    """Tell whether `text` asks for what only the applicant may know: in whose name, why, what is missing."""
    return not text.startswith("/") and bool(_ABOUT_THE_OWNER.search(fold(normalise(text))))


def waits_for_the_citizen(status: DossierStatus) -> bool:
    """Tell whether the dossier waits for the citizen, was refused or stopped: the office's note says why."""
    return status.state.number in _WAITS_FOR_THE_CITIZEN


def see_more(status: DossierStatus) -> list[Option]:
    """Return the choice that leads to the office's note, where the dossier waits for the citizen or was stopped."""
    if not waits_for_the_citizen(status):
        return []
    return [(SEE_MORE(), payload("dossier_status", phone_tail=_ASKED))]


async def tell_owner(turn: Turn, code: str, given: str | None) -> list[Event]:
    """Tell the applicant's part of dossier `code` where `given` holds the right tail; else ask for it."""
    async with database.transaction() as session:
        plain = await privacy.unmask(session, conversation_id=turn.conversation_id, text=given or "")
        tail = tail_in(plain)
        wrong = await _wrong_tries(session, turn)
        for_one = await conversations.count_events(
            session, kind=TAIL_TRIED, since=clock.now() - _DAY, details={"code": code, "right": False}
        )
        if wrong >= TRIES or for_one >= TRIES_FOR_ONE:
            return _stop(turn, code)
        if tail is None:
            turn.say(ASK_TAIL(code=code), menu("human"), ASK_PHONE_TAIL)
            return [set_slot("dossier_code", code)]
        try:
            found = await dossiers.applicant(session, code=code, phone_tail=tail)
            status = await dossiers.status(session, code=code)
        except dossiers.DossierNotFoundError:
            found = None
        await conversations.record(
            session,
            conversation_id=turn.conversation_id,
            kind=TAIL_TRIED,
            actor="citizen",
            code=code,
            right=found is not None,
        )
    if found is None:
        left = TRIES - wrong - 1
        if left <= 0:
            return _stop(turn, code)
        turn.say(WRONG_TAIL(left=str(left)), menu("human"), ASK_PHONE_TAIL)
        return [set_slot("dossier_code", code)]
    lines = [
        OWNER(code=code, name=found.name),
        NOTE(note=found.note) if found.note else NO_NOTE(),
        STATE(words=status.state.words),
        *filter(None, [state_named(status)]),
        LATE(days=str(status.days_late)) if status.late else status.state.next_step,
    ]
    turn.say("\n".join(lines), (), Metadata(kind=Kind.DOSSIER_STATUS, dossier_code=code))
    return [set_slot("dossier_code", code), set_slot("misunderstandings", 0.0)]


def state_named(status: DossierStatus) -> str:
    """Return the state by its official name, as the portal and text messages print it; "" where the words have it."""
    name = status.state.name
    return "" if name.lower() in status.state.words.lower() else STATE_NAMED(state=name)


async def _wrong_tries(session: AsyncSession, turn: Turn) -> int:
    return await conversations.count_events(
        session,
        kind=TAIL_TRIED,
        since=clock.now() - _DAY,
        conversation_id=turn.conversation_id,
        details={"right": False},
    )


def _stop(turn: Turn, code: str) -> list[Event]:
    turn.say(NO_TRIES_LEFT(), menu("human"), REFUSAL)
    return [set_slot("dossier_code", code)]
