"""The figures at the top of the managers' page, and how a listed case is put into words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from api.console.words import due_words, short_moment
from api.reports.figures import unit_name
from api.reports.standing import Listed, Matter, Overview
from api.reports.standing_tables import MOMENTS, decimal, field_name, matter_title, place_name


@dataclass(frozen=True)
class Figure:
    """One figure: `words` gives the number and what is to be known of it; `alarming` where it should be nothing."""

    title: str
    words: Callable[[Overview], tuple[str, str]]
    alarming: bool = False


def _average(value: float | None) -> str:
    return "–" if value is None else decimal(value)


def _listed(matter: Matter) -> Figure:
    return Figure(
        matter_title(matter),
        lambda found: (str(found.matters[matter].total), ""),
        alarming=matter in {Matter.AT_DESK, Matter.RETURNED},
    )


FIGURES = (
    Figure("Trễ hạn", lambda found: (str(found.total.overdue), ""), alarming=True),
    Figure("Đang mở", lambda found: (str(found.total.open), f"{found.total.awaiting} chờ người dân")),
    Figure("Sắp đến hạn", lambda found: (str(found.total.due_soon), "")),
    _listed(Matter.AT_DESK),
    _listed(Matter.RETURNED),
    _listed(Matter.UNREVIEWED),
    Figure(
        "Đã trả lời trong kỳ",
        lambda found: (str(found.total.answered), f"{found.total.answered_late} trả lời trễ"),
    ),
    Figure("Ngày trả lời trung bình", lambda found: (_average(found.total.average_days), "")),
    Figure(
        "Điểm người dân chấm",
        lambda found: (_average(found.total.average_stars), f"{found.total.ratings} lượt, thang 5"),
    ),
)


def shown(one: Listed) -> tuple[str, ...]:
    """Return who has the case, what it is about and where."""
    about = [field_name(one.field), place_name(one.unit_code)]
    return unit_name(one.handler), " · ".join(part for part in about if part)


def listed_words(matter: Matter, one: Listed, *, now: datetime) -> str:
    """Return why a case is on its list."""
    if matter is Matter.RETURNED:
        return f"Trả lại {one.returns} lần"
    if matter is Matter.LOW_RATED:
        return f"{one.rating} trên 5 sao"
    if one.moment is None:
        return ""
    if matter is Matter.LATE:
        return due_words(one.moment, now=now)
    return f"{MOMENTS[matter]} {short_moment(one.moment, now=now)}"
