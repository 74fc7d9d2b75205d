"""A really trained Rasa model, and a conversation with it through a small action server of our own."""

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from api.bootstrap import artefacts
from tests.conftest import PROJECT_ROOT, missing

BOT_PYTHON = PROJECT_ROOT / ".venv-bot" / "bin" / "python"


@pytest.fixture(scope="session")
def bot_python() -> Path:
    """The interpreter of Rasa's environment."""
    if not BOT_PYTHON.exists():
        missing(".venv-bot (Rasa's environment)")
    return BOT_PYTHON


@pytest.fixture(scope="session")
def model(bot_python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model of today's training data: the one in var/ when it is that, else trained here."""
    var = PROJECT_ROOT / "var"
    if artefacts.model_is_current(var):
        return artefacts.model_path(var)
    return artefacts.train_model(tmp_path_factory.mktemp("var"))


@dataclass
class ActionServer:
    """Plays the actions: an action answers with its own name; the form's validation takes every candidate."""

    url: str = ""
    calls: list[dict[str, Any]] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)

    def answer(self, call: dict[str, Any]) -> dict[str, Any]:
        """Return events and responses for one action call."""
        name = call["next_action"]
        self.calls.append(call)
        if name == "validate_feedback_form":
            return {"events": _candidates(call["tracker"]), "responses": []}
        return {"events": [], "responses": [{"text": name}]}


_SETTLED = ("feedback_field", "feedback_contact_address")
"""Slots that the actions settle themselves where nothing has to be asked."""


def _candidates(tracker: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the slots set since the form was entered, as rasa-sdk's `slots_to_validate` finds them."""
    found: list[dict[str, Any]] = []
    for event in reversed(tracker["events"]):
        if event["event"] != "slot":
            break
        if str(event["name"]).startswith("feedback_"):
            value = None if str(event["value"]).startswith("/") else event["value"]
            found.insert(0, {"event": "slot", "name": event["name"], "value": value})
    # Where nothing was told nothing is settled: any slot set would keep a side question from leaving the form.
    return found and found + [{"event": "slot", "name": name, "value": ""} for name in _SETTLED]


@pytest.fixture(scope="session")
def action_server() -> Iterator[ActionServer]:
    """An HTTP server that plays the actions."""
    played = ActionServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            played.secrets.add(self.headers.get("X-Action-Secret", ""))
            call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            body = json.dumps(played.answer(call)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    played.url = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield played
    server.shutdown()
    server.server_close()


@dataclass
class Bot:
    """A running model; `say` is one turn."""

    process: "subprocess.Popen[str]"
    sender: str = "a"

    def say(self, text: str) -> dict[str, Any]:
        """Send a message and return replies, intent, form and slots."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"sender": self.sender, "text": text}) + "\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            if line.startswith("{"):
                state: dict[str, Any] = json.loads(line)
                return state
        raise AssertionError(f"the bot ended with {self.process.wait()}")


@pytest.fixture(scope="session")
def running_bot(bot_python: Path, model: Path, action_server: ActionServer) -> Iterator[Bot]:
    """The model, loaded once."""
    process = subprocess.Popen(
        [str(bot_python), str(Path(__file__).parent / "turn_driver.py"), str(model), action_server.url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=PROJECT_ROOT,
        env={**os.environ, **artefacts.rasa_environment()},
    )
    yield Bot(process)
    process.terminate()
    process.wait()


@pytest.fixture
def bot(running_bot: Bot, request: pytest.FixtureRequest) -> Bot:
    """A conversation of its own for each test."""
    running_bot.sender = request.node.nodeid
    return running_bot
