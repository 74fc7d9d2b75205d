"""`troly agencies key add|list|revoke`; the groups `webhook` and `email` are those of `api.notifications`."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from api import clock, database
from api.agencies import api_keys
from api.agencies.api_keys import NewKey
from api.agencies.models import ApiKey
from api.audit.service import COMMAND_LINE
from api.notifications.commands import email_app, webhook_app
from api.settings import CITY_TIME

agencies_app = typer.Typer(help="Cơ quan xử lý phản ánh.", no_args_is_help=True)
key_app = typer.Typer(help="Khóa API để hệ thống của cơ quan nhận và trả lời phản ánh.", no_args_is_help=True)
agencies_app.add_typer(key_app, name="key")
agencies_app.add_typer(webhook_app, name="webhook")
agencies_app.add_typer(email_app, name="email")
console = Console()
Result = TypeVar("Result")


@key_app.command("add")
def add(
    agency: Annotated[str, typer.Argument(help="Mã cơ quan, ví dụ TT_HTKT hoặc UBND_XA:26929")],
    label: Annotated[str, typer.Option(help="Tên hệ thống dùng khóa, ví dụ “Phần mềm điều hành”")],
) -> None:
    """Tạo một khóa; khóa chỉ hiện một lần."""

    async def work() -> NewKey:
        async with database.transaction() as session:
            return await api_keys.add(session, agency=agency, label=label, actor=COMMAND_LINE)

    made = _run(work)
    console.print(f"✔ đã tạo khóa số {made.row.id} cho {made.row.agency}", highlight=False)
    console.print(made.secret, highlight=False, soft_wrap=True, markup=False)
    console.print("Khóa không được lưu lại: hãy chép ngay và giữ như mật khẩu.", highlight=False)


@key_app.command("list")
def list_(
    agency: Annotated[str | None, typer.Option(help="Chỉ các khóa của cơ quan này")] = None,
) -> None:
    """Liệt kê các khóa, kể cả khóa đã thu hồi."""

    async def work() -> list[ApiKey]:
        async with database.transaction() as session:
            return await api_keys.keys(session, agency=agency)

    table = Table("Số", "Cơ quan", "Hệ thống", "Tạo lúc", "Dùng lần cuối", "Trạng thái")
    for row in _run(work):
        state = "đang dùng" if row.revoked_at is None else f"thu hồi {_moment(row.revoked_at)}"
        table.add_row(
            str(row.id), row.agency, row.label, _moment(row.created_at), _moment(row.last_used_at), state
        )
    console.print(table)


@key_app.command("revoke")
def revoke(key_id: Annotated[int, typer.Argument(help="Số của khóa, xem `troly agencies key list`")]) -> None:
    """Thu hồi một khóa, có hiệu lực ngay."""

    async def work() -> ApiKey:
        async with database.transaction() as session:
            return await api_keys.revoke(session, key_id=key_id, actor=COMMAND_LINE, now=clock.now())

    row = _run(work)
    console.print(f"✔ đã thu hồi khóa số {row.id} của {row.agency}", highlight=False)


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(CITY_TIME):%d/%m/%Y %H:%M}" if at else "chưa dùng"


def _run(work: Callable[[], Awaitable[Result]]) -> Result:
    from api.cli.connection import with_database  # api.cli imports this module to mount it

    return with_database(work)
