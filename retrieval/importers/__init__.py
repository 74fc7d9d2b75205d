"""Reading catalogue files of every kind into Procedure records, one line at a time.

`open_catalogue` picks the importer by the file's name.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from retrieval.importers.lines import BadLine, CatalogueError, Lines
from retrieval.importers.portal import read_portal
from retrieval.importers.starter import read_cards
from retrieval.importers.tabular import read_table

__all__ = ["BadLine", "CatalogueError", "Lines", "open_catalogue", "read_cards", "read_portal", "read_table"]

_DATE = re.compile(r"(20\d{2})-?(\d{2})-?(\d{2})")


def open_catalogue(
    path: Path, *, snapshot: date | None = None, columns: Mapping[str, str] | Path | None = None
) -> Lines:
    """Yield the procedures of a catalogue file, and a BadLine for each line that cannot be taken over.

    .jsonl and .jsonl.gz are the portal's records, .csv and .xlsx tables (`columns`: our field to the column's
    header, or a YAML file of that), .yml and .yaml our own cards. `snapshot` is the day the data were taken;
    by default a date in the file's name (procedures-2026-07-01.jsonl), else the day the file was written.

    Raises:
        CatalogueError: no such file, an unknown kind, or a table whose columns do not fit.
    """
    if not path.is_file():
        raise CatalogueError(f"Không tìm thấy tệp {path}.", f"no such file: {path}")
    kind = path.name.lower().removesuffix(".gz").rsplit(".", 1)[-1]
    if kind in {"yml", "yaml"}:
        return read_cards(path)
    day = snapshot or _day_of(path)
    if kind in {"jsonl", "json", "ndjson"}:
        return read_portal(path, day)
    if kind in {"csv", "tsv", "xlsx"}:
        return read_table(path, day, columns)
    raise CatalogueError(
        f"Chưa đọc được loại tệp “{path.name}”; dùng .jsonl, .jsonl.gz, .csv, .xlsx hoặc .yml.",
        f"unknown kind of catalogue file: {path.name}",
    )


def _day_of(path: Path) -> date:
    if match := _DATE.search(path.name):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            pass
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
