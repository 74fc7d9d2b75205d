"""What is told on while a report waits: another matter is kept for a report of its own, more of the same is added."""

import re
from typing import Any, Final, TypeAlias

from actions.about import form_question
from actions.feedback import changes as feedback_changes
from actions.feedback import content as feedback_content
from actions.feedback import field as feedback_field
from actions.feedback.reach import way_in
from actions.manners.handoff import FURTHER_SLOT
from actions.plain_answers import is_gibberish, stays_anonymous, to_be_edited, yes_or_no
from actions.turn import Event, Turn, set_slot
from actions.wording import TEXTS
from api.feedback import service as feedback
from bot.asked_instead import asks_of_fines, asks_when_it_is_done
from bot.changes import dropped_fields, named_fields, restates_the_place, wants_a_change
from bot.further import Further, Opening, tells_of_two_matters, tells_on, waits
from bot.giving_up import gives_up
from bot.going_ahead import goes_ahead
from bot.names import own_name
from bot.place_answers import tells_only_a_place
from bot.report_words import asks_why_named, wants_secrecy
from bot.sending import may_forbid
from bot.signs import NONE, SURE, question_sign
from retrieval.streets import place_in
from retrieval.text import folded_words

KEPT = TEXTS.text("feedback.kept_further")
NOW = TEXTS.text("feedback.further_now", "told")
TWO_MATTERS = TEXTS.text("feedback.two_matters")
NOW_WHAT = TEXTS.text("feedback.further_now_what")

SLOT: Final = FURTHER_SLOT
"""The matters told beside the report under way, in their order; "" for one only announced."""
_CONTENT, _CONFIRMED = "feedback_content", "feedback_confirmed"
_WHERE: Final = frozenset({_CONFIRMED, "feedback_contact_phone", "feedback_contact_name", "feedback_unit"})
"""What is asked for where another matter may be told instead."""
_REPORT: Final = "file_feedback"
_TELLING: Final = frozenset({_REPORT, "form_answer", "deny", "nlu_fallback"})
"""Intents of what tells on where the whole report waits for a yes."""
_SHORTEST: Final = 3
"""Words of the shortest matter."""
_SHORTEST_STORY: Final = 4
"""Words of the shortest message that tells more of the same without announcing it."""
_LONGEST_EDIT: Final = 7
"""Words of the longest message that is taken for a wish to edit where it holds a word of one."""
_LONGEST_CONTACT: Final = 7
"""Words of the longest message that tells a name or a number and nothing of the matter."""
_LONGEST_QUOTED: Final = 80
"""Characters of a matter as it is named when its turn comes."""
_BETWEEN_MATTERS: Final = (
    re.compile(
        r"[.,;]?\s*(?<!\w)(?:với lại|voi lai|ngoài ra|ngoai ra|thêm nữa|them nua|đồng thời|dong thoi|rồi còn|roi con|thêm vụ|them vu|còn vụ|con vu)\s",
        re.IGNORECASE,
    ),
    re.compile(r"\n|[.;]\s|,?\s(?:còn|con|và|va|sẵn|san)\s|,\s", re.IGNORECASE),
)
"""What may stand between two matters told in one breath, the plainer first."""
_MANY: Final = 5
"""Matters kept at most."""
Slots: TypeAlias = dict[str, Any]


def told(turn: Turn, asked: str, text: str) -> Slots | None:
    """Return the slots of the message `text` that tells on instead of answering `asked`, None where it tells nothing on."""
    if asked != _CONTENT and tells_of_two_matters(text):
        return _parted(turn, asked)
    if text.startswith("/") or asked not in _WHERE or stays_anonymous(text) or wants_secrecy(text):
        return None
    if goes_ahead(text):
        return None
    restated = restates_the_place(text) or tells_only_a_place(text)
    if asked == _CONFIRMED and (restated or dropped_fields(text)):
        return None
    found = tells_on(text)
    if not _tells(turn, found, text):
        return None
    if (asked == _CONFIRMED or found.opening is Opening.ANOTHER) and _is_another(turn, found):
        turn.say(KEPT(), (), form_question())
        return {asked: None, SLOT: _with(turn, found.told)}
    if asked != _CONFIRMED or not _is_more(turn, found):
        return None
    turn.say(feedback_changes.ADDED(), (), form_question())
    more = f"{turn.slot(_CONTENT)}\n{found.told}"
    return {asked: None, _CONTENT: more[: feedback_content.LONGEST_CONTENT]}


def _parted(turn: Turn, asked: str) -> Slots:
    """Return the slots after the citizen says that two matters were told: each becomes a report, as far as they can be told
    apart.
    """
    parts = two_matters(str(turn.slot(_CONTENT) or ""))
    if parts is None:
        turn.say(TWO_MATTERS(), (), form_question())
        return {asked: None, SLOT: _with(turn, "")}
    turn.say(KEPT(), (), form_question())
    first, second = parts
    return {asked: None, **feedback_content.retold(turn, first), SLOT: _with(turn, second)}


def two_matters(content: str) -> tuple[str, str] | None:
    """Return the two matters of different fields that `content` tells one after the other, None where it tells one."""
    for gap in (found for between in _BETWEEN_MATTERS for found in between.finditer(content)):
        first, second = content[: gap.start()].strip(" ,."), content[gap.end() :].strip(" ,.")
        if min(len(first.split()), len(second.split())) < _SHORTEST:
            continue
        fields = [feedback.choose_field(part) for part in (first, second)]
        if all(field.sure for field in fields) and len({field.first.field for field in fields}) > 1:
            return first, second
    return None


def opened_next(turn: Turn) -> list[Event]:
    """Return the events that open a report of the next matter kept, saying so; nothing where none was kept."""
    kept = list(turn.slot(SLOT) or ())
    if not kept:
        return []
    matter, rest = kept[0], kept[1:]
    turn.say(NOW(told=_quoted(matter)) if matter else NOW_WHAT(), (), form_question())
    opened = [set_slot(_CONTENT, matter)] if matter else []
    return [*opened, set_slot(SLOT, rest or None), {"event": "followup", "name": "feedback_form"}]


def _tells(turn: Turn, found: Further, text: str) -> bool:
    """Tell whether a message may tell something on at all: it asks nothing and is no wish to change, to wait or to stop."""
    if found.opening is None and (question_sign(text) or wants_a_change(text)):
        return False
    if found.opening is not Opening.ANOTHER and (named_fields(text) or _is_contact(found.told)):
        return False
    asks = question_sign(found.told)
    if asks == SURE or (asks != NONE and turn.intent != _REPORT):
        return False
    return not (waits(found.told) or is_gibberish(text) or gives_up(found.told, declining=True))


def _is_contact(told: str) -> bool:
    given = way_in(told) is not None or own_name(told) is not None
    return given and len(told.split()) <= _LONGEST_CONTACT


def _is_another(turn: Turn, found: Further) -> bool:
    """Tell whether what is told on is a matter of its own: another field, or the same somewhere else."""
    if len(folded_words(found.told).split()) < _SHORTEST:
        return found.opening is Opening.ANOTHER and not found.told
    if found.opening is Opening.MORE:
        return False
    choice, own = feedback.choose_field(found.told), feedback_field.field_of(turn)
    place = place_in(found.told)
    elsewhere = place is not None and folded_words(place) not in folded_words(
        f"{turn.slot('feedback_place')} {turn.slot(_CONTENT)}"
    )
    if choice.first.field == own:
        return found.opening is Opening.ANOTHER and elsewhere
    if found.opening is Opening.ANOTHER:
        return choice.sure or elsewhere
    if found.opening is Opening.BESIDE:
        return choice.sure or elsewhere
    return choice.sure and elsewhere and turn.intent == _REPORT


def _is_more(turn: Turn, found: Further) -> bool:
    """Tell whether what is told on belongs to the report under way."""
    length = len(folded_words(found.told).split())
    if found.opening is not None:
        return length >= _SHORTEST
    asks = asks_of_fines(found.told) or asks_when_it_is_done(found.told) or asks_why_named(found.told)
    if asks or turn.intent not in _TELLING or yes_or_no(found.told) is not None or may_forbid(found.told):
        return False
    edits = length <= _LONGEST_EDIT and bool(to_be_edited(found.told))
    return length >= _SHORTEST_STORY and not edits


def _with(turn: Turn, matter: str) -> list[str]:
    """Return the matters kept, `matter` among them; what was only announced before gives way to it."""
    kept = [one for one in turn.slot(SLOT) or () if one]
    return [*kept, matter][:_MANY]


def _quoted(matter: str) -> str:
    line = " ".join(matter.split())
    return line if len(line) <= _LONGEST_QUOTED else f"{line[:_LONGEST_QUOTED].rsplit(' ', 1)[0]}…"
