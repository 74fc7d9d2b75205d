"""Questions after the way of a khiếu nại or tố cáo was shown: where to send it, what it needs, how long it takes.

What is said is what the guidance itself stands on (Luật Khiếu nại, Luật Tố cáo); of the rest, where to ask.
"""

from typing import Final

from actions.about import Kind, Metadata
from actions.options import menu
from actions.repeats import tell
from actions.turn import Event, Turn, action, set_slot
from actions.wording import TEXTS
from api.conversations.metadata import read
from api.feedback import wording as feedback_wording
from bot.legal_signs import law_named
from bot.status_words import asked_of_the_law

KHIEU_NAI, TO_CAO = "khieu_nai", "to_cao"
_OWN: Final = {
    kind: {one: TEXTS.text(f"legal_way.{kind}.{one}") for one in ("where", "papers", "secrecy")}
    for kind in (KHIEU_NAI, TO_CAO)
}
_GUIDANCE: Final = {KHIEU_NAI: feedback_wording.KHIEU_NAI, TO_CAO: feedback_wording.TO_CAO}
_LAW: Final = {kind: TEXTS.text(f"legal_way.{kind}.law") for kind in _OWN}
_RECEIVER: Final = {kind: TEXTS.text(f"legal_way.{kind}.receiver") for kind in _OWN}
HOW_LONG = TEXTS.text("legal_way.how_long", "law", "receiver")
COST = TEXTS.text("legal_way.cost", "receiver")
NEXT = TEXTS.text("legal_way.next", "law", "receiver")
HERE = TEXTS.text("legal_way.here", "law", "receiver")

_ASPECT: Final = {
    "where": "place",
    "here": "place",
    "papers": "documents",
    "how_long": "duration",
    "cost": "fee",
}


@action("action_legal_way")
async def tell_the_way(turn: Turn) -> list[Event]:
    """Tell of the way of the khiếu nại or tố cáo spoken of what is asked; of one newly named first where it goes."""
    before = _shown_last(turn)
    kind = law_named(turn.text, spoken_of=True) or before or KHIEU_NAI
    asked = asked_of_the_law(turn.text)
    if kind == before and asked is None:
        return tell_of(turn, kind, "where")
    if kind == before and asked is not None:
        return tell_of(turn, kind, asked)
    beside = "" if asked in {None, "where", "here"} else f"\n{_words(kind, str(asked))}"
    turn.say(f"{_GUIDANCE[kind]()}{beside}", menu("human"), Metadata(kind=Kind.REFUSAL, legal_kind=kind))
    return [set_slot("misunderstandings", 0.0)]


def _shown_last(turn: Turn) -> str | None:
    """Return the kind whose way was shown last in this talk, as far as it is loaded; None where none was."""
    for event in reversed(turn.tracker.events):
        if event.get("event") == "bot":
            shown = read((event.get("data") or {}).get("custom")).legal_kind
            if shown is not None:
                return shown
    return None


def tell_of(turn: Turn, kind: str, asked: str) -> list[Event]:
    """Tell of the way of a khiếu nại or tố cáo (`kind`) what is `asked` (`bot.status_words.asked_of_the_law`)."""
    about = Metadata(
        kind=Kind.ASPECT_ANSWER,
        aspects=(_ASPECT[asked],) if asked in _ASPECT else (),
        legal_kind=kind,
    )
    tell(turn, _words(kind, asked), menu("human"), about)
    return [set_slot("misunderstandings", 0.0)]


def _words(kind: str, asked: str) -> str:
    law, receiver = _LAW[kind](), _RECEIVER[kind]()
    if asked == "how_long":
        return HOW_LONG(law=law, receiver=receiver)
    if asked == "cost":
        return COST(receiver=receiver)
    if asked == "next":
        return NEXT(law=law, receiver=receiver)
    if asked == "here":
        return HERE(law=law, receiver=receiver)
    return _OWN[kind][asked]()
