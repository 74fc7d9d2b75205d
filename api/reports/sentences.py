"""The report as people read it: its lines and its tables, the same on paper, in a sheet and in the terminal."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.reports import wording
from api.reports.figures import Figures
from api.reports.service import PaknReport
from api.reports.wording import COLUMNS, FIGURES, amount, part

Cell = int | float | str
"""A float is a part of 1, shown as percent."""


@dataclass(frozen=True)
class Table:
    """A table with a heading; `name` is short, for a sheet. `wide` is the column that holds the names."""

    name: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    wide: int
    note: str | None = None


def dates(report: PaknReport) -> tuple[str, str]:
    """Return first and last day as they are printed."""
    return f"{report.period.first:%d/%m/%Y}", f"{report.period.last:%d/%m/%Y}"


def title_lines(report: PaknReport) -> tuple[str, ...]:
    """Return title, subject, period, and until when the numbers go where the last day is not over."""
    first, last = dates(report)
    lines: tuple[str, ...] = (wording.TITLE(), wording.SUBJECT(), wording.DATES(first=first, last=last))
    if report.period.until < report.period.end:
        lines = (*lines, wording.AS_OF(moment=wording.moment(report.period.until)))
    return lines


def pakn_lines(report: PaknReport) -> tuple[str, ...]:
    """Return the section on reports: received, the four outcomes, carried over, answered, open, overdue, balance."""
    sums = report.sums
    first, last = dates(report)
    channels = ", ".join(f"{row.name} {amount(row.number)}" for row in report.channels)
    return (
        wording.RECEIVED(
            first=first,
            last=last,
            channels=f" ({channels})" if channels else "",
            number=amount(sums.received),
        ),
        wording.NOT_ACCEPTED(number=amount(sums.not_accepted)),
        wording.REFUSED(number=amount(sums.refused)),
        wording.NEEDS_INFO(number=amount(sums.needs_info)),
        wording.TRANSFERRED_OUT(number=amount(sums.transferred_out)),
        wording.ACCEPTED(number=amount(sums.accepted), carried_over=amount(sums.accepted_carried_over)),
        wording.UNCLASSIFIED(number=amount(sums.unclassified), overdue=amount(sums.overdue_elsewhere)),
        wording.MERGED(number=amount(sums.merged)),
        *_followed(report),
        wording.BALANCE(
            carried_over=amount(sums.carried_over),
            received=amount(sums.received),
            split_off=amount(sums.split_off),
            came_back=amount(sums.came_back),
            total=amount(sums.total),
            carried_on=amount(sums.carried_on),
        ),
    )


def _followed(report: PaknReport) -> tuple[str, ...]:
    sums = report.sums
    units = "; ".join(f"{row.name}: {amount(row.number)}" for row in report.late)
    late = (
        wording.OVERDUE(number=amount(sums.overdue), units=units) if sums.overdue else wording.NONE_OVERDUE()
    )
    return (
        wording.FOLLOWED(number=amount(sums.accepted)),
        wording.ANSWERED(
            number=amount(sums.answered),
            published=amount(sums.published),
            share=part(sums.published / sums.answered) if sums.answered else "0%",
            kept_private=amount(sums.kept_private),
            unreviewed=amount(sums.unreviewed),
            late=amount(sums.answered_late),
        ),
        f"{wording.OPEN(number=amount(sums.open), awaiting=amount(sums.awaiting))} {late}",
    )


def note_lines(report: PaknReport) -> tuple[str, ...]:
    """Return what each late agency is asked to do."""
    lines = tuple(wording.NOTE_LATE(unit=row.name, number=amount(row.number)) for row in report.late)
    return lines or (wording.NOTE_NONE(),)


def check_line(report: PaknReport) -> str:
    """Return whether the numbers add up, and how many sums do not."""
    wrong = sum(not one.ok for one in report.checks)
    return wording.NOT_ALL_RIGHT(number=wrong) if wrong else wording.ALL_RIGHT()


def tables(report: PaknReport) -> tuple[Table, ...]:
    """Return the tables in the order of the report: summary, contents, channels, units, checks."""
    return summary(report), contents(report), channels(report), units(report), check_table(report)


def summary(report: PaknReport) -> Table:
    """Return every figure, for all fields and for either kind."""
    every = (report.sums, report.street, report.procedures)
    return Table(
        "Tổng hợp",
        wording.SECTIONS["summary"],
        _header("figure", "all", "street", "procedures"),
        tuple((label, *_values(every, name)) for name, label in FIGURES.items()),
        wide=0,
    )


def _values(every: Sequence[Figures], name: str) -> tuple[int, ...]:
    return tuple(int(getattr(one, name)) for one in every)


def contents(report: PaknReport) -> Table:
    """Return a row for each content type."""
    kinds = {"hien_truong": COLUMNS["street"], "tthc": COLUMNS["procedures"], None: ""}
    rows = tuple(
        (
            *(number, row.name, kinds[row.kind], row.received, row.total),
            *(row.accepted, row.answered, row.open, row.overdue),
        )
        for number, row in enumerate(report.contents, 1)
    )
    header = _header(
        *("place", "content", "kind", "received", "total", "accepted", "answered", "open", "overdue")
    )
    return Table("Nội dung", wording.SECTIONS["contents"], header, rows, wide=1)


def channels(report: PaknReport) -> Table:
    """Return how many came by each channel."""
    total = report.sums.received
    rows = tuple(
        (number, row.name, row.number, row.number / total if total else 0.0)
        for number, row in enumerate(report.channels, 1)
    )
    header = _header("place", "channel", "number", "part")
    return Table("Kênh", wording.SECTIONS["channels"], header, rows, wide=1)


def units(report: PaknReport) -> Table:
    """Return the ranking."""
    rows = tuple(
        (
            *(row.rank, row.name, row.handled, row.answered, row.answered_late),
            *(row.open, row.overdue, row.in_time, row.share),
        )
        for row in report.units
    )
    header = _header(*("rank", "unit", "handled", "answered", "late", "open", "overdue", "in_time", "share"))
    return Table("Đơn vị", wording.SECTIONS["units"], header, rows, wide=1, note=wording.RANKED_BY())


def check_table(report: PaknReport) -> Table:
    """Return every check with both sides, right or not."""
    rows = tuple(
        (one.name, one.left, one.right, wording.RIGHT() if one.ok else wording.WRONG())
        for one in report.checks
    )
    return Table(
        "Đối chiếu",
        wording.SECTIONS["checks"],
        _header("check", "left", "right", "result"),
        rows,
        wide=0,
        note=check_line(report),
    )


def _header(*names: str) -> tuple[str, ...]:
    return tuple(COLUMNS[name] for name in names)
