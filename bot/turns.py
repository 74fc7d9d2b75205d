"""Tells a citizen's answer to a form's question from a side question. Imports nothing of Rasa.

No single threshold decides: what the form asked for, signs of a place and of a question in the words, and what the
classifier makes of them are weighed together. What names a place and asks nothing answers, whatever it resembles.
"""

import re
from collections.abc import Collection, Mapping

from bot.abuse_signs import abuses_us
from bot.asked_instead import (
    asks_of_fines,
    asks_when_it_is_done,
    names_a_procedure,
    only_names_a_procedure,
    wants_who_is_in_charge,
)
from bot.changes import (
    dropped_fields,
    goes_on,
    plain_words,
    restates_the_place,
    wants_a_change,
    words_taken_out,
)
from bot.further import Opening, tells_on, waits
from bot.giving_up import gives_up
from bot.going_ahead import goes_ahead, only_brushes_off, wants_it_back
from bot.legal_signs import law_wished, only_reports
from bot.name_answers import is_a_name_alone
from bot.names import names_somebody, without_names
from bot.office_signs import asks_of_an_office, asks_to_reach, tells_a_trouble
from bot.place_answers import place_answered, tells_only_a_place
from bot.rating_signs import counts_stars
from bot.report_words import (
    asks_about_reporting,
    asks_to_be_answered,
    asks_why_named,
    danger_is_over,
    dreads_to_report,
    help_is_coming,
    is_everywhere,
    names_a_report,
    only_wants_anonymity,
    tells_no_matter,
    tells_no_place,
    tells_of_neighbours,
    wants_anonymity,
    wants_it_looked_at,
    wants_secrecy,
)
from bot.same_place import answers_the_same_place
from bot.sending import agrees_plainly, asks_if_sent
from bot.signs import LIKELY, NONE, SURE, place_sign, question_sign
from bot.waiting_signs import wants_a_person
from bot.ward_answers import ward_alone, ward_chosen
from retrieval.places import resolve_unit
from retrieval.streets import place_in

FORM_ANSWER = "form_answer"

# Intents with an action of their own: in a form they interrupt it. `ignored_intents` of domain/feedback.yml
# names the same intents (a test compares both).
SIDE_INTENTS = frozenset({
    "ask_aspect_followup", "ask_privacy", "ask_procedure", "bot_challenge", "cancel", "chitchat", "choose_aspect",
    "choose_procedure", "delete_my_data", "dossier_status", "emergency", "feedback_status", "goodbye", "greet",
    "help", "human_handoff", "insult_spam", "office_info", "out_of_scope", "rate_service", "resume",
    "speak_english", "subscribe_updates", "thank",
})  # fmt: skip

# A call for help or for a way out must not be swallowed as an answer.
_WAYS_OUT = frozenset({"cancel", "emergency", "human_handoff"})
_CALLS_FOR_HELP = frozenset({"emergency", "human_handoff", "delete_my_data", "speak_english"})
_SHORT = 5
"""Words of an answer to a choice between two fields."""
_SURE_ENOUGH_TO_LEAVE = 0.45
_SURE_TO_LEAVE = 0.8
# "Thôi khỏi" to the question for a number declines the number, not the report.
_SKIPS = re.compile(
    r"(?:da |thoi |a |u |ma |thi )*(?:khoi|thoi|bo qua|khong can|khoi can|khong|khong muon|khong thich|khong cho|khong de|khong ghi|khong luu|khoi ghi|khoi de|khoi cho|dung ghi|dung luu)"
    r"(?: em| nha| nhe| a| di| can| dau| cung duoc| luon| phan nay| cai nay| cau nay| khuc nay| buoc nay| muc nay| qua| so| ten| dien thoai| lai| de| cho| thong tin| gi| het| ca)*"
)
_TAKES_BACK = re.compile(r"\b(?:huy|thoi|dung|ngung|khoi|bo)\b")
# Names of places and people resemble these: without a sign of a question they must be all but certain.
_EASILY_MISTAKEN = frozenset({"insult_spam", "out_of_scope"})
# So does what is told on of the matter instead of a number: "3 ngày rồi đó, hôi quá trời".
_TOLD_ON = frozenset({"ask_aspect_followup", "chitchat"})
_SHORTEST_ADDITION = 3
_CODE_OF_INTENT = {
    "dossier_status": "dossier_code",
    "feedback_status": "feedback_code",
    "ask_procedure": "procedure_code",
}
_PLACE_SLOTS = frozenset({"feedback_place", "feedback_unit", "feedback_field", "feedback_contact_address"})
_FIELD, _PLACE, _UNIT, _CONFIRMED = (f"feedback_{name}" for name in ("field", "place", "unit", "confirmed"))
_HANDOFF = "human_handoff"
_CONTENT, _PHONE, _NAME = "feedback_content", "feedback_contact_phone", "feedback_contact_name"
_MAY_BE_SKIPPED = frozenset({_PHONE, _NAME, _UNIT, _FIELD, "feedback_contact_address"})
_ASKED_OF_THE_REPORT = frozenset({_PLACE, _UNIT, _PHONE, _NAME})
"""Nobody rates who asks for these."""
# Who means one of these asks something; without any sign of that a long message is a story.
_ASKING = frozenset({"ask_aspect_followup", "ask_procedure", "chitchat", "office_info", "out_of_scope"})
_SHORTEST_STORY = 6
# What a bare wish to report, or a question about reporting, is easily taken for outside of a form.
_OPENING_MISTAKEN = frozenset({
    "affirm", "ask_aspect_followup", "ask_procedure", "bot_challenge", "chitchat", "greet", "help", "human_handoff",
    "nlu_fallback", "office_info", "out_of_scope", "rate_service", "subscribe_updates",
})  # fmt: skip
# And beside the name of who reports.
_MISTAKEN_WITH_A_NAME = frozenset({"deny", "feedback_status"})
# And the wish that none be kept: "báo mà khỏi ghi tên".
_MISTAKEN_UNNAMED = frozenset({"cancel", "delete_my_data", "deny"})
# And what is wished when a danger is over: "hết khói rồi, nhờ điện lực coi lại".
_MISTAKEN_AFTER_A_DANGER = _OPENING_MISTAKEN | {
    "cancel",
    "deny",
    "emergency",
    "feedback_status",
    "goodbye",
    "thank",
}
# And a story about neighbours: "con chó nhà kế bên rượt thằng nhỏ".
_STORY_MISTAKEN = _OPENING_MISTAKEN | {"deny", "insult_spam", "thank"}
_NO_REPORT = re.compile(r"\b(?:khoi|dung|khong|ko|thoi)(?: \w+)? (?:bao|gui|phan anh|gop y)\b")
_SHORTEST_CALL = 4
"""Words of the shortest call for help that is believed where a place was asked for."""
_EMAIL = "⟨email"
"""How the placeholder of an e-mail address begins, which may be given instead of a number."""
_LONGEST_NAME = 5
_LONGEST_UNIT = 14
"""Words of the longest answer to the question for the ward."""
_NO_WARD = re.compile(
    r"\b(?:biet|ro|nho|chu|ma) (?:la |no |duoc |ten )*(?:phuong|xa)(?: xa)? (?:gi|nao|may|dau)\b"
    r"|^(?:da |u |a |em |toi |tui |minh |con |chi |anh )*(?:khong|hong|ko|k|dau|chua|hk|hem) (?:co )?(?:biet|ro|nho)\b"
)
"""Says that the ward is not known: "chứ biết phường gì", "hông rõ nữa"."""
# How much of the classifier's belief must lie on side questions for a message to be one:
# by the sign of a question (none, likely, sure), without and with signs of a place.
_WITHOUT_PLACE = {NONE: 0.6, LIKELY: 0.4, SURE: 0.3}
_WITH_LANDMARK = {NONE: 1.01, LIKELY: 0.7, SURE: 0.5}
_WITH_ADDRESS = {NONE: 1.01, LIKELY: 0.9, SURE: 0.7}
_ALL_BUT_CERTAIN = 0.97
# Digits alone are a telephone number where one was asked for, also when some are missing.
_MUTILATED_NUMBER = re.compile(r"\+?[\d\s.,()-]{3,}(?:\s\w+)?")
# A story may ask too ("sao không ai dọn vậy?"): where the content was asked for, belief in a report outweighs.
_REPORT = "file_feedback"
_PROCEDURE = "ask_procedure"
_CANCELLED, _GIVEN_OVER = "cancelled", "handoff"


def opening_intent(best: "str | None", text: str) -> "str | None":
    """Return the intent of a report for words that only open one or ask about reporting, that of a procedure for its name
    alone, None for any other message.

    `best` is the classifier's guess, of which only what such words resemble gives way.
    """
    if best == _REPORT and only_names_a_procedure(text):
        return _PROCEDURE
    if wants_it_looked_at(text) and best in _MISTAKEN_AFTER_A_DANGER and not text.startswith("/"):
        return _REPORT
    if best in _STORY_MISTAKEN and tells_of_neighbours(text):
        return _REPORT
    mistaken = (
        best in _OPENING_MISTAKEN
        or (best in _MISTAKEN_WITH_A_NAME and names_somebody(text))
        or (best in _MISTAKEN_UNNAMED and wants_anonymity(text) and not _NO_REPORT.search(plain_words(text)))
    )
    opens = mistaken and (names_a_report(text) or only_wants_anonymity(text)) and tells_no_matter(text)
    return _REPORT if opens and not text.startswith("/") else None


def reopening_intent(last_kind: "str | None", text: str) -> "str | None":
    """Return the intent of a report for a protest against its being dropped, or the wish to send what an operator has got
    unsent; None for any other message.

    `last_kind` is the kind of what we said last.
    """
    back = wants_it_back(text) if last_kind == _CANCELLED else last_kind == _GIVEN_OVER and goes_ahead(text)
    return _REPORT if back else None


def side_intent(
    ranking: "Mapping[str, float]",
    requested_slot: "str | None",
    entities: "Collection[str]" = (),
    text: str = "",
) -> "str | None":
    """Return the intent of a side question, None for a message that answers the question of the active form.

    `ranking` is the classifier's belief (0–1) by intent, `requested_slot` what the form asked for (None: not known),
    `entities` the kinds of entities found in the message, `text` the message itself.
    """
    side = {
        intent: belief
        for intent, belief in ranking.items()
        if intent in SIDE_INTENTS and not (intent == "cancel" and _cancels_nothing(requested_slot, text))
    }
    if not side:
        return None
    best = max(side, key=side.__getitem__)
    if text.startswith("/"):  # a tapped choice
        return best
    if _HANDOFF in side and best != "emergency" and _leaves_in_anger(text):
        return _HANDOFF
    for intent, code in _CODE_OF_INTENT.items():
        if code in entities and best in {intent, "ask_aspect_followup", "subscribe_updates"}:
            return intent
    if _is_plainly_an_answer(best, requested_slot, entities, text):
        return None
    if _changes_or_skips(best, side[best], requested_slot, text):
        return None
    top = max(ranking.values())
    if best in _WAYS_OUT and side[best] == top:
        return best if side[best] >= _needed_to_leave(best, requested_slot, text) else None
    asks = question_sign(text)
    if side[best] < top and not (asks or (best == "ask_procedure" and names_a_procedure(text))):
        return None
    belief = side[best] if requested_slot == _CONTENT else _belief(side, asks)
    return best if belief >= _needed(best, requested_slot, entities, text, ranking) else None


def _leaves_in_anger(text: str) -> bool:
    """Tell whether a message wants whoever is in charge, or swears at us: nobody is asked on then."""
    return wants_who_is_in_charge(text) or wants_a_person(text) or abuses_us(text)


def _cancels_nothing(requested_slot: "str | None", text: str) -> bool:
    """Tell whether what reads like taking back is a name, skips a question, leaves out a part, tells a place or goes on."""
    if _is_a_name(requested_slot, text):
        return True
    if requested_slot in {None, _CONTENT} or gives_up(text, declining=requested_slot in _MAY_BE_SKIPPED):
        return False
    if requested_slot in _MAY_BE_SKIPPED and _SKIPS.fullmatch(plain_words(text)):
        return True
    told = requested_slot in _PLACE_SLOTS and place_in(text) is not None
    return told or goes_ahead(text) or only_brushes_off(text) or bool(dropped_fields(text))


def answers_unclearly(requested_slot: "str | None", text: str) -> bool:
    """Tell whether a message that resembles nothing answers the question: where a place was asked for it may name one, or
    tell more of the matter.
    """
    return requested_slot == _PLACE and question_sign(text) == NONE


def _is_a_name(requested_slot: "str | None", text: str) -> bool:
    """Tell whether what reads like taking back is somebody's name, and nothing beside it takes back."""
    told = names_somebody(text) and not _TAKES_BACK.search(plain_words(without_names(text)))
    return told or (requested_slot == _NAME and is_a_name_alone(text))


def _is_plainly_an_answer(
    intent: str, requested_slot: "str | None", entities: "Collection[str]", text: str
) -> bool:
    """Tell whether the shape of a message alone makes it the answer, whatever it resembles."""
    if _of_the_report_under_way(intent, requested_slot, text):
        return True
    no_office = intent == "office_info" and not _asks_of_an_office(entities, text)  # only the ward once more
    about_names = wants_secrecy(text) or wants_anonymity(text) or asks_why_named(text)
    beside = dreads_to_report(text) or asks_of_fines(text) or asks_when_it_is_done(text)
    fears = beside and intent not in _CALLS_FOR_HELP and "procedure_code" not in entities
    if no_office or about_names or fears or asks_to_be_answered(text):
        return True
    if requested_slot == _CONTENT and asks_about_reporting(text):
        return True
    if requested_slot in _PLACE_SLOTS and is_everywhere(text):
        return True
    if _tells_what_was_asked(intent, requested_slot, entities, text):
        return True
    if intent not in _CALLS_FOR_HELP and _tells_on(requested_slot, text):
        return True
    if requested_slot == _FIELD:  # "việc khác", "không rõ" answer the choice and leave nothing
        return intent not in _CALLS_FOR_HELP and len(text.split()) <= _SHORT and not question_sign(text)
    introduces = requested_slot in {_PHONE, _NAME} and names_somebody(text) and not question_sign(text)
    if introduces and intent not in _CALLS_FOR_HELP | _WAYS_OUT:
        return True
    if requested_slot == _PHONE:
        given = ("phone" in entities or _EMAIL in text) and intent != "emergency"
        return given or bool(_MUTILATED_NUMBER.fullmatch(text.strip()))
    if requested_slot == _NAME:
        words = text.split()
        return 2 <= len(words) <= _LONGEST_NAME and all(word[:1].isupper() for word in words)
    if requested_slot == _CONTENT:
        told = len(text.split()) >= _SHORTEST_STORY and not question_sign(text)
        return told and intent in _ASKING
    return False


def _asks_of_an_office(entities: "Collection[str]", text: str) -> bool:
    """Tell whether a message asks how to reach an office; one that names a unit must say so outright."""
    if tells_a_trouble(text):
        return False
    return asks_to_reach(text) if "unit" in entities else asks_of_an_office(text)


def _tells_what_was_asked(
    intent: str, requested_slot: "str | None", entities: "Collection[str]", text: str
) -> bool:
    """Tell whether the words answer the question for a yes or for the ward, or tell more of the matter where a place was
    asked for.
    """
    if requested_slot == _CONFIRMED:
        return agrees_plainly(text) or asks_if_sent(text) or _changes_what_is_shown(text)
    if requested_slot in {_PLACE, _UNIT} and intent in _TOLD_ON and tells_no_place(text):
        return True
    if requested_slot in _ASKED_OF_THE_REPORT and intent == "rate_service":
        return not counts_stars(text)
    if requested_slot == _PLACE and intent not in _CALLS_FOR_HELP and question_sign(text) == NONE:
        unknown = _NO_WARD.search(plain_words(text)) is not None
        told = place_answered(text) is not None or answers_the_same_place(text)
        return unknown or told or "phone" in entities
    return requested_slot == _UNIT and intent not in _CALLS_FOR_HELP and _tells_of_the_unit(entities, text)


def _changes_what_is_shown(text: str) -> bool:
    """Tell whether a message leaves out a part of the report shown whole or tells the place anew."""
    restates = restates_the_place(text) or tells_only_a_place(text)
    changes = bool(dropped_fields(text)) or restates or words_taken_out(text) is not None
    return changes and not question_sign(text)


def _tells_of_the_unit(entities: "Collection[str]", text: str) -> bool:
    """Tell whether a message answers the question for the ward: by its name, by "sent!", a number to call, a landmark, or
    that it is not known.
    """
    if len(text.split()) > _LONGEST_UNIT:
        return False
    if agrees_plainly(text) or "phone" in entities or _EMAIL in text:
        return True
    if names_somebody(text) and question_sign(text) == NONE:
        return True
    if _NO_WARD.search(plain_words(text)):
        return True
    if ward_chosen(text) is not None and question_sign(ward_alone(text)) != SURE:
        return True
    if question_sign(text) == SURE:
        return False
    resolution = resolve_unit(text)
    named = resolution.unit is not None or bool(resolution.candidates)
    return named or (place_sign(text) != NONE and question_sign(text) == NONE)


def _tells_on(requested_slot: "str | None", text: str) -> bool:
    """Tell whether a message announces another matter, or more of the same where the whole waits for a yes."""
    if requested_slot not in {_CONFIRMED, _PHONE, _NAME} or question_sign(text):
        return False
    found = tells_on(text)
    told = not found.told or len(found.told.split()) >= _SHORTEST_ADDITION
    if found.opening is None or waits(found.told) or not told:
        return False
    return found.opening is Opening.ANOTHER or (requested_slot == _CONFIRMED and bool(found.told))


def _of_the_report_under_way(intent: str, requested_slot: "str | None", text: str) -> bool:
    """Tell whether a message only lets the report go on, also after a danger, or gives it up: the form hears both."""
    if goes_on(text) or (requested_slot != _CONTENT and (only_reports(text) or law_wished(text))):
        return True
    told = requested_slot != _CONTENT
    return told and (
        goes_ahead(text)
        or danger_is_over(text)
        or help_is_coming(text)
        or (intent != "cancel" and gives_up(text, declining=False))
    )


def _changes_or_skips(intent: str, belief: float, requested_slot: "str | None", text: str) -> bool:
    """Tell whether a message changes what was told before, or only declines to leave a name or a number."""
    if requested_slot in _MAY_BE_SKIPPED and _SKIPS.fullmatch(plain_words(text)):
        return True
    leaves = intent in _WAYS_OUT and belief >= _SURE_TO_LEAVE
    return requested_slot != _CONTENT and not leaves and wants_a_change(text)


def _belief(side: "Mapping[str, float]", asks: int) -> float:
    """Return the belief in the best side question; of something that asks, in all of them together."""
    if not asks:
        return max(side.values())
    return sum(belief for intent, belief in side.items() if intent not in _WAYS_OUT)


def _needed_to_leave(intent: str, requested_slot: "str | None", text: str) -> float:
    """Return the belief a way out needs; a place is not on fire for a word. What tells a danger plainly never comes here
    (api/conversations/emergency.py)."""
    in_place = requested_slot in _PLACE_SLOTS and intent == "emergency"
    doubtful = in_place and (place_sign(text) == SURE or len(text.split()) < _SHORTEST_CALL)
    return _SURE_TO_LEAVE if doubtful else _SURE_ENOUGH_TO_LEAVE


def _needed(
    intent: str,
    requested_slot: "str | None",
    entities: "Collection[str]",
    text: str,
    ranking: "Mapping[str, float]",
) -> float:
    """Return the belief that a message must reach to be a side question."""
    asks = question_sign(text)
    if requested_slot in _PLACE_SLOTS and names_a_procedure(text):
        return _WITHOUT_PLACE[SURE]
    if requested_slot == _CONTENT:
        return max(0.5, ranking.get(_REPORT, 0.0) * 2)
    if requested_slot in _PLACE_SLOTS:
        place = max(place_sign(text), LIKELY if "unit" in entities else NONE)
        if place == SURE:
            return _WITH_ADDRESS[asks]
        if place == LIKELY:
            return _WITH_LANDMARK[asks]
    length = len(text.split())
    of_the_matter = (requested_slot == _PHONE and length >= _SHORTEST_ADDITION) or (
        requested_slot == _PLACE and length >= _SHORTEST_STORY
    )
    told_on = of_the_matter and intent in _TOLD_ON
    if not asks and (intent in _EASILY_MISTAKEN or requested_slot == _NAME or told_on):
        return _ALL_BUT_CERTAIN
    return _WITHOUT_PLACE[asks]
