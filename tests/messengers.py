"""Telegram and Zalo played by one local server in a thread, and citizens who write through them to a running stack."""

import hashlib
import itertools
import json
import socket
import threading
import time
from collections.abc import Callable
from typing import Any, Self

import httpx
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

TELEGRAM_TOKEN = "990001:local-test"
TELEGRAM_SECRET = "local-webhook-secret"
ZALO_APP_ID = "1234567890"
ZALO_SECRET_KEY = "local-oa-secret"

_numbers = itertools.count(1)


class Messengers:
    """What the stack sends to Telegram and Zalo, as it arrives. `env` points a stack at this server."""

    def __init__(self) -> None:
        self.telegram: list[dict[str, Any]] = []
        self.zalo: list[dict[str, Any]] = []
        listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self._server = uvicorn.Server(uvicorn.Config(self._app(), log_level="warning", lifespan="off"))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]}, daemon=True)

    @property
    def env(self) -> dict[str, str]:
        """Settings of a stack that talks to this server."""
        return {
            "TELEGRAM_MODE": "webhook",
            "TELEGRAM_TOKEN": TELEGRAM_TOKEN,
            "TELEGRAM_SECRET": TELEGRAM_SECRET,
            "TELEGRAM_API_URL": self.address,
            "ZALO_APP_ID": ZALO_APP_ID,
            "ZALO_OA_SECRET_KEY": ZALO_SECRET_KEY,
            "ZALO_ACCESS_TOKEN": "local-access-token",
            "ZALO_API_URL": self.address,
        }

    def _app(self) -> FastAPI:
        app = FastAPI()

        @app.post("/v3.0/oa/message/cs")
        async def zalo_message(request: Request) -> JSONResponse:
            self.zalo.append(await request.json())
            return JSONResponse(
                {"error": 0, "message": "Success", "data": {"message_id": f"out-{len(self.zalo)}"}}
            )

        @app.post("/{bot}/{method}")
        async def telegram_method(method: str, request: Request) -> JSONResponse:
            if method == "getMe":
                return JSONResponse(
                    {"ok": True, "result": {"id": 990001, "is_bot": True, "first_name": "Trợ lý"}}
                )
            if method != "sendMessage":
                return JSONResponse({"ok": True, "result": True})
            sent = dict(await request.form()) or await request.json()
            self.telegram.append(sent)
            chat = {"id": int(sent["chat_id"]), "type": "private"}
            return JSONResponse(
                {"ok": True, "result": {"message_id": len(self.telegram), "date": 0, "chat": chat}}
            )

        return app

    def start(self) -> Self:
        """Start serving."""
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def stop(self) -> None:
        """Stop serving."""
        self._server.should_exit = True
        self._thread.join(10)


def _wait(found: Callable[[], list[str]], seconds: float = 30.0) -> str:
    """Return the texts `found` gives once there are some and no more came for a moment."""
    end = time.monotonic() + seconds
    texts: list[str] = []
    while time.monotonic() < end:
        now = found()
        if now and now == texts:
            return "\n\n".join(now)
        texts = now
        time.sleep(0.5)
    raise AssertionError(f"no answer within {seconds:.0f} s")


class TelegramCitizen:
    """Somebody who writes on Telegram."""

    def __init__(self, stack_address: str, messengers: Messengers) -> None:
        self._url = f"{stack_address}/webhooks/telegram"
        self._messengers = messengers
        self.chat = 5_550_000 + next(_numbers)
        self.buttons: dict[str, str] = {}

    def _received(self, start: int) -> list[str]:
        mine = [sent for sent in self._messengers.telegram[start:] if int(sent["chat_id"]) == self.chat]
        for sent in mine:
            markup = json.loads(sent.get("reply_markup", "{}"))
            rows = markup.get("inline_keyboard", [])
            self.buttons = {button["text"]: button["callback_data"] for row in rows for button in row}
        return [sent["text"] for sent in mine]

    def _post(self, update: dict[str, Any]) -> str:
        start = len(self._messengers.telegram)
        update["update_id"] = 730_000_000 + next(_numbers)
        for _ in range(2):  # Telegram may deliver an update twice
            headers = {"X-Telegram-Bot-Api-Secret-Token": TELEGRAM_SECRET}
            httpx.post(self._url, json=update, headers=headers, timeout=20).raise_for_status()
        return _wait(lambda: self._received(start))

    def say(self, text: str) -> str:
        """Send a text and return the answers."""
        person = {"id": self.chat, "is_bot": False, "first_name": "Người"}
        chat = {"id": self.chat, "type": "private", "first_name": "Người"}
        message = {
            "message_id": next(_numbers),
            "from": person,
            "chat": chat,
            "date": 1795300000,
            "text": text,
        }
        return self._post({"message": message})

    def tap(self, title: str) -> str:
        """Tap the button `title` of the last answer and return the answers."""
        person = {"id": self.chat, "is_bot": False, "first_name": "Người"}
        chat = {"id": self.chat, "type": "private"}
        message = {"message_id": next(_numbers), "chat": chat, "date": 1795300000, "text": "…"}
        query = {"id": str(next(_numbers)), "from": person, "message": message, "chat_instance": "1"}
        return self._post({"callback_query": query | {"data": self.buttons[title]}})


class ZaloCitizen:
    """Somebody who writes to the Zalo OA."""

    def __init__(self, stack_address: str, messengers: Messengers) -> None:
        self._url = f"{stack_address}/webhooks/zalo"
        self._messengers = messengers
        self.user = f"88{next(_numbers):014d}"

    def say(self, text: str) -> str:
        """Send a text and return the answers."""
        start = len(self._messengers.zalo)
        body = {
            "app_id": ZALO_APP_ID,
            "sender": {"id": self.user},
            "recipient": {"id": "4000"},
            "event_name": "user_send_text",
            "message": {"text": text, "msg_id": f"in-{next(_numbers)}"},
            "timestamp": "1795300000000",
        }
        raw = json.dumps(body, ensure_ascii=False).encode()
        mac = hashlib.sha256(
            ZALO_APP_ID.encode() + raw + b"1795300000000" + ZALO_SECRET_KEY.encode()
        ).hexdigest()
        for _ in range(2):  # Zalo may deliver an event twice
            headers = {"X-ZEvent-Signature": f"mac={mac}", "Content-Type": "application/json"}
            httpx.post(self._url, content=raw, headers=headers, timeout=20).raise_for_status()
        return _wait(lambda: self._received(start))

    def _received(self, start: int) -> list[str]:
        mine = [sent for sent in self._messengers.zalo[start:] if sent["recipient"]["user_id"] == self.user]
        return [sent["message"]["text"] for sent in mine]
