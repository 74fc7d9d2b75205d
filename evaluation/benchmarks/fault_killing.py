"""Killing a random process of a running stack, and telling which of them are up."""

import contextlib
import time
from random import Random
from typing import Final

import httpx
import psutil
import psycopg

from evaluation.benchmarks import fault_stored
from evaluation.stack import Stack, StackError

API: Final = "api"
RASA: Final = "rasa"
POSTGRESQL: Final = "postgresql"
BACKEND: Final = "postgresql-backend"
VICTIMS: Final = (API, RASA, POSTGRESQL, BACKEND)
"""The api (with its worker), Rasa, the postmaster, and any one process under the postmaster."""
_UP_WITHIN: Final = 600.0
_LOOK_EVERY: Final = 0.5
_ASKED_FOR: Final = 5.0
_CLIENT: Final = httpx.Client(timeout=_ASKED_FOR, limits=httpx.Limits(max_keepalive_connections=0))


def kill_one(stack: Stack, rng: Random) -> str | None:
    """Kill -9 one process, drawn by `rng` from those of `VICTIMS` that are up, and return which; None where none is.

    A process that is only starting has nothing in its hands, and killed again and again it would never be up.
    """
    up = [one for one in VICTIMS if is_up(stack, one)]
    while up:
        victim = rng.choice(up)
        found = _processes(stack, victim)
        with contextlib.suppress(psutil.NoSuchProcess):
            if found:
                rng.choice(found).kill()
                return victim
        up.remove(victim)
    return None


def is_up(stack: Stack, victim: str) -> bool:
    """Tell whether the process serves: the api answers, Rasa has its model, the database takes connections."""
    if not _processes(stack, victim):
        return False
    if victim == API:
        return _answers(f"{stack.address}/healthz")
    if victim == RASA:
        address = _address_of_rasa(stack)
        return address is not None and _answers(f"{address}/webhooks/rest/ready")
    try:
        with psycopg.connect(fault_stored.address(stack.var), connect_timeout=int(_ASKED_FOR)):
            return True
    except (OSError, IndexError, psycopg.Error):
        return False


def all_up(stack: Stack) -> bool:
    """Tell whether every process serves and the product calls itself ready."""
    return all(is_up(stack, one) for one in (API, RASA, POSTGRESQL)) and _answers(f"{stack.address}/readyz")


def wait_until_up(stack: Stack) -> None:
    """Return when `all_up`.

    Raises:
        StackError: it did not come back within ten minutes; the message holds what the supervisor said last.
    """
    end = time.monotonic() + _UP_WITHIN
    while not all_up(stack):
        if time.monotonic() > end:
            raise StackError("the stack never came back:\n" + "\n".join(stack.output[-60:]))
        time.sleep(_LOOK_EVERY)


def _answers(address: str) -> bool:
    try:
        return _CLIENT.get(address).status_code == 200
    except httpx.HTTPError:
        return False


def _address_of_rasa(stack: Stack) -> str | None:
    """Return where Rasa listens, as its command line says."""
    for process in _processes(stack, RASA):
        words = _command(process).split()
        if "-p" in words[:-1]:
            return f"http://127.0.0.1:{words[words.index('-p') + 1]}"
    return None


def _processes(stack: Stack, victim: str) -> list[psutil.Process]:
    if victim in (POSTGRESQL, BACKEND):
        postmaster = _postmaster(stack)
        if postmaster is None or victim == POSTGRESQL:
            return [postmaster] if postmaster else []
        with contextlib.suppress(psutil.NoSuchProcess):
            return sorted(postmaster.children(), key=lambda one: one.pid)
        return []
    if stack.pid is None:
        return []
    sign = "uvicorn" if victim == API else "rasa"
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
