"""Fetching a file from the channel that keeps it."""

import asyncio
from typing import Final, Protocol, runtime_checkable

import structlog

from api.attachments.service import FileTooLargeError, NotFetchedError, Source, check_size, limits
from api.channels.adapter import RetryLaterError
from api.channels.registry import adapters

log = structlog.get_logger()

PAUSES: Final = (0.5, 2.0)
"""Seconds before each further try; the messages after it wait so long too."""


@runtime_checkable
class KeepsFiles(Protocol):
    """An adapter of a channel that keeps what citizens send until it is fetched."""

    async def fetch(self, source: Source, *, limit: int) -> bytes:
        """Return the bytes of a file, at most `limit`.

        Raises:
            FileRefusedError: never to be had.
            RetryLaterError: not now.
        """
        ...


async def fetch(channel: str, source: Source) -> bytes:
    """Return the bytes of a file that `channel` keeps.

    Raises:
        FileTooLargeError: it has more bytes than its kind may.
        NotFetchedError: the channel does not give it, or not soon.
    """
    check_size(source.kind, source.size)
    adapter = adapters().get(channel)
    if not isinstance(adapter, KeepsFiles):
        raise NotFetchedError(f"channel {channel} is not set up here, or keeps no files")
    for wait in (*PAUSES, None):
        try:
            content = await adapter.fetch(source, limit=limits().most_bytes)
            break
        except RetryLaterError as error:
            log.info("file not fetched yet", channel=channel, error=str(error))
            if wait is None:
                raise NotFetchedError(str(error)) from error
            await asyncio.sleep(wait)
    if len(content) > limits().most_bytes:
        raise FileTooLargeError(source.kind, megabytes=limits().megabytes(source.kind))
    return content
