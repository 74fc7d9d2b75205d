"""`troly setup` and `troly serve`."""

import asyncio

from rich.console import Console

from api import database
from api.bootstrap.artefacts import ensure_secrets, model_is_current, train_model
from api.bootstrap.progress import done_already, step
from api.cli.connection import with_database
from api.procedures import importing
from api.settings import PROJECT_ROOT


def setup() -> None:
    """Chuẩn bị khóa bí mật, cơ sở dữ liệu, danh mục khởi đầu và mô hình Rasa."""
    var = PROJECT_ROOT / "var"
    if ensure_secrets(var):
        with step("Khóa bí mật của máy này (var/secrets.env)"):
            pass
    with step("Cơ sở dữ liệu và danh mục khởi đầu"):
        with_database(_import_starter)
    from api.settings import settings

    if model_is_current(settings().var_dir):
        done_already("Mô hình hội thoại Rasa")
    else:
        with step("Huấn luyện mô hình hội thoại Rasa"):
            train_model(settings().var_dir)


async def _import_starter() -> None:
    async with database.transaction() as session:
        await importing.import_starter(session)


def serve(quiet: bool = False) -> None:
    """Khởi động cơ sở dữ liệu, Rasa và ứng dụng; giữ tất cả chạy cho đến khi bấm Ctrl-C."""
    from api.settings import settings
    from api.supervisor.supervisor import Supervisor

    console = Console()

    def say(line: str) -> None:
        console.print(line, markup=False, highlight=False, soft_wrap=True)

    asyncio.run(Supervisor(settings(), say=say, echo=not quiet).serve())
