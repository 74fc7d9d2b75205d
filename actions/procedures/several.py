"""Several papers named in one message: "mất hết cccd, bằng lái, thẻ bhyt". The procedure for each is offered, none dropped."""

import re
from collections.abc import Sequence
from typing import Final

from actions.procedures.answers import offer
from actions.procedures.follow_ups import asked_in
from actions.procedures.happenings import happenings
from actions.turn import Event, Turn, set_slot
from actions.wording import TEXTS
from api.procedures import service as procedures
from bot.paper_signs import matters_named, paper_question
from retrieval.answers import title
from retrieval.procedure import Aspect, Procedure
from retrieval.text import folded_words

EACH = TEXTS.text("procedures.several")
EACH_TOLD = TEXTS.text("procedures.several_told", "told")
EACH_LINE = TEXTS.text("procedures.several_line", "title", "told")
_MOST: Final = 4
_LIKELY: Final = 0.3
"""Probability from which what is found for one paper is offered for it."""
_WISHED: Final = re.compile(r"(?<!\S)(?:lam lai|xin lai|cap lai|cap doi|doi|gia han|lam|xin)(?!\S)")
_ALL: Final = re.compile(
    r"(?<!\S)(?:tong cong|tong|tat ca|het thay|het ca|moi (?:cai|thu|loai)|tung (?:cai|thu|loai)|het tat ca|ca (?:hai|ba|bon|2|3|4)(?: cai)?)(?!\S)"
)


def offer_each(turn: Turn) -> list[Event] | None:
    """Offer the procedures for the papers that a message lists together; None where it lists fewer than two."""
    if turn.text.startswith("/") or turn.in_form:
        return None
    named = matters_named(turn.text)
    if len(named) < 2 or paper_question(turn.text) is not None:
        return None
    plain = folded_words(turn.text)
    told = next((one.means for one in happenings() if one.is_told(plain)), None)
    wished = _WISHED.search(plain)
    if told is None and wished is None:
        return None
    deed = f"làm lại {{}} bị {told}" if told is not None else f"{wished[0] if wished else ''} {{}}"
    found: dict[str, Procedure] = {}
    for matter in named:
        result = procedures.suggest(deed.format(matter))
        if result.hits and result.decision != "abstain" and result.confidence >= _LIKELY:
            found.setdefault(result.hits[0].procedure.code, result.hits[0].procedure)
    if len(found) < 2:
        return None
    shown = list(found.values())[:_MOST]
    return [*offer(turn, shown, asked_in(turn.text), text=_text(shown, asked_in(turn.text))), _asked(turn)]


def tell_each(turn: Turn, shown: Sequence[Procedure], aspects: tuple[Aspect, ...]) -> list[Event] | None:
    """Tell the aspects of each procedure of the list that waits for an answer, where all of them are asked about ("tổng cộng
    bao nhiêu tiền"); None for others.
    """
    if not aspects or len(shown) < 2 or _ALL.search(folded_words(turn.text)) is None:
        return None
    return offer(turn, shown, aspects, text=_text(shown[:_MOST], aspects))


def _text(shown: Sequence[Procedure], aspects: tuple[Aspect, ...]) -> str:
    if not aspects or aspects == (Aspect.GENERAL,):
        return EACH()
    lines = (
        EACH_LINE(
            title=title(one),
            told=procedures.answer(one.code, aspects).text.partition("\n")[2]
            or procedures.answer(one.code, aspects).text,
        )
        for one in shown
    )
    return EACH_TOLD(told="\n".join(lines))


def _asked(turn: Turn) -> Event:
    return set_slot("procedure_question", turn.text)
