"""Questions where to go: of a procedure that is named, else of a unit."""

import re
from typing import Final

from actions.procedures import finding as procedures
from actions.procedures import offices
from actions.procedures import search as procedure_search
from actions.procedures.answers import answer
from actions.procedures.follow_ups import asked_in, without_units
from actions.procedures.thread import in_context
from actions.told_before import told_before
from actions.turn import Event, Turn, action
from api.procedures import service
from bot.home_signs import asks_here_or_home, only_tells_home
from retrieval.procedure import Aspect, Procedure
from retrieval.text import folded_words, syllables

_OF_AN_OFFICE: Final = re.compile(
    r"(?<!\S)(?:uy ban|ubnd|trung tam|hanh chinh cong|mot cua|tru so|cong an|dia chi|gio lam|may gio|mo cua|nghi trua|so dien thoai|hotline)(?!\S)"
)
"""Who names an office asks for that office, whatever was talked about."""


@action("action_office_info")
async def tell_where_to_go(turn: Turn) -> list[Event]:
    """Answer for the procedure where the message plainly asks for one, or asks where to go with the one in context; else
    tell the unit's centre.
    """
    if service.size() and not turn.text.startswith("/") and procedures.names_something(turn.text):
        result = await procedure_search.search(turn)
        if result.decision == "answer" and result.hits:
            return procedures.by_result(turn, result)
    current = in_context(turn)
    if current is not None and _tells_own_unit(turn, current):
        return answer(turn, current, (Aspect.PLACE,))
    names_an_office = _OF_AN_OFFICE.search(folded_words(turn.text))
    asks_of_it = Aspect.PLACE in asked_in(turn.text) or asks_here_or_home(turn.text)
    if current is not None and asks_of_it and not names_an_office:
        return answer(turn, current, (Aspect.PLACE,))
    return await offices.tell_where_to_go(turn)


def _tells_own_unit(turn: Turn, current: Procedure) -> bool:
    """Tell whether a message chooses or names the citizen's phường, xã, and nothing else, right after the place of the
    procedure in context was told.
    """
    about = told_before(turn)
    if current.code not in about.procedures or Aspect.PLACE.value not in about.aspects:
        return False
    if turn.text.startswith("/"):
        return turn.entity("unit") is not None
    return only_tells_home(turn.text) or not syllables(without_units(turn.text))
