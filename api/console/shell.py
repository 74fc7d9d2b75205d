"""What every staff page has: the guard at the door, the header, the stylesheet."""

import hashlib
import inspect
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from nicegui import app as nicegui_app
from nicegui import context, ui

from api.agencies import directory
from api.console.elements import box, link, text
from api.console.visitor import visitor_of
from api.errors import ForbiddenError
from api.staff.errors import NotLoggedInError
from api.staff.service import Account, Role

MOUNT_PATH = "/staff"
STATIC = Path(__file__).parent / "static"
HOME = {Role.OPERATOR: "/operator", Role.OFFICER: "/agency", Role.ADMIN: "/admin"}
"""Where each role works, below the mount path."""
HOME_NAMES = {Role.OPERATOR: "Bàn trực", Role.OFFICER: "Hộp phản ánh", Role.ADMIN: "Tài khoản"}
ROLE_NAMES = {Role.OPERATOR: "Tổng đài viên", Role.OFFICER: "Cán bộ cơ quan", Role.ADMIN: "Quản trị viên"}

_PATIENCE = 15.0
"""Seconds a page may take to be built: a busy database is no reason for an error page."""
page_roles: dict[str, frozenset[Role]] = {}
"""Every guarded page's path below the mount path, with the roles it is for."""
page_agencies: dict[str, str] = {}
"""The pages whose officers must be of one agency, by path."""

nicegui_app.add_static_files("/static", STATIC)
_stylesheet = hashlib.sha256((STATIC / "console.css").read_bytes()).hexdigest()[:10]

PageFunction = Callable[..., Awaitable[None]]


def staff_page(
    path: str, *roles: Role, title: str, officers_of: str | None = None
) -> Callable[[PageFunction], PageFunction]:
    """Register an async page function for `roles` only; it is called with the visitor and its query parameters.

    Of the officers only those of the agency `officers_of`, where it is given, may open it. A stranger is sent to the log-in; a wrong role gets a 403 with a sentence and the way to the own page.
    """

    def decorate(function: PageFunction) -> PageFunction:
        allowed = frozenset(roles)
        page_roles[path] = allowed
        if officers_of is not None:
            page_agencies[path] = officers_of
        parameters = list(inspect.signature(function).parameters.values())[1:]

        async def guarded_page(request: Request, **query: Any) -> Response | None:
            link_stylesheet()
            try:
                visitor = await visitor_of(request, roles=allowed, officers_of=officers_of)
            except NotLoggedInError:
                return RedirectResponse(f"{MOUNT_PATH}/login?{urlencode({'next': path})}", status_code=303)
            except ForbiddenError as error:
                context.client.status_code = error.status
                _refused(error.sentence)
                return None
            _header(visitor.account, path, title)
            await function(visitor, **query)
            return None

        request_parameter = inspect.Parameter(
            "request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request
        )
        guarded_page.__signature__ = inspect.Signature([request_parameter, *parameters])  # type: ignore[attr-defined]
        ui.page(path, title=f"{title} · Trợ lý 1022", response_timeout=_PATIENCE)(guarded_page)
        return function

    return decorate


def link_stylesheet() -> None:
    """Link the one stylesheet of the staff pages into the page being built."""
    ui.add_head_html(stylesheet_link())


def stylesheet_link() -> str:
    """Return the tag that links the stylesheet."""
    return f'<link rel="stylesheet" href="{MOUNT_PATH}/static/console.css?v={_stylesheet}">'


def _header(account: Account, path: str, title: str) -> None:
    """Build the header; logging out is a form, so that no link can do it."""
    with box("header", "top"):
        box("img", "top-mark", src=f"{MOUNT_PATH}/static/favicon.svg", alt="")
        text(title, "h1")
        with box(classes="who"):
            text(account.full_name, classes="who-name")
            text(_role_words(account), classes="who-role")
        with box("nav", "top-links", aria_label="Trang của tôi"):
            for other, name in _other_pages(account, path):
                link(name, f"{MOUNT_PATH}{other}", "top-link")
            link("Mật khẩu", f"{MOUNT_PATH}/password", "top-link")
            with box("form", method="post", action=f"{MOUNT_PATH}/session/end"):
                text("Đăng xuất", "button", "top-link", type="submit")


def _other_pages(account: Account, path: str) -> list[tuple[str, str]]:
    """Return the pages of `account` beside the one at `path`, for those who have more than one."""
    role = Role(account.role)
    if role is not Role.ADMIN and account.agency != directory.SUPERVISOR:
        return []
    pages = [(HOME[role], HOME_NAMES[role]), ("/manager", "Điều hành")]
    return [page for page in pages if page[0] != path]


def _role_words(account: Account) -> str:
    role = ROLE_NAMES[Role(account.role)]
    return f"{role} · {directory.agency(account.agency).name}" if account.agency else role


def _refused(sentence: str) -> None:
    with box(classes="plain"):
        text("Không có quyền", "h1")
        text(sentence, "p")
        link("Về trang của tôi", f"{MOUNT_PATH}/", "button primary")
