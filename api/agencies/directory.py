"""The agencies that handle feedback, the 26 fields, and who handles what where.

Read from `data/agencies.tsv` and `data/fields.yml`, checked on load. An agency of a unit carries the unit's
code: UBND_XA:26929 is "Ủy ban nhân dân phường Bình Thạnh".
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from api.agencies.field_file import ComplaintField, read_fields
from api.errors import NotFoundError, TrolyError
from retrieval.places import units

DATA = Path(__file__).parent / "data"
DESK = "TONG_DAI"
"""The classification desk of the hotline: takes what has no handler yet, and assigns it."""
SUPERVISOR = "GIAM_SAT"
"""The supervisors of the hotline: decide what agencies keep handing back, and see what is late."""
WARD = "UBND_XA"

Level = Literal["city", "utility", "ward"]

__all__ = [
    "DESK",
    "SUPERVISOR",
    "Agency",
    "AgencyDataError",
    "AgencyNotFoundError",
    "ComplaintField",
    "FieldNotFoundError",
    "agencies",
    "agency",
    "field",
    "fields",
    "handler_for",
    "is_ward_level",
]


class AgencyDataError(ValueError):
    """The table of agencies is wrong; the message names file and line."""


class AgencyNotFoundError(NotFoundError):
    """No agency has this code."""

    sentence = "Không có cơ quan nào mang mã này."


class FieldNotFoundError(TrolyError):
    """No field has this code."""

    status = 422
    sentence = "Lĩnh vực này không có trong danh mục."


@dataclass(frozen=True)
class Agency:
    """A handler of feedback; `level` is city, utility or ward."""

    code: str
    name: str
    level: Level


@lru_cache(maxsize=1)
def _rows() -> dict[str, Agency]:
    """Return the rows of agencies.tsv by code; a ward-level row is the beginning of 168 names."""
    path = DATA / "agencies.tsv"
    levels: dict[str, Level] = {"city": "city", "utility": "utility", "ward": "ward"}
    found: dict[str, Agency] = {}
    header = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = True
            if cells != ["code", "level", "name"]:
                raise AgencyDataError(f"{path}:{number}: the header must be code, level, name")
            continue
        if len(cells) != 3 or cells[1] not in levels:
            raise AgencyDataError(f"{path}:{number}: expected a code, one of {', '.join(levels)}, and a name")
        code, level, name = cells
        if code in found or ":" in code:
            raise AgencyDataError(f"{path}:{number}: the code {code} stands twice or has a colon")
        found[code] = Agency(code, name, levels[level])
    for needed in (DESK, SUPERVISOR, WARD):
        if needed not in found:
            raise AgencyDataError(f"{path}: the agency {needed} is missing")
    return found


@lru_cache(maxsize=1)
def _all() -> dict[str, Agency]:
    found: dict[str, Agency] = {}
    for row in _rows().values():
        if row.level != "ward":
            found[row.code] = row
            continue
        for one in units():
            code = f"{row.code}:{one.code}"
            found[code] = Agency(code, f"{row.name} {one.full_name}", "ward")
    return found


@lru_cache(maxsize=1)
def _fields() -> dict[str, ComplaintField]:
    return {one.code: one for one in read_fields(DATA / "fields.yml", handlers=frozenset(_rows()))}


def agencies() -> tuple[Agency, ...]:
    """Return every agency: the city's and the utilities', then two of each unit."""
    return tuple(_all().values())


def agency(code: str) -> Agency:
    """Return the agency with `code`, such as TT_HTKT or UBND_XA:26929.

    Raises:
        AgencyNotFoundError: there is none.
    """
    found = _all().get(code)
    if found is None:
        raise AgencyNotFoundError(f"no agency {code!r}")
    return found


def fields() -> tuple[ComplaintField, ...]:
    """Return the fields in the order of fields.yml."""
    return tuple(_fields().values())


def field(code: str) -> ComplaintField:
    """Return the field with `code`, such as chieu_sang.

    Raises:
        FieldNotFoundError: there is none.
    """
    found = _fields().get(code)
    if found is None:
        raise FieldNotFoundError(f"no field {code!r}")
    return found


def is_ward_level(code: str) -> bool:
    """Tell whether feedback of the field `code` goes to the unit where it happened, so that the unit must be known."""
    handler = field(code).handler
    return handler in _rows() and _rows()[handler].level == "ward"


def handler_for(*, field: str, unit_code: str | None) -> Agency:
    """Return who handles feedback of `field` in the unit `unit_code`.

    A ward-level field goes to that unit's agency, what concerns the unit holding a dossier to the unit's
    Ủy ban nhân dân; where the unit is not known (or no such unit exists) the classification desk assigns.
    Source of the rule: usual handlers in domain facts §1.5.

    Raises:
        FieldNotFoundError: there is no such field.
    """
    wanted = _fields().get(field)
    if wanted is None:
        raise FieldNotFoundError(f"no field {field!r}")
    row = _rows().get(wanted.handler)
    if row is not None and row.level != "ward":
        return row
    place = f"{row.code if row else WARD}:{unit_code}"
    return agency(place) if place in _all() else agency(DESK)
