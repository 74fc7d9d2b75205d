"""The conversation an operator has open: its messages as they come, taking over, writing, giving back."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from nicegui import ui
from nicegui.element import Element
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock
from api.attachments import service as files
from api.audit import service as audit
from api.console import address
from api.console.elements import box, button, confirm, link, notify, set_enabled, text
from api.console.files import talk_file_address
from api.console.live import Watch
from api.console.visitor import Visitor
from api.console.words import channel_name, moment, short_moment
from api.conversations import service as conversations
from api.conversations.service import Author, Conversation, Message, Owner
from api.errors import ConflictError, NotFoundError
from api.privacy import erasure
from api.privacy import service as privacy
from api.staff import service as staff
from api.staff.service import Account

PAGE = 200
_HEARD = 3
"""How many of the citizen's newest messages suggestions are sought for."""
_REPLACE_HINT = "Nhận thay khi tổng đài viên đang phụ trách đã nghỉ hoặc lâu không trả lời"
_AUTHORS = {
    Author.CITIZEN: "Người dân",
    Author.BOT: "Trợ lý",
    Author.OPERATOR: "Tổng đài viên",
    Author.AGENCY: "Cơ quan",
    Author.SYSTEM: "Hệ thống",
}


class NotYoursError(ConflictError):
    """An operator writes into a conversation that is not (or no longer) the own one."""

    sentence = (
        "Cuộc trò chuyện này hiện không do anh/chị phụ trách. Anh/chị hãy bấm “Nhận” trước khi trả lời."
    )


class Talk:
    """The middle panel. `on_citizen(latest, earlier)` hears the citizen's newest words, masked, newest first."""

    def __init__(self, visitor: Visitor, *, on_citizen: Callable[[tuple[str, ...]], None]) -> None:
        self._visitor = visitor
        self._on_citizen = on_citizen
        self._id: UUID | None = None
        self._last = 0
        self._citizen: list[str] = []
        self._watch: Watch | None = None
        self._build()

    def _build(self) -> None:
        with box(classes="talk-top"):
            self._title = text("Chưa chọn cuộc trò chuyện", "h2")
            self._state = text("", classes="muted", aria_live="polite")
            with box(classes="actions"):
                self._take = button("Nhận", self._take_over, "primary")
                self._replace = button("Nhận thay", self._take_over, title=_REPLACE_HINT)
                self._give = button("Trả lại cho trợ lý", self._give_back)
                self._erase_button = button("Xóa dữ liệu", self._erase, "danger")
        self._messages: Element = box(
            classes="messages", role="log", aria_label="Tin nhắn", tabindex="0", aria_live="polite"
        )
        with box(classes="composer"):
            self._box = (
                ui.textarea(placeholder="Nội dung trả lời…")
                .props(
                    'outlined dense autogrow aria-label="Nội dung trả lời" maxlength=4000 input-class=composer-input'
                )
                .classes("grow")
            )
            self._send_button = button("Gửi", self._send, "primary", title="Ctrl + Enter")
        self._box.on("keydown.ctrl.enter", lambda: self._send_button.run_method("click"), args=[])
        self._show_state(None)

    async def open(self, conversation_id: UUID) -> None:
        """Show another conversation and follow it from now on; that it was opened, unmasked, is in the audit.

        Raises:
            NotFoundError: there is none, or it was erased.
        """
        async with self._visitor.acting() as (session, account):
            await conversations.get(session, conversation_id=conversation_id)
            await audit.record(
                session,
                actor=f"staff:{account.id}",
                kind="conversation_opened",
                subject=f"conversation:{conversation_id}",
            )
        if self._watch is not None:
            self._watch.stop()
        self._id, self._last, self._citizen = conversation_id, 0, []
        self._messages.clear()
        self._box.value = ""
        self._watch = Watch(f"conversation:{conversation_id}", look=self._look)

    def close(self) -> None:
        """Show no conversation any more."""
        if self._watch is not None:
            self._watch.stop()
        self._id, self._watch = None, None
        self._messages.clear()
        self._box.value = ""
        self._title.set_text("Chưa chọn cuộc trò chuyện")
        self._show_state(None)
        address.forget()

    def insert(self, words: str) -> None:
        """Put `words` into the box, after what is there, to be edited before sending."""
        if not self._box.enabled:
            raise NotYoursError("suggestion inserted into a conversation of someone else")
        self._box.value = f"{self._box.value}\n{words}".strip()
        self._box.run_method("focus")

    async def _look(self) -> None:
        """Bring state and new messages up to date; only what is new is added to the page."""
        conversation_id = self._id
        if conversation_id is None:
            return
        async with self._visitor.acting() as (session, _):
            try:
                conversation = await conversations.get(session, conversation_id=conversation_id)
            except NotFoundError:  # erased meanwhile
                if conversation_id == self._id:
                    self.close()
                return
            new = await conversations.messages(
                session, conversation_id=conversation_id, after=self._last, limit=PAGE
            )
            said = await conversations.words_of(session, messages=new)
            shown = [
                (one, await privacy.unmask(session, conversation_id=conversation_id, text=words))
                for one, words in zip(new, said, strict=True)
            ]
            sent = await files.of_messages(
                session, message_ids=[one.id for one in new if one.attachment is not None]
            )
            names = await staff.full_names(
                session, account_ids={conversation.operator_id} if conversation.operator_id else ()
            )
        if conversation_id != self._id:
            return
        self._show_state(conversation, names.get(conversation.operator_id or 0, ""))
        now = clock.now()
        with self._messages:
            for message, words in shown:
                self._show_message(message, words, sent.get(message.id, []), now=now)
        self._last = max((one.sequence for one in new), default=self._last)
        heard = [one.text for one in new if one.author == Author.CITIZEN]
        if heard:
            self._citizen = [*self._citizen, *heard][-_HEARD:]
            self._on_citizen(tuple(reversed(self._citizen)))
        if new:
            ui.run_javascript(
                f"const log = getHtmlElement({self._messages.id}); if (log) log.scrollTop = log.scrollHeight"
            )
        if len(new) == PAGE:
            await self._look()

    def _show_message(
        self, message: Message, words: str, sent: list[files.StoredFile], *, now: datetime
    ) -> None:
        with box("article", f"message from-{message.author}"):
            with box(classes="message-top"):
                text(_AUTHORS[Author(message.author)], classes="strong")
                text(
                    short_moment(message.created_at, now=now),
                    "time",
                    "muted",
                    title=moment(message.created_at),
                )
            text(words or "(tin nhắn không có chữ)", "p", "pre")
            for file in sent:
                if file.state == files.FileState.KEPT:
                    link(f"Mở {files.name_of(file)}", talk_file_address(file.id), outside=True)
                else:
                    text(file.refusal or "Tệp đang được tải", "p", "muted")
            if message.choices:
                titles = " · ".join(choice["title"] for choice in message.choices)
                text(f"Lựa chọn: {titles}", "p", "muted")

    def _show_state(self, conversation: Conversation | None, operator: str = "") -> None:
        mine = False
        if conversation is None:
            self._state.set_text("Chọn một cuộc trò chuyện ở danh sách.")
        else:
            mine = self._is_mine(conversation)
            self._title.set_text(f"Cuộc trò chuyện · {channel_name(conversation.channel)}")
            self._state.set_text(self._state_words(conversation, operator, mine=mine))
        free = conversation is not None and conversation.owner != Owner.OPERATOR
        self._take.set_visibility(free)
        self._replace.set_visibility(conversation is not None and not free and not mine)
        self._give.set_visibility(mine)
        self._erase_button.set_visibility(mine)
        self._box.set_enabled(mine)
        set_enabled(self._send_button, mine)

    def _is_mine(self, conversation: Conversation) -> bool:
        return conversation.owner == Owner.OPERATOR and conversation.operator_id == self._visitor.account.id

    def _state_words(self, conversation: Conversation, operator: str, *, mine: bool) -> str:
        if mine:
            return "Anh/chị đang phụ trách, trợ lý im lặng."
        if conversation.owner == Owner.OPERATOR:
            return f"{operator} đang phụ trách."
        if conversation.owner == Owner.WAITING and conversation.waiting_since:
            return f"Chờ tổng đài viên từ {short_moment(conversation.waiting_since, now=clock.now())}."
        return "Trợ lý đang trả lời."

    def _opened(self) -> UUID:
        if self._id is None:
            raise NotYoursError("no conversation is open")
        return self._id

    async def _take_over(self) -> None:
        async with self._visitor.acting() as (session, account):
            await conversations.take_over(session, conversation_id=self._opened(), operator_id=account.id)
        self._box.run_method("focus")

    async def _give_back(self) -> None:
        async with self._visitor.acting() as (session, account):
            await conversations.give_back(session, conversation_id=self._opened(), operator_id=account.id)
        notify("Đã trả cuộc trò chuyện lại cho trợ lý.")

    async def _erase(self) -> None:
        """Erase the citizen's data after a second question; only who has the conversation can."""
        conversation_id = self._opened()
        sure = await confirm(
            "Xóa dữ liệu của cuộc trò chuyện này?",
            yes="Xóa hẳn",
            detail="Nội dung trò chuyện, địa chỉ trên kênh và thông tin liên hệ bị xóa, không khôi phục được. "
            "Phản ánh đã gửi vẫn được giải quyết. Anh/chị hãy báo người dân trước khi xóa.",
        )
        if not sure:
            return
        async with self._visitor.acting() as (session, account):
            await self._own(session, conversation_id, account)
            await erasure.erase(
                session, conversation_id=conversation_id, actor=f"staff:{account.id}", now=clock.now()
            )
        self.close()
        notify("Đã xóa dữ liệu của cuộc trò chuyện.")

    async def _own(self, session: AsyncSession, conversation_id: UUID, account: Account) -> Conversation:
        """Return the conversation, locked; raises NotYoursError where it is not the account's."""
        conversation = await conversations.locked(session, conversation_id=conversation_id)
        if conversation.owner != Owner.OPERATOR or conversation.operator_id != account.id:
            raise NotYoursError(f"account {account.id} does not own conversation {conversation.id}")
        return conversation

    async def _send(self) -> None:
        words = (self._box.value or "").strip()
        if not words:
            return
        async with self._visitor.acting() as (session, account):
            conversation = await self._own(session, self._opened(), account)
            masked = await privacy.mask(session, conversation_id=conversation.id, text=words)
            await conversations.say(
                session,
                conversation=conversation,
                text=masked,
                author=Author.OPERATOR,
                operator_id=account.id,
            )
        self._box.value = ""
        self._box.run_method("focus")
