"""One connection to the actions for many turns.

Rasa 3.6.21 makes a client and a connection for each call of an action and closes both after it, an eighth of a turn.
"""

import asyncio
from types import TracebackType

import aiohttp
from rasa.utils.endpoints import DEFAULT_REQUEST_TIMEOUT, EndpointConfig

IDLE = 3.0
"""Seconds for which an idle connection is kept: less than the five after which the process of the actions closes its own,
so that no call is sent over one that is being closed.
"""

_session_of_one_call = EndpointConfig.session


class Kept:
    """The client of an endpoint, lent for one call: leaving the call does not close it."""

    def __init__(self, client: aiohttp.ClientSession) -> None:
        self.client = client

    async def __aenter__(self) -> aiohttp.ClientSession:
        """Return the client."""
        return self.client

    async def __aexit__(
        self,
        _kind: "type[BaseException] | None",
        _error: "BaseException | None",
        _trace: "TracebackType | None",
    ) -> None:
        """Leave the client as it is."""


def session(endpoint: EndpointConfig) -> "Kept | aiohttp.ClientSession":
    """Return the client of `endpoint`, the same for all calls of one event loop."""
    if endpoint.basic_auth:  # Rasa makes it part of the client
        return _session_of_one_call(endpoint)
    kept: Kept | None = getattr(endpoint, "kept", None)
    if kept is None or kept.client.closed or kept.client._loop is not asyncio.get_running_loop():
        endpoint.kept = kept = Kept(
            aiohttp.ClientSession(
                headers=endpoint.headers,
                timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=IDLE),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        )
    return kept


def install() -> None:
    """Make Rasa's endpoints keep their client; done again it changes nothing."""
    EndpointConfig.session = session
