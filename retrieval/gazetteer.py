"""The units of the city, today's and those before 1 July 2025, read from `retrieval/data` and checked.

Standard library only: the Rasa environment (Python 3.10) imports this module as well.
Source: Nghị quyết 1685/NQ-UBTVQH15 (168 units); the tables are plain TSV an officer can edit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from retrieval.text import fold, modern_tone_places, nfc

DATA = Path(__file__).parent / "data"
UNIT_TYPES = ("phường", "xã", "đặc khu")
FORMER_TYPES = ("phường", "xã", "thị trấn")
DISTRICT_KINDS = ("quận", "huyện", "thành phố")

Name = tuple[str, ...]  # folded syllables


class PlaceDataError(ValueError):
    """A table of places is wrong; the message names file and line."""


@dataclass(frozen=True)
class Unit:
    """A phường, xã or đặc khu of today.

    `code` is the five-digit unit code; `province` and `district` are those its seat belonged to before
    1 July 2025 ("Bình Dương", "Thuận An"); `full_name` is "phường Bình Thạnh".
    """

    code: str
    type: str
    name: str
    full_name: str
    province: str
    district: str


@dataclass(frozen=True)
class FormerUnit:
    """A phường, xã or thị trấn until 30 June 2025, with the units it went to (several where it was split)."""

    name: str
    type: str
    district: str
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class District:
    """A quận, huyện or city until 30 June 2025; `names` are its spellings, `short` its abbreviations."""

    name: str
    kind: str
    province: str
    names: tuple[str, ...]
    short: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """The name with its kind: "quận Bình Thạnh", "quận 3"."""
        return self.name.lower() if self.name.startswith("Quận ") else f"{self.kind} {self.name}"


@dataclass(frozen=True)
class Gazetteer:
    """All tables, indexed by folded name."""

    units: dict[str, Unit]
    former: tuple[FormerUnit, ...]
    districts: dict[str, District]
    by_name: dict[Name, tuple["Unit | FormerUnit", ...]]
    district_names: dict[Name, tuple[tuple[str, District], ...]]
    district_short: dict[str, tuple[District, ...]]
    needs: dict[Name, str]
    words: dict[str, dict[Name, str]]


def written(name: str) -> str:
    """Return `name` in the spelling names are compared in: NFC, lower case, today's tone places."""
    return modern_tone_places(nfc(name)).lower()


def name_key(name: str) -> Name:
    """Return the folded syllables of `name`: "Bình Trị Đông A" → ("binh", "tri", "dong", "a")."""
    return tuple(fold(nfc(name)).replace(".", " ").replace("-", " ").split())


def _rows(file: str, columns: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """Yield (file:line, cells) of a TSV whose first line that is no comment must be `columns`."""
    path = DATA / file
    header = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [nfc(cell) for cell in line.split("\t")]
        where = f"{path}:{number}"
        if not header:
            if tuple(cells) != columns:
                raise PlaceDataError(f"{where}: the header must be {', '.join(columns)}")
            header = True
            continue
        if len(cells) != len(columns):
            raise PlaceDataError(f"{where}: expected {len(columns)} columns, found {len(cells)}")
        yield where, cells


def _one_of(where: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise PlaceDataError(f"{where}: “{value}” is none of {', '.join(allowed)}")
    return value


def _load_districts() -> dict[str, District]:
    found: dict[str, District] = {}
    for where, (name, kind, province, spellings, short) in _rows(
        "districts.tsv", ("name", "kind", "province", "spellings", "short")
    ):
        if name in found:
            raise PlaceDataError(f"{where}: the district {name} stands twice")
        others = tuple(word.strip() for word in spellings.split(",") if word.strip())
        codes = tuple(word.strip().lower() for word in short.split(",") if word.strip())
        found[name] = District(name, _one_of(where, kind, DISTRICT_KINDS), province, (name, *others), codes)
    return found


def _load_units(districts: dict[str, District]) -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    names: set[str] = set()
    for where, (code, kind, name, province, district) in _rows(
        "units.tsv", ("code", "type", "name", "province", "district")
    ):
        if not (code.isdigit() and len(code) == 5) or code in found:
            raise PlaceDataError(f"{where}: the code {code} must have five digits and stand once")
        if district not in districts or districts[district].province != province:
            raise PlaceDataError(f"{where}: no district {district} of {province} in districts.tsv")
        full_name = f"{_one_of(where, kind, UNIT_TYPES)} {name}"
        if full_name in names:
            raise PlaceDataError(f"{where}: {full_name} stands twice")
        names.add(full_name)
        found[code] = Unit(code, kind, name, full_name, province, district)
    return found


def _load_former(units: dict[str, Unit], districts: dict[str, District]) -> tuple[FormerUnit, ...]:
    went: dict[tuple[str, str, str], list[Unit]] = {}
    whole: set[tuple[str, str, str]] = set()
    for where, (name, kind, district, code, share) in _rows(
        "old_units.tsv", ("name", "type", "district", "code", "share")
    ):
        key = (name, _one_of(where, kind, FORMER_TYPES), district)
        if code not in units or district not in districts:
            raise PlaceDataError(f"{where}: unknown unit {code} or district {district}")
        if key in whole or (share == "whole" and key in went):
            raise PlaceDataError(f"{where}: {kind} {name} ({district}) went whole to one unit and to another")
        if _one_of(where, share, ("whole", "part")) == "whole":
            whole.add(key)
        went.setdefault(key, []).append(units[code])
    return tuple(FormerUnit(*key, tuple(targets)) for key, targets in went.items())


def _load_needs() -> dict[Name, str]:
    columns = ("name", "needs", "other_meaning")
    return {
        name_key(name): _one_of(where, needs, ("level", "place", "accents"))
        for where, (name, needs, _) in _rows("bare_names.tsv", columns)
    }


def _load_words() -> dict[str, dict[Name, str]]:
    found: dict[str, dict[Name, str]] = {
        kind: {} for kind in ("street", "landmark", "before", "between", "old", "new")
    }
    for where, (kind, phrase) in _rows("place_words.tsv", ("kind", "words")):
        found[_one_of(where, kind, tuple(found))][name_key(phrase)] = written(phrase)
    return found


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the tables, read and checked once.

    Raises:
        PlaceDataError: a table is wrong; the message names file and line.
    """
    districts = _load_districts()
    units = _load_units(districts)
    former = _load_former(units, districts)
    by_name: dict[Name, list[Unit | FormerUnit]] = {}
    places: list[Unit | FormerUnit] = [*units.values(), *former]
    for place in places:
        by_name.setdefault(name_key(place.name), []).append(place)
    district_names: dict[Name, list[tuple[str, District]]] = {}
    district_short: dict[str, list[District]] = {}
    for district in districts.values():
        for name in district.names:
            district_names.setdefault(name_key(name), []).append((name, district))
        for code in district.short:
            district_short.setdefault(code, []).append(district)
    return Gazetteer(
        units=units,
        former=former,
        districts=districts,
        by_name={key: tuple(places) for key, places in by_name.items()},
        district_names={key: tuple(found) for key, found in district_names.items()},
        district_short={code: tuple(found) for code, found in district_short.items()},
        needs=_load_needs(),
        words=_load_words(),
    )
