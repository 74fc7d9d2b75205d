"""Tells a citizen's answer to a form's question from a side question. Imports nothing of Rasa.

The rules: an intent that is no side question always answers; a side question interrupts only when the
classifier is sure, and surer still when the message holds what was asked for.
"""

import re
from collections.abc import Collection

from retrieval.text import fold

FORM_ANSWER = "form_answer"

# Intents with an action of their own: in a form they interrupt it. `ignored_intents` of domain/feedback.yml
# names the same intents (a test compares both).
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
_ENTITY_OF_SLOT = {"feedback_place": "unit", "feedback_unit": "unit", "feedback_contact_phone": "phone"}
_CODE_OF_INTENT = {
    "dossier_status": "dossier_code",
    "feedback_status": "feedback_code",
    "ask_procedure": "procedure_code",
}
_PLACE_SLOTS = frozenset({"feedback_place", "feedback_unit"})
# How citizens begin a place, folded: its kind, or where it stands beside something known; or a bare house number.
_PLACE_START = re.compile(
    r"(?:o |tai |ngay |cho |khu vuc |doan )?"
    r"(?:(?:duong|hem|so|nga|cau|ap|to|kp|khu|phuong|xa|p|q|quan|huyen|chung cu|cc|cho|cong|kenh|toa|lo|can|nha|dia chi"
    r"|truoc|sau|gan|ke|canh|ben|doi dien|dau|cuoi|giua|doc|trong|ngoai|duoi|tren)\b|[\d/., -]+$)"
)
_ASKS = re.compile(
    r"\b(?:gi|nao|may|sao|bao|chua|khong|ko|hong|dau|ai)\W*$"
    r"|\b(?:may gio|bao nhieu|the nao|lam sao|phuong nao)\b|\?"
)


def _reads_as_place(text: str) -> bool:
    folded = fold(text).strip()
    return bool(_PLACE_START.match(folded)) and not _ASKS.search(folded)


def is_answer(
    intent: "str | None",
    confidence: float,
    requested_slot: "str | None",
    entities: "Collection[str]",
    text: str = "",
) -> bool:
    """Tell whether a message answers the question of the active form.

    `intent` and `confidence` (0–1) are the classifier's, `requested_slot` is what the form asked for (None: not
    known), `entities` the kinds of entities found in the message, `text` the message itself.
    """
    if intent not in SIDE_INTENTS:
        return True
    if _CODE_OF_INTENT.get(intent) in entities:
        return False
    if intent in _WAYS_OUT:
        return confidence < _SURE_ENOUGH_TO_LEAVE
    if requested_slot in _PLACE_SLOTS and _reads_as_place(text):
        return True
    holds_answer = _ENTITY_OF_SLOT.get(requested_slot or "") in entities
    return confidence < (_VERY_SURE if holds_answer else _SURE)
