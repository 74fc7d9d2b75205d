"""Logging in over HTTP, and who may open which page."""

from collections.abc import AsyncIterator

import pytest
from nicegui import app as nicegui_app
from starlette.routing import Route

from api.channels.rate_limit import RateLimiter
from api.console import log_in
from api.console.shell import HOME, page_agencies, page_roles
from api.console.visitor import COOKIE
from api.settings import Settings
from api.staff import service
from api.staff.service import Role
from tests.staff_site import ADMIN, OFFICER, OPERATOR, PASSWORD, StaffSite, staff_site

OPEN_TO_ALL = {"/", "/login"}
"""Pages without a guard: the log-in, and the way to the own page, which shows nothing."""
FILES = {"/favicon.ico", "/static/{path:path}"}
PEOPLE = {Role.OPERATOR: OPERATOR, Role.OFFICER: OFFICER, Role.ADMIN: ADMIN}


@pytest.fixture
async def site(
    request: pytest.FixtureRequest,
    open_database: str,
    app_settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[StaffSite]:
    guesses = 3 if "one_network" in request.node.name else 15
    monkeypatch.setattr(log_in, "_failures", RateLimiter(burst=guesses, per_second=0.001))
    async with staff_site(open_database) as running:
        yield running


def test_every_page_has_a_guard_unless_listed() -> None:
    pages = {
        route.path
        for route in nicegui_app.routes
        if isinstance(route, Route) and not route.path.startswith("/_nicegui")
    }
    assert pages - FILES == set(page_roles) | OPEN_TO_ALL


async def test_a_stranger_is_sent_to_the_log_in_from_every_page(site: StaffSite) -> None:
    async with await site.client() as stranger:
        for path in page_roles:
            answer = await stranger.get(f"/staff{path}")
            assert answer.status_code == 303, path
            assert answer.headers["location"].startswith("/staff/login"), path


async def test_a_wrong_role_is_refused_at_every_page(site: StaffSite) -> None:
    for role, username in PEOPLE.items():
        async with await site.client(username) as person:
            for path, roles in page_roles.items():
                answer = await person.get(f"/staff{path}")
                welcome = role in roles and not (role is Role.OFFICER and path in page_agencies)
                assert answer.status_code == (200 if welcome else 403), (role, path)
                assert ("Không có quyền" in answer.text) is not welcome, (role, path)


async def test_the_right_password_opens_the_page_of_the_role(site: StaffSite) -> None:
    for role, username in PEOPLE.items():
        async with await site.client() as browser:
            answer = await browser.post("/staff/session", data={"username": username, "password": PASSWORD})
            assert answer.headers["location"] == f"/staff{HOME[role]}"
            cookie = answer.headers["set-cookie"].lower()
            for wanted in ("httponly", "samesite=lax", "path=/staff"):
                assert wanted in cookie
            assert (await browser.get(f"/staff{HOME[role]}")).status_code == 200
            assert (await browser.get("/staff/")).headers["location"] == f"/staff{HOME[role]}"


async def test_after_logging_in_one_comes_to_the_page_asked_for_if_it_is_ones_own(site: StaffSite) -> None:
    async with await site.client() as browser:
        for wanted, reached in (
            ("/password", "/password"),
            ("/admin", "/operator"),
            ("//evil.example", "/operator"),
        ):
            form = {"username": OPERATOR, "password": PASSWORD, "next": wanted}
            answer = await browser.post("/staff/session", data=form)
            assert answer.headers["location"] == f"/staff{reached}"


async def test_wrong_passwords_are_counted_although_they_fail(site: StaffSite) -> None:
    async with await site.client() as browser:
        for _ in range(service.FAILURES_BEFORE_LOCK):
            form = {"username": OPERATOR, "password": "khong phai mat khau"}
            answer = await browser.post("/staff/session", data=form)
            assert "reason=wrong" in answer.headers["location"]
            assert COOKIE not in answer.headers.get("set-cookie", "")
        answer = await browser.post("/staff/session", data={"username": OPERATOR, "password": PASSWORD})
        assert "reason=wrong" in answer.headers["location"]


async def test_one_network_cannot_guess_over_many_accounts(
    site: StaffSite,
) -> None:
    async with await site.client() as browser:
        for _ in range(3):  # right passwords are not counted
            await browser.post("/staff/session", data={"username": OPERATOR, "password": PASSWORD})
        reached = []
        for number in range(5):
            form = {"username": f"ai.do{number}", "password": "khong phai mat khau"}
            reached.append((await browser.post("/staff/session", data=form)).headers["location"])
        assert ["reason=wrong" in one for one in reached] == [True, True, True, False, False]
        assert "reason=often" in reached[-1]
        assert "quá nhiều lần" in (await browser.get(reached[-1])).text


async def test_a_page_of_another_site_can_neither_log_in_nor_out(site: StaffSite) -> None:
    async with await site.client(OPERATOR) as browser:
        for origin in ("https://evil.example", "null", ""):
            headers = {"Origin": origin}
            form = {"username": OPERATOR, "password": PASSWORD}
            assert (await browser.post("/staff/session", data=form, headers=headers)).status_code == 403
            assert (await browser.post("/staff/session/end", headers=headers)).status_code == 403
        assert (await browser.get("/staff/operator")).status_code == 200


async def test_logging_out_ends_the_log_in_on_the_server(site: StaffSite) -> None:
    async with await site.client(OPERATOR) as browser:
        token = browser.cookies[COOKIE]
        await browser.post("/staff/session/end")
        browser.cookies.set(COOKIE, token)
        assert (await browser.get("/staff/operator")).status_code == 303


async def test_staff_pages_may_not_be_framed_and_load_nothing_from_outside(site: StaffSite) -> None:
    async with await site.client(OPERATOR) as browser:
        answer = await browser.get("/staff/operator")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "DENY"
    assert '<html lang="vi"' in answer.text
    assert "session" not in {cookie.name for cookie in browser.cookies.jar}
