"""Starting on one machine: what is missing or in use is said in one sentence."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from api.bootstrap.progress import SetupError
from api.settings import Settings
from api.supervisor.supervisor import Supervisor, check_port, free_port
from tests.conftest import missing


def test_a_port_in_use_is_one_clear_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SetupError, match=f"Cổng {port} .* chọn cổng khác"):
            check_port("127.0.0.1", port)


def test_a_free_port_can_be_listened_on() -> None:
    check_port("127.0.0.1", free_port())


def _ipv6_port() -> socket.socket:
    try:
        taken = socket.socket(socket.AF_INET6)
        taken.bind(("::1", 0))
    except OSError:
        missing("IPv6 on loopback")
    taken.listen()
    return taken


@pytest.mark.parametrize("host", ["::1", "::", "localhost"])
def test_a_port_in_use_on_ipv6_is_seen_too(host: str) -> None:
    if host == "localhost" and "::1" not in {one[4][0] for one in socket.getaddrinfo(host, 80)}:
        pytest.skip("localhost has no IPv6 address here")
    with _ipv6_port() as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SetupError, match=f"Cổng {port}"):
            check_port(host, port)
    check_port(host, free_port())


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("0.0.0.0", "http://127.0.0.1:8022"),  # noqa: S104
        ("::", "http://[::1]:8022"),
        ("::1", "http://[::1]:8022"),
        ("10.1.2.3", "http://10.1.2.3:8022"),
    ],
)
def test_the_address_is_one_that_reaches_it(app_settings: Settings, host: str, address: str) -> None:
    config = app_settings.model_copy(update={"host": host, "port": 8022})
    assert Supervisor(config, say=lambda _line: None).address == address


async def test_without_a_model_it_says_how_to_get_one(app_settings: Settings) -> None:
    config = app_settings.model_copy(update={"port": free_port()})
    with pytest.raises(SetupError, match="make setup"):
        await Supervisor(config, say=lambda _line: None).serve()


def test_the_processes_keep_their_compiled_modules_for_the_next_start(
    app_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    supervisor = Supervisor(app_settings, say=lambda _line: None)
    supervisor._plan("postgresql://nowhere")
    assert [child.name for child in supervisor.children] == ["api", "rasa"]
    assert not any("PYTHONDONTWRITEBYTECODE" in child.env for child in supervisor.children)


_WATCHED = """
import asyncio, ctypes, os, signal, sys
from pathlib import Path
import psutil, psycopg
from api.embedded_postgres import start_embedded
from api.settings import Settings
from api.supervisor.supervisor import Supervisor

PR_SET_CHILD_SUBREAPER = 36
if sys.argv[2] == "inherits":
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)

async def main():
    supervisor = Supervisor(Settings(var_dir=Path(sys.argv[1])), say=print)
    url = supervisor._start_database()
    watching = asyncio.create_task(supervisor._watch_database())
    first = psutil.Process(supervisor._server.get_postmaster_info().pid)
    first.send_signal(signal.SIGKILL)
    async with asyncio.timeout(120):
        while True:
            await asyncio.sleep(0.1)
            try:
                with psycopg.connect(url):
                    if supervisor._server.get_pid() != first.pid:  # the killed one may answer once more
                        break
            except psycopg.OperationalError:
                continue
    watching.cancel()
    print("again")
    supervisor._server.cleanup()

asyncio.run(main())
"""


@pytest.mark.parametrize("whose", ["inherits", "does not inherit"])
def test_a_killed_database_is_started_again_also_where_the_supervisor_is_process_1(
    whose: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED, str(tmp_path), whose], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "again"
