"""Killing a random process of a running stack, and telling when the whole is up again."""

import contextlib
import time
from random import Random
from typing import Final

import httpx
import psutil

from evaluation.stack import Stack, StackError

VICTIMS: Final = ("api", "rasa", "postgresql", "postgresql-backend")
"""The api (with its worker), Rasa, the postmaster, and any one process under the postmaster."""
_UP_WITHIN: Final = 600.0
_LOOK_EVERY: Final = 0.5


def kill_one(stack: Stack, rng: Random) -> str:
    """Kill -9 one process, drawn by `rng` from `VICTIMS`, and return which.

    Raises:
        StackError: there is no such process although the stack was ready.
    """
    victim = rng.choice(VICTIMS)
    for _ in range(10):
        found = _processes(stack, victim)
        if found:
            with contextlib.suppress(psutil.NoSuchProcess):
                rng.choice(found).kill()
                return victim
        time.sleep(_LOOK_EVERY)
    raise StackError(f"no process {victim} to kill")


def _processes(stack: Stack, victim: str) -> list[psutil.Process]:
    if victim.startswith("postgresql"):
        postmaster = _postmaster(stack)
        if postmaster is None or victim == "postgresql":
            return [postmaster] if postmaster else []
        return sorted(postmaster.children(), key=lambda one: one.pid)
    if stack.pid is None:
        return []
    sign = "uvicorn" if victim == "api" else "rasa"
    return [one for one in psutil.Process(stack.pid).children() if sign in _command(one)]


def _command(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.Error):  # it is gone meanwhile, or dead and not yet reaped
        return " ".join(process.cmdline())
    return ""


def _postmaster(stack: Stack) -> psutil.Process | None:
    with contextlib.suppress(
        OSError, ValueError, IndexError, psutil.Error
    ):  # it is gone, or its file half written
        pid = (stack.var / "postgres" / "postmaster.pid").read_text().splitlines()[0]
        process = psutil.Process(int(pid))
        return process if process.status() != psutil.STATUS_ZOMBIE and process.name() == "postgres" else None
    return None


def is_up(stack: Stack) -> bool:
    """Tell whether every process runs and the product calls itself ready."""
    if not all(_processes(stack, victim) for victim in ("api", "rasa", "postgresql")):
        return False
    try:
        return httpx.get(f"{stack.address}/readyz", timeout=10.0).status_code == 200
    except httpx.HTTPError:
        return False


def wait_until_up(stack: Stack) -> None:
    """Return when `is_up`.

    Raises:
        StackError: it did not come back within ten minutes; the message holds what the supervisor said last.
    """
    end = time.monotonic() + _UP_WITHIN
    while not is_up(stack):
        if time.monotonic() > end:
            raise StackError("the stack never came back:\n" + "\n".join(stack.output[-60:]))
        time.sleep(_LOOK_EVERY)
