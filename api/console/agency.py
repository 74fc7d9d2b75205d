"""The agency inbox: an officer's list of the own agency's cases, live, beside the case at hand."""

from nicegui import context, ui
from nicegui.element import Element

from api import clock
from api.console import address
from api.console.case import CaseView
from api.console.case_actions import own_agency
from api.console.case_chips import show_chips
from api.console.case_events import agency_name
from api.console.case_words import field_name, filters_of, inbox_filter, place_words
from api.console.elements import Action, box, button, on_click, text
from api.console.guard import guarded
from api.console.live import LIST_PAUSE, Watch
from api.console.shell import staff_page
from api.console.visitor import Visitor
from api.console.words import short_moment
from api.feedback import service as feedback
from api.feedback.service import Case, InboxPage
from api.staff.service import Role

PAGE = 50
"""Cases shown at once, and how many more a click adds."""
_LONGEST_ID = 10
"""Digits: one less than the largest number of the database's integers has."""


@staff_page("/agency", Role.OFFICER, title="Hộp phản ánh, kiến nghị")
async def agency_page(visitor: Visitor, case: str = "") -> None:
    """Build the inbox: list and case side by side, one at a time on a phone; `case` is opened at once."""
    inbox = _Inbox(visitor, wanted=int(case) if case.isdecimal() and len(case) < _LONGEST_ID else None)
    with box(classes="split inbox") as inbox.root:
        with box("section", "panel", aria_label="Danh sách phản ánh"):
            inbox.build_list()
        with box("section", "panel", aria_label="Nội dung phản ánh"):
            inbox.build_case()
    context.client.on_connect(guarded(inbox.follow))


class _Inbox:
    root: Element

    def __init__(self, visitor: Visitor, *, wanted: int | None) -> None:
        self._visitor = visitor
        self._wanted = wanted
        self._page = InboxPage([], 0, 0)
        self._limit = PAGE
        self._selected: int | None = None
        self._watch: Watch | None = None

    def build_list(self) -> None:
        """Build the list with its filter and search."""
        with box(classes="list-top"):
            filters = filters_of(own_agency(self._visitor.account))
            self._filter = ui.select(filters, value="open", label="Trạng thái").props(
                "outlined dense options-dense"
            )
            self._search = ui.input("Tìm theo mã, nội dung, địa điểm").props(
                "outlined dense clearable debounce=250"
            )
            self._search.classes("grow")
        self._count = text("", "p", "muted", aria_live="polite")
        self._list = box(classes="cases scroll", role="list")
        for field in (self._filter, self._search):
            field.on_value_change(guarded(self._choose))

    def build_case(self) -> None:
        """Build the panel of the case at hand."""
        button("‹ Danh sách", self._back_to_list, "small only-narrow")
        self._case = CaseView(self._visitor)

    async def follow(self) -> None:
        """Follow the agency's inbox, once, however often the browser connects again."""
        if self._watch is not None:
            return
        inbox = f"inbox:{own_agency(self._visitor.account)}"
        self._watch = Watch(inbox, look=self._look, pause=LIST_PAUSE)
        if self._wanted is not None:
            await self._open(self._wanted)

    async def _look(self) -> None:
        chosen = inbox_filter(self._filter.value or "all", self._search.value or "")
        async with self._visitor.acting() as (session, account):
            page = await feedback.inbox_page(
                session, agency=own_agency(account), wanted=chosen, limit=self._limit, now=clock.now()
            )
        if chosen == inbox_filter(self._filter.value or "all", self._search.value or ""):
            self._page = page
            self._show_list()

    async def _choose(self) -> None:
        self._limit = PAGE
        await self._look()

    async def _more(self) -> None:
        self._limit += PAGE
        await self._look()

    def _show_list(self) -> None:
        page = self._page
        self._count.set_text(f"{page.total} phản ánh" + (f", {page.overdue} trễ hạn" if page.overdue else ""))
        self._list.clear()
        with self._list:
            for case in page.cases:
                self._row(case)
            if not page.total:
                text("Không có phản ánh nào.", "p", "muted")
            if page.total > len(page.cases):
                button(f"Xem thêm ({page.total - len(page.cases)})", self._more, "wide")

    def _row(self, case: Case) -> None:
        now = clock.now()
        classes = "case-row selected" if case.id == self._selected else "case-row"
        with box(role="listitem"), box("button", classes, type="button", data_case=case.code) as row:
            with box(classes="case-row-top"):
                text(case.code, classes="mono strong")
                show_chips(case, now=now)
            text(case.content, classes="case-row-content")
            with box(classes="case-row-facts muted"):
                text(field_name(case.field))
                text(place_words(case))
                text(f"Nhận {short_moment(case.received_at, now=now)}")
                if case.handler != own_agency(self._visitor.account):
                    text(agency_name(case.handler))
        on_click(row, self._opening(case.id))

    def _opening(self, case_id: int) -> Action:
        async def open_it() -> None:
            address.remember("case", case_id)
            await self._open(case_id)

        return open_it

    async def _open(self, case_id: int) -> None:
        self._selected = case_id
        self.root.classes(add="has-choice")
        self._show_list()
        await self._case.open(case_id)

    async def _back_to_list(self) -> None:
        self.root.classes(remove="has-choice")
        address.forget()
