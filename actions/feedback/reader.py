"""Reading a report as a citizen tells it: what of it is the place, the unit, a way to reach the reporter, a name."""

from dataclasses import dataclass

from actions.feedback.name_beside import name_beside_number
from actions.feedback.reach import way_in
from bot.names import own_name
from retrieval import places
from retrieval.places import Unit
from retrieval.streets import place_in


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
    name = own_name(text) or name_beside_number(text)
    return Report(place=place_in(text), unit=unit_in(text), way=way_in(text), name=name)


def unit_in(text: str) -> Unit | None:
    """Return the one unit that `text` names, None for none or for more than one it may be."""
    if not places.find_units(text):
        return None
    return places.resolve_unit(text).unit


def without_place(text: str) -> str:
    """Return `text` without the words that tell where."""
    rest = text.replace(place_in(text) or "", " ")
    for mention in reversed(places.find_units(rest)):
        rest = f"{rest[: mention.start]} {rest[mention.end :]}"
    return rest.strip(" ,.-–")
