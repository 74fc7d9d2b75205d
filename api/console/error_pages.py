"""What a browser is shown below /staff where there is no such page, or where building one failed."""

from fastapi import Request, Response
from fastapi.exception_handlers import http_exception_handler
from fastapi.responses import HTMLResponse
from nicegui import app as nicegui_app
from starlette.exceptions import HTTPException

from api.console.shell import MOUNT_PATH, stylesheet_link

_PAGE = """<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Trợ lý 1022</title>{stylesheet}</head>
<body><main class="plain"><h1>{title}</h1><p>{sentence}</p>
<a class="button primary" href="{home}/">Về trang của tôi</a></main></body>
</html>
"""


@nicegui_app.exception_handler(404)
async def no_such_page(request: Request, error: Exception) -> Response:
    """Say that there is no such page; what asks for no page (a script, a file) gets the plain answer."""
    if isinstance(error, HTTPException) and "text/html" not in request.headers.get("accept", ""):
        return await http_exception_handler(request, error)
    return _page(404, "Không có trang này", "Địa chỉ này không có trang nào. Anh/chị kiểm tra lại địa chỉ.")


@nicegui_app.exception_handler(Exception)
async def failed_page(_request: Request, _error: Exception) -> Response:
    """Say that the page could not be built; the server raises the error again, so that it is logged."""
    return _page(500, "Trang chưa mở được", "Có lỗi ngoài dự kiến. Anh/chị vui lòng mở lại sau ít phút.")


def _page(status: int, title: str, sentence: str) -> Response:
    words = _PAGE.format(title=title, sentence=sentence, home=MOUNT_PATH, stylesheet=stylesheet_link())
    return HTMLResponse(words, status_code=status)
