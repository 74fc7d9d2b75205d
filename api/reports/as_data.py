"""The report as data for other programs: codes and numbers, names beside the codes."""

from dataclasses import asdict
from typing import Any

from api.reports.figures import Figures
from api.reports.service import PaknReport
from api.settings import CITY_TIME


def as_data(report: PaknReport) -> dict[str, Any]:
    """Return the report as plain values of JSON; moments are ISO 8601 in the city's time, `share` is 0 to 1."""
    return {
        "from": report.period.first.isoformat(),
        "to": report.period.last.isoformat(),
        "until": report.period.until.astimezone(CITY_TIME).isoformat(),
        "adds_up": report.adds_up,
        "all": _figures(report.sums),
        "hien_truong": _figures(report.street),
        "tthc": _figures(report.procedures),
        "channels": [asdict(one) for one in report.channels],
        "contents": [asdict(one) for one in report.contents],
        "overdue_units": [asdict(one) for one in report.late],
        "ranking": [asdict(one) for one in report.units],
        "checks": [asdict(one) | {"ok": one.ok} for one in report.checks],
    }


def _figures(sums: Figures) -> dict[str, int]:
    return {**asdict(sums), "total": sums.total, "carried_on": sums.carried_on}
