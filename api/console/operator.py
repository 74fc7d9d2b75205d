"""The operator desk: who waits, the conversation at hand, suggested answers beside it, and the caller on the line."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from nicegui import context, ui
from nicegui.element import Element

from api import clock
from api.console import address
from api.console.caller import CallerPanel
from api.console.elements import Action, box, button, on_click, text
from api.console.guard import guarded
from api.console.live import LIST_PAUSE, Watch
from api.console.shell import staff_page
from api.console.suggestions import Suggestions
from api.console.talk import Talk
from api.console.visitor import Visitor
from api.console.words import channel_name, short_moment
from api.conversations import service as conversations
from api.conversations.service import ConversationSummary, Owner
from api.errors import NotFoundError
from api.staff import service as staff
from api.staff.service import Role

PAGE = 30
"""Conversations shown that do not wait, and how many more a click adds."""
WAITING = 100
"""Who waits longest, shown; the title counts them all."""


@dataclass(frozen=True)
class _Lists:
    """What the left panel shows."""

    waiting: list[ConversationSummary]
    waiting_count: int
    active: list[ConversationSummary]
    more: bool


@staff_page("/operator", Role.OPERATOR, title="Bàn trực tổng đài")
async def operator_page(visitor: Visitor, conversation: str = "") -> None:
    """Build the desk: three panels side by side, one under the other on a phone; `conversation` is opened at once."""
    desk = _Desk(visitor, wanted=_id_of(conversation))
    with box(classes="split desk") as desk.root:
        with box("section", "panel", aria_label="Danh sách cuộc trò chuyện"):
            desk.build_list()
        with box("section", "panel talk", aria_label="Cuộc trò chuyện"):
            desk.build_talk()
        with box("section", "panel", aria_label="Hỗ trợ trả lời"):
            desk.build_side()
    context.client.on_connect(guarded(desk.follow))


def _id_of(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None


class _Desk:
    root: Element

    def __init__(self, visitor: Visitor, *, wanted: UUID | None) -> None:
        self._visitor = visitor
        self._wanted = wanted
        self._selected: UUID | None = None
        self._lists: _Lists | None = None
        self._limit = PAGE
        self._watch: Watch | None = None
        self._names: dict[int, str] = {}

    def build_list(self) -> None:
        """Build the left panel: who waits, then who talks."""
        self._waiting_title = text("Đang chờ", "h2")
        self._waiting = box(classes="talks", role="list")
        with box(classes="talk-top"):
            text("Đang trò chuyện", "h2")
            self._only_mine = ui.checkbox("Của tôi").props("dense")
        self._only_mine.on_value_change(guarded(self._choose))
        self._active = box(classes="talks scroll", role="list")

    def build_talk(self) -> None:
        """Build the middle panel."""
        button("‹ Danh sách", self._back_to_list, "small only-narrow")
        self._talk = Talk(self._visitor, on_citizen=lambda words: self._suggestions.show(*words))

    def build_side(self) -> None:
        """Build the right panel: suggestions for the chat, and the caller."""
        with ui.tabs().props("dense no-caps align=justify").classes("wide") as tabs:
            chat = ui.tab("chat", "Gợi ý trả lời")
            call = ui.tab("call", "Cuộc gọi")
        with ui.tab_panels(tabs, value=chat).props("keep-alive").classes("tab-panels"):
            with ui.tab_panel(chat):
                self._suggestions = Suggestions(
                    empty="Gợi ý hiện ở đây theo lời mới nhất của người dân.", insert=self._insert
                )
            with ui.tab_panel(call):
                CallerPanel(self._visitor)

    async def follow(self) -> None:
        """Follow the list of conversations, once, however often the browser connects again."""
        if self._watch is not None:
            return
        self._watch = Watch("conversations:all", look=self._look, pause=LIST_PAUSE)
        if self._wanted is not None:
            with contextlib.suppress(NotFoundError):  # erased since, or a wrong address
                await self._open(self._wanted)

    def _insert(self, words: str) -> None:
        self._talk.insert(words)

    async def _look(self) -> None:
        only_mine = bool(self._only_mine.value)
        async with self._visitor.acting() as (session, account):
            waiting = await conversations.waiting(session, limit=WAITING)
            active = await conversations.talking(
                session, limit=self._limit + 1, operator_id=account.id if only_mine else None
            )
            waiting_count = await conversations.count_waiting(session)
            self._names = await staff.full_names(
                session, account_ids={one.operator_id for one in active if one.operator_id}
            )
        lists = _Lists(waiting, waiting_count, active[: self._limit], more=len(active) > self._limit)
        if lists != self._lists and only_mine is bool(self._only_mine.value):
            self._lists = lists
            self._show_list()

    async def _choose(self) -> None:
        self._limit = PAGE
        await self._look()

    async def _more(self) -> None:
        self._limit += PAGE
        await self._look()

    def _show_list(self) -> None:
        lists = self._lists
        if lists is None:
            return
        self._waiting_title.set_text(f"Đang chờ ({lists.waiting_count})")
        self._fill(self._waiting, lists.waiting, empty="Không có ai đang chờ.")
        self._fill(self._active, lists.active, empty="Chưa có cuộc trò chuyện nào.")
        if lists.more:
            with self._active:
                button("Xem thêm", self._more, "wide")

    def _fill(self, parent: Element, summaries: Sequence[ConversationSummary], *, empty: str) -> None:
        parent.clear()
        with parent:
            for summary in summaries:
                self._row(summary)
            if not summaries:
                text(empty, "p", "muted")

    def _row(self, summary: ConversationSummary) -> None:
        now = clock.now()
        classes = ["talk-row"]
        if summary.emergency:
            classes.append("emergency")
        if summary.id == self._selected:
            classes.append("selected")
        with (
            box(role="listitem"),
            box("button", " ".join(classes), type="button", data_conversation=str(summary.id)) as row,
        ):
            with box(classes="talk-row-top"):
                if summary.emergency:
                    text("KHẨN CẤP", classes="chip red")
                text(channel_name(summary.channel), classes="strong")
                text(self._who(summary), classes="muted")
            if summary.waiting_since and summary.owner == Owner.WAITING:
                reason = f": {summary.waiting_reason}" if summary.waiting_reason else ""
                text(f"Chờ từ {short_moment(summary.waiting_since, now=now)}{reason}", classes="talk-reason")
            text(summary.last_text, classes="talk-last")
        on_click(row, self._opening(summary.id))

    def _who(self, summary: ConversationSummary) -> str:
        now = clock.now()
        at = short_moment(summary.last_activity_at, now=now)
        if summary.owner != Owner.OPERATOR:
            return at
        if summary.operator_id == self._visitor.account.id:
            return f"của anh/chị · {at}"
        return f"{self._names.get(summary.operator_id or 0, '')} · {at}"

    def _opening(self, conversation_id: UUID) -> Action:
        async def open_it() -> None:
            await self._open(conversation_id)
            address.remember("conversation", conversation_id)

        return open_it

    async def _open(self, conversation_id: UUID) -> None:
        await self._talk.open(conversation_id)
        self._selected = conversation_id
        self.root.classes(add="has-choice")
        self._suggestions.show()
        self._show_list()

    async def _back_to_list(self) -> None:
        self.root.classes(remove="has-choice")
        address.forget()
