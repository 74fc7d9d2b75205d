"""The REST API: officers see their own agency's cases, strangers only how a code stands."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from api import clock, database
from api.agencies import api_keys
from api.channels.rate_limit import RateLimiter
from api.errors import TrolyError
from api.feedback import routes
from api.staff import service as staff
from api.staff.models import Role

from .conftest import File

PASSWORD = "mot mat khau du dai 7"
CASES = "/api/agencies/TT_HTKT/cases"


@pytest.fixture
async def client(open_database: str) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    limit = RateLimiter(burst=20, per_second=0.2)
    wrong = RateLimiter(burst=10, per_second=0.1)
    app.dependency_overrides[routes.lookup_limit] = lambda: limit
    app.dependency_overrides[routes.wrong_token_limit] = lambda: wrong
    app.include_router(routes.router)

    @app.exception_handler(TrolyError)
    async def refuse(request: Request, error: TrolyError) -> JSONResponse:
        return JSONResponse({"detail": error.sentence}, status_code=error.status)

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        yield client


async def _token(agency: str | None, role: Role = Role.OFFICER) -> dict[str, str]:
    now = clock.now()
    username = f"u.{(agency or role).lower().replace(':', '')}"
    async with database.transaction() as session:
        await staff.add(
            session, username=username, full_name="Lê Thị Lan", role=role, agency=agency, password=PASSWORD
        )
        token = await staff.log_in(session, username=username, password=PASSWORD, now=now)
    return {"Authorization": f"Bearer {token}"}


async def test_an_officer_lists_accepts_and_answers(client: httpx.AsyncClient, file: File) -> None:
    case = await file(now=clock.now())
    headers = await _token("TT_HTKT")
    listed = (await client.get(CASES, headers=headers)).json()
    assert [one["code"] for one in listed] == [case.code]
    assert "contact" not in str(listed)
    assert (await client.post(f"{CASES}/{case.id}/accept", headers=headers)).json()["status"] == "in_progress"
    answered = await client.post(f"{CASES}/{case.id}/answer", headers=headers, json={"text": "Đã sửa."})
    assert answered.json()["status"] == "answered"
    seen = (await client.get(f"{CASES}/{case.id}", headers=headers)).json()
    assert [one["kind"] for one in seen["events"]] == ["received", "assigned", "accepted", "answered"]
    again = await client.post(f"{CASES}/{case.id}/answer", headers=headers, json={"text": "Nữa."})
    assert again.status_code == 409


async def test_the_contact_is_given_on_demand_and_written_down(client: httpx.AsyncClient, file: File) -> None:
    case = await file(now=clock.now())
    headers = await _token("TT_HTKT")
    seen = await client.post(f"{CASES}/{case.id}/contact", headers=headers)
    contact = {"name": "Nguyễn Văn An", "phone": "0903123456", "email": None, "address": None}
    assert seen.json() == contact
    events = (await client.get(f"{CASES}/{case.id}", headers=headers)).json()["events"]
    async with database.transaction() as session:
        officer = await staff.by_username(session, username="u.tt_htkt")
    assert (events[-1]["kind"], events[-1]["actor"]) == ("contact_viewed", f"staff:{officer.id}")


async def test_a_case_is_returned_with_whose_it_is(client: httpx.AsyncClient, file: File) -> None:
    case = await file(now=clock.now())
    headers = await _token("TT_HTKT")
    body = {"reason": "Hẻm do phường quản lý", "to_agency": "UBND_XA:26929"}
    moved = await client.post(f"{CASES}/{case.id}/return", headers=headers, json=body)
    assert moved.json()["handler"] == "TONG_DAI"
    assert (await client.get(f"{CASES}/{case.id}", headers=headers)).status_code == 404


async def test_an_agency_reports_progress_extends_and_asks(client: httpx.AsyncClient, file: File) -> None:
    case = await file(now=clock.now())
    headers = await _token("TT_HTKT")
    url = f"{CASES}/{case.id}"
    moved = await client.post(f"{url}/progress", headers=headers, json={"text": "Đã đặt bóng mới"})
    assert moved.json()["status"] == "in_progress"
    assert case.due_at is not None
    until = clock.add_days(case.due_at, 1, working=True)
    body = {"until": f"{until:%Y-%m-%d}", "reason": "Chờ vật tư"}
    assert (await client.post(f"{url}/extend", headers=headers, json=body)).json()["due_at"][:10] == body[
        "until"
    ]
    far = await client.post(f"{url}/extend", headers=headers, json=body | {"until": "2999-01-04"})
    assert far.status_code == 422
    asked = await client.post(f"{url}/ask", headers=headers, json={"text": "Trụ số mấy?"})
    assert asked.json()["status"] == "needs_info"


@pytest.mark.parametrize(
    "step", ["", "/contact", "/accept", "/return", "/answer", "/progress", "/extend", "/ask"]
)
async def test_another_agencys_case_does_not_exist(client: httpx.AsyncClient, file: File, step: str) -> None:
    case = await file(now=clock.now())
    headers = await _token("SAWACO")
    for agency in ("TT_HTKT", "SAWACO"):
        url = f"/api/agencies/{agency}/cases/{case.id}{step}"
        body = {"text": "x", "reason": "x", "until": "2026-12-31"}
        answer = await (
            client.post(url, headers=headers, json=body) if step else client.get(url, headers=headers)
        )
        assert answer.status_code == 404


async def test_without_a_valid_token_there_is_nothing(client: httpx.AsyncClient) -> None:
    assert (await client.get(CASES)).status_code == 401
    assert (await client.get(CASES, headers={"Authorization": "Bearer x"})).status_code == 401


async def _key(agency: str) -> dict[str, str]:
    async with database.transaction() as session:
        key = await api_keys.add(session, agency=agency, label="phần mềm", actor="staff:1")
    return {"Authorization": f"Bearer {key.secret}"}


async def test_an_agencys_system_works_with_its_key_on_its_own_cases_only(
    client: httpx.AsyncClient, file: File
) -> None:
    case = await file(now=clock.now())
    headers, others = await _key("TT_HTKT"), await _key("SAWACO")
    assert [one["code"] for one in (await client.get(CASES, headers=headers)).json()] == [case.code]
    answered = await client.post(f"{CASES}/{case.id}/answer", headers=headers, json={"text": "Đã sửa."})
    assert answered.json()["status"] == "answered"
    seen = (await client.get(f"{CASES}/{case.id}", headers=headers)).json()
    assert seen["events"][-1]["actor"] == "api_key:1"
    assert (await client.get(CASES, headers=others)).status_code == 404
    assert (await client.get("/api/agencies/SAWACO/cases", headers=others)).json() == []
    async with database.transaction() as session:
        await api_keys.revoke(session, key_id=1, actor="staff:1", now=clock.now())
    assert (await client.get(CASES, headers=headers)).status_code == 401


async def test_wrong_keys_cannot_be_tried_out_and_a_right_one_still_works(client: httpx.AsyncClient) -> None:
    headers = await _key("TT_HTKT")
    wrong = [
        (await client.get(CASES, headers={"Authorization": f"Bearer troly_{number}"})).status_code
        for number in range(12)
    ]
    assert wrong == [401] * 10 + [429] * 2
    assert (await client.get(CASES, headers=headers)).status_code == 200


async def test_an_operator_has_no_agencys_inbox(client: httpx.AsyncClient) -> None:
    headers = await _token(None, Role.OPERATOR)
    assert (await client.get(CASES, headers=headers)).status_code == 404


async def test_a_stranger_with_the_code_learns_neither_content_nor_people(
    client: httpx.AsyncClient, file: File
) -> None:
    case = await file(now=clock.now())
    answer = await client.get(f"/api/feedback/{case.code}")
    assert answer.status_code == 200
    assert answer.json()["status"] == "assigned"
    assert set(answer.json()) == set(routes.PublicStatus.model_fields)
    for secret in ("hẻm", "Nguyễn", "0903"):
        assert secret not in answer.text
    assert (await client.get("/api/feedback/PA-261016-00000")).status_code == 404


async def test_codes_cannot_be_tried_out(client: httpx.AsyncClient) -> None:
    answers = [await client.get(f"/api/feedback/PA-261016-{number:05d}") for number in range(40)]
    assert {answer.status_code for answer in answers[:10]} == {404}
    assert answers[-1].status_code == 429
    assert "giây" in answers[-1].json()["detail"]
