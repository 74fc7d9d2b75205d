"""Zalo's webhook: the signature checked over the raw bytes, stored, then answered (Zalo waits two seconds)."""

from typing import Annotated

import structlog
from fastapi import APIRouter, Header, Request
from fastapi.responses import Response

from api import database
from api.channels.request_body import read_body
from api.channels.zalo import incoming_from, read_json, signature_fits
from api.conversations import service as conversations
from api.errors import ForbiddenError, NotFoundError
from api.settings import settings

log = structlog.get_logger()
router = APIRouter(tags=["channels"])


@router.post("/webhooks/zalo", include_in_schema=False)
async def receive_event(
    request: Request, x_zevent_signature: Annotated[str, Header(alias="X-ZEvent-Signature")] = ""
) -> Response:
    """Store an event of the Official Account and answer 200; events that are no citizen's message change nothing."""
    config = settings()
    if config.zalo_app_id is None or config.zalo_oa_secret_key is None:
        raise NotFoundError("the Zalo webhook is not in use (ZALO_APP_ID, ZALO_OA_SECRET_KEY)")
    raw_body = await read_body(request)
    event = read_json(raw_body) or {}
    if not signature_fits(
        header=x_zevent_signature,
        app_id=config.zalo_app_id,
        raw_body=raw_body,
        timestamp=str(event.get("timestamp", "")),
        secret=config.zalo_oa_secret_key.get_secret_value(),
    ):
        raise ForbiddenError("Zalo webhook: wrong signature")
    incoming = incoming_from(event)
    if incoming is None:
        log.debug("Zalo event passed over", event_name=event.get("event_name"))
        return Response()
    async with database.transaction() as session:
        await conversations.receive(session, incoming=incoming)
    return Response()
