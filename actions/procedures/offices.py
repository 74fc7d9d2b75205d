"""Where to go with a dossier: only addresses that are published, and any centre of the city."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from actions.about import Ask, Kind, Metadata
from actions.options import menu, payload
from actions.repeats import anew_text, tell
from actions.turn import Event, Option, Turn
from actions.wording import TEXTS
from api.conversations.metadata import read
from api.data_files import read_data
from bot import office_signs
from bot.office_signs import Office as Named
from retrieval import places
from retrieval.places import Unit
from retrieval.text import fold, normalise

WHICH = TEXTS.text("offices.which")
WHICH_AGAIN = TEXTS.text("offices.which_again")
WHICH_LATER = TEXTS.text("offices.which_later")
ELSEWHERE = TEXTS.text("offices.elsewhere")
ELSEWHERE_AGAIN = TEXTS.text("offices.elsewhere_again")
HOTLINE = TEXTS.text("offices.hotline")
WATER = TEXTS.text("offices.water")
POLICE = TEXTS.text("offices.police", "unit")
NAMES = TEXTS.text("offices.names")
NOW_CALLED = TEXTS.text("offices.now_called", "old", "unit")
HOURS_OF = TEXTS.text("offices.hours_of", "unit")
PHONE_OF = TEXTS.text("offices.phone_of", "unit", "phone")
NO_PHONE_OF = TEXTS.text("offices.no_phone_of", "unit")
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
_LOOKED_BACK: Final = 4
"""Replies before this message in which the unit talked about may have been named."""


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
    """Tell the centre of the unit named, else of the one talked about before; an ambiguous old name is asked back.

    What is no office of a phường, xã is said to be known to nobody here, with who tells it.
    """
    if (elsewhere := _elsewhere(turn)) is not None:
        tell(turn, elsewhere, () if turn.in_form else menu("human"), _about(None))
        return []
    unit, candidates, question = _unit_meant(turn)
    if unit is None and not candidates:
        unit = _talked_about(turn)
    if unit is None:
        _ask_which(turn, candidates, question)
        return []
    tell(turn, _told_of(turn, unit), () if turn.in_form else menu("human"), _about(unit))
    return []


def _about(unit: Unit | None) -> Metadata:
    return Metadata(kind=Kind.ASPECT_ANSWER, aspects=("place",), unit=unit.code if unit else None)


def _elsewhere(turn: Turn) -> str | None:
    """Return the answer to who asks for a name, or for an office that is none of a phường, xã; None for others."""
    if turn.text.startswith("/"):
        return None
    named = office_signs.office_named(turn.text)
    told = {Named.PEOPLE: NAMES, Named.HOTLINE: HOTLINE, Named.WATER: WATER}.get(named)
    if told is not None:
        return told()
    return anew_text(turn, ELSEWHERE(), ELSEWHERE_AGAIN()) if named is Named.ELSEWHERE else None


def _ask_which(turn: Turn, candidates: tuple[Unit, ...], question: str | None) -> None:
    """Ask which unit is meant, each time in other words; then how to find it otherwise is said instead."""
    options: list[Option] = [
        (places.describe(one), payload("office_info", unit=one.code)) for one in candidates[:_MOST_CHOICES]
    ]
    text = anew_text(turn, *((question,) if question else (WHICH(),)), WHICH_AGAIN(), WHICH_LATER())
    told = options or (() if turn.in_form or text == WHICH() else menu("human"))
    turn.say(text, told, Metadata(kind=Kind.CLARIFY, asks=(Ask.UNIT,)))


def _told_of(turn: Turn, unit: Unit) -> str:
    """Return what is known of the centre of `unit`: all of it, or only what a message that names it no more asks for."""
    office, names_it = offices().get(unit.code), bool(places.find_units(turn.text))
    if office_signs.office_named(turn.text) is Named.POLICE:
        return POLICE(unit=unit.full_name)
    if names_it and office_signs.asks_for_todays_name(turn.text):
        old = next((one.old_name for one in places.find_units(turn.text) if one.old_name), "")
        if old:
            return NOW_CALLED(old=old, unit=unit.full_name)
    words = fold(normalise(turn.text))
    asks_hours = any(word in words for word in _HOURS_WORDS)
    if not names_it and not turn.text.startswith("/"):
        if asks_hours:
            return HOURS_OF(unit=unit.full_name)
        if office_signs.asks_for_a_number(turn.text):
            return (
                PHONE_OF(unit=unit.full_name, phone=office.phone)
                if office
                else NO_PHONE_OF(unit=unit.full_name)
            )
    if office is None:
        text = UNKNOWN(unit=unit.full_name)
    else:
        text = KNOWN(unit=unit.full_name, address=office.address, phone=office.phone)
    return f"{text}\n{HOURS()}" if asks_hours else text


def _talked_about(turn: Turn) -> Unit | None:
    """Return the unit of the report under way, else the one that our last replies told of; None where there is none."""
    if turn.text.startswith("/"):
        return None
    if turn.in_form and (code := turn.slot("feedback_unit")):
        return places.unit(str(code))
    seen = 0
    for event in reversed(turn.tracker.events):
        if event.get("event") != "bot":
            continue
        about = read((event.get("data") or {}).get("custom"))
        if about.unit and about.kind is Kind.ASPECT_ANSWER:
            return places.unit(about.unit)
        seen += 1
        if seen == _LOOKED_BACK:
            break
    return None


def _unit_meant(turn: Turn) -> tuple[Unit | None, tuple[Unit, ...], str | None]:
    if turn.text.startswith("/"):
        code = turn.entity("unit")
        return (places.unit(code), (), None) if code else (None, (), None)
    if not places.find_units(turn.text):
        return None, (), None
    resolution = places.resolve_unit(turn.text)
    return resolution.unit, resolution.candidates, resolution.question
