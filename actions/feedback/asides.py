"""Questions asked aside while a report waits for an answer, which the classifier took for the answer."""

from typing import Final

from actions.about import PRIVACY, about_report
from actions.feedback import contacts
from actions.feedback.questions import about_the_report, of_aspects, when_it_is_done
from actions.feedback.reach import way_in
from actions.plain_answers import stays_anonymous
from actions.procedures import finding as procedures
from actions.procedures import other_bodies
from actions.procedures import search as procedure_search
from actions.repeats import anew_text
from actions.turn import Event, Turn
from actions.wording import TEXTS
from bot.asked_instead import asks_of_fines, asks_when_it_is_done
from bot.changes import wants_a_change
from bot.follow_up_words import phrases_in
from bot.report_words import (
    asks_to_be_answered,
    asks_why_named,
    dreads_to_report,
    fears_to_be_known,
    wants_secrecy,
)
from bot.signs import NONE, SURE, place_sign, question_sign
from retrieval import places
from retrieval.procedure import Aspect
from retrieval.text import syllables

ANSWERED_BACK = TEXTS.text("feedback.answered_back")
OF_FINES = TEXTS.text("feedback.of_fines")
OF_FINES_AGAIN = TEXTS.text("feedback.of_fines_again")
ABOUT_NAMES = TEXTS.text("feedback.about_names")

_SHORTEST: Final = 3
"""Syllables of the shortest question that is looked up."""
_PLACE_SLOTS: Final = frozenset({"feedback_place", "feedback_unit", "feedback_contact_address"})


def tell_of_reporting(turn: Turn) -> None:
    """Answer a question about reporting itself that opens a report: names, answers, cost, what is needed, whether here."""
    text = turn.text
    if stays_anonymous(text) or wants_secrecy(text) or fears_to_be_known(text):
        turn.say(ABOUT_NAMES(), (), PRIVACY)
    elif asks_to_be_answered(text):
        turn.say(ANSWERED_BACK(), (), about_report((Aspect.RESULT,)))
    else:
        aspects = (*_aspects(text), Aspect.PLACE)
        turn.say(of_aspects(turn, aspects) or "", (), about_report(aspects[:1]))


async def answer_aside(turn: Turn, slot: str) -> list[Event] | None:
    """Answer a question about a procedure given instead of `slot`, and return its events; None for no such question.

    The words must ask something and hold no answer, and the catalogue must know what they ask.
    """
    text = turn.text
    if asks_to_be_answered(text):
        turn.say(anew_text(turn, ANSWERED_BACK(), when_it_is_done(turn)), (), about_report((Aspect.RESULT,)))
        return []
    if asks_when_it_is_done(text) and slot != "feedback_content":
        turn.say(when_it_is_done(turn), (), about_report((Aspect.DURATION,)))
        return []
    if asks_of_fines(text):
        turn.say(anew_text(turn, OF_FINES(), OF_FINES_AGAIN()), (), about_report(()))
        return []
    if dreads_to_report(text) and slot not in contacts.SLOTS:
        turn.say(anew_text(turn, ABOUT_NAMES(), contacts.KEPT_SECRET()), (), PRIVACY)
        return []
    if asks_why_named(text):
        turn.say(contacts.NEED_CONTACT() if contacts.needed(turn) else ABOUT_NAMES(), (), PRIVACY)
        return []
    if text.startswith("/") or stays_anonymous(text) or not is_question(turn, slot):
        return None
    if (elsewhere := other_bodies.refer(turn)) is not None:
        return elsewhere
    aspects = _aspects(text)
    if (told := about_the_report(turn, aspects)) is not None:
        turn.say(told, (), about_report(aspects))
        return []
    if not procedures.names_something(text) or len(syllables(text)) < _SHORTEST:
        return None
    result = await procedure_search.search(turn)
    certain = question_sign(text) == SURE and place_sign(text) == NONE
    if result.hits and (result.decision == "answer" or (result.decision == "choices" and certain)):
        return procedures.by_result(turn, result)
    return None


def _aspects(text: str) -> tuple[Aspect, ...]:
    """Return the aspects that `text` asks, also beside words that name something."""
    return procedures.asked_in(text) or tuple(Aspect(one) for one in phrases_in(text)[0].values())


def is_question(turn: Turn, slot: str) -> bool:
    """Tell whether the message asks something and holds nothing of what `slot` wants."""
    text = turn.text
    asks = question_sign(text)
    if slot == "feedback_confirmed" and _aspects(text) and not wants_a_change(text):
        return True
    if not asks:
        return False
    if slot in _PLACE_SLOTS:
        return place_sign(text) == NONE and not (places.find_units(text) and asks < SURE)
    if slot == "feedback_contact_phone":
        return way_in(text) is None
    if slot == "feedback_content":
        return turn.intent != "file_feedback" and asks == SURE
    return True
