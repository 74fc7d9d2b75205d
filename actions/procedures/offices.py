"""Where to go with a dossier: only addresses that are published, and any centre of the city."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from actions.about import Ask, Kind, Metadata
from actions.options import menu, payload
from actions.turn import Event, Option, Turn
from actions.wording import TEXTS
from api.data_files import read_data
from retrieval import places
from retrieval.places import Unit
from retrieval.text import fold, normalise

WHICH = TEXTS.text("offices.which")
KNOWN = TEXTS.text("offices.known", "unit", "address", "phone")
UNKNOWN = TEXTS.text("offices.unknown", "unit")
HOURS = TEXTS.text("offices.hours")
OFFICES_FILE: Final = Path(__file__).parent / "offices.yml"
_HOURS_WORDS: Final = (
    "may gio",
    "gio lam",
    "gio nao",
    "lam viec",
    "mo cua",
    "dong cua",
    "thu bay",
    "thu 7",
    "chu nhat",
)
_MOST_CHOICES: Final = 8


class OfficesError(ValueError):
    """The file of offices is wrong; the message names the file and the entry."""


class Office(BaseModel):
    """A centre with a published address."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unit: str
    address: str
    phone: str


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    source: str
    offices: list[Office]


@lru_cache(maxsize=1)
def offices() -> dict[str, Office]:
    """Return the centres whose address is published, by unit code.

    Raises:
        OfficesError: the file is wrong, or names a unit that does not exist.
    """
    file = read_data(OFFICES_FILE, _File, OfficesError)
    try:
        return {places.unit(office.unit).code: office for office in file.offices}
    except KeyError as error:
        raise OfficesError(f"{OFFICES_FILE.name}: {error}") from error


offices()  # a wrong file stops the start, not a turn


async def tell_where_to_go(turn: Turn) -> list[Event]:
    """Tell the centre of the unit named; an ambiguous old name is asked back."""
    unit, candidates, question = _unit_meant(turn)
    if unit is None:
        options: list[Option] = [
            (places.describe(one), payload("office_info", unit=one.code))
            for one in candidates[:_MOST_CHOICES]
        ]
        turn.say(question or WHICH(), options, Metadata(kind=Kind.CLARIFY, asks=(Ask.UNIT,)))
        return []
    office = offices().get(unit.code)
    if office is None:
        text = UNKNOWN(unit=unit.full_name)
    else:
        text = KNOWN(unit=unit.full_name, address=office.address, phone=office.phone)
    words = fold(normalise(turn.text))
    if any(word in words for word in _HOURS_WORDS):
        text = f"{text}\n{HOURS()}"
    about = Metadata(kind=Kind.ASPECT_ANSWER, aspects=("place",), unit=unit.code)
    turn.say(text, () if turn.in_form else menu("human"), about)
    return []


def _unit_meant(turn: Turn) -> tuple[Unit | None, tuple[Unit, ...], str | None]:
    if turn.text.startswith("/"):
        code = turn.entity("unit")
        return (places.unit(code), (), None) if code else (None, (), None)
    if not places.find_units(turn.text):
        return None, (), None
    resolution = places.resolve_unit(turn.text)
    return resolution.unit, resolution.candidates, resolution.question
