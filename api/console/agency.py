"""The agency inbox: an officer's list of the own agency's cases, live, beside the case at hand."""

from collections.abc import Sequence

from nicegui import context, ui
from nicegui.element import Element

from api import clock
from api.console.case import CaseView, own_agency
from api.console.case_words import FILTERS, OPEN, field_name, matches, place_words
from api.console.elements import Action, box, button, on_click, text
from api.console.live import Watch
from api.console.shell import staff_page
from api.console.visitor import Visitor
from api.console.words import due_words, short_moment, status_name
from api.feedback import service as feedback
from api.feedback.service import Case, is_overdue
from api.staff.service import Role

SHOWN = 200
"""Cases shown at once; search and filter reach the others."""


@staff_page("/agency", Role.OFFICER, title="Hộp phản ánh, kiến nghị")
async def agency_page(visitor: Visitor) -> None:
    """Build the inbox: list and case side by side, one at a time on a phone."""
    inbox = _Inbox(visitor)
    with box(classes="split inbox") as inbox.root:
        with box("section", "panel", aria_label="Danh sách phản ánh"):
            inbox.build_list()
        with box("section", "panel", aria_label="Nội dung phản ánh"):
            inbox.build_case()
    context.client.on_connect(inbox.follow)


class _Inbox:
    root: Element

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._cases: Sequence[Case] = ()
        self._selected: int | None = None
        self._watch: Watch | None = None

    def build_list(self) -> None:
        """Build the list with its filter and search."""
        with box(classes="list-top"):
            self._filter = ui.select(FILTERS, value="open", label="Trạng thái").props(
                "outlined dense options-dense"
            )
            self._search = ui.input("Tìm theo mã, nội dung, địa điểm").props(
                "outlined dense clearable debounce=250"
            )
            self._search.classes("grow")
        self._count = text("", "p", "muted", aria_live="polite")
        self._list = box(classes="cases scroll", role="list")
        for field in (self._filter, self._search):
            field.on_value_change(self._show_list)

    def build_case(self) -> None:
        """Build the panel of the case at hand."""
        button("‹ Danh sách", self._back_to_list, "small only-narrow")
        self._case = CaseView(self._visitor)

    def follow(self) -> None:
        """Follow the agency's inbox, once, however often the browser connects again."""
        if self._watch is None:
            self._watch = Watch(f"inbox:{own_agency(self._visitor.account)}", look=self._look)

    async def _look(self) -> None:
        async with self._visitor.acting() as (session, account):
            self._cases = await feedback.inbox(session, agency=own_agency(account))
        self._show_list()

    def _show_list(self) -> None:
        now = clock.now()
        chosen = [
            one
            for one in self._cases
            if matches(one, chosen=self._filter.value or "all", words=self._search.value or "", now=now)
        ]
        late = sum(is_overdue(one, now=now) for one in chosen)
        self._count.set_text(f"{len(chosen)} phản ánh" + (f", {late} trễ hạn" if late else ""))
        self._list.clear()
        with self._list:
            for case in chosen[:SHOWN]:
                self._row(case)
            if not chosen:
                text("Không có phản ánh nào.", "p", "muted")
            if len(chosen) > SHOWN:
                text(f"Đang hiện {SHOWN} phản ánh đầu; hãy lọc hoặc tìm để thu hẹp.", "p", "muted")

    def _row(self, case: Case) -> None:
        now = clock.now()
        overdue = is_overdue(case, now=now)
        classes = "case-row selected" if case.id == self._selected else "case-row"
        with box(role="listitem"), box("button", classes, type="button", data_case=case.code) as row:
            with box(classes="case-row-top"):
                text(case.code, classes="mono strong")
                text(status_name(case.status), classes="chip")
                if overdue and case.due_at:
                    text(f"⚠ {due_words(case.due_at, now=now)}", classes="chip red")
            text(case.content, classes="case-row-content")
            with box(classes="case-row-facts muted"):
                text(field_name(case.field))
                text(place_words(case))
                text(f"Nhận {short_moment(case.received_at, now=now)}")
                if case.due_at and not overdue and case.status in OPEN:
                    text(due_words(case.due_at, now=now))
        on_click(row, self._opening(case.id))

    def _opening(self, case_id: int) -> Action:
        async def open_it() -> None:
            self._selected = case_id
            self.root.classes(add="has-choice")
            self._show_list()
            await self._case.open(case_id)

        return open_it

    async def _back_to_list(self) -> None:
        self.root.classes(remove="has-choice")
