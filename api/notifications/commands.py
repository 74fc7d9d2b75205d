"""`troly agencies webhook …` and `troly agencies email …`."""

from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar
from uuid import UUID

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from api import clock, database
from api.audit.service import COMMAND_LINE
from api.errors import TrolyError
from api.notifications import dead_letters, endpoints, recipients
from api.notifications.attempts import Attempt, attempts
from api.notifications.dead_letters import DeadLetter
from api.notifications.endpoints import NewEndpoint
from api.notifications.models import DigestRecipient, WebhookEndpoint
from api.notifications.trying import try_endpoint
from api.settings import CITY_TIME

webhook_app = typer.Typer(
    help="Webhook: báo cho hệ thống của cơ quan biết từng thay đổi.", no_args_is_help=True
)
email_app = typer.Typer(help="Hộp thư nhận bản tin mỗi sáng của cơ quan.", no_args_is_help=True)
console = Console()
Result = TypeVar("Result")

Number = Annotated[int, typer.Argument(help="Số của điểm nhận, xem `troly agencies webhook list`")]
AgencyCode = Annotated[str, typer.Argument(help="Mã cơ quan, ví dụ TT_HTKT hoặc UBND_XA:26929")]


class WhichDeliveryError(TrolyError):
    """Neither one delivery nor all are named, or both."""

    status = 422
    sentence = "Hãy ghi mã sự kiện, hoặc --all (có thể kèm --endpoint) để gửi lại tất cả."


@webhook_app.command("add")
def add(
    agency: AgencyCode,
    url: Annotated[str, typer.Argument(help="Địa chỉ nhận, https://…")],
    label: Annotated[str, typer.Option(help="Tên hệ thống nhận, ví dụ “Phần mềm điều hành”")],
    event: Annotated[
        list[str] | None, typer.Option(help="Chỉ báo sự kiện này (lặp lại được), ví dụ case.answered")
    ] = None,
) -> None:
    """Đăng ký một điểm nhận; khóa ký chỉ hiện một lần."""

    async def work() -> NewEndpoint:
        async with database.transaction() as session:
            return await endpoints.add(
                session,
                agency=agency,
                url=url,
                label=label,
                kinds=tuple(event or ()),
                actor=COMMAND_LINE,
            )

    made = _run(work)
    console.print(f"✔ đã đăng ký điểm nhận số {made.row.id} của {made.row.agency}", highlight=False)
    console.print(made.secret, highlight=False, soft_wrap=True, markup=False)
    console.print("Khóa ký không hiện lại: hãy chép ngay và giữ như mật khẩu.", highlight=False)


@webhook_app.command("list")
def list_(agency: Annotated[str | None, typer.Option(help="Chỉ của cơ quan này")] = None) -> None:
    """Liệt kê các điểm nhận."""

    async def work() -> list[WebhookEndpoint]:
        async with database.transaction() as session:
            return await endpoints.endpoints(session, agency=agency)

    table = Table("Số", "Cơ quan", "Hệ thống", "Địa chỉ", "Sự kiện", "Trạng thái")
    for row in _run(work):
        state = f"ngừng: {row.disabled_reason}" if row.disabled_at else "đang nhận"
        kinds = ", ".join(row.kinds) or "tất cả"
        table.add_row(str(row.id), row.agency, row.label, row.url, kinds, state)
    console.print(table)


@webhook_app.command("test")
def test(number: Number) -> None:
    """Gửi ngay một sự kiện thử, có ký."""
    answer = _run(lambda: try_endpoint(endpoint_id=number, actor=COMMAND_LINE, now=clock.now()))
    if answer.taken:
        console.print(f"✔ đã nhận (HTTP {answer.status}, {answer.milliseconds} ms)", highlight=False)
        return
    console.print(f"✘ chưa nhận: {answer.reason}", highlight=False, markup=False)
    if answer.response:
        console.print(answer.response, highlight=False, markup=False)
    raise typer.Exit(1)


@webhook_app.command("remove")
def remove(number: Number) -> None:
    """Xóa một điểm nhận cùng các sự kiện chưa gửi."""

    async def work() -> WebhookEndpoint:
        async with database.transaction() as session:
            return await endpoints.remove(session, endpoint_id=number, actor=COMMAND_LINE)

    console.print(f"✔ đã xóa điểm nhận số {number} của {_run(work).agency}", highlight=False)


@webhook_app.command("disable")
def disable(
    number: Number, reason: Annotated[str, typer.Option(help="Vì sao ngừng")] = "quản trị viên ngừng"
) -> None:
    """Ngừng báo cho một điểm nhận."""

    async def work() -> WebhookEndpoint:
        async with database.transaction() as session:
            return await endpoints.disable(
                session, endpoint_id=number, reason=reason, actor=COMMAND_LINE, now=clock.now()
            )

    _run(work)
    console.print(f"✔ đã ngừng điểm nhận số {number}", highlight=False)


@webhook_app.command("enable")
def enable(number: Number) -> None:
    """Bật lại một điểm nhận đã ngừng."""

    async def work() -> WebhookEndpoint:
        async with database.transaction() as session:
            return await endpoints.enable(session, endpoint_id=number, actor=COMMAND_LINE)

    _run(work)
    console.print(f"✔ đã bật lại điểm nhận số {number}", highlight=False)


@webhook_app.command("log")
def log(
    number: Number, limit: Annotated[int, typer.Option(min=1, max=1000, help="Số lần gửi hiện ra")] = 50
) -> None:
    """Xem các lần gửi gần đây và điểm nhận đã trả lời gì."""

    async def work() -> list[Attempt]:
        async with database.transaction() as session:
            await endpoints.endpoint(session, endpoint_id=number)
            return await attempts(session, endpoint_id=number, limit=limit)

    table = Table("Lúc", "Mã", "Sự kiện", "Kết quả", "ms", "Trả lời")
    for row in _run(work):
        table.add_row(
            f"{row.at.astimezone(CITY_TIME):%d/%m/%Y %H:%M:%S}",
            str(row.delivery_id),
            row.kind,
            f"HTTP {row.status}" if row.status else row.error or "đang gửi",
            "" if row.milliseconds is None else str(row.milliseconds),
            escape((row.response or "")[:200]),
        )
    console.print(table)


@webhook_app.command("dead")
def dead(endpoint: Annotated[int | None, typer.Option(help="Chỉ của điểm nhận này")] = None) -> None:
    """Liệt kê các sự kiện đã thử nhiều lần mà không gửi được."""

    async def work() -> list[DeadLetter]:
        async with database.transaction() as session:
            return await dead_letters.dead_letters(session, endpoint_id=endpoint)

    table = Table("Mã", "Điểm nhận", "Sự kiện", "Lúc", "Số lần", "Lý do")
    for row in _run(work):
        at = f"{row.created_at.astimezone(CITY_TIME):%d/%m/%Y %H:%M}"
        table.add_row(
            str(row.id), f"{row.endpoint_id} ({row.agency})", row.kind, at, str(row.attempts), row.reason
        )
    console.print(table)


@webhook_app.command("replay")
def replay(
    delivery: Annotated[UUID | None, typer.Argument(help="Mã sự kiện, xem `dead`")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Gửi lại tất cả")] = False,
    endpoint: Annotated[int | None, typer.Option(help="Với --all: chỉ của điểm nhận này")] = None,
) -> None:
    """Gửi lại một sự kiện, hoặc tất cả; máy chủ đang chạy sẽ gửi đi."""
    if (delivery is None) is not everything:
        raise WhichDeliveryError("one delivery or --all")

    async def work() -> int:
        async with database.transaction() as session:
            if delivery is None:
                return await dead_letters.replay_all(session, endpoint_id=endpoint, actor=COMMAND_LINE)
            await dead_letters.replay(session, delivery_id=delivery, actor=COMMAND_LINE)
            return 1

    console.print(f"✔ sẽ gửi lại {_run(work)} sự kiện", highlight=False)


@email_app.command("add")
def add_reader(agency: AgencyCode, address: Annotated[str, typer.Argument(help="Địa chỉ e-mail")]) -> None:
    """Gửi bản tin mỗi sáng của cơ quan đến hộp thư này."""

    async def work() -> bool:
        async with database.transaction() as session:
            return await recipients.add(session, agency=agency, address=address, actor=COMMAND_LINE)

    new = _run(work)
    console.print("✔ đã thêm" if new else "✔ đã có từ trước", highlight=False)


@email_app.command("remove")
def remove_reader(agency: AgencyCode, address: Annotated[str, typer.Argument(help="Địa chỉ e-mail")]) -> None:
    """Thôi gửi bản tin đến hộp thư này."""

    async def work() -> None:
        async with database.transaction() as session:
            await recipients.remove(session, agency=agency, address=address, actor=COMMAND_LINE)

    _run(work)
    console.print("✔ đã bỏ", highlight=False)


@email_app.command("list")
def list_readers(agency: Annotated[str | None, typer.Option(help="Chỉ của cơ quan này")] = None) -> None:
    """Liệt kê các hộp thư nhận bản tin."""

    async def work() -> list[DigestRecipient]:
        async with database.transaction() as session:
            return await recipients.recipients(session, agency=agency)

    table = Table("Cơ quan", "Địa chỉ")
    for row in _run(work):
        table.add_row(row.agency, row.address)
    console.print(table)


def _run(work: Callable[[], Awaitable[Result]]) -> Result:
    from api.cli.connection import with_database  # api.cli imports this module to mount it

    return with_database(work)
