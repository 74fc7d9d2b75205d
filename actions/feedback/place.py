"""The answer to "where?": only what can be a place becomes the place; what else is told there is kept or answered."""

import re
from typing import Any, Final, TypeAlias

from actions import plain_answers
from actions.about import PRIVACY, form_question
from actions.feedback import changes as feedback_changes
from actions.feedback import contacts, content, reader
from actions.feedback.asides import ABOUT_NAMES, is_question
from actions.repeats import misses
from actions.turn import Turn
from bot.going_ahead import goes_ahead
from bot.place_answers import beside_place, place_answered, ward_in_place
from bot.report_words import fears_to_be_known, is_everywhere, tells_no_place
from retrieval import places
from retrieval.text import folded_words

SLOT: Final = "feedback_place"
_UNIT: Final = "feedback_unit"
_LONGEST: Final = 300
_ASKED_AT_MOST: Final = 4
_SHORTEST_MORE: Final = 3
"""Words beside the place, of the shortest answer that tells more of the matter too."""
_UNKNOWN: Final = re.compile(
    r"(?:(?:da|u|a|em|toi|tui|minh|con|chi|anh|cung) )*(?:khong|hong|hok|ko|k|chua|hem|hk|dau)(?: co)? (?:biet|ro|nho)(?: (?:nua|luon|em|a|ro|duoc|het|ma|chinh xac|cho nao|o dau))*"
)
_OF_ANOTHER_THING: Final = re.compile(
    r"\b(?:biet|nho|ro) (?:duoc |la |no )*(?:bien so|so xe|xe|mat|ten (?:no|ong|ba|ai|nguoi|tai xe)|so dien thoai|sdt|ngay|gio|may gio|ai|lam sao|sao|tai sao|vi sao|no la ai)\b"
)
"""What is not known there, and is no place: "ko nhớ biển số"."""
Slots: TypeAlias = dict[str, Any]


def told(turn: Turn, value: Any) -> Slots:
    """Return the slots after an answer to the question for the place."""
    text = str(value).strip()
    if text.startswith("/"):
        return {SLOT: "" if turn.intent == "deny" else None}
    where = place_answered(text)
    if where is None:
        return _without_place(turn, text)
    if is_everywhere(text) and not places.find_units(text):
        return {SLOT: text[:_LONGEST], _UNIT: ""}
    if (late := content.told_late(turn, text)) is not None:
        return {**late, SLOT: late.get(SLOT) or where[:_LONGEST]}
    numbered = any(map(str.isdigit, where))  # else a street may be named like somebody
    contact = contacts.told_beside(turn, text, asked=numbered)
    slots: Slots = {SLOT: where[:_LONGEST], **contact}
    resolution = places.resolve_unit(text) if places.find_units(text) else ward_in_place(where)
    if resolution is not None and resolution.unit is not None:
        slots[_UNIT] = resolution.unit.code
    return slots if contact else {**slots, **_more_beside(turn, text, where)}


def _without_place(turn: Turn, text: str) -> Slots:
    """Return the slots after an answer that tells no place; it is asked for again, in other words, and at last left open."""
    unknown = plain_answers.refuses(text) or plain_answers.does_not_know(text)
    unknown = unknown or bool(_UNKNOWN.fullmatch(folded_words(text)))
    if unknown and not _OF_ANOTHER_THING.search(folded_words(text)):
        return {SLOT: ""}
    if is_everywhere(text):
        return {SLOT: text[:_LONGEST], _UNIT: ""}
    often = misses(turn) + 1 >= _ASKED_AT_MOST
    if goes_ahead(text) and misses(turn) >= 2:
        return {SLOT: ""}
    if plain_answers.yes_or_no(text) is True or goes_ahead(text) or is_question(turn, SLOT):
        return {SLOT: "" if often else None}
    if (late := content.told_late(turn, text)) is not None:
        if str(late[content.SLOT]) != text:
            turn.say(feedback_changes.ADDED(), (), form_question())
        return late
    if fears_to_be_known(text):
        turn.say(ABOUT_NAMES(), (), PRIVACY)
        return {SLOT: None}
    if contact := contacts.told_beside(turn, text):
        return {SLOT: None, **contact}
    if tells_no_place(text):
        return content.told_on(turn, text)
    more = feedback_changes.added(turn, text)
    settled = content.decided_by(turn, more[content.SLOT]) if more else {}
    return {SLOT: "" if often else None, **more, **settled}


def _more_beside(turn: Turn, text: str, where: str) -> Slots:
    """Return the content with an answer that tells more than the place."""
    rest = reader.without_place(beside_place(text, where))
    before = str(turn.slot(content.SLOT) or "")
    if not before or len(rest.split()) < _SHORTEST_MORE:
        return {}
    return {content.SLOT: f"{before}\n{text}"[: content.LONGEST_CONTENT]}
