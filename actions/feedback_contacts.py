"""Who reports: free to stay unknown in matters of the city, needed for complaints on administrative rules.

NĐ 20/2008/NĐ-CP art. 7: whoever complains or proposes about administrative rules and procedures gives name, address and
telephone number, or is not received (art. 9).
"""

from typing import Any, Final, TypeAlias

from actions import plain_answers
from actions.about import DROPPED, Ask, form_question
from actions.options import menu
from actions.turn import Event, Turn, set_slot
from actions.wording import TEXTS
from api.agencies import directory
from api.feedback import service as feedback

ANONYMOUS = TEXTS.text("feedback.anonymous")
NEED_CONTACT = TEXTS.text("feedback.need_contact")
CONTACT_REFUSED = TEXTS.text("feedback.contact_refused")

SLOTS: Final = ("feedback_contact_phone", "feedback_contact_name")
_KEPT: Final = {"reporter_phone": "feedback_contact_phone", "reporter_name": "feedback_contact_name"}
"""Slots that outlive a report, so that nobody is asked twice in one conversation, and whose values they keep."""
_OF_THE_RULES: Final = "tthc"
Slots: TypeAlias = dict[str, Any]


def needed(turn: Turn, content: str | None = None) -> bool:
    """Tell whether the report (`content`, else what was told of it) is one on administrative rules or procedures."""
    told = content or str(turn.slot("feedback_content") or "")
    if not told:
        return False
    return directory.field(feedback.classify(told)[0].field).kind == _OF_THE_RULES


def known(turn: Turn, content: str, told: Slots) -> Slots:
    """Return what is known of the contact beside what `content` tells (`told`): given before, or wished unknown."""
    if plain_answers.stays_anonymous(content):
        if needed(turn, content):
            return {}
        turn.say(ANONYMOUS(), (), form_question())
        return dict.fromkeys(SLOTS, "")
    found = {slot: turn.slot(kept) for kept, slot in _KEPT.items()}
    return {
        slot: value
        for slot, value in found.items()
        if value and told.get(slot) is None and turn.slot(slot) is None
    }


def anonymity(turn: Turn, asked: str) -> Slots | None:
    """Return the slots of a wish to stay unknown told instead of an answer, None for no such wish."""
    if asked in SLOTS or turn.text.startswith("/") or not plain_answers.stays_anonymous(turn.text):
        return None
    if needed(turn):
        turn.say(NEED_CONTACT(), (), form_question())
        return {asked: None, "contact_explained": True}
    turn.say(ANONYMOUS(), (), form_question())
    return {asked: None, **dict.fromkeys(SLOTS, "")}


def declined(turn: Turn, slot: str) -> Slots:
    """Return the slots after the citizen declined to give `slot`; where it is needed, says why, then ends the form."""
    if not needed(turn):
        return dict.fromkeys(SLOTS, "") if _wants_neither(turn, slot) else {slot: ""}
    if turn.slot("contact_explained"):
        turn.say(CONTACT_REFUSED(), menu("file", "human"), DROPPED)
        return {"requested_slot": None, "contact_explained": None}
    asks = Ask.REPORTER_PHONE if slot == SLOTS[0] else Ask.REPORTER_NAME
    turn.say(NEED_CONTACT(), (), form_question(asks))
    return {slot: None, "contact_explained": True}


def _wants_neither(turn: Turn, slot: str) -> bool:
    return slot == SLOTS[0] and plain_answers.stays_anonymous(turn.text)


def keep(turn: Turn) -> list[Event]:
    """Return the events that remember the contact of a report just filed for the next one."""
    events = [set_slot(kept, turn.slot(slot)) for kept, slot in _KEPT.items() if turn.slot(slot)]
    if turn.slot("contact_explained"):
        events.append(set_slot("contact_explained", None))
    return events
