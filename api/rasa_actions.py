"""The action endpoint Rasa calls, mounted in this process: rasa-sdk's executor behind a shared secret."""

import json
import secrets
import zlib
from typing import Any

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from api.settings import ACTION_PATH, settings

log = structlog.get_logger()
router = APIRouter(include_in_schema=False)

_LARGEST_CALL = 4 * 1024 * 1024

_executor: ActionExecutor | None = None


def load_actions() -> list[str]:
    """Register every action of the `actions` package and return their names.

    Raises:
        ImportError: a module of the package cannot be imported.
    """
    global _executor
    import actions  # noqa: F401  # rasa-sdk ends the process on an ImportError; here it is raised instead

    executor = ActionExecutor()
    executor.register_package("actions")
    _executor = executor
    return sorted(executor.actions)


def _body(raw: bytes, encoding: str) -> dict[str, Any]:
    if encoding == "deflate":
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(raw, _LARGEST_CALL)
        if unpacker.unconsumed_tail:
            raise ValueError("the call is larger than 4 MiB unpacked")
    call = json.loads(raw)
    if not isinstance(call, dict):
        raise TypeError("the call is no JSON object")
    return call


@router.post(ACTION_PATH)
async def run_action(request: Request) -> Response:
    """Run one action for Rasa. 401 without the secret, 400 with `action_name` when an action rejects itself."""
    given = request.headers.get("X-Action-Secret", "")
    if not secrets.compare_digest(given.encode(), settings().action_secret.get_secret_value().encode()):
        return JSONResponse({"error": "wrong or missing X-Action-Secret"}, status_code=401)
    if _executor is None:
        return JSONResponse({"error": "actions are not loaded"}, status_code=503)
    try:
        call = _body(await request.body(), request.headers.get("Content-Encoding", ""))
    except (ValueError, TypeError, zlib.error) as error:
        return JSONResponse({"error": f"unreadable action call: {error}"}, status_code=400)
    name = call.get("next_action")
    call.setdefault(
        "domain", {}
    )  # rasa-sdk refuses a call without one; Rasa leaves it out (bot/endpoints.yml)
    try:
        result = await _executor.run(call)
    except ActionExecutionRejection as rejection:
        return JSONResponse({"error": str(rejection), "action_name": rejection.action_name}, status_code=400)
    except ActionNotFoundException as missing:
        return JSONResponse({"error": str(missing), "action_name": missing.action_name}, status_code=404)
    except Exception:
        log.exception("action failed", action=name)
        return JSONResponse({"error": "the action failed", "action_name": name}, status_code=500)
    return JSONResponse(result.model_dump() if result else None)
