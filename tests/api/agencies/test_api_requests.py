"""A request that an agency's system repeats is done once and answered alike."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI

from api import clock, database
from api.agencies import api_keys, api_requests
from api.feedback import routes
from api.feedback import service as feedback
from tests.api.channels.conftest import with_errors
from tests.api.feedback.conftest import File, file, kinds

__all__ = ["file"]

pytestmark = pytest.mark.usefixtures("open_database")


@pytest.fixture
async def system() -> AsyncIterator[httpx.AsyncClient]:
    """An agency's own system with its key."""
    async with database.transaction() as session:
        made = await api_keys.add(session, agency="TT_HTKT", label="Phần mềm", actor="test")
    app = with_errors(FastAPI())
    app.include_router(routes.router)
    headers = {"Authorization": f"Bearer {made.secret}"}
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
        yield client


def _url(case: feedback.Case, step: str) -> str:
    return f"/api/agencies/TT_HTKT/cases/{case.id}/{step}"


async def test_a_repeat_with_the_same_key_is_done_once_and_answered_alike(
    system: httpx.AsyncClient, file: File
) -> None:
    case = await file(now=clock.now())
    body, headers = {"text": "Đã đặt bóng mới"}, {"Idempotency-Key": "tien-do-1"}
    first = await system.post(_url(case, "progress"), json=body, headers=headers)
    again = await system.post(_url(case, "progress"), json=body, headers=headers)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert await kinds(case.id) == ["received", "assigned", "accepted", "progress"]
    await system.post(_url(case, "progress"), json=body, headers={"Idempotency-Key": "tien-do-2"})
    assert (await kinds(case.id)).count("progress") == 2


async def test_a_repeat_after_the_case_has_gone_gets_the_first_answer(
    system: httpx.AsyncClient, file: File
) -> None:
    case = await file(now=clock.now())
    headers = {"Idempotency-Key": "tra-1"}
    first = await system.post(_url(case, "return"), json={"reason": "Của phường"}, headers=headers)
    again = await system.post(_url(case, "return"), json={"reason": "Của phường"}, headers=headers)
    assert (again.status_code, again.json()["handler"]) == (200, "TONG_DAI")
    assert first.json() == again.json()


async def test_two_at_once_are_done_once(system: httpx.AsyncClient, file: File) -> None:
    case = await file(now=clock.now())
    headers = {"Idempotency-Key": "tra-loi-1"}
    answers = await asyncio.gather(
        *(system.post(_url(case, "answer"), json={"text": "Đã sửa."}, headers=headers) for _ in range(3))
    )
    assert {one.status_code for one in answers} == {200}
    assert (await kinds(case.id)).count("answered") == 1


async def test_a_key_is_for_one_request_only(system: httpx.AsyncClient, file: File) -> None:
    case = await file(now=clock.now())
    headers = {"Idempotency-Key": "k"}
    await system.post(_url(case, "progress"), json={"text": "Một"}, headers=headers)
    other = await system.post(_url(case, "progress"), json={"text": "Hai"}, headers=headers)
    assert other.status_code == 422
    elsewhere = await system.post(_url(case, "answer"), json={"text": "Một"}, headers=headers)
    assert elsewhere.status_code == 422
    assert (await kinds(case.id)).count("progress") == 1


async def test_what_failed_is_tried_anew(system: httpx.AsyncClient, file: File) -> None:
    case = await file(now=clock.now())
    headers = {"Idempotency-Key": "gia-han"}
    body = {"until": "2999-01-04", "reason": "Chờ vật tư"}
    assert (await system.post(_url(case, "extend"), json=body, headers=headers)).status_code == 422
    assert (await system.post(_url(case, "extend"), json=body, headers=headers)).status_code == 422


async def test_without_a_key_every_request_counts(system: httpx.AsyncClient, file: File) -> None:
    case = await file(now=clock.now())
    for _ in range(2):
        await system.post(_url(case, "progress"), json={"text": "Đang làm"})
    assert (await kinds(case.id)).count("progress") == 2


async def test_an_old_key_is_forgotten(system: httpx.AsyncClient, file: File) -> None:
    case = await file(now=clock.now())
    headers = {"Idempotency-Key": "k"}
    await system.post(_url(case, "progress"), json={"text": "Một"}, headers=headers)
    async with database.transaction() as session:
        await api_requests.forget(session, now=clock.now() + timedelta(days=8))
    await system.post(_url(case, "progress"), json={"text": "Một"}, headers=headers)
    assert (await kinds(case.id)).count("progress") == 2
