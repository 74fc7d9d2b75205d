"""Procedures for the same thing as the one talked about: "cái cho con nít", "nghỉ luôn thì sao", "bé mới 7t"."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from actions.procedures.follow_ups import carries_on, names_something
from actions.procedures.happenings import is_told
from actions.procedures.thread import history, in_context, named_words, waiting
from actions.turn import Turn
from api.procedures import service as procedures
from bot.remark_signs import is_a_remark
from retrieval.ages import ages_told, limits, without_ages
from retrieval.index import SearchResult
from retrieval.procedure import Procedure
from retrieval.text import folded_words, syllables
from retrieval.vocabulary import qualifiers

_SHOWN: Final = 3
_COMPARED, _SHARED = 5, 0.6
"""Names compared to find what they are about, and the share of them that must have a word of it."""
_LOOKED_AT: Final = 10
_FEW_WORDS: Final = 1
"""Words that may stand beside an age that decides."""
_NEARLY_SURE: Final = 0.65
_AHEAD: Final = 1.0
"""Log odds by which another one must lead the procedure talked about."""
_SAME_THING: Final = re.compile(
    r"^\W*(?:(?:là|la|còn|con|vậy|vay|thế|the|à|ủa|rồi|roi) )*(?:cái|loại|thẻ|giấy|tờ|bản|thứ|cai|loai|the|giay|to|ban|thu) (?:dành cho|của|cho|danh cho|cua)(?!\w)",
    re.IGNORECASE,
)
"""A thing of the same kind for somebody else: "cái cho con nít", "loại dành cho người nước ngoài"."""

_DIFFERENT: Final = re.compile(r"(?<!\S)(?:khac|giong)(?: \S+){0,2} (?:khong|hong|hok|hon|ha)(?!\S)")
"""Asks whether a detail changes what was told: "vợ em người Nhật thì có khác gì không"."""


def of_the_same_kind(turn: Turn, meant: str, result: SearchResult | None = None) -> Procedure | None:
    """Return the procedure for the thing talked about that "cái cho con nít" means: the best of its field that is found
    with the thing's name. Of what a correction found otherwise (`result`), the first where it alone is of that field.

    None where there is no such.
    """
    current = in_context(turn) or next(iter(waiting(turn)), None)
    if current is None or current.field is None:
        return None
    out = {current.code, *(turn.slot("procedures_refused") or ())}
    if _SAME_THING.search(meant):
        found = procedures.suggest(f"{meant} {thing_of(turn, current)}", limit=_LOOKED_AT).hits
        kin = [one for one in (hit.procedure for hit in found) if one.field == current.field]
        return kin[0] if kin and kin[0].code not in out else None
    if result is None or result.decision != "choices":
        return None
    first, *rest = [hit.procedure for hit in result.hits[:_SHOWN]]
    alone = first.field == current.field and all(one.field != current.field for one in rest)
    return first if alone and first.code not in out else None


def sibling(turn: Turn, current: Procedure, said: str) -> Procedure | None:
    """Return the other procedure of the field talked about that `said` means of the same thing: after "tạm ngừng hộ kinh
    doanh", "nghỉ luôn" closes it. None where nothing of its own is said, or the one talked about is as likely.
    """
    if current.field is None or not (names_something(said) or ages_told(said) or is_told(said)):
        return None
    found = procedures.suggest(f"{said} {thing_of(turn, current)}", limit=_LOOKED_AT)
    if not found.hits or found.confidence < _NEARLY_SURE:
        return None
    first = found.hits[0]
    refused = turn.slot("procedures_refused") or ()
    if first.procedure.field != current.field or first.procedure.code in {current.code, *refused}:
        return None
    present = next((hit.score for hit in found.hits if hit.procedure.code == current.code), None)
    return first.procedure if present is None or first.score - present >= _AHEAD else None


def variant(turn: Turn) -> Procedure | None:
    """Return the special form of the procedure talked about that a detail told beside it calls for: "cha bé là người Mỹ
    thì sao" after "khai sinh". Its name holds that of the present one and what the detail qualifies (`qualifiers.yml`).
    None where there is no such, or it does not lead.
    """
    plain = folded_words(turn.text)
    current = in_context(turn)
    if current is None or not (carries_on(turn.text) or _DIFFERENT.search(plain) or is_a_remark(turn.text)):
        return None
    rules = [
        rule
        for rule in qualifiers()
        if _says(plain, rule.asked) and not _says(_plain_name(current), rule.name)
    ]
    if not rules:
        return None
    question = str(turn.slot("procedure_question") or name_of(current))
    hits = procedures.suggest(f"{turn.text} {question}", limit=_LOOKED_AT).hits
    if not hits or hits[0].procedure.code in {current.code, *(turn.slot("procedures_refused") or ())}:
        return None
    first, name = hits[0].procedure, _plain_name(hits[0].procedure)
    qualified = any(_says(name, rule.name) for rule in rules)
    same = first.field == current.field and set(_plain_name(current).split()) <= set(name.split())
    present = next((hit.score for hit in hits if hit.procedure.code == current.code), None)
    leads = present is None or hits[0].score - present >= _AHEAD
    return first if qualified and same and leads else None


def _plain_name(procedure: Procedure) -> str:
    return " ".join(syllables(procedure.name))


def _says(plain: str, phrases: Iterable[str]) -> bool:
    return any(f" {phrase} " in f" {plain} " for phrase in phrases)


def only_narrows(said: str) -> bool:
    """Tell whether words only say which of several procedures for a thing is meant ("làm lại do bị mất"), and no thing."""
    named = set(named_words(" ".join(syllables(said))))
    return bool(named) and named <= _narrowing()


@lru_cache(maxsize=1)
def _narrowing() -> frozenset[str]:
    return frozenset(word for rule in qualifiers() for phrase in rule.asked for word in phrase.split())


def of_that_age(turn: Turn) -> Procedure | None:
    """Return which of the procedures offered, or instead of the one talked about, is for the age that a message tells and
    says next to nothing else: "bé mới 7t", "còn thằng lớn 17t thì sao". None where the age decides nothing.
    """
    told = ages_told(turn.text)
    if not told or len(named_words(" ".join(syllables(without_ages(turn.text))))) > _FEW_WORDS:
        return None
    for one in waiting(turn):
        if _is_for(one, told):
            return one
    current = in_context(turn)
    if current is None or limits(current.name) is None or _is_for(current, told):
        return None
    found = procedures.suggest(f"{turn.text} {thing_of(turn, current)}", limit=_LOOKED_AT).hits
    return next((one for one in _kin((hit.procedure for hit in found), current) if _is_for(one, told)), None)


def _is_for(procedure: Procedure, told: tuple[int, ...]) -> bool:
    """Tell whether the name of a procedure says that it is for somebody of the ages told."""
    meant = limits(procedure.name)
    return meant is not None and all(meant.admit(years) for years in told)


def thing_of(turn: Turn, current: Procedure) -> str:
    """Return the words of a procedure's name that others of its field share: the thing they are about, "thẻ căn cước".

    The others are those offered or shown before and those found by its name.
    """
    codes = dict.fromkeys([*(turn.slot("procedure_offers") or ()), *history(turn)])
    known = (procedures.get(str(code)) for code in codes)
    found = (hit.procedure for hit in procedures.suggest(name_of(current), limit=_LOOKED_AT).hits)
    kin = list({one.code: one for one in _kin((*known, *found), current)}.values())
    often_asked = [one for one in kin if one.card is not None] or kin
    names = [set(syllables(name_of(one))) for one in often_asked[:_COMPARED]]
    words = name_of(current).split()
    shared = [
        word
        for word in words
        if sum(set(syllables(word)) <= name for name in names) >= max(1.0, _SHARED * len(names))
    ]
    return " ".join(shared or words)


def _kin(found: Iterable[Procedure | None], current: Procedure) -> list[Procedure]:
    return [
        one for one in found if one is not None and one.field == current.field and one.code != current.code
    ]


def name_of(procedure: Procedure) -> str:
    """Return the name that a citizen is shown, else that of the record."""
    return procedure.name if procedure.card is None else procedure.card.name
