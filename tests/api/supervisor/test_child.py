"""A supervised process is restarted when it dies and leaves nothing behind when stopped."""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

from api.supervisor.child import Child


def _child(tmp_path: Path, code: str, said: list[str]) -> Child:
    return Child(
        name="thử",
        command=[sys.executable, "-c", code],
        env=dict(os.environ),
        cwd=tmp_path,
        log=tmp_path / "child.log",
        say=said.append,
    )


async def _until(check: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not check():
            await asyncio.sleep(0.02)


async def test_a_child_that_dies_is_started_again_and_the_log_says_so(tmp_path: Path) -> None:
    said: list[str] = []
    child = _child(tmp_path, "print('một dòng', flush=True); raise SystemExit(3)", said)
    running = asyncio.create_task(child.keep_running())
    await _until(lambda: child.restarts >= 2)
    await child.stop()
    await running
    assert any("mã 3" in line and "khởi động lại sau 1 giây" in line for line in said)
    assert any("khởi động lại sau 2 giây" in line for line in said)
    assert "một dòng" in (tmp_path / "child.log").read_text()


async def test_a_killed_child_is_started_again_although_what_it_started_lives_on(tmp_path: Path) -> None:
    said: list[str] = []
    leaves_one_behind = (
        "import os, signal, subprocess, sys\n"
        "left = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "print('left', left.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    child = _child(tmp_path, leaves_one_behind, said)
    running = asyncio.create_task(child.keep_running())
    await _until(lambda: child.restarts >= 1)
    left = int(next(line for line in said if "left" in line).split()[-1])
    await _until(lambda: not _runs(left))
    await child.stop()
    await running
    assert any("SIGKILL" in line for line in said)


async def test_a_stopped_child_is_gone_and_not_started_again(tmp_path: Path) -> None:
    said: list[str] = []
    child = _child(tmp_path, "import time; print('chạy', flush=True); time.sleep(600)", said)
    running = asyncio.create_task(child.keep_running())
    await _until(lambda: bool(said))
    pid = child.pid
    await child.stop()
    await running
    assert pid is not None
    assert child.pid is None
    assert child.restarts == 0
    assert not Path(f"/proc/{pid}").exists()


async def test_a_log_that_cannot_be_written_is_said_once_and_the_process_goes_on(tmp_path: Path) -> None:
    said: list[str] = []
    child = _child(tmp_path, "import time\nfor n in range(5): print(n, flush=True)\ntime.sleep(600)", said)
    (tmp_path / "blocked").write_text("a file where a folder is needed")
    child.log = tmp_path / "blocked" / "child.log"
    running = asyncio.create_task(child.keep_running())
    await _until(lambda: "[thử] 4" in said)
    await child.stop()
    await running
    assert sum("Không ghi được nhật ký" in line for line in said) == 1


async def test_a_child_that_will_not_end_dies_with_its_supervisor(tmp_path: Path) -> None:
    stubborn = (
        "import os, signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "open('pid', 'w').write(str(os.getpid()))\n"
        "time.sleep(600)"
    )
    supervisor = (
        "import asyncio, os, sys\n"
        "from pathlib import Path\n"
        "from api.supervisor.child import Child\n"
        f"child = Child('thử', [sys.executable, '-c', {stubborn!r}], dict(os.environ), Path({str(tmp_path)!r}),"
        f" Path({str(tmp_path / 'log')!r}), print)\n"
        "asyncio.run(child.keep_running())"
    )
    above = await asyncio.create_subprocess_exec(sys.executable, "-c", supervisor)
    pid_file = tmp_path / "pid"
    await _until(lambda: pid_file.exists() and bool(pid_file.read_text()))
    above.kill()
    await above.wait()
    await _until(lambda: not _runs(int(pid_file.read_text())))


def _runs(pid: int) -> bool:
    """Tell whether the process runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
