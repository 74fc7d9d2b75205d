"""What an officer is asked before a step of a case: the reason, and where to, until when, which, as the step needs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NoReturn, TypeVar

from nicegui import ui
from nicegui.element import Element

from api.agencies import directory
from api.console.elements import box, button, outcome, page_dialog, text
from api.errors import TrolyError
from api.feedback.service import Draft

_INPUT = "outlined dense options-dense"
Given = TypeVar("Given")


class EmptyTextError(TrolyError):
    """A reason or an answer is missing."""

    status = 422
    sentence = "Anh/chị vui lòng ghi nội dung trước khi gửi."


class NoAgencyChosenError(TrolyError):
    """No agency was chosen."""

    status = 422
    sentence = "Anh/chị vui lòng chọn cơ quan."


class NoDateError(TrolyError):
    """What was typed is no day."""

    status = 422
    sentence = "Anh/chị vui lòng ghi ngày dạng 05/06/2026."


@dataclass(frozen=True)
class WhereTo:
    """Why a case leaves, and for which agency (None: the classification desk decides)."""

    reason: str
    agency: str | None


@dataclass(frozen=True)
class Extension:
    """Until when and why."""

    until: date
    reason: str


@dataclass(frozen=True)
class Named:
    """A name or code typed, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Agencies:
    """Several agencies, the first the one in charge, and why."""

    codes: tuple[str, ...]
    reason: str


async def ask_where_to(
    title: str, guidance: str, *, but: str, agency_needed: bool = False, whose: str | None = None
) -> WhereTo | None:
    """Ask why and for which agency, any but `but`; None when the officer thinks better of it.

    A reason is asked for unless an agency is: an assignment explains itself. `whose` is chosen beforehand.
    """

    def build() -> Callable[[], WhereTo]:
        agency = _agency_select("Cơ quan có thẩm quyền", but=but, value=whose)
        reason = _reason("Lý do")

        def read() -> WhereTo:
            where = WhereTo(reason=_words(reason), agency=agency.value or None)
            if agency_needed and where.agency is None:
                raise NoAgencyChosenError("no agency chosen")
            return where if agency_needed or where.reason else _empty()

        return read

    return await _ask(title, guidance, build)


async def ask_words(title: str, guidance: str, *, label: str) -> str | None:
    """Ask for words; None when the officer thinks better of it."""

    def build() -> Callable[[], str]:
        words = _reason(label)
        return lambda: _words(words) or _empty()

    return await _ask(title, guidance, build)


async def ask_named(title: str, guidance: str, *, label: str) -> Named | None:
    """Ask for a name or code and a reason; None when the officer thinks better of it."""

    def build() -> Callable[[], Named]:
        name = ui.input(label).props(f"{_INPUT} maxlength=200")
        reason = _reason("Lý do")
        return lambda: Named(_words(name) or _empty(), _words(reason) or _empty())

    return await _ask(title, guidance, build)


async def ask_extension(title: str, guidance: str) -> Extension | None:
    """Ask for the new day and the reason; None when the officer thinks better of it."""

    def build() -> Callable[[], Extension]:
        until = ui.input("Hạn mới (ngày/tháng/năm)").props(f"{_INPUT} mask=##/##/#### maxlength=10")
        reason = _reason("Lý do (người dân đọc được)")

        def read() -> Extension:
            try:
                day = datetime.strptime(_words(until), "%d/%m/%Y").date()
            except ValueError as error:
                raise NoDateError(f"no day: {until.value!r}") from error
            return Extension(day, _words(reason) or _empty())

        return read

    return await _ask(title, guidance, build)


async def ask_agencies(title: str, guidance: str) -> Agencies | None:
    """Ask for several agencies and a reason; None when the officer thinks better of it."""

    def build() -> Callable[[], Agencies]:
        lead = _agency_select("Cơ quan chủ trì", but=directory.DESK)
        others = ui.select(_names(directory.DESK), label="Cơ quan phối hợp", multiple=True, with_input=True)
        others.props(f"{_INPUT} use-chips")
        reason = _reason("Lý do")

        def read() -> Agencies:
            if not lead.value or not others.value:
                raise NoAgencyChosenError("not two agencies")
            return Agencies((lead.value, *others.value), _words(reason) or _empty())

        return read

    return await _ask(title, guidance, build)


async def ask_publication(drafted: Draft) -> Draft | None:
    """Ask what is to be published, from the draft; None when the officer thinks better of it."""

    def build() -> Callable[[], Draft]:
        content = _reason("Nội dung phản ánh", value=drafted.content)
        answer = _reason("Nội dung trả lời", value=drafted.answer)
        return lambda: Draft(_words(content) or _empty(), _words(answer) or _empty())

    guidance = "Bỏ tên người, số điện thoại, địa chỉ nhà riêng và mọi chi tiết nhận ra được người phản ánh."
    return await _ask("Công khai trả lời", guidance, build)


async def _ask(title: str, guidance: str, build: Callable[[], Callable[[], Given]]) -> Given | None:
    """Show a dialog of what `build` adds; it returns what reads it, and raises where something is missing."""
    given: list[Given] = []
    with page_dialog(title) as dialog, box(classes="dialog"):
        text(title, "h2")
        text(guidance, "p", "muted")
        read = build()

        async def back() -> None:
            dialog.submit(False)

        async def submit() -> None:
            given.append(read())
            dialog.submit(True)

        with box(classes="dialog-actions"):
            button("Quay lại", back, "quiet")
            button(title, submit, "primary")
    return given[-1] if await outcome(dialog) is True else None


def _agency_select(label: str, *, but: str, value: str | None = None) -> ui.select:
    names = _names(but)
    chosen = value if value in names else None
    return ui.select(names, label=label, with_input=True, value=chosen).props(f"{_INPUT} clearable")


def _names(but: str) -> dict[str, str]:
    return {one.code: one.name for one in directory.agencies() if one.code != but}


def _reason(label: str, *, value: str = "") -> ui.textarea:
    return ui.textarea(label, value=value).props("outlined maxlength=4000").classes("wide grows")


def _words(field: Element) -> str:
    value = getattr(field, "value", None)
    return str(value or "").strip()


def _empty() -> NoReturn:
    raise EmptyTextError("empty text")
