"""What is told of the own case in the middle of a talk about a procedure: answered for that procedure, never searched by itself.

"hai vợ chồng em chưa cưới" after "khai sinh" asks about no wedding.
"""

import re
from typing import Final

from actions.about import Kind
from actions.manners.last_clause import asked_last
from actions.procedures import details
from actions.procedures.answers import answer
from actions.procedures.asking import offered_still
from actions.procedures.follow_ups import asked_in, carries_on, names_something
from actions.procedures.happenings import is_told
from actions.procedures.kin import sibling
from actions.procedures.life_events import bundles
from actions.procedures.search import is_sure_of
from actions.procedures.thread import in_context, named_words, returned_to, waiting
from actions.told_before import told_before
from actions.turn import Event, Turn
from api.procedures import service as procedures
from bot.benefit_signs import heard_of_a_benefit
from bot.consent_signs import asks_for_consent
from bot.home_signs import asks_where_from_home, named_beside_home, only_tells_home, only_tells_where
from bot.life_events import event_in
from bot.paper_signs import paper_question
from bot.remark_signs import asks_of_a_bare_deed, asks_of_a_case, is_a_remark, names_a_paper, wishes_something
from bot.thread_signs import correction, going_back
from retrieval.ages import ages_told
from retrieval.detail_words import topic_asked
from retrieval.index import SearchResult
from retrieval.procedure import Aspect, Procedure
from retrieval.text import folded_words, normalise
from retrieval.vocabulary import deeds

_TALK: Final = frozenset({Kind.PROCEDURE_ANSWER, Kind.ASPECT_ANSWER})
_FRESH: Final = re.compile(
    r"(?<!\S)(?:moi|vua|hom qua|hom kia|sang nay|hoi sang|dem qua|tuan (?:truoc|roi)|hom nay|bua nay)(?!\S)"
)
_QUESTION: Final = re.compile(
    r"[,.;!\n]+(?=.*\w)|(?<!\w)(?:thì|mà|vẫn|có|là|thi|ma|van|co|la)(?!\w)(?=.*\w)", re.IGNORECASE
)
"""What parts the case told from what is asked of it."""
_LAST_PAUSE: Final = re.compile(r"[,;!?…\n.](?=[^,;!?…\n.]*\w[^,;!?…\n.]*\W*$)")
_HOW_TO: Final = re.compile(r"(?<!\S)(?:lam sao|lam gi|phai sao|tinh sao)(?: \S+){0,2}$")
_NEGATED: Final = re.compile(
    r"(?<!\S)(?:chua|khong|hong|hok|ko|mat|bi|het|tre|qua han|tu choi|sai|thieu)(?!\S)"
)
_SHORT: Final = 6
"""Words of the longest question of what became of a paper that need not name it: "hết hạn rồi thì sao"."""
_OPENING: Final = 3
"""Words among which a message names what it is to have done: "sao y khai sinh 3 bản"."""
_LONGEST_NEWS: Final = 9
"""Words of the longest message that tells an event of life as news, for which its procedures are offered."""


def of_case(turn: Turn) -> list[Event] | None:
    """Answer what only tells something of the case talked about with what the record says of it, else that it does not.

    None where nothing is talked about, a list waits for an answer, or the message tells of another matter: what became of
    another paper, or the news of an event of life.
    """
    current = in_context(turn)
    if current is None or turn.in_form or waiting(turn):
        return None
    asks = asks_of_a_case(turn.text)
    if not (asks or is_a_remark(turn.text)) or (carries_on(turn.text) and not asks):
        return None
    if correction(turn.text) is not None or returned_to(turn) is not None:
        return None
    before = told_before(turn)
    if before.kind not in _TALK or (before.procedures and current.code not in before.procedures):
        return None
    if only_tells_home(turn.text) or only_tells_where(turn.text):
        return None
    if _tells_news(turn.text, current) or _has_its_own_answer(turn.text, asks=asks):
        return None
    if not asks:
        return details.answer_detail(turn, current, procedures.detail(current.code, turn.text))
    return _asked_of_case(turn, current)


def _asked_of_case(turn: Turn, current: Procedure) -> list[Event] | None:
    """Answer what is asked of the case talked about; None where what is asked has its own answer, or names another matter
    for certain beside the case told: "chưa có hộ khẩu thì làm căn cước được không".
    """
    if topic_asked(turn.text) is not None or paper_question(turn.text) is not None:
        return None
    if asks_of_a_bare_deed(turn.text):
        same = sibling(turn, current, turn.text)
        return answer(turn, same, ()) if same is not None else _detail(turn, current)
    asked = _QUESTION.split(normalise(turn.text))[-1]
    if names_something(asked) and is_sure_of(asked):
        return None
    if _HOW_TO.search(folded_words(turn.text)) and not _NEGATED.search(folded_words(turn.text)):
        return None  # "có tiền tuất thì làm sao" wishes to know how to get it
    if aspects := asked_in(turn.text):
        return answer(turn, current, aspects)
    return details.answer_detail(turn, current, procedures.detail(current.code, turn.text))


def _detail(turn: Turn, current: Procedure) -> list[Event]:
    return details.answer_detail(turn, current, procedures.detail(current.code, turn.text))


def not_found_beside(turn: Turn, result: SearchResult) -> list[Event] | None:
    """Answer for the procedure talked about what the catalogue knows nothing of and wishes nothing; None for others."""
    current = in_context(turn)
    if current is None or turn.in_form or waiting(turn) or result.decision != "abstain":
        return None
    if (
        wishes_something(turn.text)
        or correction(turn.text) is not None
        or told_before(turn).kind not in _TALK
    ):
        return None
    return details.answer_detail(turn, current, procedures.detail(current.code, turn.text))


def asked_after_a_story(turn: Turn) -> tuple[Procedure, tuple[Aspect, ...]] | None:
    """Return the procedure talked about with the aspects that the last clause asks of it ("đang học đại học, trường bảo
    lãnh, cần giấy gì"); None where that clause names something, or what stands before wishes or means another matter.
    """
    asked = asked_last(turn)
    if asked is None or carries_on(turn.text) or correction(turn.text) is not None:
        return None
    pause = _LAST_PAUSE.search(turn.text)
    before = "" if pause is None else turn.text[: pause.start()]
    told = (
        bool(before) and not wishes_something(before) and event_in(turn.text) is None and not is_told(before)
    )
    return None if not told or is_sure_of(before) else asked


def beside_a_list(turn: Turn) -> list[Event] | None:
    """Ask once more which procedure of the list that waits for an answer is meant, where the message only tells something
    of the case; None for others.
    """
    asks = asks_of_a_case(turn.text)
    if turn.in_form or not waiting(turn) or not (asks or is_a_remark(turn.text)):
        return None
    if (
        correction(turn.text) is not None
        or going_back(turn.text) is not None
        or (carries_on(turn.text) and not asks)
    ):
        return None
    if event_in(turn.text) is not None or _has_its_own_answer(turn.text, asks=asks) or asked_in(turn.text):
        return None
    asked = _QUESTION.split(normalise(turn.text))[-1]
    return None if asks and names_something(asked) and is_sure_of(asked) else offered_still(turn, ())


def _tells_news(text: str, current: Procedure) -> bool:
    """Tell whether a message tells an event of life that has just happened and brings other procedures."""
    event = event_in(text)
    if event is None or current.code in bundles()[event].procedures or ages_told(text):
        return False
    plain = folded_words(text)
    return _FRESH.search(plain) is not None and len(plain.split()) <= _LONGEST_NEWS


def _has_its_own_answer(text: str, *, asks: bool) -> bool:
    """Tell whether a message asks for a consent or whether it may be done elsewhere, names what is done ("sao y 3 bản"), or
    tells what became of a paper.
    """
    elsewhere = asks_where_from_home(text) or named_beside_home(text) is not None
    plain = folded_words(text)
    if elsewhere or asks_for_consent(text) or _of_a_paper(text):
        return True
    if asks:
        return heard_of_a_benefit(text) or (is_told(text) and len(plain.split()) <= _SHORT)
    opening = " ".join(plain.split()[:_OPENING])
    return any(deed.is_said(opening) for deed in deeds())


def _of_a_paper(text: str) -> bool:
    """Tell whether a message tells what became of a paper, named or not: "bằng lái hết hạn", "rách hết rồi"."""
    return is_told(text) and (names_a_paper(text) or not named_words(folded_words(text)))
