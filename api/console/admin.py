"""Accounts: who may work here, adding and closing."""

from nicegui import ui

from api.agencies import directory
from api.console.elements import Action, box, button, confirm, link, notify, text
from api.console.shell import MOUNT_PATH, ROLE_NAMES, staff_page
from api.console.visitor import Visitor
from api.console.words import moment
from api.staff import service
from api.staff.passwords import MIN_LENGTH
from api.staff.service import Account, Role


@staff_page("/admin", Role.ADMIN, title="Tài khoản")
async def accounts_page(visitor: Visitor) -> None:
    """Show every account beside the form for a new one."""
    page = _AccountsPage(visitor)
    with box(classes="split admin"):
        with box("section", "panel", aria_label="Danh sách tài khoản"):
            text("Tài khoản", "h2")
            link("Kết nối cơ quan: điểm nhận webhook, bản tin e-mail", f"{MOUNT_PATH}/admin/connections")
            page.list = box(classes="scroll")
        with box("section", "panel", aria_label="Thêm tài khoản"):
            text("Thêm tài khoản", "h2")
            page.build_form()
    await page.refresh()


class _AccountsPage:
    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self.list: ui.element

    def build_form(self) -> None:
        """Build the form for a new account; the agency is asked for an officer only."""
        with box(classes="form"):
            self._role = ui.select(
                {role.value: name for role, name in ROLE_NAMES.items()},
                value=Role.OPERATOR.value,
                label="Vai trò",
            ).props("outlined dense options-dense")
            self._agency = ui.select(
                {one.code: one.name for one in directory.agencies()}, label="Cơ quan", with_input=True
            ).props("outlined dense options-dense clearable")
            self._agency.bind_visibility_from(self._role, "value", value=Role.OFFICER.value)
            self._full_name = ui.input("Họ và tên").props("outlined dense maxlength=120 autocomplete=off")
            self._username = ui.input("Tên đăng nhập").props("outlined dense maxlength=60 autocomplete=off")
            self._password = ui.input(f"Mật khẩu (ít nhất {MIN_LENGTH} ký tự)", password=True).props(
                "outlined dense autocomplete=new-password"
            )
            button("Thêm tài khoản", self._add, "primary")

    async def refresh(self) -> None:
        """Show the accounts as they are now."""
        async with self._visitor.acting() as (session, _):
            accounts = await service.accounts(session)
        self.list.clear()
        with self.list:
            for account in accounts:
                self._row(account)

    def _row(self, account: Account) -> None:
        with box(classes="account" if account.active else "account closed"):
            with box(classes="account-who"):
                text(account.full_name, classes="strong")
                text(account.username, classes="muted mono")
            with box(classes="account-what"):
                text(ROLE_NAMES[Role(account.role)])
                if account.agency:
                    text(directory.agency(account.agency).name, classes="muted")
            with box(classes="account-end"):
                text(f"Từ {moment(account.created_at)}", classes="muted account-since")
                if not account.active:
                    text("Đã ngừng", classes="chip")
                elif account.id != self._visitor.account.id:
                    name = account.username
                    button("Ngừng", self._closing(account), "small danger", aria_label=f"Ngừng {name}")
                else:
                    text("Tài khoản này", classes="chip")

    async def _add(self) -> None:
        role = Role(self._role.value)
        async with self._visitor.acting() as (session, _):
            account = await service.add(
                session,
                username=self._username.value or "",
                full_name=self._full_name.value or "",
                role=role,
                agency=self._agency.value if role is Role.OFFICER else None,
                password=self._password.value or "",
            )
        for field in (self._full_name, self._username, self._password):
            field.value = ""
        await self.refresh()
        notify(f"Đã thêm tài khoản {account.username}.")

    def _closing(self, account: Account) -> Action:
        async def close() -> None:
            sure = await confirm(
                f"Ngừng tài khoản {account.username}?",
                yes="Ngừng tài khoản",
                detail=f"{account.full_name} sẽ bị đăng xuất ngay và không đăng nhập lại được.",
            )
            if not sure:
                return
            async with self._visitor.acting() as (session, _):
                await service.deactivate(session, account_id=account.id)
            await self.refresh()
            notify(f"Đã ngừng tài khoản {account.username}.")

        return close
