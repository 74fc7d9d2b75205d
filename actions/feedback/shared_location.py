"""A place shared on the map while a report is being taken down: where it is, and in which unit.

The slot of the place holds it in words ("[vị trí 10.776889, 106.700806]"), behind the place that was told; when the report
is filed it becomes latitude and longitude again.
"""

from typing import Any, Final

import structlog

from actions.turn import Turn
from actions.wording import TEXTS
from api.agencies import boundaries
from api.conversations.service import Location, location_in

log = structlog.get_logger()
OUTSIDE: Final = TEXTS.text("feedback.outside_city")


def told_on_the_map(turn: Turn, asked: str) -> dict[str, Any] | None:
    """Return the slots that a shared place sets, whatever was `asked`; None where the message is no shared place.

    Outside the city nothing is set and the citizen is told; without imported boundaries the unit is left to be asked for.
    """
    if turn.location is None:
        return None
    told, _ = place_and_point(turn)
    place = ", ".join(part for part in (told, Location(*turn.location).words) if part)
    try:
        unit = boundaries.unit_at(*turn.location)
    except boundaries.BoundariesError as error:
        log.warning("boundaries cannot be read", detail=error.detail)
        return {asked: None, "feedback_place": place}
    except boundaries.BoundariesMissingError:
        return {asked: None, "feedback_place": place}
    if unit is None:
        turn.say(OUTSIDE())
        return {asked: None}
    return {asked: None, "feedback_place": place, "feedback_unit": unit.code}


def place_and_point(turn: Turn) -> tuple[str | None, tuple[float, float] | None]:
    """Return the place of the report in words, and where it was shared on the map: each None where it was not told."""
    words, shared = location_in(str(turn.slot("feedback_place") or ""))
    return words or None, (shared.lat, shared.lon) if shared else None
