"""One supervised process: started, watched, restarted with back-off, stopped."""

import asyncio
import contextlib
import ctypes
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 30.0
_HEALTHY_AFTER = 60.0
_STOP_WAIT = 15.0
_LAST_LINES = 10
_LAST_WORDS_WAIT = 5.0
_EXIT_POLL = 0.1
_PR_SET_PDEATHSIG = 1

Say = Callable[[str], None]


def _die_with_parent() -> None:
    """Have the kernel kill this process when the supervisor dies, however it dies (Linux).

    Killed, not asked: an orderly end may wait for another child that is gone already, and would keep the port.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


async def _exit_code(process: asyncio.subprocess.Process) -> int:
    """Return how the process ended, at once: `process.wait()` also waits for whoever else holds its output open."""
    while process.returncode is None:  # noqa: ASYNC110 - asyncio tells of it by nothing else
        await asyncio.sleep(_EXIT_POLL)
    return process.returncode


def _end_group(pid: int) -> None:
    """Kill what an ended process left of its group: it would hold the port and the pipe its successor needs."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


@dataclass
class Child:
    """A process to keep alive.

    `env` is its whole environment; its output goes to `log` and, if `echo`, line by line to the terminal too.
    """

    name: str
    command: list[str]
    env: dict[str, str]
    cwd: Path
    log: Path
    say: Say
    echo: bool = True
    restarts: int = field(default=0, init=False)
    _process: asyncio.subprocess.Process | None = field(default=None, init=False)
    _stop: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _log_failed: bool = field(default=False, init=False)

    @property
    def pid(self) -> int | None:
        """Process id while it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def keep_running(self) -> None:
        """Start the process and start it again whenever it ends, until `stop` is called."""
        pause = _FIRST_PAUSE
        while not self._stop.is_set():
            started = time.monotonic()
            code = await self._run_once()
            if self._stop.is_set():
                return
            if time.monotonic() - started > _HEALTHY_AFTER:
                pause = _FIRST_PAUSE
            self.restarts += 1
            if not self.echo:
                self._say_last_lines()
            self.say(f"{self.name} đã dừng bất ngờ ({_reason(code)}), khởi động lại sau {pause:.0f} giây")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    def _say_last_lines(self) -> None:
        """Show how a quiet process ended."""
        for line in self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LAST_LINES:]:
            self.say(f"[{self.name}] {line}")

    async def _run_once(self) -> int:
        self._process = await asyncio.create_subprocess_exec(
            *self.command,
            cwd=self.cwd,
            env=self.env,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches the supervisor alone, which then stops the children in order
            preexec_fn=_die_with_parent,
            limit=1 << 20,
        )
        reading = asyncio.create_task(self._pump(self._process))
        try:
            code = await _exit_code(self._process)
        finally:
            _end_group(self._process.pid)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(reading, _LAST_WORDS_WAIT)
        return code

    async def _pump(self, process: asyncio.subprocess.Process) -> None:
        if process.stdout is None:  # pragma: no cover - always piped
            return
        while True:
            try:
                line = await process.stdout.readline()
            except ValueError:  # one line beyond the limit: drop it, keep the process
                continue
            if not line:
                return
            self._write(line)
            if self.echo:
                self.say(f"[{self.name}] {line.decode(errors='replace').rstrip()}")

    def _write(self, line: bytes) -> None:
        """Append to the log; a full disk is said once and never stops the reading, or the process would hang."""
        try:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            with self.log.open("ab") as log:
                log.write(line)
            self._log_failed = False
        except OSError as error:
            if not self._log_failed:
                self.say(f"Không ghi được nhật ký {self.log}: {error.strerror}. Kiểm tra dung lượng đĩa.")
            self._log_failed = True

    async def stop(self) -> None:
        """End the process: SIGTERM, then SIGKILL after 15 s; it is not started again."""
        self._stop.set()
        process = self._process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _STOP_WAIT)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def _reason(code: int) -> str:
    if code < 0:
        with contextlib.suppress(ValueError):
            return f"tín hiệu {signal.Signals(-code).name}"
    return f"mã {code}"
