"""A city's dossier system over HTTP, played by a local server."""

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import Response
from tenacity import wait_none

from api import database
from api.dossiers import service
from api.dossiers.http_provider import HttpProvider
from api.dossiers.provider import Applicant, DossierCodeIncompleteError, DossierProviderError
from api.settings import settings
from tests.local_server import serve

CODE = "H29.33-261001-0001"
BODY: dict[str, Any] = {
    "code": CODE,
    "procedure_name": "Đăng ký khai sinh",
    "state": 5,
    "agency": "Ủy ban nhân dân phường Bình Thạnh",
    "filed_on": "2026-10-01",
    "due_on": "2026-10-08",
    "later_addition": {"ignored": True},
}


@dataclass
class CitySystem:
    """Plays the city's system: gives `answers` in order, the last one again and again; None hangs."""

    answers: list[Response | None] = field(default_factory=list)
    requests: list[tuple[str, str, str | None, bytes]] = field(default_factory=list)
    url: str = ""

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.api_route("/v1/{path:path}", methods=["GET", "POST"])
        async def answer(request: Request, path: str) -> Response:
            token = request.headers.get("authorization")
            self.requests.append((request.method, path, token, await request.body()))
            given = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            if given is None:
                await asyncio.Event().wait()
            assert given is not None
            return given

        return app


def _json(body: Any, status: int = 200) -> Response:
    return Response(httpx.Response(200, json=body).content, status, media_type="application/json")


@pytest.fixture
async def city() -> AsyncIterator[CitySystem]:
    system = CitySystem()
    async with serve(system.app()) as url:
        system.url = f"{url}/v1"
        yield system


def _provider(city: CitySystem, timeout: float = 5.0) -> HttpProvider:
    return HttpProvider(city.url, token="secret", timeout=httpx.Timeout(timeout), wait=wait_none())


async def test_a_dossier_is_read_with_the_token_and_unknown_keys_are_ignored(city: CitySystem) -> None:
    city.answers = [_json(BODY)]
    record = await _provider(city).find(CODE)
    assert record is not None
    assert (record.state, record.due_on, record.procedure_code) == (5, date(2026, 10, 8), None)
    assert city.requests == [("GET", f"dossiers/{CODE}", "Bearer secret", b"")]


async def test_404_means_there_is_none(city: CitySystem) -> None:
    city.answers = [_json({"error": "none"}, 404)]
    assert await _provider(city).find(CODE) is None


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_a_passing_failure_is_tried_again(city: CitySystem, status: int) -> None:
    city.answers = [Response(status_code=status), Response(status_code=status), _json(BODY)]
    assert await _provider(city).find(CODE) is not None
    assert len(city.requests) == 3


async def test_a_failure_that_stays_is_an_error_after_three_attempts(city: CitySystem) -> None:
    city.answers = [Response(status_code=503)]
    with pytest.raises(DossierProviderError, match="3 attempts"):
        await _provider(city).find(CODE)
    assert len(city.requests) == 3


async def test_an_answer_that_never_comes_ends_in_an_error(city: CitySystem) -> None:
    city.answers = [None]
    with pytest.raises(DossierProviderError, match="ReadTimeout"):
        await _provider(city, timeout=0.1).find(CODE)


async def test_all_attempts_together_end_in_time(city: CitySystem) -> None:
    city.answers = [None]
    provider = HttpProvider(city.url, token=None, attempts=1_000, budget=0.2, wait=wait_none())
    with pytest.raises(DossierProviderError, match=r"within 0\.2 s"):
        await provider.find(CODE)


async def test_nobody_listening_is_an_error() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(DossierProviderError, match="ConnectError"):
            await HttpProvider(url, token=None, wait=wait_none()).find(CODE)


@pytest.mark.parametrize(
    "answer",
    [
        _json(BODY | {"state": 11}),
        _json({key: value for key, value in BODY.items() if key != "agency"}),
        _json(BODY | {"code": "H29.33-261001-0002"}),
        _json(["a list"]),
        Response(b"<html>", media_type="text/html"),
        Response(status_code=401),
        Response(status_code=204),
    ],
)
async def test_an_answer_outside_the_contract_is_an_error_and_not_tried_again(
    city: CitySystem, answer: Response
) -> None:
    city.answers = [answer]
    with pytest.raises(DossierProviderError):
        await _provider(city).find(CODE)
    assert len(city.requests) == 1


async def test_the_system_may_answer_with_the_whole_of_a_short_code(city: CitySystem) -> None:
    city.answers = [_json(BODY | {"code": "000.00.01.H29-261001-0001"}), Response(status_code=409)]
    record = await _provider(city).find("H29-261001-0001")
    assert record is not None
    assert record.code == "000.00.01.H29-261001-0001"
    with pytest.raises(DossierCodeIncompleteError):
        await _provider(city).find("H29-261001-0001")
    with pytest.raises(DossierCodeIncompleteError):
        await _provider(city).applicant("H29-261001-0001", phone_tail="456")


async def test_the_name_comes_with_the_right_factor_only(city: CitySystem) -> None:
    city.answers = [_json({"name": "Nguyễn Văn An"}), Response(status_code=403)]
    provider = _provider(city)
    assert await provider.applicant(CODE, phone_tail="456") == Applicant("Nguyễn Văn An")
    assert await provider.applicant(CODE, phone_tail="457") is None
    assert city.requests[0][:2] == ("POST", f"dossiers/{CODE}/applicant")
    assert city.requests[0][3] == b'{"phone_tail":"456"}'


async def test_the_service_asks_the_system_that_the_settings_name(
    city: CitySystem, open_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    city.answers = [_json(BODY)]
    monkeypatch.setenv("DOSSIER_PROVIDER", "http")
    monkeypatch.setenv("DOSSIER_HTTP_URL", city.url + "/")
    monkeypatch.setenv("DOSSIER_HTTP_TOKEN", "secret")
    settings.cache_clear()
    try:
        async with database.transaction() as session:
            seen = await service.status(session, code=CODE.lower(), today=date(2026, 10, 16))
    finally:
        settings.cache_clear()
    assert (seen.state.name, seen.late) == ("Yêu cầu bổ sung giấy tờ", False)
    assert city.requests[0][2] == "Bearer secret"
