"""SMS through whatever gateway the city has: one POST with a JSON body that the settings shape.

`SMS_GATEWAY_BODY` is JSON; in its strings {to} becomes 84903123456, {to_plus} +84903123456, {to_local} 0903123456, {text}
the words, {id} the same for the same words to the same case (a gateway that knows it sends once), {token} the token.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import httpx

from api import clock
from api.channels.adapter import Part, RetryLaterError, UndeliverableError
from api.channels.case_lines import answer_link, line_of
from api.channels.sms_number import mobile_number
from api.channels.sms_text import fitted, unaccented
from api.conversations.choices import Choice
from api.settings import CITY_TIME, Settings

TIMEOUT_SECONDS = 15.0
MEND_SECONDS = 300.0
"""Wait after an error that only the city's administrators can mend (wrong token, wrong body)."""
ANSWER_AT = "Trả lời tại {link}"
READ_AT = "Tra cứu tại {link}"
CALL = "Gọi 1022 để trả lời."
_MARK = re.compile(r"\{(to|to_plus|to_local|text|id|token)\}")
_NEVER = frozenset({400, 404, 413, 422})


class SmsBodyError(ValueError):
    """`SMS_GATEWAY_BODY` is no JSON object that carries {text} and a number."""


def read_body(template: str) -> dict[str, Any]:
    """Return the body as JSON, its marks not yet filled in.

    Raises:
        SmsBodyError: no JSON object, or text or number is missing.
    """
    try:
        body = json.loads(template)
    except ValueError as error:
        raise SmsBodyError(f"SMS_GATEWAY_BODY: {error}") from error
    marks = set(_MARK.findall(template))
    if not isinstance(body, dict) or "text" not in marks or not marks & {"to", "to_plus", "to_local"}:
        raise SmsBodyError(
            "SMS_GATEWAY_BODY: expected a JSON object with {text} and one of {to}, {to_plus}, {to_local}"
        )
    return body


def quiet_seconds(now: datetime, *, start: int, end: int) -> float:
    """Return how long an SMS is to wait at `now` so that nobody is woken: the quiet hours of the city begin and end then.

    0 outside them, and always where they begin and end at the same hour.
    """
    local = now.astimezone(CITY_TIME)
    past_start = local.hour >= start
    before_end = local.hour < end
    quiet = (past_start and before_end) if start < end else (past_start or before_end)
    if start == end or not quiet:
        return 0.0
    morning = local.replace(hour=end, minute=0, second=0, microsecond=0)
    if morning <= local:
        morning += timedelta(days=1)
    return (morning - local).total_seconds()


class SmsAdapter:
    """Short texts; what is offered to tap is answered on the tracking page."""

    name = "sms"

    def __init__(self, config: Settings) -> None:
        """Take the gateway's settings.

        Raises:
            SmsBodyError: the body cannot be used.
        """
        self._url = config.sms_gateway_url or ""
        self._token = config.sms_gateway_token.get_secret_value() if config.sms_gateway_token else ""
        self._body = read_body(config.sms_gateway_body)
        self._success = config.sms_gateway_success
        self._public_url, self._unaccented = config.public_url, config.sms_unaccented
        self._most_parts = config.sms_max_parts
        self._quiet = (config.sms_quiet_from, config.sms_quiet_until)
        in_body = "{token}" in config.sms_gateway_body
        headers = {"Authorization": f"Bearer {self._token}"} if self._token and not in_body else {}
        self._client = httpx.AsyncClient(headers=headers, timeout=TIMEOUT_SECONDS)

    def compose(self, text: str, choices: Sequence[Choice]) -> list[Part]:
        """Make one text of the parts the settings allow; where it is cut, the link leads to the whole."""
        link = answer_link(choices, public_url=self._public_url)
        tail = ANSWER_AT.format(link=link) if link else CALL if choices else ""
        if not tail and self._public_url:
            whole = fitted(self._written(text), tail="", most=self._most_parts)
            if whole == self._written(text):
                return [Part(whole)]
            tail = READ_AT.format(link=f"{self._public_url.rstrip('/')}/theo-doi")
        return [Part(fitted(self._written(text), tail=self._written(tail), most=self._most_parts))]

    def _written(self, text: str) -> str:
        return unaccented(text) if self._unaccented else text

    async def send(self, *, address: str, text: str, choices: Sequence[Choice]) -> str | None:  # noqa: ARG002
        """Give one text to the gateway; it names no id that all gateways share.

        Raises:
            RetryLaterError: it is night, or the gateway is away, busy, or does not let us in.
            UndeliverableError: no mobile number, an erased contact, or a request it will never take.
        """
        if (wait := quiet_seconds(clock.now(), start=self._quiet[0], end=self._quiet[1])) > 0:
            raise RetryLaterError("SMS wait for the morning", retry_after=wait)
        line = await line_of(address, channel=self.name)
        number = mobile_number(line.phone or "")
        if number is None:
            raise UndeliverableError("the contact has no mobile number")
        try:
            response = await self._client.post(self._url, json=self._filled(number, text, address))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise RetryLaterError(f"SMS gateway not reached: {type(error).__name__}") from error
        self._check(response)
        return None

    def _filled(self, number: str, text: str, address: str) -> Any:
        once = hashlib.sha256(f"{address}\n{text}".encode()).hexdigest()[:32]
        values = {
            "to": f"84{number[1:]}",
            "to_plus": f"+84{number[1:]}",
            "to_local": number,
            "text": text,
            "id": once,
            "token": self._token,
        }

        def fill(part: Any) -> Any:
            if isinstance(part, dict):
                return {name: fill(value) for name, value in part.items()}
            if isinstance(part, list):
                return [fill(value) for value in part]
            return _MARK.sub(lambda mark: values[mark[1]], part) if isinstance(part, str) else part

        return fill(self._body)

    def _check(self, response: httpx.Response) -> None:
        """Check that the gateway took it. Its answer is not repeated in the reason: it may hold the number."""
        status = response.status_code
        if status in _NEVER:
            raise UndeliverableError(f"SMS gateway refused: HTTP {status}")
        if status in (401, 403):
            raise RetryLaterError(f"SMS gateway: HTTP {status}", retry_after=MEND_SECONDS)
        if not 200 <= status < 300:
            raise RetryLaterError(f"SMS gateway: HTTP {status}")
        if self._success is None:
            return
        name, _, wanted = self._success.partition("=")
        if _value(response, name.strip()) != wanted.strip():
            raise RetryLaterError(f"SMS gateway did not say {self._success}", retry_after=MEND_SECONDS)

    async def close(self) -> None:
        """Close the connections to the gateway."""
        await self._client.aclose()


def _value(response: httpx.Response, path: str) -> str | None:
    """Return what the answer says under `path` (names with dots between them) as a text."""
    try:
        found = response.json()
    except ValueError:
        return None
    for name in path.split("."):
        if not isinstance(found, dict) or name not in found:
            return None
        found = found[name]
    return str(found)
