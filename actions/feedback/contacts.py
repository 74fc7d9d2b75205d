"""Who reports: free to stay unknown in matters of the city, needed for complaints on administrative rules.

NĐ 20/2008/NĐ-CP art. 7: whoever complains or proposes about administrative rules and procedures gives name, address and
telephone number, or is not received (art. 9); as amended by NĐ 92/2017 an e-mail address serves as well as the number.
"""

import re
from typing import Any, Final, TypeAlias

from actions import plain_answers
from actions.about import DROPPED, Ask, form_question
from actions.feedback import field as feedback_field
from actions.feedback.contact_reader import address_answered, contact_in, name_beside_way
from actions.feedback.name_beside import name_beside_number
from actions.feedback.reach import EMAIL_PLACEHOLDER, PHONE_PLACEHOLDER, way_in, with_way
from actions.feedback.told_earlier import wished_anonymity
from actions.options import menu
from actions.repeats import anew_text
from actions.turn import Event, Turn, set_slot
from actions.wording import TEXTS
from api.agencies import directory
from bot.going_ahead import goes_ahead
from bot.name_answers import declines_to_be_named
from bot.names import own_name, without_own_name
from bot.report_words import dreads_to_report, fears_to_be_known, only_wants_anonymity, wants_secrecy
from bot.signs import question_sign
from bot.somebody_else import tells_of_somebody_else
from retrieval.text import folded_words

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
_IDENTITY: Final = re.compile(
    r"[\s,]*(?:(?:số|so)\s+)?(?:(?:cccd|cmnd|căn cước|can cuoc|chứng minh)(?: công dân| nhân dân)?\s*(?:là|la|số|so|:)*\s*)?⟨(?:cccd|cmnd|thẻ|stk)\d+⟩",
    re.IGNORECASE,
)
"""An identity number, of no use to who handles a report."""
_WAY_TOLD: Final = re.compile(
    rf"(?:(?<!\w)(?:số|so|điện thoại|dien thoai|sđt|sdt|đt|dt|liên hệ|lien he|gọi|e?-?mail|gmail|là|la|của|cua|tôi|toi|tui|em|mình|minh|chị|anh|qua|là số)[\s:]+)*(?:{PHONE_PLACEHOLDER.pattern}|{EMAIL_PLACEHOLDER.pattern}|(?<!\d)0\d{{9}}(?!\d))",
    re.IGNORECASE,
)
_NO_WAY: Final = re.compile(
    r"\b(?:khong|ko|k|hong|hok|hem|chua|chang|dau) (?:he |con |biet )?(?:co|xai|dung|sai|su dung)(?: (?:cai|chiec|so))* (?:dien thoai|dt|so|sdt|may|mail|email|gmail|zalo|smartphone)\b"
)
Slots: TypeAlias = dict[str, Any]


def needed(turn: Turn, content: str | None = None) -> bool:
    """Tell whether the report (`content`, else what was told of it) is one on administrative rules or procedures."""
    field = feedback_field.likeliest(content) if content else feedback_field.field_of(turn)
    return field is not None and _of_the_rules(field)


def _of_the_rules(field: str) -> bool:
    return directory.field(field).kind == feedback_field.OF_THE_RULES


def content_to_send(turn: Turn) -> str:
    """Return the content as it is shown and sent: without name, number and identity papers of who wants them left out.

    What a report tells of somebody else stays, it is the matter.
    """
    content = _IDENTITY.sub("", str(turn.slot("feedback_content") or ""))
    if tells_of_somebody_else(content):
        return _tidy(content)
    if turn.slot(NAME) == "":
        beside = name_beside_number(content)
        content = without_own_name(content)
        if beside:
            content = re.sub(
                rf"(?:(?<!\w)(?:chị|anh|em|cô|chú|bác|tên|gặp|chi|co|ten|gap)\s+)*{re.escape(beside)}(?!\w)",
                "",
                content,
            )
    if turn.slot(PHONE) == "":
        content = _WAY_TOLD.sub(" ", content)
    return _tidy(content)


def _tidy(content: str) -> str:
    content = re.sub(r"([.!?\n])(?:[ \t]*[.,;])+", r"\1", content)
    parts = re.sub(r"[ \t]+(?=[,.;\n])|(?:[ \t]*,)+(?=[ \t]*(?:[,.;\n]|$))", "", content)
    return re.sub(r"[ \t]{2,}", " ", parts).strip(" ,;")


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
    given = any(turn.slot(slot) for slot in SLOTS if slot != asked)
    kept_secret = wants_secrecy(text) and not plain_answers.stays_anonymous(text)
    if wants_secrecy(text) and (given or needed(turn) or kept_secret):
        turn.say(anew_text(turn, KEPT_SECRET(), KEPT_SECRET_AGAIN()), (), form_question())
        return {asked: None, **also_told(turn, text)}
    from_fear = fears_to_be_known(text) and way_in(text) is None
    if not plain_answers.stays_anonymous(text) or (asked in SLOTS and not from_fear):
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

    `asked` tells that it answers a question for one of them. Those of who is complained of are none.
    """
    if tells_of_somebody_else(text):
        return {}
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
    text = turn.text
    unnamed = plain_answers.stays_anonymous(text) or declines_the_name(text)
    return slot == PHONE and (unnamed or goes_ahead(text) or dreads_to_report(text))


def declines_the_name(text: str) -> bool:
    """Tell whether an answer leaves out the name, and says so: "khỏi cần tên"; a mere "bỏ qua" leaves out what was asked."""
    return declines_to_be_named(text) and not plain_answers.refuses_shortly(text)


def has_no_way(text: str) -> bool:
    """Tell whether somebody has nothing to be called on: "hổng có điện thoại, xài ké của thằng cháu"."""
    return not text.startswith("/") and way_in(text) is None and bool(_NO_WAY.search(folded_words(text)))


def keep(turn: Turn) -> list[Event]:
    """Return the events that remember the contact of a report just filed for the next one."""
    events = [set_slot(kept, turn.slot(slot)) for kept, slot in _KEPT.items() if turn.slot(slot)]
    if turn.slot("contact_explained"):
        events.append(set_slot("contact_explained", None))
    return events
