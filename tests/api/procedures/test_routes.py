"""The public search: bounded per network address, and never on the event loop."""

import threading
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from api.channels.rate_limit import RateLimiter
from api.procedures import routes, service
from api.settings import Settings
from retrieval.catalogue import starter
from retrieval.encoder import load_encoder
from tests.api.channels.conftest import with_errors


@pytest.fixture
async def caller(app_settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A caller of the API, over the starter catalogue, allowed three requests."""
    service.use(starter(), load_encoder())
    app = with_errors(FastAPI())
    limit = RateLimiter(burst=3, per_second=0.01)
    app.dependency_overrides[routes.request_limit] = lambda: limit
    app.include_router(routes.router)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        yield client


async def test_a_network_address_asks_as_often_as_people_do(caller: httpx.AsyncClient) -> None:
    asked = [(await caller.get("/api/procedures", params={"q": "khai sinh"})).status_code for _ in range(2)]
    assert asked == [200, 200]
    assert (await caller.get("/api/procedures/1.001193")).status_code == 200
    for path in ("/api/procedures?q=khai+sinh", "/api/procedures/1.001193"):
        refused = await caller.get(path)
        assert refused.status_code == 429
        assert "phút" in refused.json()["detail"]


async def test_a_search_does_not_hold_up_the_event_loop(
    caller: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    suggest = service.suggest

    def watched(text: str, limit: int = 5) -> object:
        threads.append(threading.get_ident())
        return suggest(text, limit)

    monkeypatch.setattr(service, "suggest", watched)
    assert (await caller.get("/api/procedures", params={"q": "khai sinh"})).status_code == 200
    assert threads != [threading.get_ident()]
