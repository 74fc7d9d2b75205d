"""The texts of `data/texts.yml`, and how numbers, parts and moments are written."""

from datetime import datetime
from pathlib import Path

from api.settings import CITY_TIME
from api.texts import TextFile

TEXTS = TextFile(Path(__file__).parent / "data" / "texts.yml")


def _words(group: str, *names: str) -> dict[str, str]:
    return {name: TEXTS.text(f"{group}.{name}").template for name in names}


CHANNELS = _words("channels", "web", "telegram", "zalo", "phone", "kiosk", "terminal")
TITLE = TEXTS.text("title")
SUBJECT = TEXTS.text("subject")
DATES = TEXTS.text("dates", "first", "last")
AS_OF = TEXTS.text("as_of", "moment")
STATE = TEXTS.text("head.state")
MOTTO = TEXTS.text("head.motto")
NUMBER = TEXTS.text("head.number")
PLACE = TEXTS.text("head.place", "city", "year")
SECTIONS = _words("section", "pakn", "summary", "contents", "channels", "units", "notes", "checks")
RECEIVED = TEXTS.text("pakn.received", "first", "last", "channels", "number")
NOT_ACCEPTED = TEXTS.text("pakn.not_accepted", "number")
REFUSED = TEXTS.text("pakn.refused", "number")
NEEDS_INFO = TEXTS.text("pakn.needs_info", "number")
TRANSFERRED_OUT = TEXTS.text("pakn.transferred_out", "number")
ACCEPTED = TEXTS.text("pakn.accepted", "number", "carried_over")
UNCLASSIFIED = TEXTS.text("pakn.unclassified", "number", "overdue")
MERGED = TEXTS.text("pakn.merged", "number")
FOLLOWED = TEXTS.text("pakn.followed", "number")
ANSWERED = TEXTS.text("pakn.answered", "number", "published", "share", "kept_private", "unreviewed", "late")
OPEN = TEXTS.text("pakn.open", "number", "awaiting")
OVERDUE = TEXTS.text("pakn.overdue", "number", "units")
NONE_OVERDUE = TEXTS.text("pakn.none_overdue")
BALANCE = TEXTS.text(
    "pakn.balance", "carried_over", "received", "split_off", "came_back", "total", "carried_on"
)
NOTE_LATE = TEXTS.text("notes.late", "unit", "number")
NOTE_NONE = TEXTS.text("notes.none")
FIGURES = _words(
    "figure",
    *("carried_over", "received", "split_off", "came_back", "total", "refused", "needs_info"),
    *("transferred_out", "accepted", "accepted_carried_over", "answered", "published", "kept_private"),
    *("unreviewed", "answered_late", "open", "overdue", "awaiting", "unclassified", "merged"),
    *("overdue_elsewhere", "carried_on"),
)
COLUMNS = _words(
    "column",
    *("place", "figure", "all", "street", "procedures", "content", "kind", "channel", "number", "part"),
    *("received", "total", "accepted", "answered", "late", "open", "overdue", "rank", "unit", "handled"),
    *("in_time", "share", "check", "left", "right", "result"),
)
RIGHT = TEXTS.text("check.right")
WRONG = TEXTS.text("check.wrong")
ALL_RIGHT = TEXTS.text("check.all")
NOT_ALL_RIGHT = TEXTS.text("check.not_all", "number")
RANKED_BY = TEXTS.text("ranked_by")
NONE = TEXTS.text("none")


def amount(number: int) -> str:
    """Return `number` as official reports print it: 07, 32, 2.675."""
    return f"{number:02d}" if 0 < number < 10 else f"{number:,}".replace(",", ".")


def part(of: float) -> str:
    """Return a part of 1 as percent: 100%, 99,1%. One that is not whole never becomes 0% or 100% by rounding."""
    percent = f"{of * 100:.1f}"
    if percent == "100.0" and of < 1:
        percent = "99.9"
    if percent == "0.0" and of > 0:
        percent = "0.1"
    return percent.removesuffix(".0").replace(".", ",") + "%"


def moment(at: datetime) -> str:
    """Return a moment in the city's time: 14:05 ngày 31/10/2026."""
    return f"{at.astimezone(CITY_TIME):%H:%M ngày %d/%m/%Y}"
