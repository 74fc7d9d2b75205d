"""Where to go in the citizen's own phường, xã, told beside the place that a record names."""

from dataclasses import dataclass
from typing import Final

from actions.options import payload
from actions.procedures.offices import offices
from actions.turn import Option, Turn
from actions.wording import TEXTS
from bot.home_signs import unit_of_today
from retrieval import places
from retrieval.places import Unit
from retrieval.text import fold

CENTRE = TEXTS.text("offices.own_centre", "unit")
CENTRE_AT = TEXTS.text("offices.own_centre_at", "unit", "address", "phone")
POLICE = TEXTS.text("offices.own_police", "unit")
SEVERAL = TEXTS.text("offices.own_several", "unit")
PROVINCE = TEXTS.text("offices.own_province", "unit")
_MOST_CHOICES: Final = 4
_POLICE: Final = ("cong an cap xa", "cong an xa", "cong an phuong")
_OTHERS: Final = ("bao hiem xa hoi", "co quan thue", "chi cuc thue", "cuc thue", "thue co so", "ngan hang", "toa an", "van phong cong chung", "dai dien noi thu", "to chuc dich vu thu", "trung tam dich vu viec lam", "trung tam sat hach", "dang kiem", "cuc hai quan", "chi cuc hai quan")  # fmt: skip
"""Bodies beside the centres of a phường, xã that take dossiers of their own."""
_CENTRES: Final = ("uy ban nhan dan cap xa", "uy ban nhan dan xa", "ubnd cap xa", "ubnd xa", "ubnd phuong", "cap xa", "uy ban nhan dan phuong", "trung tam phuc vu hanh chinh cong", "phuong, xa")  # fmt: skip


@dataclass(frozen=True)
class OwnPlace:
    """What is told of the citizen's unit: its code, None where the name fits several, which are then `options`."""

    text: str
    unit: str | None
    options: tuple[Option, ...] = ()


def place_in(turn: Turn, told: str) -> OwnPlace | None:
    """Return where in the unit named by the message the dossier goes, by what the record says of the place (`told`).

    None where the message names no unit.
    """
    if turn.text.startswith("/"):
        chosen = turn.entity("unit")
        return OwnPlace(_in_unit(places.unit(chosen), fold(told)), chosen) if chosen else None
    if not places.find_units(turn.text):
        return None
    if (today := unit_of_today(turn.text)) is not None:
        return OwnPlace(_in_unit(places.unit(today), fold(told)), today)
    resolution = places.resolve_unit(turn.text)
    if resolution.unit is None:
        options = tuple(
            (places.describe(one), payload("office_info", unit=one.code))
            for one in resolution.candidates[:_MOST_CHOICES]
        )
        return OwnPlace(resolution.question, None, options) if resolution.question else None
    return OwnPlace(_in_unit(resolution.unit, fold(told)), resolution.unit.code)


def _in_unit(unit: Unit, told: str) -> str:
    if any(words in told for words in _POLICE):
        return POLICE(unit=unit.full_name)
    if not any(words in told for words in _CENTRES):
        return PROVINCE(unit=unit.full_name)
    if any(words in told for words in _OTHERS):
        return SEVERAL(unit=unit.full_name)
    office = offices().get(unit.code)
    if office is None:
        return CENTRE(unit=unit.full_name)
    return CENTRE_AT(unit=unit.full_name, address=office.address, phone=office.phone)
