"""Mounting the staff pages on the app: NiceGUI lives under /staff, with its own assets and nothing from outside."""

import nicegui
from fastapi import FastAPI
from nicegui import ui
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.console import (
    admin,
    agency,
    connections,
    error_pages,
    files,
    log_in,
    operator,
    password,
    standing,
)
from api.console.live import use_app
from api.console.shell import MOUNT_PATH, STATIC

FAVICON = STATIC / "favicon.svg"
PAGES = (log_in, operator, agency, standing, admin, connections, password, error_pages)
"""The modules whose import registers the pages."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
"""NiceGUI builds its pages from inline scripts and compiles templates in the browser, hence the two "unsafe"."""


class StaffHeaders:
    """Adds `HEADERS` to every answer under /staff (ASGI middleware)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer back with the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def register(app: FastAPI) -> None:
    """Mount the staff pages on `app`, whose `state.live` must be a started LiveFeed while it serves.

    NiceGUI keeps one inner app per process: registering again (another app in the same process) moves it there.
    Its storage is not used, so there is no storage secret and no second cookie: the log-in is ours.
    """
    nicegui.app.middleware_stack = None
    nicegui.app.user_middleware.clear()
    nicegui.app.add_middleware(StaffHeaders)
    use_app(app)
    app.include_router(log_in.router)
    app.include_router(files.router)
    ui.run_with(
        app,
        mount_path=MOUNT_PATH,
        title="Trợ lý 1022",
        favicon=FAVICON,
        language="vi",
        dark=False,
        tailwind=False,
        binding_refresh_interval=None,
        reconnect_timeout=10.0,
        show_welcome_message=False,
    )
