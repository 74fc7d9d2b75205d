"""Tells a citizen's answer to a form's question from a side question. Standard library only.

The rules: an intent that is no side question always answers; a side question interrupts only when the
classifier is sure, and surer still when the message holds what was asked for.
"""

from collections.abc import Collection

FORM_ANSWER = "form_answer"

# Intents with an action of their own: in a form they interrupt it. The slot mappings of
# domain/feedback.yml name the same intents as `not_intent` (a test compares both).
SIDE_INTENTS = frozenset({
    "ask_aspect_followup", "ask_procedure", "bot_challenge", "cancel", "chitchat", "choose_aspect",
    "choose_procedure", "delete_my_data", "dossier_status", "emergency", "feedback_status", "goodbye", "greet",
    "help", "human_handoff", "office_info", "rate_service", "resume", "subscribe_updates", "thank",
})  # fmt: skip

_SURE = 0.6
_VERY_SURE = 0.85
# A call for help or for a way out must not be swallowed as an answer.
_SURE_ENOUGH_TO_LEAVE = 0.45
_WAYS_OUT = frozenset({"cancel", "emergency", "human_handoff"})
_ENTITY_OF_SLOT = {
    "feedback_place": "unit",
    "feedback_unit": "unit",
    "feedback_contact_phone": "phone",
}
_CODE_OF_INTENT = {
    "dossier_status": "dossier_code",
    "feedback_status": "feedback_code",
    "ask_procedure": "procedure_code",
}


def is_answer(
    intent: "str | None", confidence: float, requested_slot: "str | None", entities: "Collection[str]"
) -> bool:
    """Tell whether a message answers the question of the active form.

    `intent` and `confidence` (0–1) are the classifier's, `requested_slot` is what the form asked for (None: not
    known), `entities` the kinds of entities found in the message.
    """
    if intent not in SIDE_INTENTS:
        return True
    if _CODE_OF_INTENT.get(intent) in entities:
        return False
    if intent in _WAYS_OUT:
        return confidence < _SURE_ENOUGH_TO_LEAVE
    holds_answer = _ENTITY_OF_SLOT.get(requested_slot or "") in entities
    return confidence < (_VERY_SURE if holds_answer else _SURE)
