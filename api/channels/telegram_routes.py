"""Telegram's webhook: checked, stored, then answered."""

import hmac
import json
from typing import Annotated

import structlog
from fastapi import APIRouter, Header, Request
from fastapi.responses import JSONResponse, Response
from telegram import Update

from api import database
from api.channels.request_body import read_body
from api.channels.telegram import incoming_from
from api.conversations import service as conversations
from api.errors import ForbiddenError, NotFoundError
from api.settings import settings

log = structlog.get_logger()
router = APIRouter(tags=["channels"])


@router.post("/webhooks/telegram", include_in_schema=False)
async def receive_update(
    request: Request, x_telegram_bot_api_secret_token: Annotated[str, Header()] = ""
) -> Response:
    """Store an update and answer 200; a tapped button is acknowledged in the answer itself.

    Anything but 2xx makes Telegram send the update again, so an update nobody can read is logged and accepted.
    """
    expected = settings().telegram_secret
    if settings().telegram_mode != "webhook" or expected is None:
        raise NotFoundError("the Telegram webhook is not in use (TELEGRAM_MODE, TELEGRAM_SECRET)")
    if not hmac.compare_digest(
        x_telegram_bot_api_secret_token.encode(), expected.get_secret_value().encode()
    ):
        raise ForbiddenError("Telegram webhook: wrong secret token")
    update = _parse(await read_body(request))
    if update is None:
        return Response()
    incoming = incoming_from(update)
    if incoming is not None:
        async with database.transaction() as session:
            await conversations.receive(session, incoming=incoming)
    if update.callback_query is not None:
        return JSONResponse({"method": "answerCallbackQuery", "callback_query_id": update.callback_query.id})
    return Response()


def _parse(body: bytes) -> Update | None:
    try:
        return Update.de_json(json.loads(body), None)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("unreadable Telegram update", error=type(error).__name__, size=len(body))
        return None
