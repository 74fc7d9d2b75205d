"""One case as its agency sees it: the content, what happened so far, the contact on demand, and the steps open."""

from dataclasses import dataclass
from uuid import UUID

from nicegui import ui
from nicegui.element import Element
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock
from api.agencies import directory
from api.console.case_steps import EmptyTextError, ask_where_to
from api.console.case_words import (
    OPEN,
    TO_ACCEPT,
    TO_ANSWER,
    TO_ASSIGN,
    actor_words,
    field_name,
    place_words,
    staff_id,
)
from api.console.elements import box, button, confirm, notify, text
from api.console.live import Watch
from api.console.visitor import Visitor
from api.console.words import channel_name, due_words, moment, status_name
from api.errors import ForbiddenError
from api.feedback import service as feedback
from api.feedback.service import Case, CaseEvent, CaseNotFoundError, Contact, is_overdue
from api.privacy import service as privacy
from api.staff import service as staff
from api.staff.service import Account

EVENTS = {
    "received": "Tiếp nhận",
    "assigned": "Chuyển đến cơ quan xử lý",
    "accepted": "Nhận xử lý",
    "returned": "Trả lại",
    "answered": "Trả lời",
    "contact_viewed": "Xem thông tin liên hệ",
    "noted": "Ghi chú",
    "contact_erased": "Xóa thông tin liên hệ theo yêu cầu",
}


@dataclass(frozen=True)
class _Whole:
    """What a case says, with the personal data in it."""

    content: str
    answer: str | None


def own_agency(account: Account) -> str:
    """Return the agency of an officer; raises ForbiddenError for an account without one."""
    if account.agency is None:
        raise ForbiddenError(f"account {account.id} has no agency")
    return account.agency


class CaseView:
    """The right panel of the inbox; `open(case_id)` shows a case and follows it."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._id: int | None = None
        self._status: str | None = None
        self._contact: Contact | None = None
        self._whole: _Whole | None = None
        self._watch: Watch | None = None
        with box(classes="scroll case"):
            self._facts: Element = box(classes="case-facts")
            self._steps: Element = box(classes="case-steps")
            self._timeline: Element = box(classes="case-timeline")
        with self._facts:
            text("Chọn một phản ánh ở danh sách để xem.", "p", "muted")

    async def open(self, case_id: int) -> None:
        """Show another case and follow it from now on."""
        if self._watch is not None:
            self._watch.stop()
        self._id, self._status, self._contact, self._whole = case_id, None, None, None
        self._watch = Watch(f"case:{case_id}", look=self._look)

    async def _look(self) -> None:
        """Bring the case up to date; the boxes being typed in stay while the status stays."""
        case_id = self._opened()
        try:
            async with self._visitor.acting() as (session, account):
                case = await feedback.case_for_agency(session, case_id=case_id, agency=own_agency(account))
                events = await feedback.timeline(session, case_id=case_id)
                people = {found for event in events if (found := staff_id(event)) is not None}
                names = await staff.full_names(session, account_ids=people)
        except CaseNotFoundError:
            if case_id == self._id:
                self._leave()
            return
        if case_id != self._id:
            return
        self._facts.clear()
        with self._facts:
            self._show_facts(case)
        if case.status != self._status:
            self._status = case.status
            self._steps.clear()
            with self._steps:
                self._show_steps(case)
        self._timeline.clear()
        with self._timeline:
            text("Diễn biến", "h3")
            for event in events:
                _show_event(event, names)

    def _leave(self) -> None:
        """Show nothing more of a case that another agency has now."""
        self._id, self._status, self._contact, self._whole = None, None, None, None
        for part in (self._facts, self._steps, self._timeline):
            part.clear()
        with self._facts:
            text("Phản ánh này đã chuyển sang cơ quan khác.", "p", "muted")
        if self._watch is not None:
            self._watch.stop()

    def _show_facts(self, case: Case) -> None:
        now = clock.now()
        with box(classes="case-top"):
            text(case.code, "h2", "mono")
            text(status_name(case.status), classes="chip")
            if case.due_at and case.status in OPEN:
                late = is_overdue(case, now=now)
                words = due_words(case.due_at, now=now)
                text(f"⚠ {words}" if late else words, classes="chip red" if late else "chip")
        whole = self._whole or _Whole(case.content, case.answer)
        text(whole.content, "p", "pre case-content")
        with box("dl", "facts"):
            _fact("Lĩnh vực", field_name(case.field))
            _fact("Nơi xảy ra", place_words(case))
            _fact("Tiếp nhận", f"{moment(case.received_at)} · {channel_name(case.channel)}")
            if case.due_at:
                _fact("Hạn trả lời", moment(case.due_at))
            if case.answer:
                _fact("Trả lời", whole.answer or case.answer)
        with box(classes="actions"):
            if self._contact is None:
                button("Xem người phản ánh", self._see_contact, "small")
            else:
                name = self._contact.name or "Không ghi tên"
                text(f"{name} · {self._contact.phone or 'không có số điện thoại'}", classes="strong")
                text("Lần xem này đã được ghi vào diễn biến.", classes="muted")

    def _show_steps(self, case: Case) -> None:
        with box(classes="actions"):
            if case.status in TO_ACCEPT:
                button("Nhận xử lý", self._accept, "primary")
            if case.handler == directory.DESK and case.status in TO_ASSIGN:
                button("Chuyển cơ quan xử lý", self._assign, "primary")
            elif case.status in TO_ANSWER:
                button("Trả lại", self._return, title="Không thuộc thẩm quyền của cơ quan này")
        if case.status in TO_ANSWER:
            self._answer_box = (
                ui.textarea("Trả lời người dân").props("outlined autogrow maxlength=4000").classes("wide")
            )
            with box(classes="actions end"):
                button("Gửi trả lời", self._answer, "primary")

    async def _see_contact(self) -> None:
        """Show who filed the case and its content unmasked; the service records that this officer looked."""
        async with self._visitor.acting() as (session, account):
            agency, case_id = own_agency(account), self._opened()
            self._contact = await feedback.view_contact(
                session, case_id=case_id, agency=agency, actor=_actor(account), now=clock.now()
            )
            case = await feedback.case_for_agency(session, case_id=case_id, agency=agency)
            if case.conversation_id is not None:
                self._whole = await _unmasked(session, case, case.conversation_id)
        await self._look()

    async def _accept(self) -> None:
        async with self._visitor.acting() as (session, account):
            await feedback.accept(
                session,
                case_id=self._opened(),
                agency=own_agency(account),
                actor=_actor(account),
                now=clock.now(),
            )
        notify("Đã nhận xử lý.")

    async def _return(self) -> None:
        given = await ask_where_to(
            "Trả lại phản ánh",
            "Ghi rõ lý do. Nếu biết cơ quan có thẩm quyền thì chọn, nếu không thì tổng đài phân loại lại.",
            but=own_agency(self._visitor.account),
        )
        if given is None:
            return
        async with self._visitor.acting() as (session, account):
            await feedback.return_case(
                session,
                case_id=self._opened(),
                agency=own_agency(account),
                actor=_actor(account),
                reason=given.reason,
                to_agency=given.agency,
                now=clock.now(),
            )
        notify("Đã trả lại phản ánh.")

    async def _assign(self) -> None:
        given = await ask_where_to(
            "Chuyển cơ quan xử lý", "Chọn cơ quan có thẩm quyền.", but=directory.DESK, agency_needed=True
        )
        if given is None or given.agency is None:
            return
        async with self._visitor.acting() as (session, account):
            if own_agency(account) != directory.DESK:
                raise ForbiddenError(f"account {account.id} is not of the classification desk")
            await feedback.assign(
                session,
                case_id=self._opened(),
                actor=_actor(account),
                to_agency=given.agency,
                note=given.reason or None,
                now=clock.now(),
            )
        notify("Đã chuyển phản ánh.")

    async def _answer(self) -> None:
        words = (self._answer_box.value or "").strip()
        if not words:
            raise EmptyTextError("empty answer")
        if not await confirm("Gửi trả lời này cho người dân?", yes="Gửi trả lời", detail=words):
            return
        async with self._visitor.acting() as (session, account):
            await feedback.answer(
                session,
                case_id=self._opened(),
                agency=own_agency(account),
                actor=_actor(account),
                text=words,
                now=clock.now(),
            )
        notify("Đã gửi trả lời.")

    def _opened(self) -> int:
        if self._id is None:
            raise EmptyTextError("no case is open", sentence="Anh/chị vui lòng chọn một phản ánh.")
        return self._id


async def _unmasked(session: AsyncSession, case: Case, conversation_id: UUID) -> _Whole:
    content, answer = [
        await privacy.unmask(session, conversation_id=conversation_id, text=words)
        for words in (case.content, case.answer or "")
    ]
    return _Whole(content, answer)


def _actor(account: Account) -> str:
    return f"staff:{account.id}"


def _fact(name: str, words: str) -> None:
    text(name, "dt")
    text(words, "dd", "pre")


def _show_event(event: CaseEvent, names: dict[int, str]) -> None:
    with box(classes="event"):
        text(moment(event.at), "time", "muted")
        text(EVENTS.get(event.kind, event.kind), classes="strong")
        text(actor_words(event, names), classes="muted")
        if event.note:
            text(event.note, "p", "pre")
