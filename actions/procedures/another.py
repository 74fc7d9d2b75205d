"""Which other procedure a message plainly names in the middle of a talk about one: "làm xong thì đăng ký kết hôn cần gì"."""

import re
from typing import Final

from actions.procedures.follow_ups import carries_on, names_something, unmarked
from actions.procedures.thread import in_context, returned_to, waiting
from actions.turn import Turn
from api.procedures import service as procedures
from bot.consent_signs import asks_for_consent
from bot.paper_signs import paper_question
from bot.remark_signs import asks_of_a_case, is_a_remark
from bot.thread_signs import correction, going_back
from retrieval.procedure import Procedure
from retrieval.text import folded_words, syllables

_SEQUEL: Final = re.compile(
    r"(?<!\w)(?:xong(?: xuôi| rồi| hết)?|sau đó|rồi sau|xong roi|sau do)[\s,]+(?:(?:thì|rồi|mới|giờ|thi|roi|moi|gio)\s+)?(?=\w)",
    re.IGNORECASE,
)
"""What comes after the thing talked about is done."""
_TOLD_BESIDE: Final = re.compile(
    r"(?<!\S)(?:chua|khong|hong|hok|ko|da|co|giay|to|don|so|bang|khi|neu|luc|tung|roi moi|bi|can|nop|kem|theo)$"
)
"""Words before a name that only tell how things stand, or that a paper is there: "tụi em chưa đăng ký kết hôn"."""
_FEWEST: Final = 3
"""Words in a row that name a procedure."""


def plainly_another(turn: Turn) -> Procedure | None:
    """Return the procedure that a message in the middle of a talk names by words of its name in a row, for certain, and that
    is not the one talked about; None where nothing is, a list waits for an answer, or the name only tells of the case.
    """
    current = in_context(turn)
    if current is None or turn.in_form or turn.text.startswith("/") or waiting(turn):
        return None
    if correction(turn.text) is not None or going_back(turn.text) is not None or carries_on(turn.text):
        return None
    if is_a_remark(turn.text) or asks_of_a_case(turn.text) or asks_for_consent(turn.text):
        return None
    if paper_question(turn.text) is not None:
        return None
    sequel = _SEQUEL.split(turn.text)[-1]
    for said in dict.fromkeys((sequel, turn.text)):
        if len(said.split()) < _FEWEST or not names_something(said):
            continue
        found = procedures.suggest(unmarked(said))
        if found.decision != "answer" or not found.hits:
            continue
        first = found.hits[0].procedure
        if first.code != current.code and _is_named(said, first, beside=current):
            return first if returned_to(turn) is None else None
    return None


def _is_named(text: str, procedure: Procedure, *, beside: Procedure) -> bool:
    """Tell whether words in a row of `text` are in the name of `procedure`, not in that of `beside`, and are no circumstance."""
    said = folded_words(text).split()
    others = _names(beside)
    for name in _names(procedure):
        for start in range(len(said) - _FEWEST + 1):
            run = " ".join(said[start : start + _FEWEST])
            if f" {run} " not in name or any(f" {run} " in other for other in others):
                continue
            if not _TOLD_BESIDE.search(" ".join(said[max(0, start - 2) : start])):
                return True
    return False


def _names(procedure: Procedure) -> tuple[str, ...]:
    names = [procedure.name] if procedure.card is None else [procedure.name, procedure.card.name]
    return tuple(f" {' '.join(syllables(name))} " for name in names)
