"""What a report is about: told at once, or only after a bare wish to report; and what that settles of the rest."""

from typing import Any, Final, TypeAlias

from actions import plain_answers
from actions.about import ASK_FEEDBACK_CODE, REFUSAL, SMALLTALK, Kind, Metadata, form_question
from actions.feedback import changes as feedback_changes
from actions.feedback import contacts, reader
from actions.feedback import field as feedback_field
from actions.feedback.asides import tell_of_reporting
from actions.feedback.shared_location import shared_before
from actions.options import menu
from actions.procedures import other_bodies
from actions.turn import Turn
from actions.wording import TEXTS
from api.feedback import service as feedback
from api.feedback import wording as feedback_wording
from bot.asked_instead import asks_of_a_drill, only_complains_of_no_answer
from bot.legal_signs import only_reports
from bot.report_words import asks_about_reporting, fears_to_be_known, is_bare_opening, tells_no_matter
from retrieval import places
from retrieval.streets import place_in

UNANSWERED = TEXTS.text("feedback.unanswered_before")
OF_A_DRILL = TEXTS.text("feedback.of_a_drill")
STILL_REPORT = TEXTS.text("feedback.still_report")
LONGEST_CONTENT: Final = 4000
"""Characters, as in the operator's form; the longest message of the web page."""
SLOT: Final = "feedback_content"
_CONTENT, _PLACE, _UNIT = SLOT, "feedback_place", "feedback_unit"
_OTHER: Final = "khac"
_LONGEST_PLACE: Final = 300
_SHORTEST_STORY: Final = 8
"""Words, without those of the place, of the shortest answer about a place that tells more of a matter told before."""
_LONG: Final = 12
"""Words of the shortest answer about a place that tells more than one where no number, name or unit stands in it."""
_SHORTEST_MATTER: Final = 4
"""Words, without those of the place, of the shortest answer about a place that tells a matter."""

_GUIDANCE: Final = {
    feedback.LegalKind.KHIEU_NAI: feedback_wording.KHIEU_NAI,
    feedback.LegalKind.TO_CAO: feedback_wording.TO_CAO,
}
"""What is no feedback by law (NĐ 20/2008 art. 1), and where it goes."""

Slots: TypeAlias = dict[str, Any]


def told(turn: Turn, value: Any) -> Slots:
    """Return the slots of a report that `value` opens; a bare wish or a question about reporting tells no content, but may
    tell who reports.
    """
    text = str(value).strip()
    if is_bare_opening(text) or plain_answers.yes_or_no(text) is not None:
        if plain_answers.stays_anonymous(text) or fears_to_be_known(text):
            tell_of_reporting(turn)
        return {_CONTENT: None, **contacts.told_beside(turn, text)}
    if asks_about_reporting(text):
        tell_of_reporting(turn)
        return {_CONTENT: None}
    if only_complains_of_no_answer(text):
        turn.say(UNANSWERED(), menu("human"), ASK_FEEDBACK_CODE)
        return {"requested_slot": None}
    if asks_of_a_drill(text):
        turn.say(OF_A_DRILL(), menu("human"), SMALLTALK)
        return {"requested_slot": None}
    if only_reports(text) and (matter := _told_before_the_law(turn)) is not None:
        return {
            **_of(turn, matter),
            feedback_field.SLOT: "",
        }  # the desk decides: it may be against the handler itself
    matter_of_others = other_bodies.matter_of(text)
    if matter_of_others is not None and matter_of_others.reported:
        turn.say(matter_of_others.answer, menu("human"), REFUSAL)
        return {"requested_slot": None}
    legal = feedback.legal_kind(text)
    guidance = _GUIDANCE.get(legal)
    if guidance is not None:
        turn.say(guidance(), menu("human"), Metadata(kind=Kind.REFUSAL, legal_kind=legal.value))
        return {"requested_slot": None}
    return _of(turn, text)


def tell_of_the_law(turn: Turn, kind: str) -> None:
    """Tell where a khiếu nại or tố cáo (`kind`) goes to who wishes for it while a report is taken down; that stays open."""
    legal = feedback.LegalKind(kind)
    about = Metadata(kind=Kind.REFUSAL, legal_kind=legal.value)
    turn.say(f"{_GUIDANCE[legal]()}\n{STILL_REPORT()}", menu("human"), about)


def _told_before_the_law(turn: Turn) -> str | None:
    """Return what the citizen told last that is a khiếu nại or tố cáo by law, None where nothing was."""
    for event in reversed(turn.tracker.events):
        said = str(event.get("text") or "") if event.get("event") == "user" else ""
        if said and not only_reports(said) and feedback.legal_kind(said) in _GUIDANCE:
            return said
    return None


def told_late(turn: Turn, text: str) -> Slots | None:
    """Return the slots of an answer about the place that tells the matter itself, where what opened the report told none or
    hardly any; its words are the content then, and of it the place.

    None where it tells no matter: no field is sure of it, or the report has one already and it is no story.
    """
    before, told_now = str(turn.slot(_CONTENT) or ""), _without_place(text)
    length = len(told_now.split())
    if not before or length < _SHORTEST_MATTER:
        return None
    choice = feedback.choose_field(told_now)
    if not choice.sure or choice.first.field == _OTHER:
        return None
    if tells_no_matter(before):
        return {_PLACE: _place_of(text), **_of(turn, text)}
    known = feedback_field.field_of(turn)
    told_on = length >= _SHORTEST_STORY and known == choice.first.field
    if known != _OTHER and feedback.choose_field(before).sure and not told_on:
        return None
    return {_PLACE: _place_of(text), **_of(turn, f"{before}\n{text}")}


def told_on(turn: Turn, text: str, *, instead_of: str = _PLACE) -> Slots:
    """Return the slots of an answer that tells more of the matter instead of what was asked, which is asked for again."""
    before = str(turn.slot(_CONTENT) or "")
    turn.say(feedback_changes.ADDED(), (), form_question())
    more = f"{before}\n{text}" if before else text
    if instead_of != _PLACE:
        return {instead_of: None, _CONTENT: more[:LONGEST_CONTENT]}
    return {_PLACE: None, **_of(turn, more)}


def _without_place(text: str) -> str:
    """Return `text` without the words that tell where; of a story only a number, a name or a unit tells that."""
    story = len(text.split()) >= _LONG and _place_of(text) is None
    return text if story else reader.without_place(text)


def _place_of(text: str) -> str | None:
    """Return what a story tells of the place, None where that is no number, name or unit and has to be asked for."""
    place = place_in(text)
    if place is not None and (any(map(str.isdigit, place)) or place[1:] != place[1:].lower()):
        return place
    return (place or text[:_LONGEST_PLACE]) if places.find_units(text) else None


def _of(turn: Turn, content: str) -> Slots:
    """Return the slots that `content` sets: what it tells itself, and what it settles of the rest."""
    report = reader.read_report(content)
    slots: Slots = {_CONTENT: content[:LONGEST_CONTENT]}
    found = {
        _PLACE: report.place,
        _UNIT: report.unit.code if report.unit else None,
        contacts.PHONE: report.way,
        contacts.NAME: report.name,
    }
    slots.update({name: given for name, given in found.items() if given and turn.slot(name) is None})
    slots.update(contacts.known(turn, content, slots))
    settled = decided_by(turn, slots[_CONTENT], unit=slots.get(_UNIT) or turn.slot(_UNIT))
    nowhere = all((slots | settled).get(name, turn.slot(name)) is None for name in (_PLACE, _UNIT))
    return {**(shared_before(turn) if nowhere else {}), **settled, **slots}


def retold(turn: Turn, content: str) -> Slots:
    """Return the slots that `content` settles where it takes the place of what was told."""
    return {_CONTENT: content[:LONGEST_CONTENT], **decided_by(turn, content, unit=turn.slot(_UNIT))}


def decided_by(turn: Turn, content: str, *, unit: str | None = None) -> Slots:
    """Return the slots that `content` settles: its field, whether the reporter's address is asked for, and that no place is.

    `unit` is the unit it tells of, None for none.
    """
    field = feedback_field.likeliest(content)
    slots = {**feedback_field.of_content(content), **contacts.address_wanted(turn, field)}
    of_us = (
        unit is None
        and reader.read_report(content).place is None
        and feedback_field.concerns_this_service(content)
    )
    if of_us or feedback_field.concerns_no_place(field, unit):
        slots |= {_PLACE: turn.slot(_PLACE) or "", _UNIT: unit or ""}
    return slots
