"""Fetching a file from an address that a channel's signed event names, and from nowhere inside our own network."""

import asyncio
import ipaddress
import socket
from typing import Final
from urllib.parse import urlsplit

import httpx

from api.attachments.service import FileTooLargeError, NotFetchedError, Source, limits
from api.channels.adapter import RetryLaterError

TIMEOUT_SECONDS: Final = 20.0
_RETRIED: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


async def fetch_from_address(
    client: httpx.AsyncClient, source: Source, *, own_address: str, limit: int
) -> bytes:
    """Return what lies at the address `source.reference`, of at most `limit` bytes; redirections are not followed.

    Only https to a public address is asked, or the channel's own API (`own_address`).

    Raises:
        FileTooLargeError: there are more bytes.
        NotFetchedError: the address is none we ask, or has nothing (any more).
        RetryLaterError: out of reach now.
    """
    await _check(source.reference, own_address=own_address)
    content = bytearray()
    try:
        async with client.stream("GET", source.reference, timeout=TIMEOUT_SECONDS) as response:
            if response.status_code in _RETRIED:
                raise RetryLaterError(f"the file's server answered {response.status_code}")
            if response.status_code != 200:
                raise NotFetchedError(f"the file's server answered {response.status_code}")
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > limit:
                    raise FileTooLargeError(source.kind, megabytes=limits().megabytes(source.kind))
    except httpx.HTTPError as error:
        raise RetryLaterError(f"the file's server not reached: {type(error).__name__}") from error
    return bytes(content)


async def _check(address: str, *, own_address: str) -> None:
    parts, own = urlsplit(address), urlsplit(own_address)
    if (parts.scheme, parts.netloc) == (own.scheme, own.netloc):
        return
    if parts.scheme != "https" or not parts.hostname:
        raise NotFetchedError("the file's address is not https")
    try:
        found = await asyncio.get_running_loop().getaddrinfo(parts.hostname, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise RetryLaterError(f"the file's server has no address: {error}") from error
    if not all(ipaddress.ip_address(where[4][0]).is_global for where in found):
        raise NotFetchedError("the file's address lies inside a network")
