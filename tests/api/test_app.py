"""Whether the whole can serve."""

import json
from typing import Any

from sqlalchemy import text

from api import app, database
from api.settings import Settings


async def _ready() -> dict[str, Any]:
    answer = await app._ready()
    checks: dict[str, Any] = json.loads(bytes(answer.body))
    return checks


async def test_readiness_reports_the_worker(open_database: str, app_settings: Settings) -> None:
    checks = await _ready()
    assert (checks["database"], checks["worker"]) == (True, False)
    async with database.transaction() as session:
        await session.execute(text("SELECT procrastinate_register_worker_v1()"))
    assert (await _ready())["worker"] is True
    async with database.transaction() as session:
        await session.execute(
            text("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
        )
    assert (await _ready())["worker"] is False
