"""Events of life ("mới sinh con") and the procedures they bring; the events are data (`life_events.yml`)."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from actions.procedures.answers import answer, offer
from actions.procedures.follow_ups import asked_in
from actions.procedures.thread import waiting
from actions.repeats import said_before
from actions.turn import Event, Turn, set_slot
from actions.wording import TEXTS
from api.data_files import read_data
from api.procedures import service as procedures
from bot.benefit_signs import heard_of_a_benefit
from bot.life_events import EVENTS_FILE, LifeEventsError, event_in, wished_in
from retrieval.procedure import Aspect, Procedure
from retrieval.text import folded_words, syllables

CHOOSE = TEXTS.text("life_events.choose", "opening")
CHOOSE_AGAIN = TEXTS.text("life_events.choose_again")
MOST_SHOWN: Final = 4
_MOST_BESIDE: Final = 2

_Code = Annotated[str, StringConstraints(pattern=r"^\d\.\d{6}$")]


class LifeEvent(BaseModel):
    """An event: its `opening` sentence and, by code, its procedures with the words to show, linked ones first, and what
    else people call the papers (`also_called`) or say where one of them is meant (`meant_by`).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    opening: str = Field(min_length=5)
    said: tuple[str, ...] = Field(min_length=1)
    together: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    lost: bool = False
    allows: tuple[str | int, ...] = ()
    also_called: dict[_Code, tuple[str, ...]] = {}
    meant_by: dict[_Code, tuple[str, ...]] = {}
    procedures: dict[_Code, str] = Field(min_length=2)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    beside: str
    wishes: list[str]
    things: list[str]
    events: list[LifeEvent]


@lru_cache(maxsize=2)
def bundles(path: Path = EVENTS_FILE) -> dict[str, LifeEvent]:
    """Return the events of `path` by id.

    Raises:
        LifeEventsError: the file is no YAML, or an event lacks something or holds something unknown.
    """
    return {event.id: event for event in read_data(path, _File, LifeEventsError).events}


bundles()  # a wrong file stops the start, not a turn


def offer_bundle(turn: Turn) -> list[Event] | None:
    """Offer the procedures of the event that the message tells of; None where it tells of none."""
    found = None if turn.text.startswith("/") else event_in(turn.text)
    if found is None or heard_of_a_benefit(turn.text):  # that names one procedure of them
        return None
    event = bundles()[found]
    known = [(procedures.get(code), words) for code, words in event.procedures.items()]
    chosen = [(procedure, words) for procedure, words in known if procedure is not None][:MOST_SHOWN]
    if not chosen:
        return None
    shown = [procedure for procedure, _ in chosen]
    wished = _meant_by_words(turn.text, event, shown) or _plainly_wished(turn.text, event, shown)
    if wished is not None:
        beside = [procedure for procedure, _ in chosen if procedure.code != wished.code]
        told = answer(turn, wished, asked_in(turn.text), beside=beside[:_MOST_BESIDE])
        return [*told, set_slot("procedure_question", turn.text)]
    opening = CHOOSE(opening=event.opening)
    text = CHOOSE_AGAIN() if opening in said_before(turn) else opening
    return offer(
        turn,
        [procedure for procedure, _ in chosen],
        (),
        text=text,
        titles=[words for _, words in chosen],
    )


def is_of_context(turn: Turn) -> bool:
    """Tell whether the procedure talked about is one of those for the event that a message tells, and no other is wished:
    "bố tôi mất tháng trước" after "mai táng" is a circumstance of that.
    """
    current = turn.slot("procedure_code")
    found = event_in(turn.text) if current and not waiting(turn) else None
    return found is not None and current in bundles()[found].procedures and not wished_in(turn.text, found)


def chosen_of_offered(turn: Turn) -> tuple[Procedure, tuple[Aspect, ...]] | None:
    """Return the one of the procedures of an event, offered and waiting for an answer, that the message says in other words
    ("thôi nghỉ luôn á"), with the aspects asked. None where it says none or several of them.
    """
    left = waiting(turn)
    for event in bundles().values():
        if left and event.meant_by and {one.code for one in left} <= set(event.procedures):
            meant = _meant_by_words(turn.text, event, left)
            return None if meant is None else (meant, asked_in(turn.text))
    return None


def _meant_by_words(text: str, event: LifeEvent, shown: list[Procedure]) -> Procedure | None:
    """Return the only one of an event's procedures whose own words (`meant_by`) a message says, None where there is none."""
    plain = f" {folded_words(text)} "
    said = [
        one
        for one in shown
        if any(f" {' '.join(syllables(words))} " in plain for words in event.meant_by.get(one.code, ()))
    ]
    return said[0] if len(said) == 1 else None


def _plainly_wished(text: str, event: LifeEvent, shown: list[Procedure]) -> Procedure | None:
    """Return the one of an event's procedures that a message says it wants ("nghỉ việc, muốn lãnh tiền thất nghiệp").

    None where no wish is told, or what is wished is in the title of none or several of them.
    """
    wished = wished_in(text, event.id)
    titles = [
        set(syllables(" ".join((event.procedures[one.code], one.name, *event.also_called.get(one.code, ())))))
        for one in shown
    ]
    for wish in wished:
        fitting = [one for one, title in zip(shown, titles, strict=True) if set(wish.split()) <= title]
        if len(fitting) == 1:
            return fitting[0]
    return None
