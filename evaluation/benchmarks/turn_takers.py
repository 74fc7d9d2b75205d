"""Who says a text to the product and times the answer: a citizen on the web chat, and a caller of a bare Rasa."""

import json
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import httpx
import psycopg

from evaluation.benchmarks import fault_stored

_CONVERSATION = (
    "INSERT INTO conversations (id, channel, address_digest, address_ciphertext, owner, emergency)"
    " VALUES (%s, 'web', %s, %s, 'bot', false)"
)

Message: TypeAlias = dict[str, Any]
"""A message as the web chat's stream gives it."""


class NoAnswerError(Exception):
    """A turn ended without an answer, so its time means nothing."""


class Listener:
    """A citizen with an open live stream, as the chat page holds one."""

    def __init__(self, address: str) -> None:
        self._client = httpx.Client(base_url=address, timeout=60.0)
        token = self._client.post("/chat/api/conversations", json={"channel": "web"}).json()["token"]
        self._client.headers["Authorization"] = f"Bearer {token}"
        self._last = 0

    def turn(self, text: str) -> float:
        """Send `text` and return the seconds until the first reply.

        Raises:
            NoAnswerError: there was none.
        """
        return self.say(text, lambda message: message["author"] in {"bot", "operator"})[0]

    def say(self, text: str, answers: Callable[[Message], bool]) -> tuple[float, Message]:
        """Send `text`; return the seconds until the first message down the stream that `answers`, and that message.

        Raises:
            NoAnswerError: the stream ended before it.
        """
        started = self._send(text)
        with self._client.stream("GET", "/chat/api/stream", params={"after": self._last}) as stream:
            for line in stream.iter_lines():
                if not line.startswith("data:") or '"author"' not in line:
                    continue
                message: Message = json.loads(line.removeprefix("data:"))
                self._last = max(self._last, int(message["sequence"]))
                if answers(message):
                    return time.perf_counter() - started, message
        raise NoAnswerError("the live stream ended before the reply")

    def _send(self, text: str) -> float:
        """Send `text` and return when, after the waits the chat asks for."""
        while True:
            started = time.perf_counter()
            sent = self._client.post("/chat/api/messages", json={"text": text, "client_id": uuid.uuid4().hex})
            if sent.status_code != httpx.codes.TOO_MANY_REQUESTS:
                sent.raise_for_status()
                return started
            time.sleep(float(sent.headers.get("Retry-After", "1")))


class BareCaller:
    """Calls the REST channel of the Rasa at `address` as our own process does.

    Our actions store what they did with a conversation: where `var` is given, the folder of the stack that Rasa belongs
    to, each sender becomes a conversation of its database.
    """

    def __init__(self, address: str, var: Path | None = None) -> None:
        self._client = httpx.Client(base_url=address, timeout=60.0)
        self._var, self._known = var, set[str]()

    def turn(self, sender: str, text: str) -> float:
        """Send `text` of `sender`, a UUID, and return the seconds until the answer.

        Raises:
            NoAnswerError: it was empty, as it is where an action failed.
        """
        if self._var and sender not in self._known:
            self._store(self._var, sender)
        metadata = {"conversation_id": sender, "message_id": str(uuid.uuid4()), "channel": "web"}
        started = time.perf_counter()
        answered = self._client.post(
            "/webhooks/rest/webhook", json={"sender": sender, "message": text, "metadata": metadata}
        ).raise_for_status()
        taken = time.perf_counter() - started
        if not answered.json():
            raise NoAnswerError(f"Rasa answered nothing to {text!r}")
        return taken

    def _store(self, var: Path, sender: str) -> None:
        with psycopg.connect(fault_stored.address(var)) as connection:
            connection.execute(_CONVERSATION, (sender, sender.encode(), b""))
        self._known.add(sender)
