"""The questions of a report: asked first, asked again after a side question, in other words, and with a way to a person."""

from dataclasses import dataclass
from typing import Final

from actions.about import Ask, Kind, Metadata, form_question
from actions.feedback import contacts
from actions.feedback import field as feedback_field
from actions.feedback.changes import ADDED, WHICH_PART, edit_options
from actions.feedback.resuming import alarmed_now, resumes
from actions.feedback.unit import with_what_was_told
from actions.options import menu, payload
from actions.plain_answers import agrees
from actions.repeats import anew_text, answered_already, misses, said_before, said_now
from actions.turn import Event, Option, Turn, action
from actions.wording import TEXTS
from api.agencies import directory
from api.texts import Text
from bot.place_answers import ward_in_place
from bot.turns import SIDE_INTENTS
from retrieval import places
from retrieval.places import UnitResolution
from retrieval.text import folded_words

NOTED_UNIT = TEXTS.text("feedback.noted_unit")
UNIT_UNKNOWN = TEXTS.text("feedback.unit_unknown")
NEED_PHONE = TEXTS.text("feedback.need_contact_phone")
NO_PHONE = TEXTS.text("feedback.no_phone")
NO_NAME = TEXTS.text("feedback.no_name")
SUMMARY = TEXTS.text("feedback.summary", "content", "field", "place", "contact")
NO_PLACE = TEXTS.text("feedback.no_place")
NO_CONTACT = TEXTS.text("feedback.no_contact")
SEND = TEXTS.text("feedback.send")
DONT_SEND = TEXTS.text("feedback.dont_send")
BACK = TEXTS.text("feedback.back", "question")

_UNITS_OFFERED: Final = 6
_DECLINE: Final = "/deny"
_EDITS_SHOWN: Final = 2
"""Of the parts that may be changed, those offered under the summary; any other may be said."""


@dataclass(frozen=True)
class Question:
    """A question of the form: as first asked, back after a side question, after one and after more unusable answers."""

    slot: str
    first: Text
    back: Text
    unclear: Text
    stuck: Text


def _question(name: str) -> Question:
    return Question(
        f"feedback_{name}",
        *(TEXTS.text(f"feedback.{kind}_{name}") for kind in ("ask", "back", "unclear", "stuck")),
    )


CONTENT = _question("content")
PLACE = _question("place")
UNIT = _question("unit")
PHONE = _question("contact_phone")
NAME = _question("contact_name")
ADDRESS = _question("contact_address")
_SHOWN: Final = frozenset(
    {
        feedback_field.SLOT,
        *(question.slot for question in (CONTENT, PLACE, UNIT, PHONE, NAME, ADDRESS)),
    }
)
CONFIRM_BACK = TEXTS.text("feedback.back_confirmed")
CONFIRM_UNCLEAR = TEXTS.text("feedback.unclear_confirmed")
CONFIRM_STUCK = TEXTS.text("feedback.stuck_confirmed")


def _after_side_question(turn: Turn, slot: str) -> bool:
    """Tell whether the same is asked again because something else was answered in between."""
    answered = answered_already(turn) and said_now(turn) != {ADDED()}
    aside = turn.intent in SIDE_INTENTS or answered or resumes(turn.text, slot)
    return turn.slot("requested_slot") == slot and aside


def _asked_in_vain(turn: Turn, slot: str) -> bool:
    """Tell whether the message was an answer for `slot` that could not be used.

    Rasa still shows the slot of the last question here; after a side question the same is asked again.
    """
    return turn.slot("requested_slot") == slot and not _after_side_question(turn, slot)


def _ask(turn: Turn, question: Question, options: tuple[Option, ...] = ()) -> list[Event]:
    _about_so_far(turn)
    if alarmed_now(turn):
        return []
    if _after_side_question(turn, question.slot):
        turn.say(question.back(), options)
    elif not _asked_in_vain(turn, question.slot):
        turn.say(question.first(), options)
    elif misses(turn) < 2:
        turn.say(question.unclear(), options)
    else:
        turn.say(anew_text(turn, question.stuck(), question.unclear()), [*options, *menu("human")])
    return []


@action("action_ask_feedback_content", form_question(Ask.CONTENT))
async def ask_content(turn: Turn) -> list[Event]:
    """Ask what is to be reported."""
    return _ask(turn, CONTENT)


@action("action_ask_feedback_place", form_question(Ask.PLACE))
async def ask_place(turn: Turn) -> list[Event]:
    """Ask where it is."""
    return _ask(turn, PLACE)


@action("action_ask_feedback_contact_phone", form_question(Ask.REPORTER_PHONE))
async def ask_phone(turn: Turn) -> list[Event]:
    """Ask for a telephone number, which may be declined but for complaints on administrative rules (NĐ 20/2008 art. 7)."""
    if contacts.needed(turn):
        turn.about = form_question(*contacts.still_needed(turn))
        return _ask_needed(turn, PHONE, NEED_PHONE())
    return _ask(turn, PHONE, ((NO_PHONE(), _DECLINE),))


def _ask_needed(turn: Turn, question: Question, first: str) -> list[Event]:
    """Ask for what may not be declined; where it was just said why, that sentence has asked already."""
    _about_so_far(turn)
    if contacts.NEED_CONTACT() not in said_now(turn) and not alarmed_now(turn):
        turn.say(question.back() if answered_already(turn) else anew_text(turn, first, question.unclear()))
    return []


@action("action_ask_feedback_contact_name", form_question(Ask.REPORTER_NAME))
async def ask_name(turn: Turn) -> list[Event]:
    """Ask for a name, which may be declined but for complaints on administrative rules."""
    if contacts.needed(turn):
        return _ask_needed(turn, NAME, NAME.first())
    return _ask(turn, NAME, ((NO_NAME(), _DECLINE),))


@action("action_ask_feedback_contact_address", form_question(Ask.REPORTER_ADDRESS))
async def ask_address(turn: Turn) -> list[Event]:
    """Ask for the reporter's address, where the law wants it, with the reason."""
    return _ask(turn, ADDRESS)


@action("action_ask_feedback_unit", form_question(Ask.UNIT))
async def ask_unit(turn: Turn) -> list[Event]:
    """Ask for the unit, with the candidates of an old name to tap where what was said leaves a few."""
    _about_so_far(turn)
    if alarmed_now(turn):
        return []
    resolution = _open_question(turn, answered_now=_asked_in_vain(turn, UNIT.slot))
    if resolution is None and _asked_in_vain(turn, UNIT.slot) and _changed_now(turn):
        asked = UNIT.first() if ADDED() in said_now(turn) else NOTED_UNIT()
        turn.say(asked, ((UNIT_UNKNOWN(), _DECLINE),))
        return []
    if resolution is None:
        return _ask(turn, UNIT, ((UNIT_UNKNOWN(), _DECLINE),))
    options: list[Option] = []
    if len(resolution.candidates) <= _UNITS_OFFERED:
        options = [
            (places.describe(one), payload("form_answer", unit=one.code)) for one in resolution.candidates
        ]
    asked = resolution.question or UNIT.first()
    if _after_side_question(turn, UNIT.slot):
        asked = BACK(question=asked.removeprefix("Dạ, ").removeprefix("Dạ "))
    options.append((UNIT_UNKNOWN(), _DECLINE))
    turn.say(anew_text(turn, asked, UNIT.unclear()), options)
    return []


def _open_question(turn: Turn, *, answered_now: bool) -> UnitResolution | None:
    """Return what the newest of answer, place and content leaves open about the unit, None for nothing."""
    said_now_of_it = with_what_was_told(turn, turn.text) if answered_now else None
    if said_now_of_it is not None and said_now_of_it.candidates:
        return said_now_of_it
    for text in (str(turn.slot(name)) for name in ("feedback_place", "feedback_content") if turn.slot(name)):
        if places.find_units(text) and (resolution := places.resolve_unit(text)).candidates:
            return resolution
    ending = ward_in_place(str(turn.slot("feedback_place") or ""))
    return ending if ending is not None and ending.candidates else None


@action("action_ask_feedback_confirmed", Metadata(kind=Kind.CONFIRM, asks=(Ask.CONFIRM,)))
async def ask_confirmation(turn: Turn) -> list[Event]:
    """Show what will be sent and ask for a yes; an answer that was neither yes nor no is asked for again."""
    _about_so_far(turn)
    if WHICH_PART() in said_now(turn) or alarmed_now(turn):
        return []  # which part to change was asked already
    unchanged = WHICH_PART() in said_before(turn) and agrees(turn.text)
    if unchanged or _changed_now(turn) or resumes(turn.text, "feedback_confirmed"):
        turn.say(_summary(turn), _confirmation_options())
        return []
    if _after_side_question(turn, "feedback_confirmed"):
        turn.say(anew_text(turn, CONFIRM_BACK(), CONFIRM_UNCLEAR()), _confirmation_options())
        return []
    if _asked_in_vain(turn, "feedback_confirmed"):
        stuck = misses(turn) >= 2
        text = anew_text(turn, CONFIRM_STUCK(), CONFIRM_UNCLEAR()) if stuck else CONFIRM_UNCLEAR()
        turn.say(text, [*_confirmation_options(), *(menu("human") if stuck else ())])
        return []
    turn.say(_summary(turn), _confirmation_options())
    return []


def _changed_now(turn: Turn) -> bool:
    """Tell whether this message changed something of the report: then it is shown whole once more."""
    for event in reversed(turn.tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "slot" and event.get("name") in _SHOWN and event.get("value") is not None:
            return True
    return False


def _summary(turn: Turn) -> str:
    contact = [turn.slot(slot) for slot in (contacts.NAME, contacts.PHONE, contacts.ADDRESS)]
    return SUMMARY(
        content=contacts.content_to_send(turn),
        field=feedback_field.told(turn),
        place=_place_told(turn) or NO_PLACE(),
        contact=", ".join(part for part in contact if part) or NO_CONTACT(),
    )


def _about_so_far(turn: Turn) -> None:
    """Let the replies of `turn` tell field, unit and handler as the report would be filed now."""
    content, unit = turn.slot("feedback_content"), turn.slot("feedback_unit") or None
    if not content:
        return
    field = feedback_field.field_of(turn) or feedback_field.likeliest(str(content))
    handler = (
        directory.DESK
        if feedback_field.guesses(turn)
        else directory.handler_for(field=field, unit_code=unit).code
    )
    turn.about = turn.about.model_copy(update={"field": field, "unit": unit, "handler": handler})


def _place_told(turn: Turn) -> str:
    """Return place and today's unit, without naming the unit twice."""
    place, code = turn.slot("feedback_place") or "", turn.slot("feedback_unit")
    unit = places.unit(code).full_name if code else ""
    if unit and folded_words(unit) in folded_words(place):
        unit = ""
    return ", ".join(part for part in (place, unit) if part)


def _confirmation_options() -> list[Option]:
    return [
        (SEND(), "/affirm"),
        *edit_options()[:_EDITS_SHOWN],
        (DONT_SEND(), _DECLINE),
    ]
