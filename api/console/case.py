"""One case as its agency sees it: the content, what happened so far, the contact on demand, and the steps open."""

from dataclasses import dataclass
from uuid import UUID

from nicegui.element import Element
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock
from api.console.case_actions import CaseActions, own_agency
from api.console.case_chips import show_chips
from api.console.case_duplicates import show_duplicates
from api.console.case_events import agency_name, show_event
from api.console.case_files import CaseFiles
from api.console.case_steps import EmptyTextError
from api.console.case_words import field_name, place_words, point_words, staff_id
from api.console.elements import box, button, text
from api.console.live import Watch
from api.console.visitor import Visitor
from api.console.words import channel_name, moment
from api.feedback import service as feedback
from api.feedback.service import Case, CaseEvent, CaseNotFoundError, Contact
from api.privacy import service as privacy
from api.staff import service as staff
from api.staff.service import Account


@dataclass(frozen=True)
class _Whole:
    """What a case says, with the personal data in it."""

    content: str
    answer: str | None


@dataclass(frozen=True)
class _Related:
    """The codes of other cases that belong to one, with their agencies."""

    main: tuple[str, ...]
    merged: tuple[str, ...]
    whole: tuple[str, ...]
    parts: tuple[str, ...]

    def named(self) -> list[tuple[str, tuple[str, ...]]]:
        """Return those there are with what they are to the case."""
        every = (
            ("Gộp vào", self.main),
            ("Gộp từ", self.merged),
            ("Tách từ", self.whole),
            ("Tách thành", self.parts),
        )
        return [(name, codes) for name, codes in every if codes]


class CaseView:
    """The right panel of the inbox; `open(case_id)` shows a case and follows it."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._id: int | None = None
        self._state: tuple[object, ...] | None = None
        self._contact: Contact | None = None
        self._whole: _Whole | None = None
        self._watch: Watch | None = None
        with box(classes="scroll case"):
            self._facts: Element = box(classes="case-facts")
            self._files = CaseFiles(self._visitor)
            self._duplicates: Element = box(classes="case-duplicates")
            self._steps: Element = box(classes="case-steps")
            self._timeline: Element = box(classes="case-timeline")
        with self._facts:
            text("Chọn một phản ánh ở danh sách để xem.", "p", "muted")

    async def open(self, case_id: int) -> None:
        """Show another case and follow it from now on."""
        if self._watch is not None:
            self._watch.stop()
        self._id, self._state, self._contact, self._whole = case_id, None, None, None
        self._duplicates.clear()
        self._watch = Watch(f"case:{case_id}", look=self._look)

    async def _look(self) -> None:
        """Bring the case up to date; the boxes being typed in stay while the status stays."""
        case_id = self._opened()
        try:
            async with self._visitor.acting() as (session, account):
                case = await feedback.case_to_read(session, case_id=case_id, agency=own_agency(account))
                related = await _related(session, case)
                await self._files.read(session, case, agency=own_agency(account))
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
            self._show_facts(case, related)
        self._files.show()
        if (state := _state(case)) != self._state:
            self._state = state
            self._steps.clear()
            with self._steps:
                CaseActions(self._visitor, case, whose=_whose(events)).build()
        self._timeline.clear()
        with self._timeline:
            text("Diễn biến", "h3")
            for event in events:
                show_event(event, names)
        await self._look_for_duplicates(case)

    async def _look_for_duplicates(self, case: Case) -> None:
        """Show what may be of the same thing; last, since it takes longest."""
        try:
            async with self._visitor.acting() as (session, account):
                alike = await feedback.likely_for_agency(session, case_id=case.id, agency=own_agency(account))
        except CaseNotFoundError:  # another agency has it meanwhile
            alike = []
        if case.id == self._id:
            self._duplicates.clear()
            with self._duplicates:
                show_duplicates(self._visitor, case, alike)

    def _leave(self) -> None:
        """Show nothing more of a case that another agency has now."""
        self._id, self._state, self._contact, self._whole = None, None, None, None
        for part in (self._facts, self._duplicates, self._steps, self._timeline):
            part.clear()
        self._files.clear()
        with self._facts:
            text("Phản ánh này đã chuyển sang cơ quan khác.", "p", "muted")
        if self._watch is not None:
            self._watch.stop()

    def _show_facts(self, case: Case, related: "_Related") -> None:
        with box(classes="case-top"):
            text(case.code, "h2", "mono")
            show_chips(case, now=clock.now())
        whole = self._whole or _Whole(case.content, case.answer)
        text(whole.content, "p", "pre case-content")
        with box("dl", "facts"):
            _fact("Lĩnh vực", field_name(case.field))
            _fact("Nơi xảy ra", place_words(case))
            if point := point_words(case):
                _fact("Vị trí trên bản đồ", f"{point} (vĩ độ, kinh độ)")
            _fact("Đang ở", agency_name(case.handler))
            _fact("Tiếp nhận", f"{moment(case.received_at)} · {channel_name(case.channel)}")
            if case.due_at:
                _fact("Hạn trả lời", moment(case.due_at))
            if case.answer:
                _fact("Trả lời", whole.answer or case.answer)
            if case.rating:
                _fact("Người dân đánh giá", f"{case.rating}/5")
            for name, codes in related.named():
                _fact(name, "\n".join(codes))
        with box(classes="actions"):
            if self._contact is None:
                button("Xem người phản ánh", self._see_contact, "small")
            else:
                name = self._contact.name or "Không ghi tên"
                text(f"{name} · {self._contact.phone or 'không có số điện thoại'}", classes="strong")
                if self._contact.email:
                    text(f"E-mail: {self._contact.email}")
                if self._contact.address:
                    text(f"Địa chỉ: {self._contact.address}")
                text("Lần xem này đã được ghi vào diễn biến.", classes="muted")

    async def _see_contact(self) -> None:
        """Show who filed the case and its content unmasked; the service records that this officer looked."""
        async with self._visitor.acting() as (session, account):
            agency, case_id = own_agency(account), self._opened()
            self._contact = await feedback.view_contact(
                session, case_id=case_id, agency=agency, actor=_actor(account), now=clock.now()
            )
            case = await feedback.case_to_read(session, case_id=case_id, agency=agency)
            if case.conversation_id is not None:
                self._whole = await _unmasked(session, case, case.conversation_id)
        await self._look()

    def _opened(self) -> int:
        if self._id is None:
            raise EmptyTextError("no case is open", sentence="Anh/chị vui lòng chọn một phản ánh.")
        return self._id


async def _related(session: AsyncSession, case: Case) -> _Related:
    async def code_of(case_id: int | None) -> tuple[str, ...]:
        other = await session.get(Case, case_id) if case_id is not None else None
        return (other.code,) if other else ()

    parts = await feedback.parts_of(session, case_id=case.id)
    return _Related(
        main=await code_of(case.merged_into_id),
        merged=tuple(one.code for one in await feedback.merged_into(session, case)),
        whole=await code_of(case.split_from_id),
        parts=tuple(f"{one.code}: {agency_name(one.handler)}" for one in parts),
    )


def _state(case: Case) -> tuple[object, ...]:
    """Return what the steps open to an officer depend on."""
    return case.status, case.handler, case.merged_into_id, case.reviewed_at


def _whose(events: list[CaseEvent]) -> str | None:
    """Return whose the agency that returned the case last said it is."""
    returned = [event for event in events if event.kind == "returned"]
    return returned[-1].details.get("whose") if returned else None


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
