"""CSV and XLSX tables of procedures, read through a column map (our field to the table's column header)."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from openpyxl import load_workbook
from pydantic import ValidationError

from retrieval.importers.lines import BadLine, CatalogueError, Lines, cell, wrong_value
from retrieval.importers.portal import procedure_of

# Our field to the portal's label: a table that carries the portal's own labels needs no map.
LABELS = {
    "code": "Mã thủ tục",
    "decision": "Số quyết định",
    "name": "Tên thủ tục",
    "levels": "Cấp thực hiện",
    "field": "Lĩnh vực",
    "steps": "Trình tự thực hiện",
    "methods": "Cách thức thực hiện",
    "documents": "Thành phần hồ sơ",
    "applicants": "Đối tượng thực hiện",
    "agencies": "Cơ quan thực hiện",
    "competent_agencies": "Cơ quan có thẩm quyền",
    "place": "Địa chỉ tiếp nhận HS",
    "results": "Kết quả thực hiện",
    "legal_basis": "Căn cứ pháp lý",
    "conditions": "Yêu cầu, điều kiện thực hiện",
    "ministry": "Cơ quan ban hành",
    "link": "URL",
}
_CHANNEL_COLUMNS = {"duration": "Thời hạn giải quyết", "fee": "Phí, lệ phí"}


def read_table(path: Path, snapshot: date, columns: Mapping[str, str] | Path | None = None) -> Lines:
    """Yield each row of a CSV (comma, semicolon or tab) or XLSX (first sheet) as a Procedure or a BadLine.

    `columns` maps our fields (keys of LABELS, and `duration`, `fee` for tables with one plain column each) to
    headers, or is a YAML file of that map; without it the headers are the portal's labels.

    Raises:
        CatalogueError: the map names an unknown field or a header that the table lacks.
    """
    chosen = _column_map(columns)
    rows = _sheet(path) if path.suffix.lower() == ".xlsx" else _csv(path)
    header = [str(name or "").strip() for name in next(rows, [])]
    if missing := [name for name in chosen.values() if name not in header]:
        raise CatalogueError(
            f"Tệp {path.name} thiếu cột: {', '.join(missing)}.", f"{path}: no column {missing} among {header}"
        )
    if not {"code", "name"} <= chosen.keys() and not {LABELS["code"], LABELS["name"]} <= set(header):
        raise CatalogueError(
            f"Tệp {path.name} thiếu cột mã và tên thủ tục.", f"{path}: no code and name column"
        )
    return _records(rows, header, chosen, snapshot)


def _records(
    rows: Iterator[list[Any]], header: list[str], chosen: Mapping[str, str], snapshot: date
) -> Lines:
    for number, row in enumerate(rows, 2):
        if not any(cell(value) for value in row):
            continue
        values = dict(zip(header, row, strict=False))
        try:
            yield procedure_of(_portal_record(values, chosen), snapshot)
        except ValidationError as error:
            yield BadLine(number, wrong_value(error))
        except (ValueError, TypeError) as error:
            yield BadLine(number, str(error))


def _portal_record(values: Mapping[str, Any], chosen: Mapping[str, str]) -> dict[str, Any]:
    record = {label: values.get(label) for label in LABELS.values()}
    record |= {LABELS[field]: values.get(header) for field, header in chosen.items() if field in LABELS}
    parts = [f"{label}: {cell(values.get(chosen[field]))}" for field, label in _CHANNEL_COLUMNS.items() if field in chosen and cell(values.get(chosen[field]))]  # fmt: skip
    if parts and not cell(record.get(LABELS["methods"])):
        record[LABELS["methods"]] = "\n".join(["* Hình thức nộp: DIRECT", *parts])
    documents = cell(record.get(LABELS["documents"]))
    if documents and "Số lượng:" not in documents:
        record[LABELS["documents"]] = "\n".join(_papers(documents.splitlines()))
    return record


def _papers(lines: Iterable[str]) -> Iterator[str]:
    """A plain list of papers asks for one original each."""
    for line in lines:
        if line.strip(" -+*•"):
            yield f"- {line.strip(' -+*•')}"
            yield "Số lượng: Bản chính: 1, Bản sao: 0"


def _column_map(columns: Mapping[str, str] | Path | None) -> dict[str, str]:
    if columns is None:
        return {}
    if isinstance(columns, Path):
        columns = yaml.safe_load(columns.read_text(encoding="utf-8"))
    if not isinstance(columns, Mapping):
        raise CatalogueError("Bản đồ cột phải là các dòng “trường: tên cột”.", "column map is no mapping")
    if unknown := sorted(set(columns) - LABELS.keys() - _CHANNEL_COLUMNS.keys()):
        raise CatalogueError(
            f"Bản đồ cột có trường lạ: {', '.join(unknown)}.", f"unknown fields in map: {unknown}"
        )
    return {str(field): str(header) for field, header in columns.items()}


def _csv(path: Path) -> Iterator[list[Any]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        file.seek(0)
        delimiter = max(",;\t", key=first.count)
        yield from csv.reader(file, delimiter=delimiter)


def _sheet(path: Path) -> Iterator[list[Any]]:
    workbook = load_workbook(path, read_only=True, data_only=True)
    try:
        for row in workbook.worksheets[0].iter_rows(values_only=True):
            yield list(row)
    finally:
        workbook.close()
