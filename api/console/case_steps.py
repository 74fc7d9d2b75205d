"""What an officer is asked before a case goes to someone else."""

from dataclasses import dataclass

from nicegui import ui

from api.agencies import directory
from api.console.elements import box, button, outcome, page_dialog, text
from api.errors import TrolyError


class EmptyTextError(TrolyError):
    """A reason or an answer is missing."""

    status = 422
    sentence = "Anh/chị vui lòng ghi nội dung trước khi gửi."


class NoAgencyChosenError(TrolyError):
    """No agency was chosen."""

    status = 422
    sentence = "Anh/chị vui lòng chọn cơ quan."


@dataclass(frozen=True)
class WhereTo:
    """Why a case leaves, and for which agency (None: the classification desk decides)."""

    reason: str
    agency: str | None


async def ask_where_to(title: str, guidance: str, *, but: str, agency_needed: bool = False) -> WhereTo | None:
    """Ask why and for which agency, any but `but`; None when the officer thinks better of it.

    A reason is asked for unless an agency is: an assignment explains itself.
    """
    names = {one.code: one.name for one in directory.agencies() if one.code != but}
    with (
        page_dialog(title) as dialog,
        box(classes="dialog"),
    ):
        text(title, "h2")
        text(guidance, "p", "muted")
        agency = ui.select(names, label="Cơ quan có thẩm quyền", with_input=True).props(
            "outlined dense options-dense clearable"
        )
        reason = ui.textarea("Lý do").props("outlined autogrow autofocus maxlength=1000").classes("wide")

        async def back() -> None:
            dialog.submit(None)

        async def submit() -> None:
            where = WhereTo(reason=(reason.value or "").strip(), agency=agency.value or None)
            if agency_needed and where.agency is None:
                raise NoAgencyChosenError("no agency chosen")
            if not agency_needed and not where.reason:
                raise EmptyTextError("empty reason")
            dialog.submit(where)

        with box(classes="dialog-actions"):
            button("Quay lại", back, "quiet")
            button(title, submit, "primary")
    given = await outcome(dialog)
    return given if isinstance(given, WhereTo) else None
