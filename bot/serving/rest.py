"""Rasa's REST channel that also tells whether there is a model behind it.

Rasa 3.6.21 goes on serving when its model could not be loaded, and answers every message with an empty list. Sealed as
it is (no `--enable-api`) it has no other route that would tell.
"""

import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

log = logging.getLogger(__name__)

NO_MODEL = 70
"""Exit status of a Rasa without a model (EX_SOFTWARE); its supervisor starts it again."""


class WatchedRest(RestInput):
    """The REST channel at its usual place, `/webhooks/rest`, with `GET /webhooks/rest/ready`: 200 or 503."""

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[None]]) -> Blueprint:
        """Return the routes."""
        webhook = super().blueprint(on_new_message)
        webhook.add_route(_ready, "/ready", methods=["GET"])
        webhook.listener("after_server_start")(_end_without_model)
        return webhook


def has_model(app: Sanic) -> bool:
    """Tell whether this server can answer."""
    agent = getattr(app.ctx, "agent", None)
    return agent is not None and agent.is_ready()


async def _ready(request: Request) -> HTTPResponse:
    ready = has_model(request.app)
    return response.json({"model": ready}, status=200 if ready else 503)


async def _end_without_model(app: Sanic, _loop: Any) -> None:
    if not has_model(app):
        log.critical("there is no model to answer with, ending")
        os._exit(NO_MODEL)  # nothing is under way yet, and Sanic would take an exception here for its own
