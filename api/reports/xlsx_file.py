"""The report as a workbook: one sheet with the section's sentences, one sheet for each table, numbers as numbers."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from api.reports.sentences import Cell, Table, check_line, note_lines, pakn_lines, tables, title_lines
from api.reports.service import PaknReport

_TEXT_SHEET = "Báo cáo"
_FORMULA_STARTS = ("=", "+", "-", "@")


def write_xlsx(report: PaknReport, path: Path) -> None:
    """Write the report to `path`, replacing what is there."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _text_sheet(book.create_sheet(_TEXT_SHEET), report)
    for table in tables(report):
        _table_sheet(book.create_sheet(table.name), table)
    book.save(path)


def tables_as_xlsx(tables: Sequence[Table]) -> bytes:
    """Return a workbook with a sheet for each of `tables`."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        _table_sheet(book.create_sheet(table.name), table)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _text_sheet(sheet: Worksheet, report: PaknReport) -> None:
    sheet.column_dimensions["A"].width = 120
    lines = (*title_lines(report), *pakn_lines(report), *note_lines(report), check_line(report))
    for number, line in enumerate(lines, 1):
        _write(sheet, number, 1, line)
        sheet.cell(number, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(number, 1).font = Font(bold=number <= 2)


def _table_sheet(sheet: Worksheet, table: Table) -> None:
    _write(sheet, 1, 1, table.title)
    sheet.cell(1, 1).font = Font(bold=True)
    if table.note:
        _write(sheet, 2, 1, table.note)
    for row, cells in enumerate((table.header, *table.rows), 3):
        for column, value in enumerate(cells, 1):
            _write(sheet, row, column, value)
            if row == 3:
                sheet.cell(row, column).font = Font(bold=True)
                sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="center")
    for column in range(len(table.header)):
        sheet.column_dimensions[get_column_letter(column + 1)].width = 60 if column == table.wide else 16
    sheet.freeze_panes = "A4"


def _write(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    """Write a cell; what looks like a formula is kept text."""
    cell = sheet.cell(row, column, value)
    if isinstance(value, float):
        cell.number_format = "0.0%"
    elif isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        cell.data_type = "s"
