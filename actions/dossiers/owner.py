"""What only the applicant of a dossier may know: asked for with the last three digits of the phone, a few times a day."""

import re
from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from actions.about import ASK_PHONE_TAIL, REFUSAL, Kind, Metadata
from actions.options import menu, payload
from actions.repeats import tell
from actions.turn import Event, Option, Turn, set_slot
from actions.wording import TEXTS
from api import clock, database
from api.conversations import service as conversations
from api.conversations.phone_tails import SAME, UNKNOWN, names_a_tail, says_the_same, tail_in
from api.dossiers import service as dossiers
from api.dossiers.service import Applicant, DossierStatus
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
TAIL_UNKNOWN = TEXTS.text("dossiers.tail_unknown")
NO_TAIL_BEFORE = TEXTS.text("dossiers.no_tail_before", "code")
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


def given_beside(text: str) -> str | None:
    """Return what `text` gives of the applicant's number beside a dossier code, as `tell_owner` takes it; None where nothing."""
    if says_the_same(text):
        return text if tail_in(text) else SAME
    return text if names_a_tail(text) or asks_for_the_owner(text) else None


def waits_for_the_citizen(status: DossierStatus) -> bool:
    """Tell whether the dossier waits for the citizen, was refused or stopped: the office's note says why."""
    return status.state.number in _WAITS_FOR_THE_CITIZEN


def see_more(status: DossierStatus) -> list[Option]:
    """Return the choice that leads to the office's note, where the dossier waits for the citizen or was stopped."""
    if not waits_for_the_citizen(status):
        return []
    return [(SEE_MORE(), payload("dossier_status", phone_tail=_ASKED))]


async def tell_owner(turn: Turn, code: str, given: str | None, *, beside: bool = False) -> list[Event]:
    """Tell the applicant's part of dossier `code` where `given` holds the right tail; else ask for it.

    Who gave the right one before in this conversation is not asked again. SAME means the tail given last, for whichever
    dossier; UNKNOWN is refused. `beside` tells that how the dossier stands was just told.
    """
    async with database.transaction() as session:
        tail = await _tail(session, turn, given or "")
        if tail is None and (known := await _known(session, turn, code)) is not None:
            return _tell(turn, await dossiers.status(session, code=code), known, beside=beside)
        code, status = await _stored(session, code)
        if given == UNKNOWN:
            turn.say(TAIL_UNKNOWN(), (), REFUSAL)
            return [set_slot("dossier_code", code)]
        wrong = await _wrong_tries(session, turn)
        for_one = await conversations.count_events(
            session, kind=TAIL_TRIED, since=clock.now() - _DAY, details={"code": code, "right": False}
        )
        if wrong >= TRIES or for_one >= TRIES_FOR_ONE:
            return _stop(turn, code)
        if tail is None:
            turn.say(
                (NO_TAIL_BEFORE if given == SAME else ASK_TAIL)(code=code), menu("human"), ASK_PHONE_TAIL
            )
            return [set_slot("dossier_code", code)]
        try:
            found = await dossiers.applicant(session, code=code, phone_tail=tail)
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
    if found is None or status is None:
        left = TRIES - wrong - 1
        if left <= 0:
            return _stop(turn, code)
        turn.say(WRONG_TAIL(left=str(left)), menu("human"), ASK_PHONE_TAIL)
        return [set_slot("dossier_code", code)]
    return _tell(turn, status, found, beside=beside)


async def _tail(session: AsyncSession, turn: Turn, given: str) -> str | None:
    """Return the tail that `given` holds, of SAME the one given last; None where there is none."""
    for one in _given_before(turn) if given == SAME else [given]:
        tail = tail_in(await privacy.unmask(session, conversation_id=turn.conversation_id, text=one))
        if tail is not None:
            return tail
    return None


async def note_again(turn: Turn, code: str) -> str | None:
    """Return what the office wrote of dossier `code`, in a sentence, to who proved before to be its applicant; else None."""
    async with database.transaction() as session:
        known = await _known(session, turn, code)
    return None if known is None else _note(known)


def _tell(turn: Turn, status: DossierStatus, found: Applicant, *, beside: bool) -> list[Event]:
    """Tell what only the applicant may know."""
    code = status.code
    lines = [OWNER(code=code, name=found.name), _note(found)]
    state = [
        STATE(words=status.state.words),
        *filter(None, [state_named(status)]),
        LATE(days=str(status.days_late)) if status.late else status.state.next_step,
    ]
    tell(
        turn,
        "\n".join(lines if beside else lines + state),
        (),
        Metadata(kind=Kind.DOSSIER_STATUS, dossier_code=code),
    )
    return [set_slot("dossier_code", code), set_slot("misunderstandings", 0.0)]


def state_named(status: DossierStatus) -> str:
    """Return the state by its official name, as the portal and text messages print it; "" where the words have it."""
    name = status.state.name
    return "" if name.lower() in status.state.words.lower() else STATE_NAMED(state=name)


def _note(found: Applicant) -> str:
    return NOTE(note=found.note) if found.note else NO_NOTE()


async def _stored(session: AsyncSession, code: str) -> tuple[str, DossierStatus | None]:
    """Return the code as it is stored with the dossier; as it was typed, and None, where there is none.

    Raises:
        DossierCodeIncompleteError: several may be meant.
    """
    try:
        status = await dossiers.status(session, code=code)
    except dossiers.DossierCodeIncompleteError:
        raise
    except dossiers.DossierNotFoundError:
        return code, None
    return status.code, status


async def _known(session: AsyncSession, turn: Turn, code: str) -> Applicant | None:
    """Return the applicant of dossier `code` where this conversation gave the right tail before, else None.

    The tail itself is stored nowhere: it is read again from what the citizen wrote, and compared anew.
    """
    right = await conversations.count_events(
        session,
        kind=TAIL_TRIED,
        since=clock.now() - _DAY,
        conversation_id=turn.conversation_id,
        details={"code": code, "right": True},
    )
    if not right:
        return None
    for given in _given_before(turn):
        tail = tail_in(await privacy.unmask(session, conversation_id=turn.conversation_id, text=given))
        try:
            if tail is not None:
                return await dossiers.applicant(session, code=code, phone_tail=tail)
        except dossiers.DossierNotFoundError:
            continue
    return None


def _given_before(turn: Turn) -> list[str]:
    """Return the tails given in this conversation, each once, the latest first."""
    given: list[str] = []
    for event in turn.tracker.events:
        if event.get("event") != "user":
            continue
        text = str(event.get("text") or "")
        entities = (event.get("parse_data") or {}).get("entities") or ()
        given += [str(one.get("value")) for one in entities if one.get("entity") == "phone_tail"]
        given += [text] if not text.startswith("/") and names_a_tail(text) else []
    return list(dict.fromkeys(reversed(given)))


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
