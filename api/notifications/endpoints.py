"""Endpoints of agencies' systems: registered, listed, tried, disabled, removed. Each is in the audit."""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.agencies import directory
from api.audit import service as audit
from api.errors import NotFoundError, TrolyError
from api.notifications.addresses import Allowed, check_url, read_allowed
from api.notifications.kinds import chosen
from api.notifications.models import WebhookEndpoint
from api.privacy import crypto
from api.settings import settings

PREFIX = "whsec_"
"""How a secret of the Standard Webhooks convention starts; the rest is base64."""
_SECRET_BYTES = 32
_LONGEST_LABEL = 120


class NoLabelError(TrolyError):
    """An endpoint must say which system it is."""

    status = 422
    sentence = f"Anh/chị vui lòng ghi tên hệ thống nhận (tối đa {_LONGEST_LABEL} ký tự)."


class EndpointNotFoundError(NotFoundError):
    """No endpoint has this number."""

    sentence = "Không có điểm nhận webhook nào mang số này."


@dataclass(frozen=True)
class NewEndpoint:
    """An endpoint just registered: `secret` is shown once."""

    row: WebhookEndpoint
    secret: str


def allowed() -> Allowed:
    """Return what the settings name of the city's own network."""
    return read_allowed(settings().webhook_allowed)


async def add(
    session: AsyncSession, *, agency: str, url: str, label: str, kinds: tuple[str, ...] = (), actor: str
) -> NewEndpoint:
    """Register `url` for the agency; without `kinds` it hears of every event of its cases.

    Raises:
        AgencyNotFoundError, BadUrlError, UnknownKindError, NoLabelError: one of them cannot be used.
    """
    code = directory.agency(agency).code
    check_url(url, allowed=allowed())
    label = " ".join(label.split())
    if not 1 <= len(label) <= _LONGEST_LABEL:
        raise NoLabelError("an endpoint needs a label")
    secret = PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
    row = WebhookEndpoint(
        agency=code, url=url, label=label, kinds=chosen(kinds), secret=crypto.encrypt(secret)
    )
    session.add(row)
    await session.flush()
    await audit.record(
        session, actor=actor, kind="webhook_added", subject=subject(row.id), agency=code, url=url
    )
    return NewEndpoint(row, secret)


async def endpoints(session: AsyncSession, *, agency: str | None = None) -> list[WebhookEndpoint]:
    """Return the endpoints of `agency`, or of all, oldest first, the disabled ones too."""
    wanted = select(WebhookEndpoint).order_by(WebhookEndpoint.id)
    return list(await session.scalars(wanted.where(WebhookEndpoint.agency == agency) if agency else wanted))


async def endpoint(session: AsyncSession, *, endpoint_id: int, lock: bool = False) -> WebhookEndpoint:
    """Return the endpoint, with `lock` kept from any other change.

    Raises:
        EndpointNotFoundError: there is none of this number.
    """
    row = await session.get(WebhookEndpoint, endpoint_id, with_for_update=lock or None)
    if row is None:
        raise EndpointNotFoundError(f"no webhook endpoint {endpoint_id}")
    return row


async def remove(session: AsyncSession, *, endpoint_id: int, actor: str) -> WebhookEndpoint:
    """Remove an endpoint with everything still to be sent to it.

    Raises:
        EndpointNotFoundError: there is none of this number.
    """
    row = await endpoint(session, endpoint_id=endpoint_id, lock=True)
    await session.delete(row)
    await session.flush()
    await audit.record(
        session, actor=actor, kind="webhook_removed", subject=subject(row.id), agency=row.agency, url=row.url
    )
    return row


async def disable(
    session: AsyncSession, *, endpoint_id: int, reason: str, actor: str, now: datetime
) -> WebhookEndpoint:
    """Let an endpoint hear nothing more; disabling it again changes nothing.

    Raises:
        EndpointNotFoundError: there is none of this number.
    """
    row = await endpoint(session, endpoint_id=endpoint_id, lock=True)
    if row.disabled_at is None:
        row.disabled_at, row.disabled_reason = now, reason
        await audit.record(
            session, actor=actor, kind="webhook_disabled", subject=subject(row.id), reason=reason
        )
    return row


async def enable(session: AsyncSession, *, endpoint_id: int, actor: str) -> WebhookEndpoint:
    """Let a disabled endpoint hear again from now on.

    Raises:
        EndpointNotFoundError: there is none of this number.
    """
    row = await endpoint(session, endpoint_id=endpoint_id, lock=True)
    if row.disabled_at is not None:
        row.disabled_at = row.disabled_reason = None
        await audit.record(session, actor=actor, kind="webhook_enabled", subject=subject(row.id))
    return row


def secret_of(row: WebhookEndpoint) -> str:
    """Return the endpoint's secret, decrypted."""
    return crypto.decrypt(row.secret)


def subject(endpoint_id: int) -> str:
    """Return how the audit names the endpoint."""
    return f"webhook:{endpoint_id}"
