"""Whether the whole can serve."""

import json
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from sqlalchemy import text

from api import app, database
from api.conversations import rasa_client
from api.settings import Settings, settings
from tests.local_server import serve


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


@pytest.mark.parametrize(("status", "ready"), [(200, True), (503, False), (404, False)])
async def test_readiness_needs_rasa_with_its_model(
    open_database: str, app_settings: Settings, monkeypatch: pytest.MonkeyPatch, status: int, ready: bool
) -> None:
    rasa = FastAPI()
    rasa.get("/webhooks/rest/ready")(lambda: JSONResponse({}, status_code=status))
    async with serve(rasa) as address:
        monkeypatch.setenv("RASA_URL", address)
        settings.cache_clear()
        assert (await _ready())["rasa"] is ready
    assert (await _ready())["rasa"] is False
    await rasa_client.close()
