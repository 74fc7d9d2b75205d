"""The caller on the line: suggestions as the operator types, and a complaint filed for the caller."""

from collections.abc import Callable
from uuid import uuid4

from nicegui import ui

from api import clock
from api.agencies import directory
from api.console.elements import Action, box, button, page_dialog, text
from api.console.guard import guarded
from api.console.suggestions import Suggestions
from api.console.visitor import Visitor
from api.console.words import day
from api.errors import TrolyError
from api.feedback import service as feedback
from api.feedback.service import Case
from retrieval.places import Unit, describe, resolve_unit

BY_CONTENT = ""
"""Choice of the field select: the field is read from the content."""
_INPUT = "outlined dense"


class IncompleteComplaintError(TrolyError):
    """A complaint lacks something; the sentence says what."""

    status = 422


class CallerPanel:
    """A box for the caller's words with suggestions under it, and the way to the complaint form."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._words = (
            ui.textarea("Lời người gọi")
            .props(f"{_INPUT} autogrow debounce=300 maxlength=2000")
            .classes("wide caller-words")
        )
        button("Lập phản ánh cho người gọi", self._open_form, "wide")
        suggestions = Suggestions(empty="Gõ lời người gọi, gợi ý hiện ngay bên dưới.")

        async def suggest() -> None:
            suggestions.show(self._words.value or "")

        self._words.on_value_change(guarded(suggest))

    async def _open_form(self) -> None:
        ComplaintForm(self._visitor, content=self._words.value or "", filed=self._clear)

    def _clear(self) -> None:
        self._words.value = ""


class ComplaintForm:
    """The form of a complaint (phản ánh) for a caller, in a dialog. Pressing twice files once."""

    def __init__(self, visitor: Visitor, *, content: str, filed: Callable[[], None]) -> None:
        self._visitor = visitor
        self._filed = filed
        self._key = f"phone:{uuid4()}"
        self._unit: Unit | None = None
        self._without_unit = False
        with (
            page_dialog("Lập phản ánh cho người gọi").props("persistent") as self._dialog,
            box(classes="dialog complaint"),
        ):
            text("Lập phản ánh cho người gọi", "h2")
            self._build(content)
        self._dialog.open()

    def _build(self, content: str) -> None:
        self._content = ui.textarea("Nội dung phản ánh", value=content).props(
            f"{_INPUT} maxlength=4000 autofocus"
        )
        self._content.classes("grows")
        fields = {BY_CONTENT: "Theo nội dung"} | {one.code: one.name for one in directory.fields()}
        with box(classes="pair"):
            self._place = ui.input("Nơi xảy ra (số nhà, đường, hẻm)").props(f"{_INPUT} maxlength=300")
            self._unit_words = ui.input("Phường, xã, đặc khu (tên mới hoặc cũ)").props(
                f"{_INPUT} debounce=300 maxlength=120"
            )
        self._unknown = button("Người gọi không rõ phường, xã", self._unit_not_known, "small")
        self._unit_state = text("Chưa rõ phường, xã.", "p", "muted", aria_live="polite")
        self._candidates = box(classes="actions")
        self._field = ui.select(fields, value=BY_CONTENT, label="Lĩnh vực").props(f"{_INPUT} options-dense")
        with box(classes="pair"):
            self._name = ui.input("Họ tên người gọi").props(f"{_INPUT} maxlength=120 autocomplete=off")
            self._phone = ui.input("Số điện thoại").props(
                f"{_INPUT} maxlength=20 inputmode=tel autocomplete=off"
            )
            self._email = ui.input("E-mail (nếu có)").props(
                f"{_INPUT} maxlength=254 inputmode=email autocomplete=off"
            )
        with box(classes="dialog-actions"):
            button("Đóng", self._close, "quiet")
            button("Lập phản ánh", self._file, "primary")
        self._unit_words.on_value_change(self._resolve)
        self._place.on("blur", self._resolve_from_place, args=[])

    def _resolve(self) -> None:
        """Find today's unit for the words typed; several possible ones become buttons."""
        self._unit, self._without_unit = None, False
        self._candidates.clear()
        words = (self._unit_words.value or "").strip()
        if not words:
            self._unit_state.set_text("Chưa rõ phường, xã.")
            return
        found = resolve_unit(words)
        if found.unit is not None:
            self._choose(found.unit)
            return
        self._unit_state.set_text(found.question or "Không tìm thấy phường, xã này.")
        with self._candidates:
            for unit in found.candidates:
                button(describe(unit), self._choosing(unit), "small")

    def _resolve_from_place(self) -> None:
        if (
            self._unit is None
            and not self._without_unit
            and not self._unit_words.value
            and (unit := resolve_unit(self._place.value or "").unit)
        ):
            self._choose(unit)

    def _choose(self, unit: Unit) -> None:
        self._unit, self._without_unit = unit, False
        self._candidates.clear()
        self._unit_state.set_text(f"✓ {describe(unit)}")

    async def _unit_not_known(self) -> None:
        """File without a unit, as the bot does: what a unit would handle goes to the classification desk."""
        self._unit_words.value = ""
        self._unit, self._without_unit = None, True
        self._candidates.clear()
        self._unit_state.set_text("✓ Chưa rõ phường, xã: tổng đài phân loại sẽ xác định.")

    def _choosing(self, unit: Unit) -> Action:
        async def choose() -> None:
            self._choose(unit)

        return choose

    async def _file(self) -> None:
        content = (self._content.value or "").strip()
        if not content:
            raise IncompleteComplaintError("no content", sentence="Anh/chị vui lòng ghi nội dung phản ánh.")
        if self._unit is None and not self._without_unit:
            raise IncompleteComplaintError(
                "no unit",
                sentence="Anh/chị vui lòng chọn phường, xã hoặc đặc khu, hoặc bấm “Người gọi không rõ phường, xã”.",
            )
        async with self._visitor.acting() as (session, account):
            case = await feedback.file(
                session,
                idempotency_key=self._key,
                channel="phone",
                filed_by_id=account.id,
                content=content,
                place=(self._place.value or "").strip() or None,
                unit_code=self._unit.code if self._unit else None,
                contact_name=(self._name.value or "").strip() or None,
                contact_phone=(self._phone.value or "").strip() or None,
                contact_email=(self._email.value or "").strip() or None,
                field=self._field.value or None,
                now=clock.now(),
            )
        self._filed()
        self._show_filed(case)

    def _show_filed(self, case: Case) -> None:
        self._dialog.clear()
        handler = directory.agency(case.handler).name
        with self._dialog, box(classes="dialog"):
            text("Đã lập phản ánh", "h2")
            text(case.code, "p", "filed-code")
            text(f"Chuyển đến: {handler}", "p")
            if case.due_at:
                text(f"Hạn trả lời: {day(case.due_at)}", "p")
            text("Anh/chị đọc mã này cho người gọi để tra cứu về sau.", "p", "muted")
            if case.conversation_id is not None:
                text("Người gọi sẽ được báo từng diễn biến qua tin nhắn hoặc e-mail.", "p", "muted")
            with box(classes="dialog-actions"):
                button("Đóng", self._close, "primary", autofocus="autofocus")

    async def _close(self) -> None:
        self._dialog.close()
        self._dialog.delete()
