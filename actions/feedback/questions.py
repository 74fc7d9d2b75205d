"""Questions about the report being taken down ("bao lâu thì xong?"), told apart from those about a procedure."""

from typing import Final

from actions.feedback import field as feedback_field
from actions.repeats import anew_text
from actions.turn import Turn
from actions.word_lists import word_lists
from actions.wording import TEXTS
from api.feedback.limits import limits
from retrieval.aspects import without_aspects
from retrieval.procedure import Aspect
from retrieval.text import fold, normalise, syllables

DURATION = TEXTS.text("feedback.about_duration", "days")
DURATION_AGAIN = TEXTS.text("feedback.about_duration_again", "days")
_DAYS: Final = {
    "working": TEXTS.text("feedback.working_days", "days"),
    "calendar": TEXTS.text("feedback.calendar_days", "days"),
}
FEE = TEXTS.text("feedback.about_fee")
DOCUMENTS = TEXTS.text("feedback.about_documents")
PLACE = TEXTS.text("feedback.about_place")

_ANSWERS: Final = {
    Aspect.FEE: FEE,
    Aspect.DOCUMENTS: DOCUMENTS,
    Aspect.PLACE: PLACE,
    Aspect.ONLINE: PLACE,
}

_OF_TIME: Final = frozenset({Aspect.DURATION, Aspect.TIME_LIMIT, Aspect.RESULT})
_OF_A_PROCEDURE: Final = frozenset({"procedure_code", "procedure_candidates"})


def about_the_report(turn: Turn, aspects: tuple[Aspect, ...]) -> str | None:
    """Return what is to be said of the report where a bare question means it, None where it means a procedure.

    In a report "how long does it take" is about the report, unless it names anything else or the message before was
    about a procedure.
    """
    rest = set(syllables(without_aspects(fold(normalise(turn.text)))))
    if _spoke_of_a_procedure(turn) or not rest <= word_lists().of_the_report | word_lists().filler:
        return None
    return of_aspects(turn, aspects)


def of_aspects(turn: Turn, aspects: tuple[Aspect, ...]) -> str | None:
    """Return what is said of a report to the first of `aspects` that is known of one, None where none is."""
    asked = next((aspect for aspect in aspects if aspect in _ANSWERS or aspect in _OF_TIME), None)
    if asked is None:
        return None
    return when_it_is_done(turn) if asked in _OF_TIME else _ANSWERS[asked]()


def when_it_is_done(turn: Turn) -> str:
    """Return what can be said of when a report not yet sent is dealt with: the limit of its field."""
    days = days_of(feedback_field.field_of(turn))
    return anew_text(turn, DURATION(days=days), DURATION_AGAIN(days=days))


def days_of(field: str | None) -> str:
    """Return in words in how many days a report of `field` (None: not known yet) is to be answered."""
    known = limits()
    return _DAYS[known.counting](days=known.days(field))


def _spoke_of_a_procedure(turn: Turn) -> bool:
    """Tell whether the citizen's message before this one was answered with a procedure."""
    spoken = 0
    for event in reversed(turn.tracker.events):
        if event.get("event") == "user":
            spoken += 1
            if spoken == 2:
                break
        elif spoken == 1 and event.get("name") in _OF_A_PROCEDURE and event.get("value"):
            return True
    return False
