"""The managers' page: what is late and where, what is stuck, what citizens say of the answers, at this moment."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from nicegui import context, ui
from nicegui.element import Element

from api import clock, database
from api.agencies import directory
from api.console.elements import Action, box, button, link, text
from api.console.guard import guarded
from api.console.shell import MOUNT_PATH, staff_page
from api.console.standing_words import FIGURES, Figure, listed_words, shown
from api.console.visitor import Visitor
from api.console.words import moment
from api.reports.period import Period, period, read_day
from api.reports.standing import By, Listed, Matter, Overview, Standing, overview
from api.reports.standing_tables import COLUMNS, GROUPED, WHOLE, WRONG, as_csv, as_xlsx, matter_title
from api.settings import CITY_TIME
from api.staff.service import Role

ROWS = 15
"""Rows of the table, and cases of a list, shown at once, and how many more a click adds."""
REFRESH: Final = 60.0
"""Seconds between looks: what is late changes with the clock, not only with the cases."""
_EXPORTED: Final = 5000
"""Cases of each list in a file."""
_PERIODS = {
    "month": "Tháng này",
    "last_month": "Tháng trước",
    "week": "7 ngày qua",
    "year": "Từ đầu năm",
    "chosen": "Chọn ngày",
}
_COLUMNS = (
    *("open", "overdue", "due_soon", "awaiting", "unreviewed", "answered", "answered_late"),
    *("average_days", "average_stars"),
)


@staff_page("/manager", Role.OFFICER, Role.ADMIN, title="Điều hành", officers_of=directory.SUPERVISOR)
async def standing_page(visitor: Visitor) -> None:
    """Build the page."""
    page = _ManagerPage(visitor)
    with box(classes="standing"):
        page.build()
    context.client.on_connect(guarded(page.follow))


class _ManagerPage:
    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._found: Overview | None = None
        self._rows = self._listed = ROWS
        self._timer: ui.timer | None = None

    def build(self) -> None:
        """Build the choices, and the places for what is found."""
        with box(classes="standing-top"):
            self._period = ui.select(_PERIODS, value="month", label="Kỳ").props(
                "outlined dense options-dense"
            )
            with box(classes="standing-days") as days:
                self._first, self._last = self._day("Từ ngày"), self._day("Đến ngày")
            days.bind_visibility_from(self._period, "value", value="chosen")
            self._by = ui.select(GROUPED, value=By.AGENCY, label="Xem").props("outlined dense options-dense")
            with box(classes="actions standing-files"):
                button("Tải Excel", self._file(as_xlsx, "xlsx"), "small")
                button("Tải CSV", self._file(as_csv, "csv"), "small")
        self._as_of = text("", "p", "muted", aria_live="polite")
        self._figures = box(classes="figures")
        with box("section", "panel", aria_label="Theo đơn vị"):
            self._table = box(classes="table-scroll")
        self._lists = box(classes="standing-lists")
        for field in (self._period, self._by, self._first, self._last):
            field.on_value_change(guarded(self._choose))

    @staticmethod
    def _day(label: str) -> ui.input:
        today = clock.now().astimezone(CITY_TIME).date()
        return ui.input(label, value=today.isoformat()).props("type=date outlined dense stack-label")

    async def follow(self) -> None:
        """Look now and every minute, once, however often the browser connects again."""
        if self._timer is None:
            self._timer = ui.timer(REFRESH, guarded(self._look))

    async def _choose(self) -> None:
        self._rows = self._listed = ROWS
        await self._look()

    async def _look(self) -> None:
        self._found = await self._read(self._listed)
        self._show(self._found)

    async def _read(self, listed: int) -> Overview:
        now, by = clock.now(), By(self._by.value)
        async with self._visitor.acting():
            pass  # whoever may no longer see the page is told so here
        async with database.transaction() as session:
            await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            return await overview(session, period=self._chosen_period(), now=now, by=by, listed=listed)

    def _chosen_period(self) -> Period:
        now = clock.now()
        today = now.astimezone(CITY_TIME).date()
        first, last = {
            "month": lambda: (today.replace(day=1), today),
            "last_month": lambda: _last_month(today),
            "week": lambda: (today - timedelta(days=6), today),
            "year": lambda: (today.replace(month=1, day=1), today),
            "chosen": lambda: (
                read_day(self._first.value or "", option="đầu kỳ"),
                read_day(self._last.value or "", option="cuối kỳ"),
            ),
        }[self._period.value]()
        return period(first, last, now=now)

    def _show(self, found: Overview) -> None:
        days = found.period
        self._as_of.set_text(
            f"Số đang mở, trễ hạn tính lúc {moment(found.now)}; số trả lời, đánh giá từ {days.first:%d/%m/%Y} "
            f"đến {days.last:%d/%m/%Y}. Tự cập nhật mỗi phút." + ("" if found.adds_up else f" {WRONG}")
        )
        self._figures.clear()
        with self._figures:
            for one in FIGURES:
                _show_figure(one, found)
        self._show_table(found)
        self._lists.clear()
        with self._lists:
            for matter in Matter:
                self._show_matter(found, matter)

    def _show_table(self, found: Overview) -> None:
        self._table.clear()
        with self._table:
            with box("table", "standing-table"):
                text(GROUPED[found.by], "caption")
                with box("thead"), box("tr"):
                    text(COLUMNS["agency" if found.by is By.AGENCY else "unit"], "th", scope="col")
                    for name in _COLUMNS:
                        text(COLUMNS[name], "th", scope="col")
                with box("tbody"):
                    for one in found.rows[: self._rows]:
                        _show_row(one, one.name)
                    if found.rows:
                        _show_row(found.total, WHOLE, "whole")
            if not found.rows:
                text("Chưa có phản ánh nào đang mở hay được trả lời trong kỳ.", "p", "muted")
            if len(found.rows) > self._rows:
                button(f"Xem thêm ({len(found.rows) - self._rows})", self._more_rows, "wide")

    async def _more_rows(self) -> None:
        self._rows += ROWS
        if self._found is not None:
            self._show_table(self._found)

    def _show_matter(self, found: Overview, matter: Matter) -> None:
        cases, total = found.matters[matter].cases, found.matters[matter].total
        with box("section", "panel", aria_label=matter_title(matter)):
            with box(classes="matter-top"):
                text(matter_title(matter), "h2")
                text(f"{total}", classes="chip red" if total and matter is Matter.LATE else "chip")
            if not cases:
                text("Không có.", "p", "muted")
            for one in cases:
                self._show_case(found, matter, one)
            if total > len(cases):
                button(f"Xem thêm ({total - len(cases)})", self._more_listed, "wide")

    def _show_case(self, found: Overview, matter: Matter, one: Listed) -> None:
        with box(classes="matter-case"):
            with box(classes="case-row-top"):
                if self._visitor.account.agency == directory.SUPERVISOR:
                    link(one.code, f"{MOUNT_PATH}/agency?case={one.id}", "mono strong")
                else:
                    text(one.code, classes="mono strong")
                text(
                    listed_words(matter, one, now=found.now),
                    classes="chip red" if matter is Matter.LATE else "chip",
                )
            for words in shown(one):
                text(words, classes="muted")
            if matter is Matter.LOW_RATED and one.rating_reason:
                text(f"“{one.rating_reason}”", "p")

    async def _more_listed(self) -> None:
        self._listed += ROWS
        await self._look()

    def _file(self, write: Callable[[Overview], bytes], kind: str) -> Action:
        async def download() -> None:
            found = await self._read(_EXPORTED)
            days = found.period
            name = f"dieu-hanh-{days.first:%Y%m%d}-{days.last:%Y%m%d}.{kind}"
            ui.download.content(write(found), name)

        return download


def _last_month(today: date) -> tuple[date, date]:
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def _show_figure(one: Figure, found: Overview) -> None:
    number, detail = one.words(found)
    with box(classes="figure late" if one.alarming and number not in {"0", "–"} else "figure"):
        text(number, classes="figure-number")
        text(one.title, classes="figure-title")
        if detail:
            text(detail, classes="muted")


def _show_row(one: Standing, name: str, classes: str = "") -> Element:
    with box("tr", classes) as row:
        text(name, "th", scope="row")
        for column in _COLUMNS:
            value = getattr(one, column)
            words = (
                "–"
                if value is None
                else f"{value}"
                if isinstance(value, int)
                else f"{value:.1f}".replace(".", ",")
            )
            late = "late" if column == "overdue" and value else "nothing" if not value else ""
            text(words, "td", late, data_label=COLUMNS[column])
    return row
