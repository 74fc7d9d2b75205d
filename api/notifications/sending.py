"""One call of an endpoint: signed, to a checked address, without redirects, for a limited time."""

import asyncio
import ssl
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import urlunsplit

import httpx
from standardwebhooks import Webhook

from api.errors import TrolyError
from api.notifications.addresses import Allowed, check_url, reachable_address

TIMEOUT = 15.0
"""Seconds for one call, from the name of the host to the end of the answer."""
KEPT_BYTES = 1000
"""Of the answer, for whoever looks why it failed."""
_LONGEST_WISH = 6 * 3600.0


@dataclass(frozen=True)
class Call:
    """What goes out: `id` is the same at every try, `body` the exact JSON that is signed."""

    id: str
    url: str
    secret: str
    body: str


@dataclass(frozen=True)
class Answer:
    """How a call ended. Without `status` no answer came: `error` says why. `retry_after` is the endpoint's wish, s."""

    milliseconds: int
    status: int | None = None
    response: str | None = None
    error: str | None = None
    retry_after: float = 0.0

    @property
    def taken(self) -> bool:
        """Whether the endpoint has taken it: any 2xx."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def reason(self) -> str:
        """Why it was not taken, in a few words."""
        return self.error or f"HTTP {self.status}"


@lru_cache(maxsize=1)
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def signed_headers(call: Call, *, now: datetime) -> dict[str, str]:
    """Return the headers of the Standard Webhooks convention for a call at `now` (UTC)."""
    at = now.astimezone(UTC)
    return {
        "content-type": "application/json",
        "user-agent": "Troly1022-Webhooks/1",
        "webhook-id": call.id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(call.secret).sign(call.id, at, call.body),
    }


async def post(call: Call, *, now: datetime, allowed: Allowed) -> Answer:
    """Call the endpoint once; whatever happens is an answer, never an error."""
    began = time.monotonic()

    def took() -> int:
        return round((time.monotonic() - began) * 1000)

    try:
        async with asyncio.timeout(TIMEOUT):
            response, kept = await _call(call, now=now, allowed=allowed)
    except TimeoutError:
        return Answer(took(), error=f"no answer within {TIMEOUT:.0f} s")
    except TrolyError as error:
        return Answer(took(), error=error.detail)
    except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as error:
        return Answer(took(), error=f"{type(error).__name__}: {error}"[:KEPT_BYTES])
    return Answer(
        took(),
        status=response.status_code,
        response=kept,
        retry_after=_wish(response.headers.get("retry-after")),
    )


async def _call(call: Call, *, now: datetime, allowed: Allowed) -> tuple[httpx.Response, str]:
    """Call the checked network address itself; the host's name goes into the Host header and the certificate's check."""
    parts = check_url(call.url, allowed=allowed)
    host = str(parts.hostname)
    address = await reachable_address(host, parts.port or _PORTS[parts.scheme], allowed=allowed)
    place = f"[{address}]" if ":" in address else address
    target = urlunsplit(
        (parts.scheme, f"{place}:{parts.port or _PORTS[parts.scheme]}", parts.path or "/", parts.query, "")
    )
    headers = signed_headers(call, now=now) | {"host": parts.netloc}
    async with (
        httpx.AsyncClient(verify=_certificates(), follow_redirects=False, trust_env=False) as client,
        client.stream(
            "POST",
            target,
            content=call.body.encode(),
            headers=headers,
            extensions={"sni_hostname": host},
            timeout=TIMEOUT,
        ) as response,
    ):
        return response, await _beginning(response)


_PORTS = {"https": 443, "http": 80}


async def _beginning(response: httpx.Response) -> str:
    kept = b""
    async for piece in response.aiter_raw():
        kept += piece
        if len(kept) >= KEPT_BYTES:
            break
    return kept[:KEPT_BYTES].decode(errors="replace").replace("\x00", "")


def _wish(retry_after: str | None) -> float:
    """Return the seconds an endpoint asks to wait, 0 where it gives none or a date; never more than six hours."""
    if retry_after is None or not retry_after.strip().isdigit():
        return 0.0
    return min(float(retry_after), _LONGEST_WISH)
