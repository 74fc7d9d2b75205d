"""Taking down a report (phản ánh): what, where, which unit, contact, and a plain yes before it is sent."""

from collections.abc import Callable
from typing import Any, Final, TypeAlias
from uuid import UUID

from actions import plain_answers
from actions.about import DROPPED, Kind, form_question
from actions.feedback import changes as feedback_changes
from actions.feedback import contacts, content, dropped, further, place, reader, same_place, unit
from actions.feedback import field as feedback_field
from actions.feedback.asides import answer_aside, is_question
from actions.feedback.contact_reader import is_no_name, name_given
from actions.feedback.filed import tell_status
from actions.feedback.reach import way_in
from actions.feedback.resuming import resumes
from actions.feedback.shared_location import told_on_the_map
from actions.feedback.told_earlier import place_spoken_of, with_the_danger
from actions.manners.handoff import REPORT_SLOTS
from actions.options import menu
from actions.repeats import misses, said_before
from actions.turn import Event, Turn, action, set_slot
from actions.wording import TEXTS
from api import database
from api.conversations import service as conversations
from api.conversations.rasa_client import LONGEST_TEXT
from bot.changes import dropped_fields
from bot.giving_up import gives_up, puts_off
from bot.going_ahead import goes_ahead, only_goes_ahead, without_brushing_off
from bot.legal_signs import law_wished
from bot.name_answers import declines_to_be_named
from bot.report_words import dreads_to_report
from bot.sending import agrees_plainly, asks_if_sent, may_forbid
from bot.signs import SURE, place_sign
from bot.somebody_else import tells_of_somebody_else
from bot.status_words import asks_onward
from retrieval.streets import place_in

LEFT_OPEN = TEXTS.text("feedback.left_open")
CANCELLED = TEXTS.text("feedback.cancelled")
NOT_SENT_YET = TEXTS.text("feedback.not_sent_yet")

_CONFIRMED: Final = "feedback_confirmed"
_MAYBE_CUT: Final = LONGEST_TEXT - 50
"""Characters from which a message may be the beginning of a longer one; white space at the cut is dropped."""
_MISSES_ALLOWED: Final = 3
_LONGEST_PLACE: Final = 300
_MAY_STAY_OPEN: Final = frozenset({unit.SLOT, *contacts.SLOTS})
"""What is left out after that many answers that could not be read: nobody is asked for ever."""
_MAY_BE_DECLINED: Final = _MAY_STAY_OPEN | {feedback_field.SLOT}

_NOT_ABOUT_OTHERS: Final = frozenset({"feedback_place", unit.SLOT, *contacts.FREE})
"""What is asked of the reporter or the place, where a number or a name of somebody else belongs to the matter."""

Slots: TypeAlias = dict[str, Any]
"""The slots a validated answer sets; None asks for a slot again, "" is a given nothing."""


@action("validate_feedback_form", form_question())
async def validate(turn: Turn) -> list[Event]:
    """Check the answers just given, and take from them whatever else they tell.

    Without a new answer (a side question came) nothing is set.
    """
    found = turn.tracker.slots_to_validate()
    candidates = {name: found[name] for name in REPORT_SLOTS if found.get(name) is not None}
    if "feedback_content" in candidates:
        written = await _as_written(turn, str(candidates["feedback_content"]))
        candidates["feedback_content"] = await with_the_danger(turn, written)
    asked = str(turn.slot("requested_slot") or "")
    if not asked and (instead := await _instead_of_a_report(turn, candidates)) is not None:
        return instead
    if turn.in_form and asked in candidates and not (asked == _CONFIRMED and agrees_plainly(turn.text)):
        beside = await _beside_the_answer(turn, asked)
        if beside is not None:
            return beside
    slots: Slots = {}
    for name, value in candidates.items():
        slots.update(_CHECKS[name](turn, value))
    slots.update(await _place_of_before(turn, slots))
    if slots.get("requested_slot", "") is None:
        return [set_slot(name, value) for name, value in _ended().items()]
    if turn.in_form and asked in candidates:
        slots.update(_counted(turn, asked, slots))
    return [set_slot(name, value) for name, value in slots.items()]


async def _beside_the_answer(turn: Turn, asked: str) -> list[Event] | None:
    """Return the events of a message that goes on, changes, tells on or asks something instead of answering `asked`, or that
    means a place told before; None for one that answers.
    """
    skips = asked in contacts.SLOTS and goes_ahead(turn.text) and plain_answers.leaves_out(turn.text)
    if resumes(turn.text, asked) and not skips:
        return [set_slot(asked, None)]
    slots = told_on_the_map(turn, asked)
    if slots is None and asked == place.SLOT:
        slots = await same_place.answered(turn)
    if slots is None:
        slots = further.told(turn, asked, await _as_written(turn, turn.text))
    if slots is not None:
        return [set_slot(name, value) for name, value in slots.items()]
    if (changed := _told_otherwise(turn, asked)) is not None:
        given_up = dropped.kept(turn) if "requested_slot" in changed else []
        return [*(set_slot(name, value) for name, value in changed.items()), *given_up]
    declines = asked in contacts.SLOTS and plain_answers.refuses(turn.text)
    if not declines and (aside := await answer_aside(turn, asked)) is not None:
        return [*aside, set_slot(asked, None)]
    return None


async def _place_of_before(turn: Turn, slots: Slots) -> Slots:
    """Return the place told before that a report just opened points back to, with its unit; nothing where it tells its own."""
    told = slots.get("feedback_content")
    if turn.slot("requested_slot") or not told or slots.get(place.SLOT, turn.slot(place.SLOT)) is not None:
        return {}
    if (same := await same_place.pointed_at(turn, str(told))) is not None:
        return same
    where = await place_spoken_of(turn, str(told))
    if where is None:
        return {}
    named = reader.unit_in(where)
    return {"feedback_place": where, **({unit.SLOT: named.code} if named else {})}


async def _instead_of_a_report(turn: Turn, candidates: Slots) -> list[Event] | None:
    """Return the events of what opens no report of its own: the one just dropped comes back, or one filed is asked about."""
    if (again := dropped.taken_up_again(turn)) is not None:
        return again
    if "feedback_content" not in candidates or not _asks_of_the_last_report(turn):
        return None
    told = await tell_status(turn)
    return [*told, set_slot("feedback_content", None), set_slot("requested_slot", None)]


def _asks_of_the_last_report(turn: Turn) -> bool:
    """Tell whether what opens a report only asks on about the one whose state was just told."""
    said: dict[str, Any] = next(
        (event for event in reversed(turn.tracker.events) if event.get("event") == "bot"), {}
    )
    kind = ((said.get("data") or {}).get("custom") or {}).get("kind")
    return kind == Kind.FEEDBACK_STATUS.value and asks_onward(turn.text)


def _told_otherwise(turn: Turn, asked: str) -> Slots | None:
    """Return the slots of a message that gives up the report or changes it, None for one that answers. Who wishes for
    the way of a khiếu nại or tố cáo is told it.
    """
    if asked != "feedback_content" and (law := law_wished(turn.text)) is not None:
        content.tell_of_the_law(turn, law)
        return {asked: None}
    if asked != _CONFIRMED and gives_up(turn.text, declining=asked in _MAY_BE_DECLINED):
        turn.say(CANCELLED(), menu("dossier", "file", "human"), DROPPED)
        return _ended()
    changed = (
        contacts.anonymity(turn, asked)
        or feedback_field.changed(turn, asked)
        or feedback_changes.change(turn, asked)
    )
    if changed is None and asked in _NOT_ABOUT_OTHERS and tells_of_somebody_else(turn.text):
        changed = content.told_on(turn, turn.text, instead_of=asked)
    if changed is None:
        return None
    if asked == unit.SLOT and "feedback_place" not in changed:
        return {**changed, **unit.missed(turn, changed)}
    return {**changed, **({"misunderstandings": 0.0} if misses(turn) else {})}


def _ended() -> Slots:
    """Return the slots of a form that ends itself; why has been said."""
    return {**dict.fromkeys(REPORT_SLOTS), "requested_slot": None}


def _counted(turn: Turn, asked: str, slots: Slots) -> Slots:
    """Count an answer that could not be used; after the third what may stay open is left open."""
    if asked == unit.SLOT:
        return unit.missed(turn, slots)
    missed = misses(turn)
    explained = slots.get("contact_explained")
    if explained or (asked in contacts.FREE and contacts.needed(turn) and slots.get(asked) is None):
        return {}  # nobody is held up for ever: a second refusal ends the form
    unused = slots.get(asked, "") is None and (
        len(slots) == 1 or asked == place.SLOT
    )  # a wish to change something is none
    if not unused or turn.text.startswith("/"):
        return {"misunderstandings": 0.0} if missed else {}
    if missed + 1 >= _MISSES_ALLOWED and asked in _MAY_STAY_OPEN:
        turn.say(LEFT_OPEN())
        return {asked: "", "misunderstandings": 0.0}
    return {"misunderstandings": missed + 1.0}


async def _as_written(turn: Turn, heard: str) -> str:
    """Return the whole message: Rasa hears the beginning of a long one only, and nothing of a report may be lost."""
    if turn.message_id is None or len(heard) < _MAYBE_CUT:
        return heard
    async with database.transaction() as session:
        return await conversations.as_written(session, message_id=UUID(turn.message_id), heard=heard)


def _field(turn: Turn, _value: Any) -> Slots:
    """Take the answer to the one question for the field, and the place where that was told instead."""
    text = turn.text.strip()
    slots = feedback_field.answered(turn) | contacts.told_beside(turn, text, asked=True)
    if not text.startswith("/") and not turn.slot("feedback_place"):
        if place_sign(text) == SURE:
            slots.update(place.told(turn, text))
        elif (where := place_in(text)) is not None:
            slots["feedback_place"] = where
    told = str(turn.slot("feedback_content") or "")
    field = slots[feedback_field.SLOT] or feedback_field.likeliest(told)
    return {**slots, **contacts.address_wanted(turn, field)}


def _phone(turn: Turn, value: Any) -> Slots:
    text = str(value).strip()
    if (way := way_in(text)) is not None and "phone" not in (left_out := dropped_fields(text)):
        beside = contacts.told_beside(turn, text, asked=True)
        unnamed = {"feedback_contact_name": ""} if "name" in left_out and not contacts.needed(turn) else {}
        return {**unnamed, **beside, "feedback_contact_phone": way, **contacts.also_told(turn, text)}
    wants_none = (
        (goes_ahead(text) and not contacts.needed(turn))
        or "phone" in dropped_fields(text)
        or contacts.has_no_way(text)
        or dreads_to_report(text)
        or contacts.declines_the_name(text)
    )
    refuses = plain_answers.refuses(text) or plain_answers.stays_anonymous(text)
    denied = turn.intent == "deny" and not plain_answers.denies_a_fact(text)
    if denied or wants_none or refuses:
        told = {} if way_in(text) else contacts.told_beside(turn, text)
        return {**contacts.declined(turn, "feedback_contact_phone"), **told}
    if not denied and turn.intent == "deny":
        return content.told_on(turn, text, instead_of="feedback_contact_phone")
    told = contacts.also_told(turn, text) or contacts.told_beside(turn, text)
    return {"feedback_contact_phone": None, **(told or feedback_changes.added(turn, text))}


def _name(turn: Turn, value: Any) -> Slots:
    text = str(value).strip()
    tapped = text.startswith("/")
    if (tapped and turn.intent == "deny") or (not tapped and plain_answers.declines_a_name(text)):
        return contacts.declined(turn, "feedback_contact_name")
    if not tapped and plain_answers.refuses(text.rpartition(",")[2]):  # "ủa tên nữa hả, thôi"
        return contacts.declined(turn, "feedback_contact_name")
    if not tapped and (declines_to_be_named(text) or unit.wants_it_sent(text)):
        return contacts.declined(turn, "feedback_contact_name")
    if tapped or is_question(turn, "feedback_contact_name") or is_no_name(text):
        return {"feedback_contact_name": None}
    told = {**contacts.way_told(turn, text), **contacts.also_told(turn, text)}
    return {**told, "feedback_contact_name": name_given(text)}


def _confirmed(turn: Turn, value: Any) -> Slots:
    """Only a plain yes sends, whatever the model takes for one; a no drops unless it holds a doubt. Who tells the
    contact once more has it noted, and is asked again.
    """
    text = turn.text
    if text.startswith("/"):
        return {_CONFIRMED: {"affirm": True, "deny": False}.get(turn.intent or "")}
    if plain_answers.agrees(text) or plain_answers.agrees(without_brushing_off(text)):
        # after "which part?" what was to be changed is not known yet
        return {_CONFIRMED: None if feedback_changes.WHICH_PART() in said_before(turn) else True}
    if only_goes_ahead(text):
        return {_CONFIRMED: True}
    edited = () if is_question(turn, _CONFIRMED) else plain_answers.to_be_edited(text)
    if edited:
        return {**dict.fromkeys(edited), _CONFIRMED: None}
    if puts_off(text):
        return {_CONFIRMED: None}
    if gives_up(text, declining=False) and not may_forbid(text):
        return {_CONFIRMED: False}
    if asks_if_sent(text):
        turn.say(NOT_SENT_YET(), (), form_question())
        return {_CONFIRMED: None}
    answer = plain_answers.yes_or_no(text)
    if (
        answer is None
        and not goes_ahead(text)
        and value is False
        and plain_answers.forbids(text)
        and not plain_answers.doubts(text)
    ):
        answer = False
    told = contacts.told_anew(turn, text) if answer is None else {}
    return {**told, _CONFIRMED: answer}


_CHECKS: Final[dict[str, Callable[[Turn, Any], Slots]]] = {
    "feedback_content": content.told,
    "feedback_field": _field,
    place.SLOT: place.told,
    unit.SLOT: unit.told,
    "feedback_contact_phone": _phone,
    "feedback_contact_name": _name,
    "feedback_contact_address": contacts.address,
    _CONFIRMED: _confirmed,
}
