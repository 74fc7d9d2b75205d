"""A request of an agency's system that comes twice: done once, answered twice alike.

The system sends `Idempotency-Key` with a POST; the answer is kept with the change, in one transaction. Source:
draft-ietf-httpapi-idempotency-key-header.
"""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.agencies.models import ApiRequest
from api.errors import TrolyError

KEPT_FOR = timedelta(days=7)
"""How long a key is known; a repeat after that is a new request."""
LONGEST_KEY = 200


class KeyReusedError(TrolyError):
    """The key came before with another request."""

    status = 422
    sentence = "Idempotency-Key này đã dùng cho một yêu cầu khác."


async def once(
    session: AsyncSession,
    *,
    holder: str,
    key: str | None,
    request: bytes,
    do: Callable[[], Awaitable[dict[str, Any]]],
) -> dict[str, Any]:
    """Do what `request` asks for and return its answer; a repeat of `holder` with the same key only gets the answer.

    A repeat at the same moment waits for the first. What fails is not kept: its repeat is tried anew.

    Raises:
        KeyReusedError: the key came with another request before.
    """
    if key is None:
        return await do()
    digest = hashlib.sha256(request).digest()
    request_id = await session.scalar(
        insert(ApiRequest)
        .values(holder=holder, key=key, request_digest=digest)
        .on_conflict_do_nothing()
        .returning(ApiRequest.id)
    )
    if request_id is None:
        known = (
            await session.scalars(
                select(ApiRequest).where(ApiRequest.holder == holder, ApiRequest.key == key)
            )
        ).one()
        if known.request_digest != digest or known.response is None:
            raise KeyReusedError(f"{holder} used a key for another request")
        return known.response
    answer = await do()
    row = await session.get_one(ApiRequest, request_id)
    row.response = answer
    await session.flush()
    return answer


async def forget(session: AsyncSession, *, now: datetime) -> None:
    """Delete the keys that are too old to be repeated."""
    await session.execute(delete(ApiRequest).where(ApiRequest.created_at < now - KEPT_FOR))
