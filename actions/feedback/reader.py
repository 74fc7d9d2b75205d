"""Reading a report as a citizen tells it: what of it is the place, the unit, a way to reach the reporter, a name."""

import re
from dataclasses import dataclass

from actions.feedback.name_beside import name_beside_number
from actions.feedback.reach import way_in
from bot.names import own_name
from bot.place_answers import ward_in_place
from bot.somebody_else import tells_of_somebody_else
from retrieval import places
from retrieval.places import Unit
from retrieval.streets import place_in

_AT = re.compile(r"^(?:ở|tại|tai|o)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Report:
    """What a text tells of a report beside its content; None for what it does not tell."""

    place: str | None
    unit: Unit | None
    way: str | None
    """A telephone number, an e-mail address, or both (`reach.way_in`)."""
    name: str | None


def read_report(text: str) -> Report:
    """Return place, unit, way to reach the reporter and name as far as `text` gives them without doubt."""
    theirs = tells_of_somebody_else(text)
    name = None if theirs else own_name(text) or name_beside_number(text)
    way = None if theirs else way_in(text)
    place = _AT.sub("", place_in(text) or "") or None
    unit = unit_in(text) or (unit_at_the_end(place) if place and not places.find_units(text) else None)
    return Report(place=place, unit=unit, way=way, name=name)


def unit_in(text: str) -> Unit | None:
    """Return the one unit that `text` names, None for none or for more than one it may be."""
    if not places.find_units(text):
        return None
    return places.resolve_unit(text).unit


def unit_at_the_end(place: str) -> Unit | None:
    """Return the one unit by whose bare name `place` ends: "7 Hoàng Sa, Tân Định"; None for none."""
    resolution = ward_in_place(place)
    return resolution.unit if resolution is not None else None


def without_place(text: str) -> str:
    """Return `text` without the words that tell where."""
    place = place_in(text)
    rest = text.replace(place, " ") if place else text
    for mention in reversed(places.find_units(rest)):
        rest = f"{rest[: mention.start]} {rest[mention.end :]}"
    return rest.strip(" ,.-–")
