"""Rendering the public pages without scripts: templates, and the headers that let forms go to ourselves only."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from api.settings import CITY_TIME, settings

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


def page(request: Request, template: str, *, status: int = 200, **values: object) -> Response:
    """Return the page of `template`; a browser keeps no copy of it."""
    root = request.scope.get("root_path", "")
    words = _templates().get_template(template).render(city=settings().city_name, root=root, **values)
    return HTMLResponse(words, status_code=status, headers=HEADERS)


@lru_cache(maxsize=1)
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = lambda at: _city(at, "%d/%m/%Y")
    environment.filters["moment"] = lambda at: _city(at, "%H:%M %d/%m/%Y")
    return environment


def _city(at: datetime, form: str) -> str:
    return at.astimezone(CITY_TIME).strftime(form)
