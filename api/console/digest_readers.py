"""The mailboxes that get the agencies' digest every working morning."""

from functools import partial

from nicegui import ui

from api.agencies import directory
from api.console.case_events import agency_name
from api.console.elements import box, button, text
from api.console.visitor import Visitor
from api.notifications import service
from api.notifications.service import DigestRecipient

_INPUT = "outlined dense"


class DigestReaders:
    """The list of mailboxes with the form for a new one; `refresh()` shows them as they are."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor

    def build(self) -> None:
        """Build the empty list, and the form under it."""
        self._list = box(classes="scroll")
        with box(classes="form"):
            self._agency = ui.select(
                {one.code: one.name for one in directory.agencies()}, label="Cơ quan", with_input=True
            ).props(f"{_INPUT} options-dense")
            self._address = ui.input("Địa chỉ e-mail").props(f"{_INPUT} maxlength=254 autocomplete=off")
            button("Thêm hộp thư", self._add, "primary")

    async def refresh(self) -> None:
        """Show the mailboxes as they are now."""
        async with self._visitor.acting() as (session, _):
            rows = await service.recipients(session)
        self._list.clear()
        with self._list:
            if not rows:
                text("Chưa có hộp thư nào.", "p", "muted")
            for row in rows:
                self._row(row)

    def _row(self, row: DigestRecipient) -> None:
        with box(classes="account"):
            text(row.address, classes="strong account-who")
            text(agency_name(row.agency), classes="account-what")
            with box(classes="account-end"):
                button("Bỏ", partial(self._remove, row), "small danger", aria_label=f"Bỏ {row.address}")

    async def _add(self) -> None:
        async with self._visitor.acting() as (session, account):
            await service.add_recipient(
                session,
                agency=self._agency.value or "",
                address=self._address.value or "",
                actor=f"staff:{account.id}",
            )
        self._address.value = ""
        await self.refresh()

    async def _remove(self, row: DigestRecipient) -> None:
        async with self._visitor.acting() as (session, account):
            await service.remove_recipient(
                session, agency=row.agency, address=row.address, actor=f"staff:{account.id}"
            )
        await self.refresh()
