"""Asking Rasa for the answers to one message, over its REST channel."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

import httpx
import structlog
from pydantic import BaseModel, TypeAdapter, ValidationError

from api.conversations import metadata
from api.conversations.reply import Reply
from api.errors import TrolyError
from api.settings import settings
from retrieval import text as vietnamese

log = structlog.get_logger()

LONGEST_TEXT = 1000
"""Characters of a citizen's text that Rasa gets: the cost of a turn grows with them, and no question needs more."""
_READY_WITHIN = 2.0


class RasaFailedError(TrolyError):
    """Rasa did not answer: down, too slow, an error status, or the empty list by which it hides its own errors."""

    status = 503
    sentence = "Dạ, trợ lý tạm thời chưa trả lời được. Anh/chị thử lại sau ít phút hoặc gọi 1022 giúp em ạ."


class HeardInVainError(RasaFailedError):
    """Rasa took the message into its tracker and has no answer to it; another try would be another message to it."""


class _Button(BaseModel):
    title: str
    payload: str


class _Answer(BaseModel):
    text: str | None = None
    buttons: list[_Button] = []
    custom: dict[str, Any] | None = None


_ANSWERS = TypeAdapter(list[_Answer])


@dataclass(frozen=True)
class Question:
    """One turn as Rasa gets it: `message` is masked text, or a trusted payload such as /affirm.

    `attachment` is what came beside the words, as the message stores it; actions read it from Rasa's metadata.
    """

    conversation_id: UUID
    message_id: UUID
    channel: str
    message: str
    attachment: dict[str, Any] | None = None


def for_rasa(text: str) -> str:
    """Return citizen text as Rasa may read it: NFC, cut, and never starting with "/", which would bypass NLU; "" for data
    in braces, which holds no words."""
    if _is_data(text):
        return ""
    return vietnamese.nfc(text).lstrip("/ \n")[:LONGEST_TEXT].rstrip()


def _is_data(text: str) -> bool:
    try:
        return text.lstrip().startswith("{") and isinstance(json.loads(text), dict)
    except ValueError:
        return False


@lru_cache(maxsize=1)
def _client() -> httpx.AsyncClient:
    return httpx.AsyncClient()


async def close() -> None:
    """Close the connections to Rasa; the next question opens new ones."""
    if _client.cache_info().currsize:
        await _client().aclose()
        _client.cache_clear()


async def ask(question: Question) -> tuple[Reply, ...]:
    """Return Rasa's replies to `question`, at least one.

    Raises:
        RasaFailedError: no usable answer within `RASA_TIMEOUT` seconds.
    """
    config = settings()
    body: dict[str, Any] = {
        "sender": str(question.conversation_id),
        "message": question.message,
        "metadata": {
            "conversation_id": str(question.conversation_id),
            "message_id": str(question.message_id),
            "channel": question.channel,
            **({"attachment": question.attachment} if question.attachment else {}),
        },
    }
    try:
        response = await _client().post(
            f"{config.rasa_url.rstrip('/')}/webhooks/rest/webhook", json=body, timeout=config.rasa_timeout
        )
        response.raise_for_status()
        answers = _ANSWERS.validate_json(response.content)
    except httpx.HTTPError as error:
        raise RasaFailedError(f"{type(error).__name__}: {error}") from error
    except ValidationError as error:
        raise RasaFailedError(f"unreadable answer: {error.error_count()} errors") from error
    replies = _replies(answers)
    if not replies:
        raise RasaFailedError("no answer with text; Rasa hides its own errors this way")
    return replies


async def is_ready() -> bool:
    """Tell whether Rasa answers and has its model (`bot/serving/rest.py`)."""
    try:
        address = f"{settings().rasa_url.rstrip('/')}/webhooks/rest/ready"
        return (await _client().get(address, timeout=_READY_WITHIN)).status_code == 200
    except httpx.HTTPError:
        return False


def _replies(answers: Sequence[_Answer]) -> tuple[Reply, ...]:
    """Return the replies with a text, each with what is told of it: Rasa gives the `custom` of a message as an answer
    of its own, after its text, which it cuts at empty lines.
    """
    replies: list[Reply] = []
    unlabelled = left_out = 0
    for answer in answers:
        if answer.text:
            options = tuple((button.title, button.payload) for button in answer.buttons)
            replies.append(Reply(answer.text, options))
            unlabelled += 1
        if answer.custom is not None:
            told = metadata.read(answer.custom)
            for place in range(len(replies) - unlabelled, len(replies)):
                replies[place] = replace(replies[place], metadata=told)
            unlabelled = 0
        elif not answer.text:
            left_out += 1
    if left_out:
        log.warning("answers without text left out", left_out=left_out)
    return tuple(replies)
