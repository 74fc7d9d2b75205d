"""Rendering the public pages that work without scripts: templates, and headers that let nothing go elsewhere."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from api.settings import CITY_TIME, settings

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


def page(
    request: Request, template: str, *, status: int = 200, scripts: bool = False, **values: object
) -> Response:
    """Return the page of `template`; a browser keeps no copy of it. `scripts`: those of our own may run on it."""
    root = request.scope.get("root_path", "")
    words = _templates().get_template(template).render(city=settings().city_name, root=root, **values)
    policy = f"{_POLICY}; script-src 'self'; connect-src 'self'" if scripts else _POLICY
    return HTMLResponse(words, status_code=status, headers=HEADERS | {"Content-Security-Policy": policy})


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
