"""What the talk so far tells of a question that search alone leaves open: which procedure is meant, and how surely."""

import re
from typing import Final

from actions.procedures.follow_ups import asked_in, carries_on, names_something, points
from actions.procedures.happenings import told_of
from actions.procedures.kin import name_of
from actions.procedures.own_result import asked_of_own_result
from actions.procedures.search import is_sure_of, with_question_before
from actions.procedures.thread import (
    history,
    in_context,
    named_words,
    returned_to,
    share_named,
    waiting,
)
from actions.turn import Turn
from api.procedures import service as procedures
from bot.consent_signs import asks_for_consent, speaks_of_power
from bot.home_signs import asks_here_or_home, asks_where_from_home, named_beside_home, without_here_or_home
from bot.paper_signs import paper_question, paper_words
from bot.remark_signs import wishes_something
from bot.thread_signs import going_back
from retrieval.index import SearchResult
from retrieval.procedure import Aspect, Procedure
from retrieval.telling.representative import tell_representative
from retrieval.text import fold, folded_words, has_accents, normalise, syllables, words

SHOWN: Final = 3
_FAR_AHEAD: Final = 1.0
"""Log odds by which the first hit must lead the second to be answered for with the others offered beside: 2.7 to 1."""
_LIKELY_FROM: Final = 0.45
"""Probability that the first hit needs for that. Of the questions set aside that ask an aspect and are left open by the
search, 92 in 100 with both are about the first hit (docs/benchmarks.md)."""
_OWN_NAME: Final = 0.6
"""Share of the words said that the name of the first hit must hold for a question to stand by itself."""
_WEAK, _NEARLY_SURE = 0.5, 0.65
_FEW_WORDS: Final = 1
_FEW_STRANGE: Final = 2
"""Words of a story that neither the procedure talked about nor the question before has."""
_LONGEST_NAME: Final = 4
"""Words of the longest name of a thing alone."""
YES_OR_NO: Final = re.compile(r"(?<!\w)(?:không|khong|ko|hông|hong|hok|chăng|hả|chưa|chua)(?: \w+)?\W*$")
"""Ends a question about what is talked about, whatever event it tells beside."""
_WISHING: Final = re.compile(
    r"(?<!\S)(?:muon|tinh|dinh|xin|lam thu tuc|lam giay|lam lai|dang ky|cap|doi|gia han|chuyen|cho hoi|san hoi|hoi them|hoi luon)(?!\S)"
)
"""Wishes something of its own, or asks about something else."""
_MAY_BE_DONE: Final = re.compile(
    r"(?<!\S)(?:thi|co|ma|van|vay)(?: (?:thi|co|van|con|lam))* (?P<deed>(?!duoc )\S+(?: \S+){0,2}?) (?:duoc )?(?:khong|hong|hok|hon|chua|ha)(?: (?:a|vay|em|co|chi|anh|ad|ta))?$"
)
_HOME: Final = re.compile(r"(?<!\S)(?:ho khau|que|thuong tru|tam tru)(?!\S)")
"""Tells where somebody is registered or comes from, to ask where to go."""
_OF_ANY: Final = frozenset({"ky", "chung", "thuc", "cap", "doi", "dang", "xin", "nhan", "giay", "viec"})
"""Words in the names of many procedures."""
_FETCHING: Final = re.compile(r"(?<!\S)(?:lanh|linh)(?!\S)")
_PAID_WORDS: Final = {
    "luong huu": "lương hưu",
    "that nghiep": "trợ cấp thất nghiệp",
    "bao hiem xa hoi": "lương hưu",
}
_PAID: Final = re.compile(rf"(?<!\S)(?:{'|'.join(_PAID_WORDS)})(?!\S)")
"""What is paid every month, in the names of procedures."""
_KIN: Final = re.compile(r"cha|me|bo|ba|ma|tia|vo|chong|con|ong|noi|ngoai|no")
"""Who does not agree names no procedure: "cha nó không đồng ý thì sao"."""
_BESIDE_PAPERS: Final = (Aspect.FEE, Aspect.DURATION, Aspect.PLACE, Aspect.ONLINE)


def asked_of_context(turn: Turn) -> tuple[Procedure, tuple[Aspect, ...]] | None:
    """Return what a message asks of the procedure in context, else of the likeliest of those that wait for an answer,
    whatever its words resemble in the catalogue: whether a paper is needed ("giấy khám sức khỏe có cần không"), or whether
    it may be done here ("làm ở đây được không hay phải về quê"), or of the paper it gives ("chừng nào lấy được cà vẹt mới"),
    or who must sign for it. None where it asks no such thing, or of another procedure.
    """
    offered = next(iter(waiting(turn)), None)
    meant = offered if offered is not None and points(turn.text) else in_context(turn) or offered
    if meant is None or turn.text.startswith("/"):
        return None
    if _asks_its_place(turn.text, meant, str(turn.slot("procedure_question") or "")):
        return meant, (Aspect.PLACE,)
    if (rest := asked_of_own_result(turn.text, meant)) is not None and (aspects := asked_in(rest)):
        return meant, aspects
    if (consent := _consent_asked(turn.text, meant)) is not None:
        return meant, (consent,)
    if Aspect.REPRESENTATIVE in asked_in(turn.text) and not speaks_of_power(turn.text):
        return None
    asked = paper_question(turn.text)
    if asked is None or (asked.before and (carries_on(turn.text) or is_sure_of(asked.before))):
        return None
    if going_back(turn.text) is not None:
        back = returned_to(turn, asked.before)
        return None if back is None else (back, (Aspect.DOCUMENTS,))
    if _names_another(turn, asked.thing, meant):
        return None
    more = tuple(one for one in asked_in(turn.text) if one in _BESIDE_PAPERS)
    return meant, (Aspect.DOCUMENTS, *more)


def _consent_asked(text: str, meant: Procedure) -> Aspect | None:
    """Return the aspect of `meant` that tells whether others must sign or agree: its papers where only they speak of a
    power of attorney, else who may act. None where the message asks no such thing, or plainly of another procedure.
    """
    if not asks_for_consent(text) or going_back(text) is not None:
        return None
    if speaks_of_power(text) and _takes_a_power(meant):
        told = tell_representative(meant)
        return Aspect.REPRESENTATIVE if told is not None and speaks_of_power(told.text) else Aspect.DOCUMENTS
    found = procedures.suggest(text)
    named = tuple(one for one in named_words(folded_words(text)) if not _KIN.fullmatch(one))
    other = found.decision == "answer" and found.hits[0].procedure.code != meant.code
    means_other = other and named and share_named(named, found.hits[0].procedure) >= _OWN_NAME
    return None if means_other else Aspect.REPRESENTATIVE


def _takes_a_power(procedure: Procedure) -> bool:
    """Tell whether a power of attorney is among the papers of a procedure, as its record or our card tells."""
    papers = [paper.name for group in procedure.document_groups for paper in group.documents]
    told = procedure.card.summaries.get(Aspect.DOCUMENTS, "") if procedure.card is not None else ""
    return any(speaks_of_power(one) for one in (*papers, told))


def stays(text: str, current: Procedure, result: SearchResult, aspects: tuple[Aspect, ...]) -> bool:
    """Tell whether a question that search leaves open asks of the procedure in context: whether somebody may go in one's
    place, or a yes or no of which nothing found has the words in its name ("sổ bảo hiểm công ty chưa chốt thì nộp được
    không"). Who wishes something, or carries on to something else, means another one.
    """
    if result.decision == "answer" or carries_on(text) or going_back(text) is not None:
        return False
    if Aspect.REPRESENTATIVE in aspects:
        return True
    plain = folded_words(text)
    asks = YES_OR_NO.search(normalise(text).lower()) or (Aspect.PLACE in aspects and _HOME.search(plain))
    if not asks or _WISHING.search(plain):
        return False
    first = next((hit.procedure for hit in result.hits), None)
    named = named_words(plain)
    if first is None or not named:
        return True
    found_again = current.code in {hit.procedure.code for hit in result.hits[:SHOWN]}
    share = share_named(named, first)
    return not share or (share < _OWN_NAME and (found_again or result.confidence < _NEARLY_SURE))


def only_told_beside(text: str, result: SearchResult) -> bool:
    """Tell whether what search is sure of is only in a clause told beside a yes or no, and the whole message has not a word
    of its name: "mẹ em 80 tuổi thì có được miễn không".
    """
    plain = folded_words(text)
    if result.decision != "answer" or not YES_OR_NO.search(normalise(text).lower()) or _WISHING.search(plain):
        return False
    named = named_words(plain)
    return bool(named) and not share_named(named, result.hits[0].procedure) and not is_sure_of(text)


def asks_if_done(text: str, current: Procedure) -> bool:
    """Tell whether a message ends by asking if just what the procedure in context does may be done: "đất đang tranh chấp thì
    có tách được không" after "tách thửa".
    """
    found = _MAY_BE_DONE.search(folded_words(text))
    if found is None or set(named_words(found["deed"])) <= _OF_ANY:
        return False
    return _all_in_its_name(found["deed"], current)


def fetched_by_another(text: str, current: Procedure, aspects: tuple[Aspect, ...]) -> Procedure | None:
    """Return the procedure for having somebody else fetch the money that the one in context gives ("con tôi lãnh giùm được
    không" after "lương hưu"). None where the message asks no such thing, or there is no such procedure.
    """
    plain = folded_words(text)
    if Aspect.REPRESENTATIVE not in aspects or not _FETCHING.search(plain) or "lĩnh thay" in current.name:
        return None
    paid = _PAID.search(folded_words(current.name))
    if paid is None:
        return None
    found = procedures.suggest(f"ủy quyền lĩnh thay {_PAID_WORDS[paid[0]]}")
    first = next((hit.procedure for hit in found.hits), None)
    return (
        first
        if first is not None and found.confidence >= _NEARLY_SURE and "thay" in words(first.name.lower())
        else None
    )


def _asks_its_place(text: str, meant: Procedure, question: str) -> bool:
    """Tell whether a message asks if it may be done here or only where one is registered, telling nothing else but a story
    of the same thing: "khai sinh ở Long An, xin ở Sài Gòn được không", where a copy of it was asked for.
    """
    if asks_where_from_home(text) or _asks_here_or_home_at_last(text):
        return True
    strange = named_beside_home(text)
    if strange is None:
        return False
    strange -= set(syllables(f"{name_of(meant)} {meant.name} {normalise(question)}"))
    return not strange or (len(strange) <= _FEW_STRANGE and not is_sure_of(without_here_or_home(text)))


def _asks_here_or_home_at_last(text: str) -> bool:
    """Tell whether one clause of a message asks only if it may be done here or only at home, and the others wish nothing:
    "hộ khẩu Cà Mau, ở trọ Bình Tân, làm ở đây được không hay phải về quê"."""
    clauses = [clause for clause in re.split(r"[,.;!?\n]+", text) if clause.strip()]
    asking = [clause for clause in clauses if asks_here_or_home(clause)]
    others = [clause for clause in clauses if clause not in asking]
    return bool(asking and others) and not any(map(wishes_something, others))


def _names_another(turn: Turn, thing: str, meant: Procedure) -> bool:
    """Tell whether a paper asked about is what another procedure offered or shown before issues."""
    named = named_words(thing)
    codes = {str(code) for code in (*(turn.slot("procedure_offers") or ()), *history(turn))} - {meant.code}
    known = (procedures.get(code) for code in codes)
    return len(named) > 1 and any(one is not None and share_named(named, one) == 1 for one in known)


async def pointed_to(turn: Turn, result: SearchResult) -> Procedure | None:
    """Return which of the choices found the talk so far points to; None where it points to none.

    It is the one that is meant together with what was told before to have happened; the one in context where its name
    holds all the words said; the best of them where that is in
    context, or was shown or offered before; one that was offered before where none is in context; the one that the
    question before makes certain; for an aspect asked, the only one of the same field.
    """
    shown = [hit.procedure.code for hit in result.hits[:SHOWN]]
    if result.decision != "choices" or not shown:
        return None
    refused = set(turn.slot("procedures_refused") or ())
    current = in_context(turn)
    known = {*(turn.slot("procedure_offers") or ()), *history(turn)} | ({current.code} if current else set())
    happened = with_what_happened(turn, turn.text)
    if happened is not None:
        return happened
    if current is not None and current.code in shown and _all_in_its_name(turn.text, current):
        return current
    if shown[0] in known - refused:
        return result.hits[0].procedure
    if current is None:
        return None
    offered = [hit for hit in result.hits[:SHOWN] if hit.procedure.code in known - refused]
    if offered and current.code not in shown:
        return offered[0].procedure
    other = await with_question_before(turn, turn.text)
    if (other is not None and other.code in shown) or current.code in shown:
        return other if other is not None and other.code in shown else None
    kin = [hit.procedure for hit in result.hits[:SHOWN] if hit.procedure.field == current.field]
    return kin[0] if asked_in(turn.text) and len(kin) == 1 and current.field is not None else None


def with_what_happened(turn: Turn, text: str) -> Procedure | None:
    """Return what `text` means of things that were told lost, broken, expired or wrong: what is certain, else what is named
    for that and was offered before or is often asked. None where nothing was told of them, or nothing of that is found.
    """
    named = named_words(folded_words(text))
    told = told_of(turn, named)
    if told is None:
        return None
    result = procedures.suggest(f"{told.means} {text}")
    if result.decision == "answer" and result.hits:
        return result.hits[0].procedure
    known = {str(code) for code in (*(turn.slot("procedure_offers") or ()), *history(turn))}
    fitting = [hit.procedure for hit in result.hits if told.names(hit.procedure.name)]
    often_asked = [one for one in fitting if one.code in known] or [
        one for one in fitting if one.card is not None
    ]
    return next(iter(often_asked or fitting[:1]), None)


def _all_in_its_name(text: str, procedure: Procedure) -> bool:
    """Tell whether the name of `procedure` holds every word that `text` names: "sang tên" of "Sang tên xe"."""
    named = named_words(folded_words(text))
    return bool(named) and share_named(named, procedure) == 1


def of_those_offered(turn: Turn, result: SearchResult, aspects: tuple[Aspect, ...]) -> Procedure | None:
    """Return which of the procedures that wait for an answer a question asks on about: one found again whose
    name fits the words better, else the likeliest; where search finds none again, the likeliest if it finds little in the words.
    None where none waits, or nothing is asked of it.
    """
    left = waiting(turn)
    if not left or not aspects:
        return None
    codes = {one.code for one in left}
    found = next((hit.procedure for hit in result.hits[:SHOWN] if hit.procedure.code in codes), None)
    if found is not None:
        named = named_words(folded_words(turn.text))
        return found if share_named(named, found) > share_named(named, left[0]) else left[0]
    if stays(turn.text, left[0], result, aspects):
        return left[0]
    weak = result.decision == "abstain" or result.confidence < _WEAK
    return left[0] if weak and names_little(turn.text) else None


def names_little(text: str) -> bool:
    """Tell whether a message names next to nothing, and no paper, beside what it asks: "bao nhiêu ngày thì xét xong"."""
    plain = folded_words(text)
    return len(named_words(plain)) <= _FEW_WORDS and paper_words().papers.search(plain) is None


def stands_alone(text: str, current: Procedure) -> SearchResult | None:
    """Return what words that ask on ("còn chứng thực chữ ký thì sao") find by themselves where they name a thing of their
    own, which the question before does not narrow; None where they do not.
    """
    bare = without_frame(text)
    named = named_words(folded_words(bare))
    if len(named) <= 1:
        return None
    found = procedures.suggest(bare)
    codes = [hit.procedure.code for hit in found.hits[:SHOWN]]
    if not codes or current.code in codes or found.confidence < _LIKELY_FROM:
        return None
    kin = current.field is not None and found.hits[0].procedure.field == current.field
    nearly_sure = kin and found.confidence >= _NEARLY_SURE
    return found if nearly_sure or share_named(named, found.hits[0].procedure) >= _OWN_NAME else None


def far_ahead(result: SearchResult) -> bool:
    """Tell whether the first of the choices is so much likelier than the next that an aspect asked is answered for it,
    the others offered beside.
    """
    if result.decision != "choices" or not result.aspects or result.confidence < _LIKELY_FROM:
        return False
    return len(result.hits) < 2 or result.hits[0].score - result.hits[1].score >= _FAR_AHEAD


def all_about(result: SearchResult, text: str) -> list[Procedure]:
    """Return the first procedures found where each has, in its name, everything that a short message names ("cho hỏi về
    căn cước"); none otherwise.
    """
    plain = normalise(text).lower()
    named = named_words(" ".join(syllables(plain)))
    typed = {word for word in words(plain) if fold(word) in named}
    first = [hit.procedure for hit in result.hits[:SHOWN]]
    if not 0 < len(named) <= _LONGEST_NAME or len(typed) < len(named) or len(first) < SHOWN:
        return []
    accented = has_accents(plain)
    names = [set(words(name_of(one).lower() if accented else fold(name_of(one)))) for one in first]
    return first if all(typed <= name for name in names) else []


def others(turn: Turn, result: SearchResult, first: Procedure) -> list[Procedure]:
    """Return what else was found and not refused, to be offered beside the answer for `first`."""
    if result.decision == "abstain":
        return []
    refused = set(turn.slot("procedures_refused") or ())
    found = [hit.procedure for hit in result.hits[:SHOWN]]
    return [one for one in found if one.code != first.code and one.code not in refused]


def without_frame(text: str) -> str:
    """Return what a message that asks on names: "còn chứng thực chữ ký thì sao" → "chứng thực chữ ký"."""
    if not carries_on(text):
        return text
    bare = _AFTER.sub(" ", _BEFORE.sub(" ", normalise(text))).strip()
    return bare if names_something(bare) and not asked_in(bare) else text


_BEFORE: Final = re.compile(
    r"^\W*(?:(?:dạ|thế|vậy|rồi|à|ủa|ờ|thì|em|anh|chị|ơi|ok|vâng|nếu|da|the|vay|roi|a|ua|o|thi|neu)\W+)*(?:còn|con)(?!\w)",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"(?:,? (?:thì|thi|là|la))? (?:sao|thế nào|như nào|ra sao|the nao|nhu nao)(?!\w)(?: \w+){0,2}\W*$",
    re.IGNORECASE,
)
