"""Which intent a message has that holds on to the thread of a conversation, whatever the classifier took it for.

"quay lại cái khai sinh đi" resembles a wish to stop, "không phải cái đó" a plain no, "mới sinh con" a chat. What was
shown before and the words themselves say better what is meant. Imports nothing of Rasa. Used outside of the report
form; within it `bot.turns` decides.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.abuse_signs import abuses_another, abuses_us
from bot.benefit_signs import asks_what_one_may_get, gives_a_share_up
from bot.consent_signs import asks_for_consent
from bot.deletion_signs import asks_for_deletion
from bot.filed_signs import OfFiled, of_filed
from bot.follow_up_words import asks_by_when, only_follows_up, only_tells_an_age
from bot.home_signs import asks_where_from_home, named_beside_home, only_tells_home, only_tells_where
from bot.legal_signs import law_named, only_reports
from bot.life_events import event_in
from bot.office_signs import (
    asks_of_an_office,
    names_a_known_office,
    names_an_office_of_a_ward,
    only_names_an_office,
    tells_a_trouble,
)
from bot.paper_signs import asks_which_paper, names_a_deed_of_land, only_names_a_matter, paper_question
from bot.permission_signs import asks_for_mediation, asks_of_a_drill, asks_permission
from bot.rating_signs import only_rates
from bot.remark_signs import asks_of_a_case, is_a_remark, is_of_the_city, tells_of_ones_own, wishes_something
from bot.report_words import names_a_report
from bot.signs import NONE, SURE, place_sign, question_sign
from bot.status_words import (
    DOSSIER,
    REPORT,
    asked_of_the_code,
    asked_of_the_law,
    asks_of_a_state,
    asks_onward,
    wants_the_code,
)
from bot.thread_signs import correction, going_back, refuses
from bot.waiting_signs import asks_when_somebody_comes, wants_a_person
from retrieval.detail_words import topic_asked
from retrieval.text import folded_words

NOT_UNDERSTOOD = "nlu_fallback"
ASK, FOLLOW_UP, CHOOSE = "ask_procedure", "ask_aspect_followup", "choose_procedure"
LEGAL_WAY, _REPORT, _OFFICE = "ask_legal_way", "file_feedback", "office_info"
_DELETION = "delete_my_data"
_DANGER = "emergency"
_MANNERS = frozenset({"bot_challenge", "goodbye", "greet", "thank"})
_ASKING = frozenset({ASK, FOLLOW_UP})
# What a detail of the procedure talked about is taken for ("ai quyết định", "có phỏng vấn không").
_TAKEN_FOR_A_DETAIL = frozenset({
    "affirm", "bot_challenge", "cancel", "chitchat", "deny", "file_feedback", "help", "ask_legal_way", "office_info", "out_of_scope",
    "dossier_status", "feedback_status", "goodbye", "greet", "insult_spam", "rate_service", NOT_UNDERSTOOD, *_ASKING,
})  # fmt: skip
# What a message of the thread is easily taken for. Never among them: a report, a danger, a wish for a person.
_MISTAKEN = frozenset({
    "affirm", "cancel", "chitchat", "deny", "help", "insult_spam", "office_info", "out_of_scope", "subscribe_updates",
    "dossier_status", "feedback_status", "rate_service", "goodbye", "greet", "thank", NOT_UNDERSTOOD, *_ASKING,
})  # fmt: skip
# What the bare name of a paper is taken for: "so hong" is no "hông".
_TAKEN_FOR_A_MATTER = (_MISTAKEN | {"file_feedback"}) - {*_ASKING, "dossier_status"}
_WORDS_OF_THE_LAW = re.compile(
    r"(?<!\S)(?:don|khieu nai|to cao|to|nac danh|an danh|giau ten|ten|giai quyet|thu ly|tra thu)(?!\S)"
)
_RATING = "rate_service"
# What words of content or discontent are taken for ("nói thiệt chứ tui đâu hài lòng").
_TAKEN_FOR_A_RATING = frozenset({
    "affirm", "cancel", "chitchat", "deny", "greet", "help", "insult_spam", "out_of_scope", "thank", "feedback_status", NOT_UNDERSTOOD,
})  # fmt: skip
_NO = frozenset({"deny", "cancel"})
# What "tới chừng nào là trễ" resembles on a procedure.
_TAKEN_FOR_A_DATE = frozenset({"dossier_status", "feedback_status", "subscribe_updates"})
_A_PERSON, _ABUSE = "human_handoff", "insult_spam"
_NUMBERED = re.compile(
    r"(?:(?:da|a|u|thi|con|the|vay|la|cho|xem|coi|toi|tui|em|minh) )*(?:cai|ho so|ma|mon)(?: so| thu)? (?:[1-5]|mot|nhat|hai|nhi|ba|tu|dau|dau tien|cuoi|cuoi cung)"
    r"(?: (?:a|ah|do|di|nha|nhe|thi|sao|roi|em|vay|kia))*"
)
_NAMED_UNIT = re.compile(r"(?<!\S)(?:phuong|xa|quan|huyen|trung tam)(?!\S)")
_CALLS = frozenset({"emergency", _A_PERSON, "delete_my_data"})
_NO_EVENT = frozenset({"dossier_status", "cancel"})
_CODES = frozenset({"dossier_code", "feedback_code", "procedure_code"})
# A code tells what is asked, whatever the words beside it resemble.
_OF_CODE = {"feedback_code": "feedback_status", "dossier_code": "dossier_status"}
_LOST = frozenset(
    {
        "ask_procedure",
        "ask_aspect_followup",
        "chitchat",
        "office_info",
        "out_of_scope",
        "affirm",
        NOT_UNDERSTOOD,
    }
)
# What a correction may be about: the best of these is meant, a plain no is not.
_CONTENT = (
    ASK, FOLLOW_UP, "dossier_status", "feedback_status", "file_feedback", "office_info", "human_handoff",
    "rate_service", "delete_my_data",
)  # fmt: skip
# Taken for these without much belief, a message was not understood; a guess would be rude or beside the point.
_NEEDS_BELIEF = {"chitchat": 0.4, "insult_spam": 0.5, "goodbye": 0.4, "rate_service": 0.35}
_SURE_OF_A_REPORT, _SURE_OF_A_DANGER = 0.6, 0.8
_SURE_BESIDE_A_CODE = 0.8
"""Belief from which a message with the code of a dossier or a report is a new report."""
_LIKELY_AN_OFFICE, _SURE_OF_AN_OFFICE = 0.8, 0.97
_MEANT = 0.4
_MOST_BESIDE = 4
"""Words that a question where to go may have beside: a story of the thing talked about."""
_TAKEN_FOR_PERMISSION = frozenset(
    {"file_feedback", "ask_legal_way", "chitchat", "out_of_scope", NOT_UNDERSTOOD}
)
# Belief from which a remark in the middle of a talk about a procedure is what it resembles after all.
_STANDS_AS_A_REMARK = {
    "affirm": 0.97, "bot_challenge": 0.8, "chitchat": 0.97, "deny": 0.97, "dossier_status": 0.8, "feedback_status": 0.8,
    "file_feedback": 0.88, "goodbye": 0.8, "greet": 0.8, "cancel": 0.8, "help": 0.8, "insult_spam": 0.7, "office_info": 0.6,
    "out_of_scope": 0.99, "rate_service": 0.97, "subscribe_updates": 0.8, "thank": 0.7, "ask_legal_way": 0.6,
    "human_handoff": 0.3, "delete_my_data": 0.5,
}  # fmt: skip
_POLITE = frozenset({"affirm", "goodbye", "greet", "thank"})
_THANKED = re.compile(
    r"(?<!\S)(?:cam on|cam own|cam ta|thank you|thanks|thank|tks|ok|oke|vang|da)(?: (?:em|anh|chi|ad|ban|nhieu|nha|nhe|a|ah|lam|nghen|bot|co|chu|da huong dan|da giup))*(?!\S)"
)
_TAKEN_FOR_ONES_OWN = frozenset({"affirm", "chitchat", "deny", "rate_service"})
# So sure, the classifier is believed even where the words could follow up on a procedure.
_STANDS = {"dossier_status": 0.5, "feedback_status": 0.6, "human_handoff": 0.3, "cancel": 0.5, "thank": 0.7}
# What words that ask on about a state, a code or a law just told are taken for; from the belief told it stands.
_STANDS_ONWARD = {
    "ask_procedure": 0.85, "cancel": 0.85, "delete_my_data": 0.5, "emergency": _SURE_OF_A_DANGER, "file_feedback": 0.75,
    "goodbye": 0.7, "human_handoff": 0.3, "insult_spam": 0.85, "rate_service": 0.6, "subscribe_updates": 0.95,
    "thank": 0.7,
}  # fmt: skip
_STANDS_ALONE = 0.95
"""Belief from which a no or a wish to stop stands where nothing was said before, and a question about a dossier or a
wish to stop where an event of life is named."""
_DOUBTED, _ENOUGH = 0.55, 0.2
"""Belief below which the classifier's first guess gives way to a follow-up, and which a follow-up needs for that."""


@dataclass(frozen=True)
class Thread:
    """What was said before: procedures `shown`, some `offered` and not chosen yet, the last answer being about one.

    `status` is the intent that asks for the state told last (of a dossier, of a report), None where none was told;
    `code_asked` the one whose code was asked for last; `legal` tells that the way of a khiếu nại or tố cáo was shown last,
    `legal_before` that it was shown a few replies ago;
    `report_filed` that a report was filed or told in this conversation; `place_told` that where to go was told last;
    `waiting` that an operator was called last.
    """

    shown: bool = False
    offered: bool = False
    about_procedure: bool = False
    status: "str | None" = None
    code_asked: "str | None" = None
    legal: bool = False
    legal_before: bool = False
    report_filed: bool = False
    place_told: bool = False
    waiting: bool = False


def thread_intent(
    text: str, ranking: "Mapping[str, float]", entities: "Collection[str]", thread: Thread
) -> "str | None":
    """Return the intent of a message that holds on to the thread; None where the classifier's own guess stands.

    `ranking` is the classifier's belief (0–1) by intent, `entities` the kinds of entities found.
    """
    if text.startswith("/") or not ranking:
        return None
    best = max(ranking, key=ranking.__getitem__)
    if (meant := _in_anger(text, best)) is not None:
        return meant
    if not _is_doubted(text, best, ranking[best], thread):
        return _of_the_thread(text, ranking, entities, thread)
    others = {intent: belief for intent, belief in ranking.items() if intent != best}
    told = _of_the_thread(text, others, entities, thread) if others else None
    second = max(others, key=others.__getitem__, default=NOT_UNDERSTOOD)
    return told or (second if others.get(second, 0.0) >= _MEANT else NOT_UNDERSTOOD)


def _in_anger(text: str, best: str) -> "str | None":
    """Return the intent of a message that wants somebody above us, swears at us, or with oaths tells what another does."""
    if best in {_DANGER, _A_PERSON}:
        return None
    if wants_a_person(text):
        return _A_PERSON
    if abuses_us(text):
        return _ABUSE
    return _REPORT if best == _ABUSE and abuses_another(text) else None


def _is_doubted(text: str, best: str, belief: float, thread: Thread) -> bool:
    """Tell whether a message is not what it resembles most: no request to erase data without plain words of it, and in a
    talk about papers no danger that the classifier is not sure of; the rules at the door have heard the plain ones.
    """
    if best == _DELETION:
        return not asks_for_deletion(text)
    in_a_talk = thread.offered or thread.about_procedure or thread.status is not None
    return best == _DANGER and in_a_talk and belief < _SURE_OF_A_DANGER


def _of_the_thread(
    text: str, ranking: "Mapping[str, float]", entities: "Collection[str]", thread: Thread
) -> "str | None":
    """Return the intent of a message that holds on to the thread, as `thread_intent`, whatever it resembles."""
    best = max(ranking, key=ranking.__getitem__)
    if best in _TAKEN_FOR_A_RATING and _only_rates(text, entities, thread):
        return _RATING
    if not _CODES.isdisjoint(entities):
        return _of_code(best, ranking[best], entities)
    if (onward := _asked_on(text, best, ranking[best], thread)) is not None:
        return onward
    if (told := _told_with_a_no(text, best, thread)) is not None:
        return told
    certain = best if ranking[best] >= _STANDS_ALONE else None
    if correction(text) is not None and not (certain in _NO and thread == Thread()):
        return _corrected(text, ranking, thread)
    if (told := _plainly_asked(text, best, ranking[best], thread)) is not None:
        return told
    if (thread.shown or thread.offered) and best in _MISTAKEN and going_back(text) is not None:
        return ASK
    if _follows_up(text, best, ranking[best], thread):
        return FOLLOW_UP
    if best not in _MISTAKEN and ranking[best] >= _SURE_OF_A_REPORT:
        return None
    if thread.about_procedure and (asked := _asked_after_all(best, ranking)) is not None:
        return asked
    if ranking[best] < _NEEDS_BELIEF.get(best, 0.0):
        return NOT_UNDERSTOOD
    return _no_office(text, best, ranking)


def _corrected(text: str, ranking: "Mapping[str, float]", thread: Thread) -> str:
    """Return what a correction is about: the best of what has content, a question where none is believed."""
    meant = max((one for one in _CONTENT if one in ranking), key=ranking.__getitem__, default=ASK)
    in_a_talk = thread.about_procedure or thread.offered
    if meant == _REPORT and in_a_talk and _asks_of_nothing_in_town(text):
        return ASK
    return meant if ranking.get(meant, 0.0) >= _MEANT else ASK


def _only_rates(text: str, entities: "Collection[str]", thread: Thread) -> bool:
    """Tell whether a message only tells how content somebody is; not with a law, a procedure or a dossier just told, which
    may not content either.
    """
    of_these = thread.legal or thread.offered or thread.about_procedure or thread.status == DOSSIER
    return not of_these and {"dossier_code", "procedure_code"}.isdisjoint(entities) and only_rates(text)


def _no_office(text: str, best: str, ranking: "Mapping[str, float]") -> "str | None":
    """Return the intent of a message taken for a question about an office that asks for none: a report that only names a
    phường, or something not understood; None where it may ask for one.
    """
    both = ranking.get(_OFFICE, 0.0) + ranking.get(_REPORT, 0.0)
    doubtful = best == _REPORT and ranking[best] < _DOUBTED and both >= _SURE_OF_A_REPORT
    if (best == _OFFICE or doubtful) and tells_a_trouble(text):
        return _REPORT
    if best != _OFFICE or asks_of_an_office(text):
        return None
    if ranking[best] >= (_LIKELY_AN_OFFICE if names_an_office_of_a_ward(text) else _SURE_OF_AN_OFFICE):
        return None
    others = {intent: belief for intent, belief in ranking.items() if intent != _OFFICE}
    second = max(others, key=others.__getitem__, default=NOT_UNDERSTOOD)
    return _REPORT if second == _REPORT else NOT_UNDERSTOOD


def _told_with_a_no(text: str, best: str, thread: Thread) -> "str | None":
    """Return what a message means that says no to what was offered, or tells that a share is given up; None for others."""
    if (thread.offered or thread.about_procedure) and refuses(text):
        return CHOOSE
    if best in _MISTAKEN and gives_a_share_up(text):  # "nó không chịu nhận phần" corrects nothing
        return ASK
    return None


def _plainly_asked(text: str, best: str, belief: float, thread: Thread) -> "str | None":
    """Return the question that the words of a message make by themselves, whatever it resembles; None for others."""
    if _tells_an_event(text, best, belief) or _asks_for_permission(text, best, belief):
        return ASK
    if best in _TAKEN_FOR_A_MATTER and only_names_a_matter(text):
        return ASK
    if best in _TAKEN_FOR_A_MATTER and belief < _DOUBTED and names_a_deed_of_land(text):
        return ASK
    if thread.about_procedure and best not in _CALLS and asks_where_from_home(text):
        return FOLLOW_UP
    after_an_office = thread.place_told and not thread.about_procedure and best in _ASKING
    if (after_an_office and only_names_an_office(text)) or (
        best in _MISTAKEN and belief < _DOUBTED and names_a_known_office(text)
    ):
        return _OFFICE  # "công an phường luôn", where the ward's centre was just told; "của sawaco nữa"
    in_a_talk = thread.about_procedure or thread.offered
    if best == _REPORT and in_a_talk and _asks_of_nothing_in_town(text):
        return ASK
    doubtful = best == _REPORT and belief < _SURE_OF_A_REPORT
    return ASK if thread.about_procedure and doubtful and asks_which_paper(text) else None


def _asks_of_nothing_in_town(text: str) -> bool:
    """Tell whether a message asks or wishes something and speaks of no place, street, nuisance or official, nor of a report:
    "điểm thấp quá, muốn phúc khảo"."""
    if names_a_report(text) or is_of_the_city(text) or place_sign(text) == SURE:
        return False
    return question_sign(text) != NONE or wishes_something(text)


def _numbers_one(text: str) -> bool:
    """Tell whether a message only numbers one of several told in one go: "cái thứ hai á"."""
    return _NUMBERED.fullmatch(folded_words(text)) is not None


def _asked_on(text: str, best: str, belief: float, thread: Thread) -> "str | None":
    """Return the intent of a message that asks on about the state, the code or the law just told, else None.

    What the classifier is very sure of stands, except where a few words ask an aspect or small talk: those are asked of
    what was just told.
    """
    if thread.waiting and best not in _CALLS and asks_when_somebody_comes(text):
        return _A_PERSON
    if best not in _CALLS and _wants_its_code(text, thread):
        return REPORT
    if thread.status == DOSSIER and best in _MISTAKEN and (asks_of_a_state(text) or _numbers_one(text)):
        return DOSSIER
    if _of_a_filed_report(text, best, belief, thread):
        return REPORT
    if best not in _CALLS and _of_the_law(text, best, belief, thread):
        return LEGAL_WAY
    if thread.legal and best not in _CALLS and only_reports(text):
        return _REPORT
    if belief >= _STANDS_ONWARD.get(best, 1.01):
        return None
    if thread.legal and asked_of_the_law(text) is not None:
        return LEGAL_WAY
    if thread.status is not None and asks_onward(text, thread.status):
        return thread.status
    if thread.code_asked is not None and asked_of_the_code(text, awaited=True) is not None:
        return thread.code_asked
    return None


def _of_the_law(text: str, best: str, belief: float, thread: Thread) -> bool:
    """Tell whether a message names a khiếu nại or tố cáo, or asks on about one in its words ("nộp đơn ở đâu"), whatever it
    resembles; what is surely a report is heard by the form.
    """
    shown = thread.legal or thread.legal_before
    if law_named(text, spoken_of=shown) is not None:
        in_a_talk = shown or thread.about_procedure or thread.offered
        return best != _REPORT or in_a_talk or belief < _SURE_OF_A_REPORT
    in_its_words = shown and not thread.about_procedure and _WORDS_OF_THE_LAW.search(folded_words(text))
    return bool(in_its_words) and not only_reports(text) and asked_of_the_law(text) is not None


def _of_a_filed_report(text: str, best: str, belief: float, thread: Thread) -> bool:
    """Tell whether a message adds to the report filed or told last, wants it withdrawn, or asks for it without its code."""
    if (best == "human_handoff" and belief >= _STANDS_ONWARD[best]) or (
        best in _MANNERS and belief >= _STANDS_ALONE
    ):
        return False
    lost = REPORT in (thread.status, thread.code_asked)
    said = of_filed(text, awaited=lost) if lost or thread.report_filed else None
    if said is OfFiled.ASKS:
        return DOSSIER not in (thread.status, thread.code_asked) and not thread.about_procedure
    return said is not None and thread.status == REPORT and thread.report_filed


def _wants_its_code(text: str, thread: Thread) -> bool:
    """Tell whether a message asks which code the report filed before has got."""
    return thread.report_filed and DOSSIER not in (thread.status, thread.code_asked) and wants_the_code(text)


def _follows_up(text: str, best: str, belief: float, thread: Thread) -> bool:
    """Tell whether a message asks on about the procedure talked about, or about those offered."""
    if not (thread.about_procedure or thread.offered):
        return False
    tells_where = only_tells_home(text) or (thread.place_told and only_tells_where(text))
    if thread.about_procedure and tells_where:
        return best not in _CALLS - {_DANGER}
    if _only_remarks(text, best, belief, thread):
        return True
    if thread.about_procedure and best in _TAKEN_FOR_A_DATE and asks_by_when(text):
        return True
    if thread.about_procedure and best not in _CALLS and asks_for_consent(text):
        return belief < _STANDS.get(best, 0.9)
    topic = topic_asked(text) if thread.about_procedure and best in _TAKEN_FOR_A_DETAIL else None
    if topic is not None:
        if best == _OFFICE:
            return _NAMED_UNIT.search(folded_words(text)) is None
        return belief < (_SURE_OF_A_REPORT if best == _REPORT else _STANDS.get(best, _STANDS_ALONE))
    if thread.about_procedure and best in _POLITE and _asks_after_thanks(text):
        return True
    if only_follows_up(text) or only_tells_an_age(text):
        return belief < _STANDS.get(best, 0.9)
    if best not in _MISTAKEN:
        return False
    beside = named_beside_home(text)
    return paper_question(text) is not None or (beside is not None and len(beside) <= _MOST_BESIDE)


def _asks_after_thanks(text: str) -> bool:
    """Tell whether the last words of a polite message ask an aspect: "ok cảm ơn em, vậy mất bao lâu"."""
    _, _, last = _THANKED.sub("|", folded_words(text)).rpartition("|")
    return len(last.split()) > 1 and only_follows_up(last)


def _only_remarks(text: str, best: str, belief: float, thread: Thread) -> bool:
    """Tell whether a message only tells something of the case talked about, and is not plainly what it resembles: who is
    in the middle of a procedure and tells that the landlord does not sign reports nobody.
    """
    if thread.status is not None or not (is_a_remark(text) or asks_of_a_case(text)):
        return False
    if best == _REPORT and is_of_the_city(text):
        return False
    own = best in _TAKEN_FOR_ONES_OWN and tells_of_ones_own(text)
    if best == _DANGER:
        return only_tells_an_age(text)
    return own or belief < _STANDS_AS_A_REMARK.get(best, 1.01)


def _tells_an_event(text: str, best: str, belief: float) -> bool:
    """Tell whether a message tells an event of life ("mới sinh con") that the classifier took for something else."""
    if event_in(text) is None or (belief >= _STANDS_ALONE and best in _NO_EVENT):
        return False
    return best in _MISTAKEN or belief < (_SURE_OF_A_DANGER if best == "emergency" else _SURE_OF_A_REPORT)


def _asks_for_permission(text: str, best: str, belief: float) -> bool:
    """Tell whether a message taken for a report asks if a permission is needed, or somebody is to be told beforehand, or
    what to do at a drill, or wishes a quarrel over land to be mediated, a benefit, a refund or a paper."""
    if best in _TAKEN_FOR_PERMISSION and (asks_of_a_drill(text) or asks_for_mediation(text)):
        return True
    if best in _TAKEN_FOR_PERMISSION and asks_what_one_may_get(text):
        return True
    return best in _TAKEN_FOR_PERMISSION and belief < _STANDS_ALONE and asks_permission(text)


def _of_code(best: str, belief: float, entities: "Collection[str]") -> "str | None":
    """Return the intent that the code in a message tells where the classifier lost its way, else None."""
    lost = best in _LOST or (best == _REPORT and belief < _SURE_BESIDE_A_CODE)
    return next((intent for code, intent in _OF_CODE.items() if lost and code in entities), None)


def _asked_after_all(best: str, ranking: "Mapping[str, float]") -> "str | None":
    """Return the question that a doubtful small word on a procedure may be, None where there is none."""
    if best not in _MISTAKEN - _ASKING or ranking[best] >= _DOUBTED:
        return None
    follow_up = max(_ASKING, key=lambda intent: ranking.get(intent, 0.0))
    return follow_up if ranking.get(follow_up, 0.0) >= _ENOUGH else None
