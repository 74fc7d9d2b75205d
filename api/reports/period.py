"""The period of a report: whole days of the city's calendar."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from api.errors import TrolyError
from api.settings import CITY_TIME


class PeriodError(TrolyError):
    """There can be no report of this period; the sentence says why."""

    status = 422


@dataclass(frozen=True)
class Period:
    """From the beginning of the day `first` to the end of the day `last`, in the city's time.

    `start` belongs to the period and `end`, the midnight after `last`, does not, so that every moment belongs to
    exactly one of two periods that follow each other. `until` is the moment whose state is reported: `end`, or the
    present moment while the last day is still going on.
    """

    first: date
    last: date
    until: datetime

    @property
    def start(self) -> datetime:
        """The first moment of the period."""
        return _midnight(self.first)

    @property
    def end(self) -> datetime:
        """The first moment after the period."""
        return _midnight(self.last + timedelta(days=1))


def period(first: date, last: date, *, now: datetime) -> Period:
    """Return the period of these days.

    Raises:
        PeriodError: it ends before it begins, or after today.
    """
    if last < first:
        raise PeriodError(
            f"period {first} to {last}",
            sentence=f"Kỳ báo cáo chưa đúng: ngày đầu kỳ ({first:%d/%m/%Y}) sau ngày cuối kỳ ({last:%d/%m/%Y}).",
        )
    today = now.astimezone(CITY_TIME).date()
    if last > today:
        raise PeriodError(
            f"period {first} to {last} ends after {today}",
            sentence=f"Kỳ báo cáo chưa kết thúc: ngày cuối kỳ ({last:%d/%m/%Y}) sau hôm nay ({today:%d/%m/%Y}).",
        )
    chosen = Period(first, last, now)
    return Period(first, last, min(chosen.end, now))


def read_day(text: str, *, option: str) -> date:
    """Read a day written YYYY-MM-DD, given as `option`.

    Raises:
        PeriodError: it is written otherwise, or there is no such day.
    """
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d").replace(tzinfo=CITY_TIME).date()
    except ValueError as error:
        raise PeriodError(
            f"{option} is {text!r}",
            sentence=f"Ngày {option} chưa đúng: “{text}”. Anh/chị ghi theo dạng NĂM-THÁNG-NGÀY của một ngày có thật, "
            "ví dụ 2026-10-31.",
        ) from error


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=CITY_TIME)
