"""The web chat page and its own files; nothing on it comes from anywhere else."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from api.errors import NotFoundError
from api.public.starters import starters
from api.settings import settings

router = APIRouter(include_in_schema=False)

_HERE = Path(__file__).parent
_STATIC = _HERE / "static"
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@router.get("/")
@router.get("/chat")
def chat_page(request: Request) -> Response:
    """Return the chat page."""
    return _chat(request, kiosk=False)


@router.get("/kiosk")
def kiosk_page(request: Request) -> Response:
    """Return the chat page for a screen that many use: large, keeping nothing, cleared when somebody has left."""
    return _chat(request, kiosk=True)


def _chat(request: Request, *, kiosk: bool) -> Response:
    root = request.scope.get("root_path", "")
    template = _pages().get_template("chat.html")
    page = template.render(city=settings().city_name, starters=starters(), root=root, kiosk=kiosk)
    return HTMLResponse(page, headers={**SECURITY_HEADERS, "Cache-Control": "no-cache"})


@router.get("/chat/static/{name}")
def static_file(name: str, request: Request) -> Response:
    """Return one of the page's own files; a browser that has it is told so.

    Raises:
        NotFoundError: there is no such file.
    """
    held = _files().get(name)
    if held is None:
        raise NotFoundError(f"no static file {name!r}")
    content, etag = held
    headers = {"ETag": etag, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=_TYPES[Path(name).suffix], headers=headers)


@lru_cache(maxsize=1)
def _files() -> dict[str, tuple[bytes, str]]:
    """Return every file by name with its content and ETag: only what lies there can be asked for."""
    found = {}
    for path in _STATIC.iterdir():
        if path.suffix in _TYPES:
            content = path.read_bytes()
            found[path.name] = (content, f'"{sha256(content).hexdigest()[:20]}"')
    return found


@lru_cache(maxsize=1)
def _pages() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
    )
