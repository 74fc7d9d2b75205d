"""The answer to "which ward?": the ward itself, or what else is told there: a landmark, a number, a name, that it be sent.

Nobody is asked more than twice: then the report goes on without a unit, and the desk finds it by the place.
"""

import re
from typing import Any, Final, TypeAlias

from actions import plain_answers
from actions.about import form_question
from actions.feedback import changes as feedback_changes
from actions.feedback import contacts
from actions.repeats import misses
from actions.turn import Turn
from actions.wording import TEXTS
from bot.going_ahead import goes_ahead
from bot.place_answers import place_answered, ward_in_place
from bot.report_words import is_everywhere
from bot.sending import agrees_plainly, sending_words
from bot.signs import NONE, SURE, place_sign, question_sign
from bot.ward_answers import ward_alone, ward_chosen
from retrieval import places
from retrieval.places import Unit, UnitResolution
from retrieval.streets import place_in
from retrieval.text import folded_words, nfc


def _set_of(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


LEFT_TO_THE_DESK = TEXTS.text("feedback.unit_left_open")

SLOT: Final = "feedback_unit"
_PLACE: Final = "feedback_place"
_ASKED_AT_MOST: Final = 2
_LONGEST_PLACE: Final = 300
_SHORTEST_STORY: Final = 4
"""Words of the shortest answer that tells more of the matter instead of the ward."""
_SHORTEST: Final = 2
"""Characters of the shortest place."""
_OF_ANY_PLACE: Final = _set_of(
    "o tai truoc gan doi dien ngay doan goc canh sau ben so nha hem duong ngo khu pho phuong xa quan huyen cu"
)
"""Words by which no street is known (folded)."""
_NO_WARD: Final = re.compile(
    r"[\s,]*(?<!\w)(?:(?:chứ|chu|mà|ma|nhưng|nhung)\s+)?(?:(?:ai|tui|tôi|toi|em|mình|minh|đâu|dau|không|khong|hông|hong|hỏng|ko|k)\s+)*(?:(?:biết|biet|rõ|ro|nhớ|nho)\s+)?"
    r"(?:phường|phuong|xã|xa)(?:\s+(?:xã|xa))?\s+(?:gì|gi|nào|nao|mấy|may|đâu|dau)(?!\w).*$",
    re.IGNORECASE,
)
"""What says beside a landmark that the ward is not known: "trường Nguyễn Du chứ phường gì"."""
_UNKNOWN: Final = re.compile(r"\b(?:khong|hong|hok|ko|k|chua|hem|hk|dau)(?: co)? (?:biet|ro|nho|de y)\b")
_UNKNOWN_TYPED: Final = re.compile(
    r"(?<!\w)(?:không|hông|hổng|hỏng|hong|khong|ko|k|chưa|hem|đâu)(?: có)? (?:biết|rõ|nhớ|biet|ro|nho).*$",
    re.IGNORECASE,
)
Slots: TypeAlias = dict[str, Any]


def told(turn: Turn, value: Any) -> Slots:
    """Return the slots after an answer to the question for the unit."""
    text = str(value).strip()
    if text.startswith("/"):
        return _tapped(turn)
    contact = contacts.told_beside(turn, text, asked=True)
    unit = _unit_of(turn, text)
    if unit is not None:
        return {SLOT: unit, **contact, **_number_told(turn, text)}
    unknown = plain_answers.does_not_know(text) or bool(_UNKNOWN.search(folded_words(text)))
    unknown = unknown or plain_answers.refuses(text)
    named = places.find_units(text)
    nothing_told = (unknown or contact) and not place_in(text) and place_sign(_without_ward(text)) == NONE
    place = {} if nothing_told else _place_told(turn, text)
    if not named and ((unknown and not place) or is_everywhere(text)):
        return {SLOT: "", **contact}
    if not (place or contact or named or unknown) and len(text.split()) >= _SHORTEST_STORY:
        place = feedback_changes.added(turn, text)
    if wants_it_sent(text) or misses(turn) + 1 >= _ASKED_AT_MOST:
        turn.say(LEFT_TO_THE_DESK(), (), form_question())
        return {SLOT: "", **contact, **place}
    return {SLOT: None, **contact, **place}


def missed(turn: Turn, slots: Slots) -> Slots:
    """Return the count of answers that told no unit, whatever else they told; from 0 again where one did."""
    before = misses(turn)
    if slots.get(SLOT, "") is None:
        return {"misunderstandings": before + 1.0}
    return {"misunderstandings": 0.0} if before else {}


def _without_ward(text: str) -> str:
    """Return `text` without the words that say that the ward is not known."""
    return _UNKNOWN_TYPED.sub(" ", _NO_WARD.sub("", nfc(text)))


def wants_it_sent(text: str) -> bool:
    """Tell whether an answer to a question only wishes that the report be sent: "gửi giùm cô", "duyệt"; a mere "ok" may be
    said of what was told before.
    """
    known = sending_words()
    plainly = agrees_plainly(text) and bool(known.places("sent", text) | known.places("agreed", text))
    return plainly or goes_ahead(text)


def _tapped(turn: Turn) -> Slots:
    code = turn.entity("unit")
    if code is not None and any(one.code == code for one in places.units()):
        return {SLOT: code}
    return {SLOT: "" if turn.intent == "deny" else None}


def _unit_of(turn: Turn, text: str) -> str | None:
    """Return the code of the unit that `text` tells, alone or with what was told before: "phường 5 cũ" after "gò vấp cũ"."""
    if (unit := ward_chosen(text)) is not None:
        return unit.code
    resolution = with_what_was_told(turn, text)
    return resolution.unit.code if resolution is not None and resolution.unit is not None else None


def with_what_was_told(turn: Turn, text: str) -> UnitResolution | None:
    """Return what `text` means with the district told before it, None where it names no unit."""
    bare = ward_alone(text)
    if (ending := ward_in_place(bare)) is not None and not places.find_units(text):
        return ending
    alone = places.resolve_unit(bare)
    if not places.find_units(text) and alone.question == places.resolve_unit("").question:
        return None
    for told_before in (str(turn.slot(name) or "") for name in (_PLACE, "feedback_content")):
        offered = _offered(told_before, bare)
        if offered is not None:
            return UnitResolution(offered, (), None)
        resolution = _together(told_before, bare)
        if resolution is not None:
            return resolution
    return alone if alone.unit is not None or alone.candidates else None


def _offered(before: str, bare: str) -> Unit | None:
    """Return the unit called `bare` among those that may be meant by what was told before."""
    resolution = places.resolve_unit(before) if places.find_units(before) else ward_in_place(before)
    name = folded_words(bare).removeprefix("phuong ").removeprefix("xa ")
    candidates = resolution.candidates if resolution is not None else ()
    return next((unit for unit in candidates if folded_words(unit.name) == name), None)


def _together(before: str, said: str) -> UnitResolution | None:
    """Return what ward and district mean where one was told before and the other now, None where nothing was."""
    mentions = places.find_units(before)
    if not mentions:
        return None
    named = ", ".join(before[one.start : one.end] for one in mentions)
    if said.strip().isdigit():
        said = f"phường {said.strip()}"
    return places.resolve_unit(f"{named}, {said}")


def _place_told(turn: Turn, text: str) -> Slots:
    """Return the place with the landmark, the street, the number or the old district that `text` tells beside it."""
    if question_sign(ward_alone(text)) == SURE and not _NO_WARD.search(text):
        return {}
    said = ward_alone(_NO_WARD.sub("", nfc(text))).strip(" ,.!")
    place = place_answered(said)
    return _completed(turn, place) if place is not None and len(place) >= _SHORTEST else {}


def _number_told(turn: Turn, text: str) -> Slots:
    """Return the place with the number of the house told beside the unit, where the place has none yet."""
    before, place = str(turn.slot(_PLACE) or ""), place_in(text) or ""
    numbered = any(map(str.isdigit, place)) and not any(map(str.isdigit, before))
    return _completed(turn, place) if numbered else {}


def _completed(turn: Turn, place: str) -> Slots:
    """Return the place told before with `place`, which takes its place where it tells the same street with a number."""
    before = str(turn.slot(_PLACE) or "")
    if folded_words(place) in folded_words(before) or (before and _street(place) <= _street(before)):
        return {}
    numbered = any(map(str.isdigit, place)) and not any(map(str.isdigit, before))
    if not before or (numbered and _street(place) & _street(before)):
        return {_PLACE: place[:_LONGEST_PLACE]}
    return {_PLACE: f"{before}, {place}"[:_LONGEST_PLACE]}


def _street(place: str) -> frozenset[str]:
    return frozenset(folded_words(place).split()) - _OF_ANY_PLACE
