"""Asking which procedure is meant, once more where a list waits for an answer."""

from typing import Final

from actions.about import WHICH_PROCEDURE
from actions.abstentions import Reason, store
from actions.procedures import offices, several
from actions.procedures.answers import answer, offer
from actions.procedures.thread import in_context, last_aspects, waiting
from actions.repeats import anew, misses
from actions.turn import Event, Turn, set_slot
from actions.wording import TEXTS
from bot.home_signs import only_tells_where
from retrieval import places
from retrieval.procedure import Aspect

WHICH_ONE = TEXTS.text("procedures.which_one")
WHICH_ONE_AGAIN = TEXTS.text("procedures.which_one_again")
WHICH = TEXTS.text("procedures.which")
WHICH_AGAIN = TEXTS.text("procedures.which_again")

_BESIDE: Final = 3
"""Of the procedures offered, the first answered and the next offered beside."""


def offered_still(turn: Turn, aspects: tuple[Aspect, ...]) -> list[Event] | None:
    """Answer who asks on without choosing for the likeliest of the procedures offered just before, by its name, the
    others offered beside; ask once more which is meant where nothing is asked of it.

    None where no list waits for an answer.
    """
    shown = waiting(turn)
    if not shown:
        return None
    if (each := several.tell_each(turn, shown, aspects)) is not None:
        return each
    if aspects:
        return answer(turn, shown[0], aspects, beside=shown[1:_BESIDE])
    text = anew(turn, WHICH_ONE, WHICH_ONE_AGAIN)
    return offer(turn, shown, aspects or last_aspects(turn), text=text, missed=misses(turn))


async def ask_which(turn: Turn, aspects: tuple[Aspect, ...]) -> list[Event]:
    """Ask which procedure is meant; the aspects are answered when it is known. Where to go is told for a unit named."""
    if Aspect.PLACE in aspects and places.find_units(turn.text):
        return await offices.tell_where_to_go(turn)
    await store(turn, Reason.NO_CONTEXT)
    turn.say(anew(turn, WHICH, WHICH_AGAIN), (), WHICH_PROCEDURE)
    return [set_slot("last_aspects", [aspect.value for aspect in aspects])]


async def told_where(turn: Turn) -> list[Event] | None:
    """Answer who tells the place ("gần đường Lê Văn Thọ khúc phường 11 cũ") after where to go was told: where the procedure
    in context goes from there; a place without its phường, xã is asked about.

    None where the message tells more, or where to go was not asked last.
    """
    current = in_context(turn)
    if current is None or Aspect.PLACE not in last_aspects(turn) or not only_tells_where(turn.text):
        return None
    if not places.find_units(turn.text):
        return await offices.tell_where_to_go(turn)
    return answer(turn, current, (Aspect.PLACE,))
