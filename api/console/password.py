"""Changing one's own password, and the way from /staff to the own page."""

from fastapi import Request
from fastapi.responses import RedirectResponse
from nicegui import ui

from api.console.elements import box, button, notify, text
from api.console.shell import HOME, MOUNT_PATH, staff_page
from api.console.visitor import Visitor, visitor_of
from api.errors import TrolyError
from api.staff import service
from api.staff.errors import WeakPasswordError
from api.staff.passwords import MIN_LENGTH
from api.staff.service import Role


@ui.page("/")
async def home(request: Request) -> RedirectResponse:
    """Send each person to the page of their role."""
    try:
        visitor = await visitor_of(request, roles=frozenset(Role))
    except TrolyError:
        return RedirectResponse(f"{MOUNT_PATH}/login", status_code=303)
    return RedirectResponse(f"{MOUNT_PATH}{HOME[Role(visitor.account.role)]}", status_code=303)


@staff_page("/password", *Role, title="Đổi mật khẩu")
async def password_page(visitor: Visitor) -> None:
    """Show the form; a changed password ends every other log-in of the account."""

    async def change() -> None:
        if new.value != again.value:
            raise WeakPasswordError(
                "typed differently", sentence="Hai lần nhập mật khẩu mới chưa giống nhau."
            )
        async with visitor.acting() as (session, account):
            await service.change_password(
                session,
                account_id=account.id,
                current=current.value or "",
                new=new.value or "",
                keep_token=visitor.token,
            )
        for field in (current, new, again):
            field.value = ""
        notify("Đã đổi mật khẩu. Các nơi khác đang đăng nhập tài khoản này đã bị đăng xuất.")

    with box(classes="plain"), box(classes="form"):
        text(f"Mật khẩu mới cần ít nhất {MIN_LENGTH} ký tự và không chứa tên đăng nhập.", "p", "muted")
        current = ui.input("Mật khẩu hiện tại", password=True).props(
            "outlined dense autocomplete=current-password"
        )
        new = ui.input("Mật khẩu mới", password=True).props("outlined dense autocomplete=new-password")
        again = ui.input("Nhập lại mật khẩu mới", password=True).props(
            "outlined dense autocomplete=new-password"
        )
        button("Đổi mật khẩu", change, "primary")
        ui.link("Về trang của tôi", HOME[Role(visitor.account.role)])
