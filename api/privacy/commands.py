"""`troly privacy erase`."""

from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console
from sqlalchemy.ext.asyncio import AsyncSession

from api import clock, database
from api.audit.service import COMMAND_LINE
from api.feedback import service as feedback
from api.privacy import erasure
from api.privacy.erasure import Erasure

privacy_app = typer.Typer(help="Dữ liệu cá nhân của người dân.", no_args_is_help=True)
console = Console()


@privacy_app.callback()
def privacy() -> None:
    """Dữ liệu cá nhân của người dân."""


@privacy_app.command("erase")
def erase(
    which: Annotated[
        str,
        typer.Argument(
            metavar="CONVERSATION",
            help="Mã cuộc trò chuyện (xem ở bàn trực), hoặc mã phản ánh PA-… của người gọi",
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Không hỏi lại")] = False,
) -> None:
    """Xóa dữ liệu cá nhân của một cuộc trò chuyện; không khôi phục được."""
    if not yes:
        typer.confirm("Xóa hẳn nội dung và thông tin liên hệ của cuộc trò chuyện này?", abort=True)

    async def work() -> Erasure:
        async with database.transaction() as session:
            conversation_id = await _conversation(session, which)
            return await erasure.erase(
                session, conversation_id=conversation_id, actor=COMMAND_LINE, now=clock.now()
            )

    from api.cli.connection import with_database  # api.cli imports this module to mount it

    done = with_database(work)
    if not done.first:
        console.print("✔ cuộc trò chuyện đã được xóa dữ liệu từ trước", highlight=False)
        return
    console.print(
        f"✔ đã xóa {done.messages} tin nhắn, {done.values} thông tin cá nhân, liên hệ của {done.cases} phản ánh",
        highlight=False,
    )


async def _conversation(session: AsyncSession, which: str) -> UUID:
    """Return the conversation with the id `which`, or of the report with that code.

    Raises:
        CaseNotFoundError: neither, or a report that has no conversation.
    """
    try:
        return UUID(which)
    except ValueError:
        case = await feedback.case_by_code(session, code=which)
    if case.conversation_id is None:
        raise feedback.CaseNotFoundError(
            f"case {case.code} has no conversation",
            sentence="Phản ánh này không gắn với cuộc trò chuyện nào.",
        )
    return case.conversation_id
