"""Zalo's error codes and what to do about each, from `zalo_errors.tsv` (after Zalo's page OA/phu-luc/ma-loi)."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_suffix(".tsv")
_COLUMNS = ["code", "verdict", "wait", "meaning"]


class ZaloTableError(ValueError):
    """A line of the error table is wrong; the message names file and line."""


@dataclass(frozen=True)
class ZaloError:
    """What code `code` means; `wait` is the seconds until the next try, None where there is no use in one."""

    code: int
    wait: float | None
    meaning: str


@lru_cache(maxsize=1)
def zalo_errors() -> dict[int, ZaloError]:
    """Return the table by code."""
    return read_table(TABLE)


def read_table(path: Path) -> dict[int, ZaloError]:
    """Read a table of errors: code, verdict (retry or undeliverable), wait in seconds (for retry), meaning.

    Raises:
        ZaloTableError: a line does not fit.
    """
    errors: dict[int, ZaloError] = {}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t")
        if reader.fieldnames != _COLUMNS:
            raise ZaloTableError(f"{path.name}:1: expected the columns {', '.join(_COLUMNS)}")
        for row in reader:
            where = f"{path.name}:{reader.line_num}"
            try:
                error = _read_row(row)
            except (KeyError, TypeError, ValueError) as problem:
                raise ZaloTableError(f"{where}: {problem}") from problem
            if error.code in errors:
                raise ZaloTableError(f"{where}: code {error.code} stands twice")
            errors[error.code] = error
    return errors


def _read_row(row: dict[str, str]) -> ZaloError:
    verdict, wait = row["verdict"], row["wait"]
    if verdict not in ("retry", "undeliverable"):
        raise ValueError(f"verdict {verdict!r} is neither retry nor undeliverable")
    if (verdict == "retry") != bool(wait):
        raise ValueError("a wait belongs to retry, and only to it")
    return ZaloError(code=int(row["code"]), wait=float(wait) if wait else None, meaning=row["meaning"])
