"""`troly staff add|list|deactivate|password`."""

import sys
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from api import database
from api.staff import service
from api.staff.service import Account, Role

staff_app = typer.Typer(
    help="Tài khoản của tổng đài viên, cán bộ cơ quan và quản trị viên.", no_args_is_help=True
)
console = Console()
Result = TypeVar("Result")

Username = Annotated[str, typer.Argument(help="Tên đăng nhập")]
FromStandardInput = Annotated[
    bool, typer.Option("--password-stdin", help="Đọc mật khẩu từ dòng đầu của đầu vào chuẩn thay vì hỏi")
]


@staff_app.command("add")
def add(
    username: Username,
    role: Annotated[
        Role, typer.Option(help="operator: tổng đài viên, officer: cán bộ cơ quan, admin: quản trị")
    ],
    name: Annotated[str, typer.Option(help="Họ và tên")],
    agency: Annotated[str | None, typer.Option(help="Mã cơ quan của cán bộ, ví dụ TT_HTKT")] = None,
    password_stdin: FromStandardInput = False,
) -> None:
    """Thêm một tài khoản."""
    password = _password(from_stdin=password_stdin)

    async def work() -> Account:
        async with database.transaction() as session:
            return await service.add(
                session, username=username, full_name=name, role=role, agency=agency, password=password
            )

    account = _run(work)
    console.print(f"✔ đã thêm tài khoản {account.username}", highlight=False)


@staff_app.command("list")
def list_() -> None:
    """Liệt kê các tài khoản."""

    async def work() -> list[Account]:
        async with database.transaction() as session:
            return await service.accounts(session)

    table = Table("Tên đăng nhập", "Họ và tên", "Vai trò", "Cơ quan", "Trạng thái")
    for account in _run(work):
        state = "đang dùng" if account.active else "đã ngừng"
        table.add_row(account.username, account.full_name, account.role, account.agency or "", state)
    console.print(table)


@staff_app.command("deactivate")
def deactivate(username: Username) -> None:
    """Ngừng một tài khoản và đăng xuất nó ngay."""

    async def work() -> None:
        async with database.transaction() as session:
            account = await service.by_username(session, username=username)
            await service.deactivate(session, account_id=account.id)

    _run(work)
    console.print(f"✔ đã ngừng tài khoản {username}", highlight=False)


@staff_app.command("password")
def password_(username: Username, password_stdin: FromStandardInput = False) -> None:
    """Đặt mật khẩu mới cho một tài khoản, mở khóa và đăng xuất nó khắp nơi."""
    password = _password(from_stdin=password_stdin)

    async def work() -> None:
        async with database.transaction() as session:
            account = await service.by_username(session, username=username)
            await service.reset_password(session, account_id=account.id, new=password)

    _run(work)
    console.print(f"✔ đã đặt mật khẩu mới cho {username}", highlight=False)


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    words: str = typer.prompt("Mật khẩu", hide_input=True, confirmation_prompt="Nhập lại mật khẩu")
    return words


def _run(work: Callable[[], Awaitable[Result]]) -> Result:
    from api.cli.connection import with_database  # api.cli imports this module to mount it

    return with_database(work)
