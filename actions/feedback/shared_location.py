"""A place shared on the map while a report is being taken down: where it is, and in which unit."""

from typing import Any, Final

import structlog

from actions.turn import Turn
from actions.wording import TEXTS
from api.agencies import boundaries

log = structlog.get_logger()
OUTSIDE: Final = TEXTS.text("feedback.outside_city")


def told_on_the_map(turn: Turn, asked: str) -> dict[str, Any] | None:
    """Return the slots that a shared place sets, whatever was `asked`; None where the message is no shared place.

    Outside the city nothing is set and the citizen is told; without imported boundaries the unit is left to be asked for.
    """
    if turn.location is None:
        return None
    try:
        unit = boundaries.unit_at(*turn.location)
    except boundaries.BoundariesError as error:
        log.warning("boundaries cannot be read", detail=error.detail)
        return {asked: None, "feedback_place": turn.text}
    except boundaries.BoundariesMissingError:
        return {asked: None, "feedback_place": turn.text}
    if unit is None:
        turn.say(OUTSIDE())
        return {asked: None}
    return {asked: None, "feedback_place": turn.text, "feedback_unit": unit.code}
