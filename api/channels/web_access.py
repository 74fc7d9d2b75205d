"""Who calls the chat's addresses, and how often each may."""

import contextlib
from collections import Counter
from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Header, Request

from api.channels.rate_limit import RateLimiter, TooManyRequestsError, network_of
from api.channels.web_tokens import ChatAddress, UnknownTokenError, address_of

PING_SECONDS = 20
MAX_STREAMS = 6
"""Open streams of one conversation: a page in a few tabs; a further one asks now and then instead."""


class ChatLimits:
    """What one conversation and one network may do; many citizens share one address of a mobile operator."""

    def __init__(self) -> None:
        self.messages = RateLimiter(burst=12, per_second=1 / 3)
        self.reads = RateLimiter(burst=40, per_second=2)
        self.network_messages = RateLimiter(burst=200, per_second=5)
        self.network_openings = RateLimiter(burst=60, per_second=0.5)
        self.files = RateLimiter(burst=12, per_second=1 / 10)
        self.network_files = RateLimiter(burst=60, per_second=1)
        self._streams: Counter[str] = Counter()

    def check_stream(self, address: str) -> None:
        """Tell whether the conversation may open one more stream.

        Raises:
            TooManyRequestsError: it holds as many as it may.
        """
        if self._streams[address] >= MAX_STREAMS:
            raise TooManyRequestsError("too many open streams", wait=PING_SECONDS)

    @contextlib.contextmanager
    def stream(self, address: str) -> Iterator[None]:
        """Count a stream as long as it is open."""
        self._streams[address] += 1
        try:
            yield
        finally:
            self._streams[address] -= 1
            if not self._streams[address]:
                del self._streams[address]


_limits = ChatLimits()


def limits() -> ChatLimits:
    """Return the limits of this process."""
    return _limits


def chat_of(authorization: Annotated[str, Header()] = "") -> ChatAddress:
    """Return whose conversation a call is about, by its bearer token.

    Raises:
        UnknownTokenError: no token of ours.
    """
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise UnknownTokenError("no bearer token")
    return address_of(token.strip())


Chat = Annotated[ChatAddress, Depends(chat_of)]
Limits = Annotated[ChatLimits, Depends(limits)]


def network(request: Request) -> str:
    """Return what counts as one caller's network."""
    return network_of(request.client.host if request.client else "unknown")
