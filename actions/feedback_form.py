"""Taking down a report (phản ánh): what, where, which unit, contact, and a plain yes before it is sent."""

from collections.abc import Callable
from typing import Any, Final, TypeAlias
from uuid import UUID

from actions import plain_answers
from actions import report_reader as reader
from actions.handoff import REPORT_SLOTS
from actions.options import menu, payload
from actions.turn import Event, Option, Turn, action, set_slot
from actions.wording import TEXTS
from api import database
from api.conversations import service as conversations
from api.conversations.rasa_client import LONGEST_TEXT
from api.feedback import service as feedback
from api.feedback import wording as feedback_wording
from bot.turns import SIDE_INTENTS
from retrieval import places
from retrieval.places import UnitResolution

ASK_CONTENT = TEXTS.text("feedback.ask_content")
ASK_PLACE = TEXTS.text("feedback.ask_place")
ASK_UNIT = TEXTS.text("feedback.ask_unit")
UNIT_NOT_FOUND = TEXTS.text("feedback.unit_not_found")
UNIT_UNKNOWN = TEXTS.text("feedback.unit_unknown")
ASK_PHONE = TEXTS.text("feedback.ask_phone")
PHONE_UNCLEAR = TEXTS.text("feedback.phone_unclear")
NO_PHONE = TEXTS.text("feedback.no_phone")
ASK_NAME = TEXTS.text("feedback.ask_name")
NAME_UNCLEAR = TEXTS.text("feedback.name_unclear")
NO_NAME = TEXTS.text("feedback.no_name")
SUMMARY = TEXTS.text("feedback.summary", "content", "place", "contact")
NO_PLACE = TEXTS.text("feedback.no_place")
NO_CONTACT = TEXTS.text("feedback.no_contact")
SEND = TEXTS.text("feedback.send")
DONT_SEND = TEXTS.text("feedback.dont_send")
EDIT_CONTENT = TEXTS.text("feedback.edit_content")
EDIT_PLACE = TEXTS.text("feedback.edit_place")
CONFIRM_UNCLEAR = TEXTS.text("feedback.confirm_unclear")

LONGEST_CONTENT: Final = 4000
"""Characters, as in the operator's form; the longest message of the web page."""
_MAYBE_CUT: Final = LONGEST_TEXT - 50
"""Characters from which a message may be the beginning of a longer one; white space at the cut is dropped."""
_UNITS_OFFERED: Final = 6
_DECLINE: Final = "/deny"

_GUIDANCE: Final = {
    feedback.LegalKind.KHIEU_NAI: feedback_wording.KHIEU_NAI,
    feedback.LegalKind.TO_CAO: feedback_wording.TO_CAO,
}
"""What is no feedback by law (NĐ 20/2008 art. 1), and where it goes."""

Slots: TypeAlias = dict[str, Any]
"""The slots a validated answer sets; None asks for a slot again, "" is a given nothing."""


@action("validate_feedback_form")
async def validate(turn: Turn) -> list[Event]:
    """Check the answers just given, and take from them whatever else they tell.

    Without a new answer (a side question came) nothing is set.
    """
    found = turn.tracker.slots_to_validate()
    candidates = {name: found[name] for name in REPORT_SLOTS if found.get(name) is not None}
    if "feedback_content" in candidates:
        candidates["feedback_content"] = await _as_written(turn, str(candidates["feedback_content"]))
    slots: Slots = {}
    for name, value in candidates.items():
        slots.update(_CHECKS[name](turn, value))
    if slots.get("requested_slot", "") is None:
        return [*(set_slot(name, None) for name in REPORT_SLOTS), set_slot("requested_slot", None)]
    return [set_slot(name, value) for name, value in slots.items()]


async def _as_written(turn: Turn, heard: str) -> str:
    """Return the whole message: Rasa hears the beginning of a long one only, and nothing of a report may be lost."""
    if turn.message_id is None or len(heard) < _MAYBE_CUT:
        return heard
    async with database.transaction() as session:
        return await conversations.as_written(session, message_id=UUID(turn.message_id), heard=heard)


def _content(turn: Turn, value: Any) -> Slots:
    text = str(value).strip()
    if reader.is_bare_opening(text):
        return {"feedback_content": None}
    guidance = _GUIDANCE.get(feedback.legal_kind(text))
    if guidance is not None:
        turn.say(guidance(), menu("human"))
        return {"requested_slot": None}
    report = reader.read_report(text)
    slots: Slots = {"feedback_content": text[:LONGEST_CONTENT]}
    told = {
        "feedback_place": report.place,
        "feedback_unit": report.unit.code if report.unit else None,
        "feedback_contact_phone": report.phone,
        "feedback_contact_name": report.name,
    }
    slots.update({name: given for name, given in told.items() if given and turn.slot(name) is None})
    return slots


def _place(turn: Turn, value: Any) -> Slots:
    text = str(value).strip()
    if text.startswith("/"):
        return {"feedback_place": "" if turn.intent == "deny" else None}
    if plain_answers.refuses(text) or plain_answers.does_not_know(text):
        return {"feedback_place": ""}
    slots: Slots = {"feedback_place": text[:300]}
    resolution = places.resolve_unit(text) if places.find_units(text) else None
    if resolution is not None and resolution.unit is not None:
        slots["feedback_unit"] = resolution.unit.code
    return slots


def _unit(turn: Turn, value: Any) -> Slots:
    text = str(value).strip()
    tapped = turn.entity("unit") if text.startswith("/") else None
    if tapped is not None and any(one.code == tapped for one in places.units()):
        return {"feedback_unit": tapped}
    if turn.intent == "deny" and text.startswith("/"):
        return {"feedback_unit": ""}
    resolution = places.resolve_unit(text)
    if resolution.unit is not None:
        return {"feedback_unit": resolution.unit.code}
    if not resolution.candidates and (plain_answers.does_not_know(text) or plain_answers.refuses(text)):
        return {"feedback_unit": ""}
    return {"feedback_unit": None}


def _phone(turn: Turn, value: Any) -> Slots:
    text = str(value).strip()
    phone = reader.phone_in(text)
    if phone is not None:
        slots: Slots = {"feedback_contact_phone": phone}
        name = reader.name_in(text)
        if name and turn.slot("feedback_contact_name") is None:
            slots["feedback_contact_name"] = name
        return slots
    if turn.intent == "deny" or plain_answers.refuses(text):
        return {"feedback_contact_phone": ""}
    return {"feedback_contact_phone": None}


def _name(turn: Turn, value: Any) -> Slots:
    text = str(value).strip()
    if text.startswith("/"):
        return {"feedback_contact_name": "" if turn.intent == "deny" else None}
    if plain_answers.refuses(text):
        return {"feedback_contact_name": ""}
    return {"feedback_contact_name": reader.name_in(text) or reader.name_answered(text)}


def _confirmed(turn: Turn, value: Any) -> Slots:
    """Only a plain yes sends, only a plain no drops: what the model took for either and holds a doubt is asked again."""
    text = turn.text
    if text.startswith("/"):
        return {"feedback_confirmed": {"affirm": True, "deny": False}.get(turn.intent or "")}
    edited = plain_answers.to_be_edited(text)
    if edited and plain_answers.yes_or_no(text) is not True:
        return {**dict.fromkeys(edited), "feedback_confirmed": None}
    answer = plain_answers.yes_or_no(text)
    if answer is None and isinstance(value, bool) and not plain_answers.doubts(text):
        answer = value
    return {"feedback_confirmed": answer}


_CHECKS: Final[dict[str, Callable[[Turn, Any], Slots]]] = {
    "feedback_content": _content,
    "feedback_place": _place,
    "feedback_unit": _unit,
    "feedback_contact_phone": _phone,
    "feedback_contact_name": _name,
    "feedback_confirmed": _confirmed,
}


@action("action_ask_feedback_content")
async def ask_content(turn: Turn) -> list[Event]:
    """Ask what is to be reported."""
    turn.say(ASK_CONTENT())
    return []


@action("action_ask_feedback_place")
async def ask_place(turn: Turn) -> list[Event]:
    """Ask where it is."""
    turn.say(ASK_PLACE())
    return []


@action("action_ask_feedback_unit")
async def ask_unit(turn: Turn) -> list[Event]:
    """Ask for the unit, with the candidates of an old name to tap where what was said leaves a few."""
    again = _asked_in_vain(turn, "feedback_unit")
    resolution = _open_question(turn, answered_now=again)
    if resolution is None:
        turn.say(UNIT_NOT_FOUND() if again else ASK_UNIT(), [(UNIT_UNKNOWN(), _DECLINE)])
        return []
    options: list[Option] = []
    if len(resolution.candidates) <= _UNITS_OFFERED:
        options = [
            (places.describe(one), payload("form_answer", unit=one.code)) for one in resolution.candidates
        ]
    turn.say(resolution.question or ASK_UNIT(), [*options, (UNIT_UNKNOWN(), _DECLINE)])
    return []


def _open_question(turn: Turn, *, answered_now: bool) -> UnitResolution | None:
    """Return what the newest of answer, place and content leaves open about the unit, None for nothing."""
    texts = [turn.text] if answered_now else []
    texts += [str(turn.slot(name)) for name in ("feedback_place", "feedback_content") if turn.slot(name)]
    for number, text in enumerate(texts):
        if not (answered_now and number == 0) and not places.find_units(text):
            continue
        resolution = places.resolve_unit(text)
        if resolution.candidates:
            return resolution
    return None


def _asked_in_vain(turn: Turn, slot: str) -> bool:
    """Tell whether the message was an answer for `slot` that could not be used.

    Rasa still shows the slot of the last question here; after a side question the same is asked again.
    """
    return turn.slot("requested_slot") == slot and turn.intent not in SIDE_INTENTS


@action("action_ask_feedback_contact_phone")
async def ask_phone(turn: Turn) -> list[Event]:
    """Ask for a telephone number, which may be declined."""
    again = _asked_in_vain(turn, "feedback_contact_phone")
    turn.say(PHONE_UNCLEAR() if again else ASK_PHONE(), [(NO_PHONE(), _DECLINE)])
    return []


@action("action_ask_feedback_contact_name")
async def ask_name(turn: Turn) -> list[Event]:
    """Ask for a name, which may be declined."""
    again = _asked_in_vain(turn, "feedback_contact_name")
    turn.say(NAME_UNCLEAR() if again else ASK_NAME(), [(NO_NAME(), _DECLINE)])
    return []


@action("action_ask_feedback_confirmed")
async def ask_confirmation(turn: Turn) -> list[Event]:
    """Show what will be sent and ask for a yes; an answer that was neither yes nor no is asked for again."""
    if _asked_in_vain(turn, "feedback_confirmed"):
        turn.say(CONFIRM_UNCLEAR(), _confirmation_options())
        return []
    name, phone = turn.slot("feedback_contact_name"), turn.slot("feedback_contact_phone")
    turn.say(
        SUMMARY(
            content=turn.slot("feedback_content"),
            place=_place_told(turn) or NO_PLACE(),
            contact=", ".join(part for part in (name, phone) if part) or NO_CONTACT(),
        ),
        _confirmation_options(),
    )
    return []


def _place_told(turn: Turn) -> str:
    """Return place and today's unit, without naming the unit twice."""
    place, code = turn.slot("feedback_place") or "", turn.slot("feedback_unit")
    unit = places.unit(code).full_name if code else ""
    if unit and plain_answers.plain(unit) in plain_answers.plain(place):
        unit = ""
    return ", ".join(part for part in (place, unit) if part)


def _confirmation_options() -> list[Option]:
    return [
        (SEND(), "/affirm"),
        (EDIT_CONTENT(), EDIT_CONTENT().lower()),
        (EDIT_PLACE(), EDIT_PLACE().lower()),
        (DONT_SEND(), _DECLINE),
    ]
