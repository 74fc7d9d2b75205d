"""API keys of agencies: made, listed, revoked, and recognised when a system of an agency calls.

A key is 256 random bits that only its holder keeps, so a plain hash of it is enough to store.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.agencies import directory
from api.agencies.models import ApiKey
from api.audit import service as audit
from api.errors import NotFoundError, TrolyError

PREFIX = "troly_"
"""How every key starts, so that one found in the wrong place can be recognised."""
_USE_NOTED_EVERY = timedelta(minutes=1)
_LONGEST_LABEL = 120


class NoLabelError(TrolyError):
    """A key must say whose it is."""

    status = 422
    sentence = f"Anh/chị vui lòng ghi tên hệ thống dùng khóa (tối đa {_LONGEST_LABEL} ký tự)."


class KeyNotFoundError(NotFoundError):
    """No key has this number."""

    sentence = "Không có khóa API nào mang số này."


@dataclass(frozen=True)
class NewKey:
    """A key just made: `secret` is shown once and kept nowhere."""

    row: ApiKey
    secret: str


async def add(session: AsyncSession, *, agency: str, label: str, actor: str) -> NewKey:
    """Make a key for the agency with the code `agency`.

    Raises:
        AgencyNotFoundError: there is no such agency.
        NoLabelError: `label` is empty or too long.
    """
    code = directory.agency(agency).code
    label = " ".join(label.split())
    if not 1 <= len(label) <= _LONGEST_LABEL:
        raise NoLabelError("a key needs a label")
    secret = f"{PREFIX}{secrets.token_urlsafe(32)}"
    row = ApiKey(agency=code, label=label, key_digest=_digest(secret))
    session.add(row)
    await session.flush()
    await audit.record(
        session, actor=actor, kind="api_key_added", subject=subject(row.id), agency=code, label=label
    )
    return NewKey(row, secret)


async def keys(session: AsyncSession, *, agency: str | None = None) -> list[ApiKey]:
    """Return the keys of `agency`, or of all, oldest first, the revoked ones too."""
    wanted = select(ApiKey).order_by(ApiKey.id)
    return list(await session.scalars(wanted.where(ApiKey.agency == agency) if agency else wanted))


async def revoke(session: AsyncSession, *, key_id: int, actor: str, now: datetime) -> ApiKey:
    """End a key at once; revoking it again changes nothing.

    Raises:
        KeyNotFoundError: there is none of this number.
    """
    row = await session.get(ApiKey, key_id, with_for_update=True)
    if row is None:
        raise KeyNotFoundError(f"no api key {key_id}")
    if row.revoked_at is None:
        row.revoked_at = now
        await audit.record(
            session, actor=actor, kind="api_key_revoked", subject=subject(row.id), agency=row.agency
        )
    return row


async def holder(session: AsyncSession, *, secret: str, now: datetime) -> ApiKey | None:
    """Return the valid key that `secret` is and note its use (to the minute); None where it is none."""
    if not secret.startswith(PREFIX):
        return None
    row: ApiKey | None = await session.scalar(
        select(ApiKey).where(ApiKey.key_digest == _digest(secret), ApiKey.revoked_at.is_(None))
    )
    if row is not None and (row.last_used_at is None or now - row.last_used_at >= _USE_NOTED_EVERY):
        row.last_used_at = now
        await session.flush()
    return row


def subject(key_id: int) -> str:
    """Return how the audit names the key."""
    return f"api_key:{key_id}"


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
