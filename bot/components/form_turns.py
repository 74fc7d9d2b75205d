"""Corrects the classifier by what was said before: in a form, and by the thread of a talk about procedures."""

import itertools
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot import quicker
from bot.no_report import asked_instead, asks_for_papers, denies_reporting, names_a_thing, tells_of_the_papers
from bot.offers import takes_the_offer
from bot.threads import Thread, thread_intent
from bot.turns import (
    FORM_ANSWER,
    SIDE_INTENTS,
    answers_unclearly,
    opening_intent,
    reopening_intent,
    side_intent,
)

_ABOUT_PROCEDURE = frozenset({"procedure_answer", "aspect_answer", "dossier_status"})
"""Kinds of replies about a procedure; a dossier is one of a procedure."""
_STATUS = {
    "dossier_status": "dossier_status",
    "feedback_status": "feedback_status",
    "feedback_filed": "feedback_status",
}
"""Kinds of replies that tell a state, and the intent that asks for it; who just filed a report asks on about that."""
_CODE_ASKED = {"dossier_code": "dossier_status", "feedback_code": "feedback_status"}
"""What a reply asks for, and the intent that gives it."""
_PHONE_TAIL = "phone_tail"
_HANDOFF = "handoff"
_DROPPED = "feedback_dropped"
_PASSING = frozenset({"smalltalk", "fallback", "rating"})
"""Kinds of replies that leave what was told before them on the table."""
_PASSED_AT_MOST = 2
_REPORT, _ASK, _FOLLOW_UP, _CANCEL, _DANGER = (
    "file_feedback", "ask_procedure", "ask_aspect_followup", "cancel", "emergency",
)  # fmt: skip
_DOSSIER, _PERSON = "dossier_status", "human_handoff"
_SHORT = 6
"""Words of the longest message that is no more than a number to call."""
_LAW_KEPT = 4
"""Replies for which the way of a khiếu nại or tố cáo stays spoken of."""
_KEPT_GUESSES = 10
"""Guesses of the classifier that stay with the conversation, which is read and sent to an action each turn."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FormTurns(GraphComponent, IntentClassifier):
    """Gives the intent `form_answer` to what a citizen answers while a form is active, and the intent of the thread to
    what returns, refuses or corrects outside of one.

    Without it a street name taken for a question ("đường Nguyễn Trãi") would interrupt the form. It stands
    last in the pipeline: it reads the beliefs of the classifier, the entities and the tracker.
    """

    @classmethod
    def create(
        cls,
        config: "dict[str, Any]",  # noqa: ARG003
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "FormTurns":
        """Create the component; it has no settings and nothing to learn."""
        quicker.install()  # here, once per loaded model: Rasa offers no place of its own for it
        return cls()

    def process(self, messages: "list[Message]", tracker: DialogueStateTracker) -> "list[Message]":
        """Replace the intent of each message that answers the active form or holds on to a thread; the ranking keeps the
        first guesses.
        """
        for message in messages:
            if tracker.active_loop_name is None:
                _hold_thread(message, tracker)
            else:
                _answer_form(message, tracker)
            ranking = message.get(INTENT_RANKING_KEY, [])
            message.set(INTENT_RANKING_KEY, ranking[:_KEPT_GUESSES], add_to_output=True)
        return messages


def _answer_form(message: Message, tracker: DialogueStateTracker) -> None:
    """Set the intent of a message that answers the active form, or asks something beside it."""
    intent = message.get(INTENT) or {}
    kinds = {entity["entity"] for entity in message.get(ENTITIES, [])}
    if intent.get("name") != _DANGER and denies_reporting(str(message.get(TEXT) or "")):
        message.set(INTENT, {"name": _CANCEL, "confidence": 1.0}, add_to_output=True)
        return
    ranking = _beliefs(message) or {intent.get("name"): intent.get("confidence", 0.0)}
    side = side_intent(ranking, tracker.get_slot(REQUESTED_SLOT), kinds, message.get(TEXT))
    if side is not None:
        message.set(INTENT, {"name": side, "confidence": ranking[side]}, add_to_output=True)
    elif intent.get("name") in SIDE_INTENTS or (
        intent.get("name") == DEFAULT_NLU_FALLBACK_INTENT_NAME
        and answers_unclearly(tracker.get_slot(REQUESTED_SLOT), str(message.get(TEXT) or ""))
    ):
        answer = {"name": FORM_ANSWER, "confidence": intent.get("confidence", 0.0)}
        message.set(INTENT, answer, add_to_output=True)


def _hold_thread(message: Message, tracker: DialogueStateTracker) -> None:
    """Set the intent of a message that holds on to the thread of the talk."""
    ranking, text = _beliefs(message), str(message.get(TEXT) or "")
    kinds = {entity["entity"] for entity in message.get(ENTITIES, [])}
    guessed = (message.get(INTENT) or {}).get("name")
    thread = _thread(tracker)
    if (answered := _answers_an_offer(text, guessed, kinds, thread, tracker)) is not None:
        message.set(INTENT, {"name": answered, "confidence": ranking.get(answered, 1.0)}, add_to_output=True)
        return
    reopened = reopening_intent(_last_kind(tracker), text)
    name = reopened or opening_intent(guessed, text) or thread_intent(text, ranking, kinds, thread)
    if reopened is None and (name or guessed) == _REPORT:
        name = _instead_of_a_report(text, thread, tracker) or name
    if name is not None:
        message.set(INTENT, {"name": name, "confidence": ranking.get(name, 1.0)}, add_to_output=True)


def _answers_an_offer(
    text: str, guessed: "str | None", kinds: "set[str]", thread: Thread, tracker: DialogueStateTracker
) -> "str | None":
    """Return the intent of a message that takes up the offer of a person which ends what we said last ("ừ chuyển đi"), or
    gives a number to call where the code of a dossier was asked for; None for any other.
    """
    if text.startswith("/") or guessed == _DANGER:
        return None
    if thread.code_asked == _DOSSIER and "phone" in kinds and "dossier_code" not in kinds:
        return _DOSSIER if len(text.split()) <= _SHORT else None
    last = next((event.text for event in reversed(tracker.events) if isinstance(event, BotUttered)), None)
    return _PERSON if takes_the_offer(text, last or "") else None


def _instead_of_a_report(text: str, thread: Thread, tracker: DialogueStateTracker) -> "str | None":
    """Return the intent of a message taken for a report that tells a fact of the papers talked about, denies to report or
    names what papers were just asked for; None for any other.
    """
    if text.startswith("/"):
        return None
    if denies_reporting(text) and asked_instead(text):
        return _ASK
    if (thread.about_procedure or thread.offered) and tells_of_the_papers(text):
        return _FOLLOW_UP if thread.about_procedure else _ASK
    said = (event.text for event in reversed(tracker.events) if isinstance(event, UserUttered))
    return _ASK if names_a_thing(text) and asks_for_papers(next(said, None) or "") else None


def _thread(tracker: DialogueStateTracker) -> Thread:
    """Return what was said before, as the tracker knows it."""
    said = _told(tracker)
    latest = said[0] if said else {}
    told = next((one for one in said if one.get("kind") not in _PASSING), {})
    asks = set(told.get("asks") or ())
    return Thread(
        shown=bool(tracker.get_slot("procedure_history")),
        offered=bool(tracker.get_slot("procedure_candidates") or tracker.get_slot("procedures_refused")),
        about_procedure=told.get("kind") in _ABOUT_PROCEDURE and bool(tracker.get_slot("procedure_code")),
        status="dossier_status" if _PHONE_TAIL in asks else _STATUS.get(str(told.get("kind"))),
        code_asked=next((intent for code, intent in _CODE_ASKED.items() if code in asks), None),
        legal=bool(told.get("legal_kind")),
        legal_before=_law_shown(tracker),
        report_filed=bool(tracker.get_slot("feedback_code")),
        place_told="place" in (latest.get("aspects") or ()),
        waiting=told.get("kind") == _HANDOFF,
    )


def _last_kind(tracker: DialogueStateTracker) -> "str | None":
    """Return the kind of our last reply but for small talk and what was not understood; no handing over without a report."""
    last = next((kind for one in _told(tracker) if (kind := one.get("kind")) not in _PASSING), None)
    return None if last == _HANDOFF and not tracker.get_slot(_DROPPED) else last


def _told(tracker: DialogueStateTracker) -> "list[dict[str, Any]]":
    """Return what our last replies were about, the latest first, as far back as what only passed the time allows."""
    said: list[dict[str, Any]] = []
    for event in reversed(tracker.events):
        if isinstance(event, BotUttered):
            said.append(event.data.get("custom") or {})
            if said[-1].get("kind") not in _PASSING or len(said) > _PASSED_AT_MOST:
                break
    return said


def _law_shown(tracker: DialogueStateTracker) -> bool:
    """Tell whether one of our last replies showed the way of a khiếu nại or tố cáo."""
    replies = (event for event in reversed(tracker.events) if isinstance(event, BotUttered))
    latest = itertools.islice(replies, _LAW_KEPT)
    return any((reply.data.get("custom") or {}).get("legal_kind") for reply in latest)


def _beliefs(message: Message) -> "dict[str, float]":
    """Return the classifier's belief by intent; that nothing was understood is no belief."""
    return {
        guess["name"]: guess["confidence"]
        for guess in message.get(INTENT_RANKING_KEY, [])
        if guess["name"] != DEFAULT_NLU_FALLBACK_INTENT_NAME
    }
