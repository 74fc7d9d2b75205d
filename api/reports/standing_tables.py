"""The managers' picture as tables, and these as files: a workbook, or the first table as CSV."""

import csv
from datetime import datetime
from io import StringIO
from pathlib import Path

from api.agencies import directory
from api.feedback.service import limits
from api.reports import wording
from api.reports.figures import unit_name
from api.reports.sentences import Cell, Table
from api.reports.standing import By, Listed, Matter, Overview, Standing
from api.reports.xlsx_file import tables_as_xlsx
from api.texts import TextFile
from retrieval.places import units

TEXTS = TextFile(Path(__file__).parent / "data" / "standing.yml")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def _words(group: str, *names: str) -> dict[str, str]:
    return {name: TEXTS.text(f"{group}.{name}").template for name in names}


COLUMNS = _words(
    "column",
    *("place", "agency", "unit", "open", "overdue", "due_soon", "awaiting", "unreviewed", "answered"),
    *("answered_late", "average_days", "ratings", "average_stars", "oldest_due", "code", "field", "handler"),
    *("status", "returns", "rating", "reason"),
)
"""Headings by name; those of numbers are fields and properties of `Standing`."""
GROUPED = {By.AGENCY: TEXTS.text("rows.agency")(), By.UNIT: TEXTS.text("rows.unit")()}
WHOLE = TEXTS.text("whole")()
WRONG = TEXTS.text("wrong")()
MOMENTS = {matter: TEXTS.text(f"moment.{matter}")() for matter in Matter}
_TITLE = TEXTS.text("rows.title", "moment", "first", "last")
_MATTERS = {matter: TEXTS.text(f"matter.{matter}", "minutes", "times") for matter in Matter}
_NUMBERS = (
    *("open", "overdue", "due_soon", "awaiting", "unreviewed", "answered", "answered_late"),
    *("average_days", "ratings", "average_stars"),
)


def matter_title(matter: Matter) -> str:
    """Return the heading of a list, with the limits it goes by."""
    known = limits()
    return _MATTERS[matter](minutes=known.guidance_minutes, times=known.supervisor_at_return)


def title(found: Overview) -> str:
    """Return of which moment and which period the figures are."""
    period = found.period
    return _TITLE(
        moment=wording.moment(found.now), first=f"{period.first:%d/%m/%Y}", last=f"{period.last:%d/%m/%Y}"
    )


def field_name(code: str) -> str:
    """Return the name of a field; its code where the list no longer has it."""
    return next((one.name for one in directory.fields() if one.code == code), code)


def place_name(code: str | None) -> str:
    """Return the name of a unit; nothing where it is not known."""
    return next((one.full_name for one in units() if one.code == code), code or "")


def rows_table(found: Overview) -> Table:
    """Return the rows with the total at the end."""
    name = COLUMNS["agency" if found.by is By.AGENCY else "unit"]
    header = (COLUMNS["place"], name, *(COLUMNS[one] for one in _NUMBERS), COLUMNS["oldest_due"])
    rows = tuple(_cells(number, one) for number, one in enumerate(found.rows, 1))
    whole = ("", WHOLE, *_cells(0, found.total)[2:])
    return Table(
        GROUPED[found.by], title(found), header, (*rows, whole), wide=1, note=None if found.adds_up else WRONG
    )


def _cells(number: int, one: Standing) -> tuple[Cell, ...]:
    return (number, one.name, *(_number(getattr(one, name)) for name in _NUMBERS), _moment(one.oldest_due))


def _number(value: float | None) -> Cell:
    """Return a number as a cell: one with a fraction in words, since a float is a part of 1 in these tables."""
    if value is None:
        return ""
    return value if isinstance(value, int) else decimal(value)


def decimal(value: float) -> str:
    """Return `value` with one place after the comma."""
    return f"{value:.1f}".replace(".", ",")


def _moment(at: datetime | None) -> str:
    return wording.moment(at) if at else ""


def matter_table(found: Overview, matter: Matter) -> Table:
    """Return the cases of a list."""
    header = (
        *(COLUMNS["place"], COLUMNS["code"], COLUMNS["field"], COLUMNS["handler"], COLUMNS["unit"]),
        *(MOMENTS[matter], COLUMNS["returns"], COLUMNS["rating"], COLUMNS["reason"]),
    )
    rows = tuple(_line(number, one) for number, one in enumerate(found.matters[matter].cases, 1))
    name = matter_title(matter)
    return Table(name, f"{name}: {found.matters[matter].total}", header, rows, wide=3)


def _line(number: int, one: Listed) -> tuple[Cell, ...]:
    return (
        *(number, one.code, field_name(one.field), unit_name(one.handler), place_name(one.unit_code)),
        *(
            _moment(one.moment),
            one.returns,
            "" if one.rating is None else one.rating,
            one.rating_reason or "",
        ),
    )


def as_xlsx(found: Overview) -> bytes:
    """Return the whole picture as a workbook: the rows, and a sheet for each list."""
    return tables_as_xlsx((rows_table(found), *(matter_table(found, matter) for matter in Matter)))


def as_csv(found: Overview) -> bytes:
    """Return the rows as CSV in UTF-8 with a byte order mark, as Excel reads it; what looks like a formula is kept text."""
    table = rows_table(found)
    out = StringIO()
    writer = csv.writer(out)
    for row in (table.header, *table.rows):
        writer.writerow([f"'{one}" if str(one).startswith(_FORMULA_STARTS) else one for one in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()
