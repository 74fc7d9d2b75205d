"""Logging in and out: a page with a plain form, and the two routes it posts to.

The log-in is a cookie that scripts cannot read and other sites' posts do not carry (HttpOnly, SameSite=Lax).
Both routes also refuse a post that a page of another site sent, by its `Origin`.
"""

import asyncio
from typing import Annotated
from urllib.parse import urlencode, urlsplit

import structlog
from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from nicegui import ui

from api import clock, database
from api.channels.rate_limit import RateLimiter, TooManyRequestsError, network_of
from api.console.elements import box, text
from api.console.shell import HOME, MOUNT_PATH, link_stylesheet, page_roles
from api.console.visitor import COOKIE
from api.errors import ForbiddenError
from api.settings import settings
from api.staff import service
from api.staff.errors import LogInRefusedError, NotLoggedInError
from api.staff.service import Role

log = structlog.get_logger()
router = APIRouter(prefix=MOUNT_PATH, include_in_schema=False)

REASONS = {
    "wrong": LogInRefusedError.sentence,
    "often": "Mạng này đã đăng nhập sai quá nhiều lần. Anh/chị vui lòng đợi ít phút rồi thử lại.",
    "ended": NotLoggedInError.sentence,
    "out": "Anh/chị đã đăng xuất.",
}
"""Why the form is shown again, by the `reason` in its address."""
_failures = RateLimiter(burst=15, per_second=1 / 20)
"""Wrong log-ins of one network address, whatever the account: an office shares one address, a guesser has one."""


def failure_limit() -> RateLimiter:
    """Return how often a network address may log in wrongly."""
    return _failures


PARALLEL_LOG_INS = 2
"""At most so many are checked at once: argon2 takes 64 MiB and a core for each."""
_gate = asyncio.Semaphore(PARALLEL_LOG_INS)


class ForeignPostError(ForbiddenError):
    """A page of another site sent the form."""

    sentence = "Yêu cầu không đến từ trang này nên bị từ chối. Anh/chị vui lòng mở lại trang đăng nhập."


@ui.page("/login", title="Đăng nhập · Trợ lý 1022")
async def log_in_page(next: str = "", reason: str = "") -> None:
    """Show the log-in form, with why it is shown again (`REASONS`)."""
    link_stylesheet()
    with box(classes="plain log-in"):
        box("img", src=f"{MOUNT_PATH}/static/favicon.svg", alt="", width="44", height="44")
        text("Trợ lý 1022", "h1")
        text("Trang làm việc của tổng đài viên và cơ quan xử lý", "p", "muted")
        if reason in REASONS:
            text(REASONS[reason], "p", "alert", role="alert")
        with box("form", "form", method="post", action=f"{MOUNT_PATH}/session"):
            box("input", type="hidden", name="next", value=next)
            text("Tên đăng nhập", "label", for_="username")
            name = {"autocomplete": "username", "autocapitalize": "none", "autofocus": "autofocus"}
            box("input", "field", id="username", name="username", required="required", maxlength="60", **name)
            text("Mật khẩu", "label", for_="password")
            secret = {"type": "password", "autocomplete": "current-password"}
            box("input", "field", id="password", name="password", required="required", **secret)
            text("Đăng nhập", "button", "button primary wide", type="submit")


@router.post("/session")
async def start_session(
    request: Request,
    failures: Annotated[RateLimiter, Depends(failure_limit)],
    username: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=500)],
    next: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Log in and go to the page that was asked for, or back to the form with the reason.

    Raises:
        ForeignPostError: a page of another site sent the form.
    """
    origin = _own_origin(request)
    now = clock.now()
    network = network_of(request.client.host if request.client else "unknown")
    try:
        failures.check(network)
    except TooManyRequestsError:
        log.warning("too many wrong log-ins", network=network)
        return _redirect(f"/login?{urlencode({'next': next, 'reason': 'often'})}")
    async with _gate, database.transaction() as session:
        try:
            token = await service.log_in(session, username=username, password=password, now=now)
        except LogInRefusedError as error:  # caught inside, so that the failure counted is committed
            log.warning("log-in refused", detail=error.detail)
            return _redirect(f"/login?{urlencode({'next': next, 'reason': 'wrong'})}")
        failures.give_back(network)
        account = await service.account_for(session, token=token, now=now)
    role = Role(account.role) if account else None
    wanted = next if next in page_roles and role in page_roles[next] else None
    answer = _redirect(wanted or (HOME[role] if role else "/login"))
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(service.SESSION_LENGTH.total_seconds()),
        path=MOUNT_PATH,
        httponly=True,
        samesite="lax",
        secure=origin.startswith("https://"),
    )
    return answer


@router.post("/session/end")
async def end_session(request: Request) -> Response:
    """Log out. Raises ForeignPostError when a page of another site sent it."""
    _own_origin(request)
    if token := request.cookies.get(COOKIE):
        async with database.transaction() as session:
            await service.log_out(session, token=token)
    answer = _redirect("/login?reason=out")
    answer.delete_cookie(COOKIE, path=MOUNT_PATH, httponly=True, samesite="lax")
    return answer


def _redirect(path: str) -> RedirectResponse:
    return RedirectResponse(f"{MOUNT_PATH}{path}", status_code=303)


def _own_origin(request: Request) -> str:
    """Return the `Origin` of a post from our own page; every browser sends it with a post."""
    origin = request.headers.get("origin", "")
    own = {request.headers.get("host", "")}
    if public_url := settings().public_url:
        own.add(urlsplit(public_url).netloc)
    if not urlsplit(origin).netloc or urlsplit(origin).netloc not in own:
        raise ForeignPostError(f"origin {origin!r} is not of this site")
    return origin
