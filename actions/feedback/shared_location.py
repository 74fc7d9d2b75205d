"""A place shared on the map while a report is being taken down, or shortly before: where it is, and in which unit.

The slot of the place holds it in words ("[vị trí 10.776889, 106.700806]"), behind the place that was told; when the report
is filed it becomes latitude and longitude again.
"""

from typing import Any, Final

import structlog

from actions.about import form_question
from actions.feedback import told_earlier
from actions.turn import Turn
from actions.wording import TEXTS
from api.agencies import boundaries
from api.conversations.service import Location, location_in
from retrieval.places import unit as unit_of

log = structlog.get_logger()
OUTSIDE: Final = TEXTS.text("feedback.outside_city")
NOTED: Final = TEXTS.text("feedback.noted_place")
NOTED_IN: Final = TEXTS.text("feedback.noted_place_in", "unit")


def told_on_the_map(turn: Turn, asked: str) -> dict[str, Any] | None:
    """Return the slots that a shared place sets, whatever was `asked`; None where the message is no shared place.

    Outside the city nothing is set and the citizen is told; without imported boundaries the unit is left to be asked for.
    """
    if turn.location is None:
        return None
    told, _ = place_and_point(turn)
    found = _slots_of(Location(*turn.location), told)
    if found is None:
        turn.say(OUTSIDE())
    return {asked: None, **(found or {})}


def shared_before(turn: Turn) -> dict[str, Any]:
    """Return the slots that a place shared shortly before the report sets, saying that it is noted; nothing where none was
    shared within the city.
    """
    shared = told_earlier.shared_place(turn)
    found = _slots_of(shared, None) if shared is not None else None
    if not found:
        return {}
    unit = found.get("feedback_unit")
    turn.say(NOTED_IN(unit=unit_of(unit).full_name) if unit else NOTED(), (), form_question())
    return found


def _slots_of(shared: Location, told: str | None) -> dict[str, Any] | None:
    """Return place, behind the words `told` of it, and unit; None outside the city."""
    place = ", ".join(part for part in (told, shared.words) if part)
    try:
        unit = boundaries.unit_at(shared.lat, shared.lon)
    except boundaries.BoundariesError as error:
        log.warning("boundaries cannot be read", detail=error.detail)
        return {"feedback_place": place}
    except boundaries.BoundariesMissingError:
        return {"feedback_place": place}
    return {"feedback_place": place, "feedback_unit": unit.code} if unit is not None else None


def place_and_point(turn: Turn) -> tuple[str | None, tuple[float, float] | None]:
    """Return the place of the report in words, and where it was shared on the map: each None where it was not told."""
    words, shared = location_in(str(turn.slot("feedback_place") or ""))
    return words or None, (shared.lat, shared.lon) if shared else None
