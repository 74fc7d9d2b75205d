"""Questions where to go: of a procedure that is named, else of a unit."""

from actions.procedures import finding as procedures
from actions.procedures import offices
from actions.procedures import search as procedure_search
from actions.turn import Event, Turn, action
from api.procedures import service


@action("action_office_info")
async def tell_where_to_go(turn: Turn) -> list[Event]:
    """Answer for the procedure where the message plainly asks for one; else tell the unit's centre."""
    if service.size() and not turn.text.startswith("/") and procedures.names_something(turn.text):
        result = await procedure_search.search(turn)
        if result.decision == "answer" and result.hits:
            return procedures.by_result(turn, result)
    return await offices.tell_where_to_go(turn)
