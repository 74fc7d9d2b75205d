"""Dossiers from a CSV file into our table; the header is documented in docs/dossier-provider.md."""

import asyncio
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock
from api.dossiers.models import DossierRow
from api.dossiers.states import FIRST, LAST
from api.dossiers.table_provider import tail_digest
from api.errors import TrolyError
from api.privacy import crypto
from retrieval.codes import dossier_codes

COLUMNS = (
    "code",
    "procedure_code",
    "procedure_name",
    "state",
    "agency",
    "filing_channel",
    "applicant_name",
    "phone",
    "filed_on",
    "due_on",
    "finished_on",
    "note",
    "sample",
)
REQUIRED = ("code", "procedure_name", "state", "agency")
CHANNELS = ("direct", "online", "post")
_ROWS_AT_ONCE = 500
_PROCEDURE_CODE = re.compile(r"\d\.\d{6}")
_LENGTHS = {"procedure_name": 600, "agency": 200, "note": 600}


class DossierFileError(TrolyError):
    """The file is no CSV with our header."""

    status = 422
    sentence = "Tệp không đúng mẫu: dòng đầu phải là tên các cột."


@dataclass(frozen=True)
class RejectedLine:
    """A line left out: its number in the file (the header is 1) and the reason, in Vietnamese."""

    number: int
    reason: str


@dataclass(frozen=True)
class ImportReport:
    """How many dossiers were taken, and which lines were not."""

    accepted: int
    rejected: tuple[RejectedLine, ...]


class _LineError(ValueError):
    """A line cannot be taken; the message is for the officer."""


async def import_csv(session: AsyncSession, *, path: Path) -> ImportReport:
    """Take every good line of the CSV at `path` (UTF-8); a dossier known already is brought up to date.

    Bad lines are reported and skipped. Names are stored encrypted, of the phone only a keyed hash of its
    last three digits.

    Raises:
        DossierFileError: the file has no header of ours or is no UTF-8 text.
    """
    rows, rejected = await asyncio.to_thread(_read, path)
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        statement = insert(DossierRow).values(rows[start : start + _ROWS_AT_ONCE])
        changed = {name: statement.excluded[name] for name in rows[0] if name != "code"}
        await session.execute(statement.on_conflict_do_update(index_elements=["code"], set_=changed))
    return ImportReport(len(rows), tuple(rejected))


def _read(path: Path) -> tuple[list[dict[str, Any]], list[RejectedLine]]:
    rows: list[dict[str, Any]] = []
    rejected: list[RejectedLine] = []
    seen: dict[str, int] = {}
    now = clock.now()
    for number, cells in _lines(path):
        try:
            row = _row(cells) | {"updated_at": now}
            if row["code"] in seen:
                raise _LineError(f"mã hồ sơ {row['code']} đã có ở dòng {seen[row['code']]}")
        except _LineError as error:
            rejected.append(RejectedLine(number, str(error)))
            continue
        seen[row["code"]] = number
        rows.append(row)
    return rows, rejected


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str] | None]]:
    """Yield the number and the cells of each line; None for cells that do not fit the header."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = [cell.strip() for cell in next(reader, [])]
            missing = set(REQUIRED) - set(header)
            unknown = set(header) - set(COLUMNS)
            if missing or unknown or len(set(header)) != len(header):
                raise DossierFileError(
                    f"{path.name}:1: missing {sorted(missing)}, unknown {sorted(unknown)}",
                    sentence=f"Dòng đầu của tệp cần các cột {', '.join(REQUIRED)}; "
                    f"các cột được dùng: {', '.join(COLUMNS)}.",
                )
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    fits = len(cells) == len(header)
                    values = [cell.strip() for cell in cells]
                    yield reader.line_num, dict(zip(header, values, strict=True)) if fits else None
    except (UnicodeDecodeError, csv.Error) as error:
        raise DossierFileError(f"{path.name}: {error}", sentence="Tệp không phải CSV dạng UTF-8.") from error


def _row(cells: dict[str, str] | None) -> dict[str, Any]:
    if cells is None:
        raise _LineError("số ô không khớp với dòng đầu")
    for name in REQUIRED:
        if not cells[name]:
            raise _LineError(f"thiếu {name}")
    for name, longest in _LENGTHS.items():
        if len(cells.get(name, "")) > longest:
            raise _LineError(f"{name} dài hơn {longest} ký tự")
    code = _code(cells["code"])
    tail = _phone_tail(cells.get("phone", ""))
    name = cells.get("applicant_name", "")
    return {
        "code": code,
        "procedure_code": _procedure_code(cells.get("procedure_code", "")),
        "procedure_name": cells["procedure_name"],
        "state": _state(cells["state"]),
        "agency": cells["agency"],
        "filing_channel": _channel(cells.get("filing_channel", "")),
        "applicant_name": crypto.encrypt(name) if name else None,
        "phone_tail_digest": tail_digest(code, tail) if tail else None,
        "filed_on": _day("filed_on", cells),
        "due_on": _day("due_on", cells),
        "finished_on": _day("finished_on", cells),
        "note": cells.get("note") or None,
        "sample": _flag(cells.get("sample", "")),
    }


def _code(cell: str) -> str:
    found = dossier_codes(cell)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(cell)) or len(found[0].value) > 60:
        raise _LineError(f"mã hồ sơ “{cell}” không đúng dạng")
    return found[0].value


def _procedure_code(cell: str) -> str | None:
    if cell and not _PROCEDURE_CODE.fullmatch(cell):
        raise _LineError(f"mã thủ tục “{cell}” không đúng dạng 1.001193")
    return cell or None


def _state(cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and FIRST <= int(cell) <= LAST):
        raise _LineError(f"trạng thái “{cell}” phải là số từ {FIRST} đến {LAST}")
    return int(cell)


def _channel(cell: str) -> str | None:
    if cell and cell not in CHANNELS:
        raise _LineError(f"hình thức nộp “{cell}” phải là {', '.join(CHANNELS)}")
    return cell or None


def _phone_tail(cell: str) -> str:
    digits = re.sub(r"\D", "", cell)
    if cell and len(digits) < 3:
        raise _LineError("số điện thoại cần ít nhất ba số cuối")
    return digits[-3:]


def _day(name: str, cells: dict[str, str]) -> date | None:
    cell = cells.get(name, "")
    if not cell:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(cell, form).date()
        except ValueError:
            continue
    raise _LineError(f"{name} “{cell}” không phải ngày (2025-11-22 hoặc 22/11/2025)")


def _flag(cell: str) -> bool:
    if cell.lower() not in ("", "0", "1", "true", "false"):
        raise _LineError(f"sample “{cell}” phải là 0 hoặc 1")
    return cell.lower() in ("1", "true")
