"""Zalo Official Account: replies by the customer-service call of API v3 (`/v3.0/oa/message/cs`), and its webhook's form.

Buttons are not documented for this call, so choices are numbered lines and the citizen answers with a number.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Annotated, Any

import httpx
import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.attachments.service import FileKind, Source
from api.channels.adapter import Part, RetryLaterError, UndeliverableError
from api.channels.outside_address import fetch_from_address
from api.channels.splitting import split_text
from api.channels.zalo_errors import zalo_errors
from api.conversations.choices import Choice
from api.conversations.service import Incoming, Location

log = structlog.get_logger()

MAX_UNITS = 2000
TIMEOUT_SECONDS = 10.0
ANSWER_WITH_NUMBER = "Anh/chị trả lời bằng số để chọn ạ."


_KINDS = {
    "image": FileKind.PHOTO,
    "gif": FileKind.PHOTO,
    "video": FileKind.VIDEO,
    "audio": FileKind.AUDIO,
    "file": FileKind.FILE,
}
"""What an attachment of an event is, by its type."""
_WITH_WORDS = frozenset(f"user_send_{kind}" for kind in ("text", *_KINDS))
"""Events whose text is the citizen's."""
_MOST_FILES = 20


class ZaloAdapter:
    """Replies as plain text with numbered choices."""

    name = "zalo"

    def __init__(self, *, access_token: str, api_url: str) -> None:
        self._api_url = api_url
        self._files = httpx.AsyncClient()  # without the token: files lie on other servers
        self._client = httpx.AsyncClient(
            base_url=api_url, headers={"access_token": access_token}, timeout=TIMEOUT_SECONDS
        )

    def compose(self, text: str, choices: Sequence[Choice]) -> list[Part]:
        """Put the numbered choices under the text and cut it at Zalo's limit."""
        if choices:
            lines = [f"{number}. {choice.title}" for number, choice in enumerate(choices, start=1)]
            text = "\n".join((text, "", *lines, ANSWER_WITH_NUMBER)).lstrip()
        return [Part(text=piece) for piece in split_text(text, MAX_UNITS)]

    async def send(self, *, address: str, text: str, choices: Sequence[Choice]) -> str | None:  # noqa: ARG002
        """Send one part to the user `address` and return Zalo's message id.

        Raises:
            RetryLaterError: rate limit, token or account trouble, network trouble, a code that is not in the table.
            UndeliverableError: the table says that this message can never arrive.
        """
        try:
            response = await self._client.post(
                "/v3.0/oa/message/cs", json={"recipient": {"user_id": address}, "message": {"text": text}}
            )
            answer = response.json()
        except httpx.HTTPError as error:
            raise RetryLaterError(f"Zalo not reached: {type(error).__name__}: {error}") from error
        except ValueError as error:
            raise RetryLaterError(f"Zalo answered {response.status_code} without JSON") from error
        return _message_id(response.status_code, answer)

    async def fetch(self, source: Source, *, limit: int) -> bytes:
        """Return the bytes of the file at the address that the event named.

        Raises:
            FileRefusedError: too large, or not there (any more).
            RetryLaterError: out of reach now.
        """
        return await fetch_from_address(self._files, source, own_address=self._api_url, limit=limit)

    async def close(self) -> None:
        """Close the connections to Zalo."""
        await self._client.aclose()
        await self._files.aclose()


def _message_id(status: int, answer: Any) -> str | None:
    """Return the id of an accepted message; Zalo's errors come with HTTP 200 and a code of their own."""
    code = answer.get("error") if isinstance(answer, dict) else None
    if code == 0 and status < 400:
        data = answer.get("data")
        return str(data["message_id"]) if isinstance(data, dict) and "message_id" in data else None
    if not isinstance(code, int):
        raise RetryLaterError(f"Zalo answered {status} without an error code")
    reason = f"Zalo error {code}: {answer.get('message', '')}"
    known = zalo_errors().get(code)
    if known is not None and known.wait is None:
        raise UndeliverableError(reason)
    raise RetryLaterError(reason, retry_after=known.wait if known is not None else None)


def signature_fits(*, header: str, app_id: str, raw_body: bytes, timestamp: str, secret: str) -> bool:
    """Tell whether `X-ZEvent-Signature` is right: sha256(app id + raw body + timestamp + OA secret key), in hex.

    A plain hash over the bytes as they came, not an HMAC (Zalo's page on the event user_send_text); the header comes
    with or without `mac=`. Compared in constant time.
    """
    expected = hashlib.sha256(app_id.encode() + raw_body + timestamp.encode() + secret.encode()).hexdigest()
    return hmac.compare_digest(header.strip().removeprefix("mac=").lower().encode(), expected.encode())


class _Party(BaseModel):
    id: str


class _Coordinates(BaseModel):
    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]


class _Payload(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)

    url: str | None = None
    name: str | None = None
    size: str | None = None
    coordinates: _Coordinates | None = None


class _Attached(BaseModel):
    type: str = ""
    payload: _Payload = _Payload()


class _Said(BaseModel):
    msg_id: str
    text: str = ""
    attachments: list[_Attached] = []


class _Event(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)

    event_name: str
    timestamp: str
    sender: _Party | None = None
    message: _Said | None = None


def read_json(raw_body: bytes) -> dict[str, Any] | None:
    """Return the event's JSON object, None when the body holds none."""
    try:
        event = json.loads(raw_body)
    except ValueError:
        return None
    return event if isinstance(event, dict) else None


def incoming_from(event: dict[str, Any]) -> Incoming | None:
    """Return what a citizen said in `event`; None for everything else (echoes of our own replies, follows, receipts).

    Pictures, videos, audio and files are told by their addresses, with the words under them; a shared place by its
    coordinates. Stickers and the like are kept with an empty text, so that the bot can say what it takes.
    """
    name = event.get("event_name")
    if not isinstance(name, str) or not name.startswith("user_send_"):
        return None
    try:
        parsed = _Event.model_validate(event)
    except ValidationError as error:
        log.warning("unreadable Zalo event", event_name=name, problems=error.error_count())
        return None
    if parsed.sender is None or parsed.message is None:
        log.warning("Zalo event without sender or message", event_name=name)
        return None
    return Incoming(
        channel="zalo",
        address=parsed.sender.id,
        external_id=f"zalo-{parsed.message.msg_id}",
        text=parsed.message.text.replace("\x00", "") if name in _WITH_WORDS else "",
        attachment=_place_in(parsed.message),
        files=_files_in(parsed.message),
    )


def _place_in(said: _Said) -> Location | None:
    """Return a shared place; the name that comes with it is Zalo's, not the citizen's."""
    for one in said.attachments:
        if one.payload.coordinates is not None:
            return Location(one.payload.coordinates.latitude, one.payload.coordinates.longitude)
    return None


def _files_in(said: _Said) -> tuple[Source, ...]:
    found = []
    for one in said.attachments[:_MOST_FILES]:
        kind, address = _KINDS.get(one.type), one.payload.url
        if kind is not None and address:
            told = one.payload.size or ""
            size = int(told) if told.isdecimal() and kind is not FileKind.FILE else None
            found.append(Source(kind, address, name=one.payload.name, size=size))
    return tuple(found)
