"""Telling the person at the terminal what is being done and how long it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class SetupError(Exception):
    """Set-up cannot go on; the message is one Vietnamese sentence that says why and what to do."""


@contextmanager
def step(title: str) -> Iterator[None]:
    """Print `title`, then how long the body took, or that it failed."""
    say(f"▸ {title} …")
    started = time.monotonic()
    try:
        yield
    except BaseException:
        say(f"✘ {title}: dừng sau {time.monotonic() - started:.1f} giây")
        raise
    say(f"✔ {title}: {time.monotonic() - started:.1f} giây")


def done_already(title: str) -> None:
    """Say that nothing had to be done for `title`."""
    say(f"✔ {title}: đã có sẵn")


def say(line: str) -> None:
    """Print one line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
