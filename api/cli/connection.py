"""Running a command against the database the server uses."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from api import database
from api.embedded_postgres import start_embedded
from api.settings import settings

Result = TypeVar("Result")


def with_database(work: Callable[[], Awaitable[Result]]) -> Result:
    """Open the database (joining or starting the embedded one), migrate it, run `work`, close it again."""
    config = settings()
    server = None
    if config.database_url is None:
        server = start_embedded(config.var_dir / "postgres")
    url = config.database_url or str(server.get_uri() if server else "")

    async def run() -> Result:
        database.open_database(url)
        try:
            return await work()
        finally:
            await database.close_database()

    try:
        database.migrate(url)
        return asyncio.run(run())
    finally:
        if server is not None:
            server.cleanup()
