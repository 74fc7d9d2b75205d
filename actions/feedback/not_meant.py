"""A report opened though none was meant: what was asked instead is answered."""

from typing import Final

from actions.about import DROPPED
from actions.options import menu
from actions.procedures import finding as procedures
from actions.procedures import search as procedure_search
from actions.turn import Event, Turn
from actions.wording import TEXTS
from api.procedures import service
from bot.no_report import asked_instead, denies_reporting

NOT_MEANT = TEXTS.text("feedback.not_meant")
NOT_MEANT_ASK = TEXTS.text("feedback.not_meant_ask")
_FOUND: Final = frozenset({"answer", "choices"})


async def answer(turn: Turn) -> list[Event] | None:
    """Return the events of the answer to who denies that a report was meant: of what is asked in the message, else of what
    was taken for the matter. None for other messages.
    """
    if not denies_reporting(turn.text):
        return None
    asked = asked_instead(turn.text) or str(turn.slot("feedback_content") or "")
    if asked and service.size() and procedures.names_something(asked):
        result = await procedure_search.search(turn, asked)
        if result.hits and result.decision in _FOUND:
            turn.say(NOT_MEANT(), (), DROPPED)
            return procedures.by_result(turn, result)
    turn.say(f"{NOT_MEANT()} {NOT_MEANT_ASK()}", menu("dossier", "human"), DROPPED)
    return []
