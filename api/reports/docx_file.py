"""The report as a Word document, laid out as the rules for administrative documents want it.

Source of page and type sizes: Decree 30/2020/NĐ-CP, annex I. Number, date and signature are left for the office.
"""

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from api.reports import wording
from api.reports.sentences import Cell, Table, note_lines, pakn_lines, tables, title_lines
from api.reports.service import PaknReport
from api.reports.wording import SECTIONS, amount, part

_FONT = "Times New Roman"


def write_docx(report: PaknReport, path: Path, *, city: str) -> None:
    """Write the report to `path`, replacing what is there."""
    document = Document()
    _page(document)
    _head(document, report, city)
    for number, line in enumerate(title_lines(report)):
        _line(document, line, centred=True, bold=number < 2)
    summary, contents, channels, units, checks = tables(report)
    _line(document, SECTIONS["pakn"], bold=True)
    for line in pakn_lines(report):
        _line(document, line, deep=line.startswith("+"))
    for table in (summary, contents, channels, units):
        _table(document, table)
    _line(document, SECTIONS["notes"], bold=True)
    for line in note_lines(report):
        _line(document, line)
    _table(document, checks)
    document.save(str(path))


def _page(document: Any) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(6)


def _head(document: Any, report: PaknReport, city: str) -> None:
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    _fill(left, (city.upper(), True), (wording.NUMBER(), False))
    place = wording.PLACE(city=city, year=report.period.last.year)
    _fill(right, (wording.STATE(), True), (wording.MOTTO(), True), (place, False))
    left.width, right.width = Cm(6), Cm(10.5)


def _fill(cell: Any, *lines: tuple[str, bool]) -> None:
    for number, (text, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(12)


def _line(document: Any, text: str, *, bold: bool = False, centred: bool = False, deep: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = bold
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    if deep:
        paragraph.paragraph_format.left_indent = Cm(1)
    if bold and not centred:
        paragraph.paragraph_format.keep_with_next = True


def _table(document: Any, table: Table) -> None:
    _line(document, table.title, bold=True)
    if table.note:
        _line(document, table.note)
    if not table.rows:
        _line(document, wording.NONE())
        return
    width = 16.5
    others = 1.35 if len(table.header) > 5 else 2.4
    wide = width - others * (len(table.header) - 1)
    grid = document.add_table(rows=0, cols=len(table.header))
    grid.style, grid.autofit = "Table Grid", False
    for number, cells in enumerate((table.header, *table.rows)):
        row = grid.add_row()
        for column, value in enumerate(cells):
            cell = row.cells[column]
            cell.width = Cm(wide if column == table.wide else others)
            _cell(cell, _shown(value), bold=number == 0, left=column == table.wide and number > 0)
    repeated = grid.rows[0]._tr.get_or_add_trPr().makeelement(qn("w:tblHeader"), {})
    grid.rows[0]._tr.get_or_add_trPr().append(repeated)


def _cell(cell: Any, text: str, *, bold: bool, left: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(10)


def _shown(value: Cell) -> str:
    if isinstance(value, float):
        return part(value)
    return amount(value) if isinstance(value, int) else value
