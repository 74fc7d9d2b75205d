"""A paper that is torn, broken or faded rather than lost, asked about where a lost one was: it is exchanged."""

import re
from typing import Final

from actions.procedures.follow_ups import carries_on
from actions.procedures.kin import name_of, thing_of
from actions.procedures.thread import in_context
from actions.turn import Turn
from api.procedures import service as procedures
from retrieval.procedure import Procedure
from retrieval.text import folded_words, has_accents, nfc

_NOT_LOST: Final = re.compile(
    r"(?<!\S)(?:(?:chu|ma|cung|van) )*(?:chua|khong|hong|hok|ko|dau) (?:(?:phai|bi|co|he|la) )*(?:mat|rot)(?: (?:dau|gi|het))?(?!\S)"
)
_TOLD: Final = re.compile(r"(?<!\w)(?:hư|hỏng|rách|gãy|gẫy|bể|mờ|nhòe|nhoè|ướt|bong|tróc|cong|móp)(?!\w)")
_TOLD_FOLDED: Final = re.compile(
    r"(?<!\S)(?:(?:bi|chi|no) (?:(?:no|co|bi) )*(?:hu|hong|gay|be|mo|uot|cong|mop)|rach|nhoe|hu hong|gay doi|mo chu|bong troc)(?!\S)"
)
"""Without accents "be" may be a child: what befalls a paper stands before."""
_ONLY: Final = re.compile(r"(?<!\S)(?:chi|moi) (?:\S+ ){0,2}?(?:hu|hong|rach|gay|be|mo|nhoe|uot|bong)(?!\S)")
_OF_LOST: Final = re.compile(r"(?<!\w)(?:cấp lại|làm lại|xin lại)(?!\w)")
_OF_DAMAGED: Final = re.compile(r"(?<!\w)(?:hư|hỏng|rách|gãy|nhòe|mờ)(?!\w)")
"""In records and cards, which are written with accents: "sổ hồng" is no "hỏng"."""
_SAID_DAMAGED: Final = re.compile(r"(?<!\w)bị (?:hư|hỏng|rách|gãy|nhòe|mờ)(?!\w)")
_EXCHANGE: Final = re.compile(r"^(?:thủ tục )?(?:cấp )?đổi(?!\w)")
_LOOKED_AT: Final = 10


def exchange_of_damaged(turn: Turn) -> Procedure | None:
    """Return the exchange of the paper talked about, where its loss was asked about before and the message says that it is
    only damaged: "cà vẹt chỉ bị rách thôi, chưa mất thì sao".

    None where the procedure talked about takes damaged papers too (thẻ căn cước), or no exchange says that it does.
    """
    current = in_context(turn)
    plain = folded_words(turn.text)
    rest = " ".join(_NOT_LOST.sub(" ", plain).split())
    typed = nfc(turn.text).lower()
    damaged = _TOLD.search(typed) if has_accents(typed) else _TOLD_FOLDED.search(rest)
    contrasts = rest != plain or _ONLY.search(plain) is not None or carries_on(turn.text)
    if current is None or damaged is None or not contrasts:
        return None
    name = nfc(f"{current.name} {name_of(current)}").lower()
    takes_both = _OF_DAMAGED.search(name) or _SAID_DAMAGED.search(nfc(current.steps or "").lower())
    if _OF_LOST.search(name) is None or takes_both:
        return None
    found = procedures.suggest(f"đổi {thing_of(turn, current)} bị hư", limit=_LOOKED_AT).hits
    kin = (hit.procedure for hit in found if hit.procedure.field == current.field)
    return next((one for one in kin if _EXCHANGE.search(nfc(one.name).lower()) and _takes_damaged(one)), None)


def _takes_damaged(procedure: Procedure) -> bool:
    """Tell whether a record, or what was written about it, says that it is for damaged papers."""
    card = procedure.card
    told = () if card is None else (card.name, *card.questions, *card.summaries.values())
    return any(_OF_DAMAGED.search(nfc(one).lower()) for one in (procedure.conditions or "", *told))
