"""A bare Rasa beside ours, to measure a turn against: any model, Rasa's REST channel, nothing remembered, no actions."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from api.bootstrap.artefacts import rasa_environment
from api.supervisor.supervisor import free_port
from evaluation.intents import BOT_PYTHON, PROJECT_ROOT

_READY_WITHIN = 600.0
_POLL = 1.0


class StockRasaError(Exception):
    """The bare Rasa did not start."""


@contextmanager
def stock_rasa(model: Path) -> Iterator[str]:
    """Start Rasa with `model` on a free port of the loopback address and yield its address; end it afterwards.

    Raises:
        StockRasaError: it ended, or was not ready within ten minutes.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        credentials, endpoints = Path(folder) / "credentials.yml", Path(folder) / "endpoints.yml"
        credentials.write_text("rest:\n", encoding="utf-8")
        endpoints.write_text("{}\n", encoding="utf-8")
        command = [str(BOT_PYTHON), "-m", "rasa", "run", "-m", str(model.absolute()), "--endpoints", str(endpoints),
                   "--credentials", str(credentials), "-i", "127.0.0.1", "-p", str(port)]  # fmt: skip
        process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            cwd=PROJECT_ROOT,
            env={**os.environ, **rasa_environment(), "LOG_LEVEL": "WARNING"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(process, f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(30)


def _wait(process: "subprocess.Popen[bytes]", address: str) -> None:
    end = time.monotonic() + _READY_WITHIN
    while time.monotonic() < end:
        if process.poll() is not None:
            raise StockRasaError(f"rasa ended with {process.returncode}")
        try:
            if httpx.get(f"{address}/", timeout=5.0).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(_POLL)
    raise StockRasaError("rasa was not ready in time")
