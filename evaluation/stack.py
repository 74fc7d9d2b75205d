"""The whole product, started as users start it (`troly serve`) with its data in a folder of its own, and a citizen who uses it.

For benchmarks and for the tests of the whole.
"""

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Self

import httpx

from api.bootstrap.artefacts import model_path
from api.settings import PROJECT_ROOT
from api.supervisor.supervisor import free_port

_START_LIMIT = 600.0
_INDEX = "index"
_APART = {"DATABASE_URL": "none", "TELEGRAM_MODE": "off", "DOSSIER_PROVIDER": "table"}
"""Settings without which the environment or an .env file would lead out of the stack, to real citizens and data."""


def trained_in() -> Path:
    """Return the folder whose trained model a stack uses: that of this environment."""
    return Path(os.environ.get("VAR_DIR") or PROJECT_ROOT / "var").absolute()


class StackError(Exception):
    """The stack or one of its commands did not do what was asked; the message holds what it printed."""


class Stack:
    """A running `troly serve` on free ports. `address` is its web address, `output` what it printed."""

    TROLY = str(Path(sys.executable).parent / "troly")

    def __init__(self, var: Path, **extra: str) -> None:
        self.var = var
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.output: list[str] = []
        self.env = (
            os.environ
            | _APART
            | {
                "VAR_DIR": str(var),
                "PORT": str(self.port),
                "SECRET_KEY": secrets.token_urlsafe(48),
                "ACTION_SECRET": secrets.token_urlsafe(32),
                **extra,
            }
        )
        trained = trained_in()
        model = model_path(var)
        model.parent.mkdir(parents=True)
        model.symlink_to(model_path(trained))
        if (trained / _INDEX).exists():  # used if it is of the same records, else built anew
            shutil.copytree(trained / _INDEX, var / _INDEX)
        self._process: subprocess.Popen[str] | None = None

    def troly(self, *arguments: str, stdin: str | None = None) -> str:
        """Run a `troly` command against this stack's data and return what it printed.

        Raises:
            StackError: it failed.
        """
        return self._run([self.TROLY, *arguments], stdin=stdin)

    def module(self, name: str, *arguments: str) -> str:
        """Run a Python module (`python -m`) against this stack's data and return what it printed.

        Raises:
            StackError: it failed.
        """
        return self._run([sys.executable, "-m", name, *arguments])

    def _run(self, command: list[str], *, stdin: str | None = None) -> str:
        result = subprocess.run(  # noqa: S603 - our own command
            command,
            env=self.env,
            cwd=PROJECT_ROOT,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            raise StackError(
                f"{' '.join(command)} ended with {result.returncode}:\n{result.stdout}{result.stderr}"
            )
        return result.stdout

    def start(self) -> Self:
        """Start it and return when it says that it is ready."""
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            [self.TROLY, "serve"],
            env=self.env,
            cwd=PROJECT_ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._read, daemon=True).start()
        self.wait_for(r"đã sẵn sàng", _START_LIMIT)
        return self

    def _read(self) -> None:
        if self._process is None or self._process.stdout is None:
            return
        for line in self._process.stdout:
            self.output.append(line.rstrip())

    def wait_for(self, pattern: str, seconds: float = 60.0) -> str:
        """Return the first line printed that matches `pattern`, waiting at most `seconds`."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for line in list(self.output):
                if re.search(pattern, line):
                    return line
            if self._process is not None and self._process.poll() is not None:
                break
            time.sleep(0.1)
        raise StackError(f"the stack never said {pattern!r}:\n" + "\n".join(self.output[-60:]))

    @property
    def pid(self) -> int | None:
        """Process id of the supervisor, once started."""
        return self._process.pid if self._process is not None else None

    def memory(self) -> dict[str, int]:
        """Return the resident memory of each process in MiB (PostgreSQL: proportional, all its processes)."""
        import psutil

        if self._process is None:
            return {}
        supervisor = psutil.Process(self._process.pid)
        found = {"supervisor": supervisor.memory_info().rss >> 20}
        for child in supervisor.children():
            command = " ".join(child.cmdline())
            name = "rasa" if "rasa" in command else "api" if "uvicorn" in command else child.name()
            found[name] = child.memory_info().rss >> 20
        data = str(self.var / "postgres")
        for process in psutil.process_iter(["name", "cmdline"]):
            if process.info["name"] == "postgres" and data in " ".join(process.info["cmdline"] or ()):
                family = [process, *process.children(recursive=True)]
                found["postgresql"] = sum(member.memory_full_info().pss for member in family) >> 20
        return found

    def stop(self) -> int:
        """Send Ctrl-C and return the exit status."""
        if self._process is None:
            return 0
        self._process.send_signal(signal.SIGINT)
        try:
            return self._process.wait(60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise


def in_one_text(messages: list[dict[str, Any]]) -> str:
    """Return the texts of `messages` with the titles of what they offer."""
    titles = [choice["title"] for message in messages for choice in message["choices"]]
    return "\n\n".join([*(message["text"] for message in messages), *titles])


class Citizen:
    """Somebody on the web chat of a stack."""

    def __init__(self, address: str, *, channel: str = "web") -> None:
        self._client = httpx.Client(base_url=address, timeout=20.0)
        opened = self._call("POST", "/chat/api/conversations", json={"channel": channel})
        opened.raise_for_status()
        self._client.headers["Authorization"] = f"Bearer {opened.json()['token']}"
        self._seen = 0
        self.choices: list[dict[str, str]] = []

    def say(self, text: str | None = None, *, choice: str | None = None, seconds: float = 30.0) -> str:
        """Send a message (or tap a choice) and return all that is answered to it, in one text."""
        self.send({"choice_id": choice} if choice is not None else {"text": text or ""})
        return self.hear(seconds=seconds)

    def send(self, message: dict[str, Any]) -> None:
        """Send a message as the page does: its `text`, `choice_id` or `location`.

        Raises:
            httpx.HTTPError: it was not taken.
        """
        self._call(
            "POST", "/chat/api/messages", json={"client_id": secrets.token_hex(16), **message}
        ).raise_for_status()

    def send_photo(self, photo: bytes, *, media_type: str, text: str = "") -> None:
        """Send a photo as the page does, with a text under it.

        Raises:
            httpx.HTTPError: it was not taken.
        """
        self._call(
            "POST",
            "/chat/api/photos",
            params={"client_id": secrets.token_hex(16), "text": text},
            content=photo,
            headers={"Content-Type": media_type},
        ).raise_for_status()

    def hear(self, *, seconds: float = 30.0) -> str:
        """Return what others wrote since the last look, with the titles offered, waiting for the first of it."""
        return in_one_text(self.listen(seconds=seconds))

    def listen(self, *, seconds: float = 30.0) -> list[dict[str, Any]]:
        """Return the messages of others since the last look, as the API gives them, waiting for the first of them.

        Raises:
            StackError: nobody answered within `seconds`.
        """
        end = time.monotonic() + seconds
        pause = 0.1
        while time.monotonic() < end:
            page = self._call("GET", "/chat/api/messages", params={"after": self._seen})
            page.raise_for_status()
            messages = page.json()["messages"]
            answers = [message for message in messages if message["author"] != "citizen"]
            if any(message["author"] != "system" for message in answers):
                self._seen = max(message["sequence"] for message in messages)
                self.choices = answers[-1]["choices"]
                return answers
            time.sleep(pause)
            pause = min(2 * pause, 0.5)
        raise StackError(f"no answer within {seconds:.0f} s")

    def _call(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        """Call the chat, waiting politely where it asks to slow down."""
        while True:
            answer = self._client.request(method, path, **arguments)
            if answer.status_code != 429:
                return answer
            time.sleep(float(answer.headers.get("Retry-After", "1")))
