"""A detail of the procedure talked about that is no aspect, and a circumstance told: what the record plainly says of it, else
that it says nothing of it and who knows.
"""

import re
from typing import Final

from actions.about import Kind, Metadata
from actions.options import payload
from actions.procedures.follow_ups import asked_in
from actions.procedures.happenings import is_told
from actions.procedures.offices import HOURS
from actions.procedures.thread import (
    history,
    in_context,
    last_aspects,
    named_words,
    remembered,
    share_named,
    waiting,
)
from actions.repeats import anew_text, tell
from actions.told_before import told_before
from actions.turn import Event, Option, Turn, set_slot
from actions.wording import TEXTS
from api.procedures import service as procedures
from bot.home_signs import asks_where_from_home, named_beside_home
from bot.paper_signs import paper_question
from bot.thread_signs import correction, going_back
from retrieval import places
from retrieval.answers import citation, title
from retrieval.detail_words import topic_asked, topics, without_topic
from retrieval.index import SearchResult
from retrieval.procedure import Aspect, Procedure
from retrieval.telling.words import Told, short
from retrieval.text import folded_words, syllables
from retrieval.vocabulary import deeds

OPENING = TEXTS.text("procedures.detail_opening", "title")
NOT_STATED = TEXTS.text("procedures.detail_not_stated", "title", "named", "where")
NOT_STATED_AGAIN = TEXTS.text("procedures.detail_not_stated_again", "named", "where")
CASE_NOT_STATED = TEXTS.text("procedures.case_not_stated", "title", "where")
CASE_NOT_STATED_AGAIN = TEXTS.text("procedures.case_not_stated_again", "where")
OFFICE_KNOWS = TEXTS.text("procedures.office_knows", "where")
ANYTHING = TEXTS.text("procedures.detail_anything")
WHERE_FILED = TEXTS.text("procedures.detail_where")
WHERE_FILED_AT = TEXTS.text("procedures.detail_where_at", "place")
_NAMES: Final = {aspect: TEXTS.text(f"procedures.aspects.{aspect.value}") for aspect in Aspect}
_OFFERED: Final = (Aspect.DOCUMENTS, Aspect.FEE, Aspect.DURATION, Aspect.PLACE)
_ASKING: Final = re.compile(
    r"(?<!\S)(?:hay|sao|gi|nao|ai|dau|may|bao|nhieu|lam sao|the nao|phai (?:khong|ko|hong)|(?:duoc|co) (?:khong|ko|hong|k))(?!\S)"
    r"|(?<!\S)(?:khong|hong|hok|hon|hem|ha|chua|ko|k)(?: (?:a|vay|em|co|chi|anh|ad|ta|ban|nhi|z|v))?$"
)
_WHOLE: Final = re.compile(
    r"(?<!\S)(?:tom tat|nhac lai|noi lai|noi ro|ro hon|cu the|chi tiet|day du|tong hop|toan bo|het di|tu dau|huong dan|giai thich|chua hieu|ko hieu|khong hieu)(?!\S)"
)
"""Wants the whole told once more."""
_WHO: Final = (
    r"(?:(?:con|chau|be|em|me|ma|ba|bo|cha|tia|ong|vo|chong|anh|chi|co|chu|bac|di|ban|nguoi nha|gia dinh|nha|cong ty|giay|the|so|bang|xe|dat)"
    r"(?: (?:cua|toi|tui|minh|em|con|nha|trai|gai|ruot|noi|ngoai|chong|vo))+|toi|tui|minh|vo|chong|cha me|ba me|bo me|cha|me|bo|be|chau|chu (?:nha|ho|xe|dat)|dat|nha|xe|con toi|con tui)"
)
_CIRCUMSTANCE: Final = re.compile(
    rf"(?<!\S){_WHO} (?:la|bi|dang|da|moi|khong|chua|co|con|mat|het|o|di|lam|duoc|dung|nam|qua|sap|vua|nghi|song|bo|lay|gui|nop|hong|ko|cung|chi|sinh|ten|mua|ban|thue|nguoi|muon|\d+)(?!\S)"
    r"|(?<!\S)(?:mua|ban|thue|muon|nhan|cho|tang|thua ke|xin)(?: \S+){0,2} (?:cua|tu|cho)(?: \S+){1,3}$|^(?:mua|ban|thue|muon) (?:lai|qua|cu|cua|chung|tra gop)(?!\S)"
    r"|(?<!\S)(?:bi (?:mat|hu|rach|sai|lap|uot|chay|tu choi|het)|la con cua|la nguoi|khong co|chua co|khong biet|quen mat|het han)(?!\S)"
)
"""Tells something of oneself, one's family or papers."""
_CARRIES_ON: Final = re.compile(
    r"^(?:(?:the|vay|roi|a|ua|o|thi|da) )*con(?! (?:nit|toi|tui|em|minh|trai|gai|nuoi|be|nho)(?!\S))(?!\S)"
)
"""Asks the same of something else: "còn bản sao thì sao"."""
_CONDITION: Final = re.compile(
    rf"(?<!\S){_WHO} (?:\S+ )?(?:chua|da|khong|ko|hong|dang|moi|bi)(?!\S).* thi (?:sao|lam sao|the nao|co)(?!\S)"
)
"""Asks what is done where something is so: "cha mẹ chưa đăng ký kết hôn thì sao"."""
YES_OR_NO: Final = re.compile(
    r"(?<!\S)(?:duoc|co|phai|can) (?:\S+ ){0,5}?(?:khong|hong|hok|ko|k|ha|chua)(?: \S+)?$"
)
_FEWEST: Final = 4
"""Words of such a question that are not in the name of the procedure."""
_THEN_WHAT: Final = re.compile(r"(?<!\S)thi (?:sao|the nao)(?: \S+){0,2}$")
_SHOWN: Final = 3
_HALF: Final = 0.5
_OWN_NAME: Final = 0.6
"""Share of the words said that the name of another procedure must hold."""
_LONGEST_PLACE: Final = 120
_TALK: Final = frozenset({Kind.PROCEDURE_ANSWER, Kind.ASPECT_ANSWER})

topics()  # a wrong file stops the start, not a turn


def asks_detail(turn: Turn, current: Procedure) -> bool:
    """Tell whether a message asks no aspect of the procedure in context, but a detail of it, or tells a circumstance."""
    text = turn.text
    if text.startswith("/") or turn.in_form or waiting(turn) or _has_its_own_answer(text):
        return False
    if going_back(text) is not None or correction(text) is not None:
        return False
    topic = topic_asked(text)
    asked = {one.value for one in asked_in(text)} - set(topic.instead if topic is not None else ())
    if asked or _WHOLE.search(folded_words(text)):
        return False
    return topic is not None or bool(_named_beside(text, current)) or tells_circumstance(text)


def _has_its_own_answer(text: str) -> bool:
    """Tell whether a message asks of a paper or whether it may be done elsewhere, or names what is done: all that is
    answered for itself.
    """
    plain = folded_words(text)
    if paper_question(text) is not None or asks_where_from_home(text) or named_beside_home(text) is not None:
        return True
    return any(deed.is_said(plain) for deed in deeds())


def tells_circumstance(text: str) -> bool:
    """Tell whether a message tells something of oneself, one's family or papers, and asks nothing."""
    plain = folded_words(text)
    return _CIRCUMSTANCE.search(plain) is not None and not _ASKING.search(plain) and "?" not in text


def _named_beside(text: str, current: Procedure) -> set[str]:
    """Return the folded words a message names that are not in the name of the procedure."""
    name = current.name if current.card is None else f"{current.name} {current.card.name}"
    return set(named_words(folded_words(text))) - set(syllables(name))


def of_context(turn: Turn, result: SearchResult | None = None, *, anyhow: bool = False) -> list[Event] | None:
    """Answer a detail asked of the procedure in context; None where the message asks none, or names another procedure.

    `result` is what the whole message finds; without it only details often asked are answered. `anyhow` says so as well
    where the record tells nothing of it, unless the first procedure found has most of the words in its name.
    """
    current = in_context(turn)
    if current is None or not asks_detail(turn, current):
        return None
    topic = topic_asked(turn.text)
    if topic is None and (result is None or _CARRIES_ON.search(folded_words(turn.text))):
        return None
    found = procedures.detail(current.code, turn.text)
    if found is None and _tells_what_happened(turn.text):
        return None
    condition = found is not None and _CONDITION.search(folded_words(turn.text))
    rest = turn.text if topic is None else without_topic(turn.text)
    if not condition and _names_another(turn, rest, current, result if topic is None else None):
        return None
    if (
        topic is None
        and found is None
        and not (anyhow and result is not None and _far_off(turn.text, result))
    ):
        return None
    return answer_detail(turn, current, found)


def _of_its_thing(text: str, current: Procedure) -> bool:
    """Tell whether a circumstance is told of the very thing that the procedure in context is about: "đất đang thế chấp"."""
    first = next(iter(named_words(folded_words(text))), None)
    return tells_circumstance(text) and first is not None and first in syllables(current.name)


def _far_off(text: str, result: SearchResult) -> bool:
    """Tell whether no procedure found first has half of the words said in its name."""
    named = named_words(folded_words(text))
    first = [hit.procedure for hit in result.hits[:_SHOWN]]
    return not named or all(share_named(named, one) < _HALF for one in first)


def of_talk(turn: Turn) -> list[Event] | None:
    """Answer what was taken for small talk, for nothing of ours or for nothing at all right after an answer about the
    procedure in context, where it asks a detail of it or tells a circumstance; None for all else.
    """
    current = in_context(turn)
    before = told_before(turn)
    if current is None or before.kind not in _TALK or current.code not in before.procedures:
        return None
    if not asks_detail(turn, current):
        return None
    found = procedures.detail(current.code, turn.text)
    plain = folded_words(turn.text)
    if found is None and topic_asked(turn.text) is None and not _CIRCUMSTANCE.search(plain):
        return None
    return answer_detail(turn, current, found)


def _names_another(turn: Turn, text: str, current: Procedure, result: SearchResult | None) -> bool:
    """Tell whether `text` means another procedure: one found for certain, by its name, or one offered or shown before whose
    name has all that is said.
    """
    named = named_words(folded_words(text))
    if not named:
        return False
    codes = {str(code) for code in (*(turn.slot("procedure_offers") or ()), *history(turn))} - {current.code}
    known = (procedures.get(code) for code in codes)
    if len(named) > 1 and any(one is not None and share_named(named, one) == 1 for one in known):
        return True
    found = result if result is not None else procedures.suggest(text)
    first = next((hit.procedure for hit in found.hits), None)
    if first is None or first.code == current.code:
        return False
    framed = _THEN_WHAT.search(folded_words(turn.text)) is not None and found.decision == "choices"
    return (found.decision == "answer" or framed) and share_named(named, first) >= _OWN_NAME


def answer_detail(turn: Turn, current: Procedure, found: Told | None) -> list[Event]:
    """Say what the record says of the detail asked, else who knows it, and offer what is asked next."""
    topic = topic_asked(turn.text)
    told = found.text if found is not None else None
    where = _where(current)
    options: list[Option] = [
        (_NAMES[aspect](), payload("choose_aspect", aspect=aspect.value, procedure_code=current.code))
        for aspect in _OFFERED
    ]
    about = Metadata(kind=Kind.ASPECT_ANSWER, procedures=(current.code,))
    if told is not None:
        text = f"{OPENING(title=title(current))}\n{told}\n\n{citation(current)}"
        tell(turn, text, options, about)
    elif topic is not None and topic.where:
        turn.say(f"{HOURS()}\n{OFFICE_KNOWS(where=where)}", options, about)
    elif topic is None and not _ASKING.search(folded_words(turn.text)) and "?" not in turn.text:
        again = CASE_NOT_STATED_AGAIN(where=where)
        first = CASE_NOT_STATED(title=title(current), where=where)
        turn.say(anew_text(turn, first, again), options, about)
    else:
        named = topic.named if topic is not None else ANYTHING()
        first = NOT_STATED(title=title(current), named=named, where=where)
        again = NOT_STATED_AGAIN(named=named, where=where)
        turn.say(anew_text(turn, first, again), options, about)
    return [
        set_slot("procedure_code", current.code),
        set_slot("procedure_history", remembered(turn, current.code)),
        set_slot("misunderstandings", 0.0),
    ]


def _where(procedure: Procedure) -> str:
    """Return in words who takes the dossier."""
    place = procedure.place or ", ".join(procedure.agencies)
    return WHERE_FILED_AT(place=short(place, _LONGEST_PLACE).rstrip(".;")) if place else WHERE_FILED()


def taken_for(turn: Turn, aspects: tuple[Aspect, ...]) -> tuple[Aspect, ...]:
    """Return which of `aspects` a message only seems to ask: the fee, where it asks how much is received."""
    topic = None if turn.text.startswith("/") else topic_asked(turn.text)
    beside = asked_in(without_topic(turn.text)) if topic is not None else ()
    return tuple(one for one in aspects if topic and one.value in topic.instead and one not in beside)


def instead_of_the_whole(turn: Turn, procedure: Procedure, aspects: tuple[Aspect, ...]) -> list[Event] | None:
    """Answer a detail where nothing else would be said of the procedure in context than what was told before: all of it, or
    the aspects asked last. None for other messages.
    """
    if procedure.code != turn.slot("procedure_code") or asked_in(turn.text) or places.find_units(turn.text):
        return None
    if _has_its_own_answer(turn.text):
        found = _told_again(turn, procedure, aspects)
        return None if found is None else answer_detail(turn, procedure, found)
    if (aspects and aspects != last_aspects(turn)) or not (
        asks_detail(turn, procedure) or _asks_something(turn, procedure)
    ):
        return None
    found = procedures.detail(procedure.code, turn.text)
    return (
        None if found is None and _tells_what_happened(turn.text) else answer_detail(turn, procedure, found)
    )


def _told_again(turn: Turn, procedure: Procedure, aspects: tuple[Aspect, ...]) -> Told | None:
    """Return what the record says of a yes or no or a what-if on a paper ("không có quyết định thôi việc thì được không")
    where only the aspects asked last would be told once more; None for others.
    """
    plain = folded_words(turn.text)
    asks = YES_OR_NO.search(plain) or _THEN_WHAT.search(plain)
    if not asks or not aspects or aspects != last_aspects(turn) or places.find_units(turn.text):
        return None
    return procedures.detail(procedure.code, turn.text)


def _tells_what_happened(text: str) -> bool:
    """Tell whether a message tells what became of a paper ("thẻ chỉ gãy thôi"), which the procedure is for."""
    return topic_asked(text) is None and is_told(text)


def _asks_something(turn: Turn, procedure: Procedure) -> bool:
    """Tell whether a message asks a yes or no in words that name nothing: "con theo họ mẹ được không"."""
    plain = folded_words(turn.text)
    more = set(plain.split()) - set(syllables(f"{procedure.name} {title(procedure)}"))
    free = not (turn.text.startswith("/") or turn.in_form or waiting(turn) or _WHOLE.search(plain))
    return free and len(more) >= _FEWEST and YES_OR_NO.search(plain) is not None
