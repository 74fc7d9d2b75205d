"""Who reports: free to stay unknown in matters of the city, needed for complaints on administrative rules.

NĐ 20/2008/NĐ-CP art. 7: whoever complains or proposes about administrative rules and procedures gives name, address and
telephone number, or is not received (art. 9); as amended by NĐ 92/2017 an e-mail address serves as well as the number.
"""

from typing import Any, Final, TypeAlias

from actions import plain_answers
from actions.about import DROPPED, Ask, form_question
from actions.feedback import field as feedback_field
from actions.feedback.contact_reader import address_answered, contact_in, name_beside_way
from actions.feedback.reach import way_in, with_way
from actions.feedback.told_earlier import wished_anonymity
from actions.options import menu
from actions.repeats import anew_text
from actions.turn import Event, Turn, set_slot
from actions.wording import TEXTS
from api.agencies import directory
from bot.names import own_name
from bot.report_words import only_wants_anonymity, wants_secrecy
from bot.signs import question_sign

ANONYMOUS = TEXTS.text("feedback.anonymous")
NEED_CONTACT = TEXTS.text("feedback.need_contact")
KEPT_SECRET = TEXTS.text("feedback.kept_secret")
KEPT_SECRET_AGAIN = TEXTS.text("feedback.kept_secret_again")
CONTACT_REFUSED = TEXTS.text("feedback.contact_refused")

PHONE, NAME, ADDRESS = "feedback_contact_phone", "feedback_contact_name", "feedback_contact_address"
SLOTS: Final = (PHONE, NAME, ADDRESS)
FREE: Final = (PHONE, NAME)
"""What is asked for in matters of the city, where it may be declined."""
_ASKS: Final = {PHONE: Ask.REPORTER_PHONE, NAME: Ask.REPORTER_NAME, ADDRESS: Ask.REPORTER_ADDRESS}
_KEPT: Final = {"reporter_phone": PHONE, "reporter_name": NAME, "reporter_address": ADDRESS}
"""Slots that outlive a report, so that nobody is asked twice in one conversation, and whose values they keep."""
Slots: TypeAlias = dict[str, Any]


def needed(turn: Turn, content: str | None = None) -> bool:
    """Tell whether the report (`content`, else what was told of it) is one on administrative rules or procedures."""
    field = feedback_field.likeliest(content) if content else feedback_field.field_of(turn)
    return field is not None and _of_the_rules(field)


def _of_the_rules(field: str) -> bool:
    return directory.field(field).kind == feedback_field.OF_THE_RULES


def address_wanted(turn: Turn, field: str) -> Slots:
    """Return the slot of the address for a report of `field`: to be asked for (None) where the law wants it, else a
    given nothing.
    """
    known = turn.slot(ADDRESS) or turn.slot("reporter_address") or None
    return {ADDRESS: known if _of_the_rules(field) else ""}


def known(turn: Turn, content: str, told: Slots) -> Slots:
    """Return what is known of the contact beside what `content` tells (`told`): given before, or wished unknown."""
    given = any(told.get(slot) or turn.slot(slot) for slot in FREE)
    declined_before = [slot for slot in FREE if turn.slot(slot) == ""]
    if plain_answers.stays_anonymous(content) or (wished_anonymity(turn) and not given):
        if needed(turn, content):
            return dict.fromkeys(declined_before)  # they are asked for after all, with the reason
        if len(declined_before) < len(FREE):
            turn.say(ANONYMOUS(), (), form_question())
        return dict.fromkeys(FREE, "")
    found = {slot: turn.slot(kept) for kept, slot in _KEPT.items()}
    return {
        slot: value
        for slot, value in found.items()
        if value and told.get(slot) is None and turn.slot(slot) is None
    }


def anonymity(turn: Turn, asked: str) -> Slots | None:
    """Return the slots of a wish to stay unknown told instead of an answer, None for no such wish.

    Who only wants name and number kept from others is told that they are; what was given stays.
    """
    text = turn.text
    if text.startswith("/") or (asked == "feedback_content" and not only_wants_anonymity(text)):
        return None
    given = any(turn.slot(slot) for slot in SLOTS)
    if wants_secrecy(text) and (given or needed(turn)):
        turn.say(anew_text(turn, KEPT_SECRET(), KEPT_SECRET_AGAIN()), (), form_question())
        return {asked: None, **also_told(turn, text)}
    if asked in SLOTS or not plain_answers.stays_anonymous(text):
        return None
    if asked == "feedback_confirmed" and not given and plain_answers.agrees(text):
        return None
    if needed(turn):
        turn.say(NEED_CONTACT(), (), form_question())
        return {asked: None, "contact_explained": True}
    turn.say(ANONYMOUS(), (), form_question())
    return {asked: None, **dict.fromkeys(FREE, "")}


def declined(turn: Turn, slot: str) -> Slots:
    """Return the slots after the citizen declined to give `slot`; where it is needed, says why, then ends the form."""
    if not needed(turn):
        return dict.fromkeys(FREE, "") if _wants_neither(turn, slot) else {slot: ""}
    if turn.slot("contact_explained") and not question_sign(turn.text):
        turn.say(CONTACT_REFUSED(), menu("file", "human"), DROPPED)
        return {"requested_slot": None, "contact_explained": None}
    turn.say(NEED_CONTACT(), (), form_question(_ASKS[slot]))
    return {slot: None, "contact_explained": True}


def still_needed(turn: Turn) -> tuple[Ask, ...]:
    """Return what is asked for at once where all of the contact is needed."""
    return tuple(ask for slot, ask in _ASKS.items() if not turn.slot(slot))


def also_told(turn: Turn, text: str) -> Slots:
    """Return what an answer to a question for the contact tells beside, where all of it is needed."""
    if not needed(turn):
        return {}
    found = contact_in(text)
    told = {PHONE: found.way, NAME: found.name, ADDRESS: found.address}
    return {slot: value for slot, value in told.items() if value and not turn.slot(slot)}


def told_beside(turn: Turn, text: str, *, asked: bool = False) -> Slots:
    """Return the way to be reached and the name that an answer tells beside, where they are not known yet.

    `asked` tells that it answers a question for one of them.
    """
    told = {PHONE: way_in(text), NAME: own_name(text) or name_beside_way(text, alone=asked)}
    return {slot: value for slot, value in told.items() if value and turn.slot(slot) is None}


def told_anew(turn: Turn, text: str) -> Slots:
    """Return the way to be reached and the name that an answer to another question tells, where they are not noted so."""
    told = {**way_told(turn, text), NAME: own_name(text)}
    return {slot: value for slot, value in told.items() if value and value != turn.slot(slot)}


def way_told(turn: Turn, text: str) -> Slots:
    """Return telephone number or e-mail address that `text` tells, beside what was told of the other; nothing for none."""
    way = way_in(text)
    return {PHONE: with_way(str(turn.slot(PHONE) or ""), way)} if way else {}


def address(turn: Turn, value: Any) -> Slots:
    """Return the slots after an answer to the question for the address."""
    text = str(value).strip()
    if turn.intent == "deny" or plain_answers.refuses(text) or plain_answers.stays_anonymous(text):
        return declined(turn, ADDRESS)
    return {ADDRESS: None if text.startswith("/") else address_answered(text)}


def _wants_neither(turn: Turn, slot: str) -> bool:
    return slot == PHONE and plain_answers.stays_anonymous(turn.text)


def keep(turn: Turn) -> list[Event]:
    """Return the events that remember the contact of a report just filed for the next one."""
    events = [set_slot(kept, turn.slot(slot)) for kept, slot in _KEPT.items() if turn.slot(slot)]
    if turn.slot("contact_explained"):
        events.append(set_slot("contact_explained", None))
    return events
