"""A database that is away is told of once by each part of the house that misses it, and once more when it is back.

Without this every request, job and try of an outage would leave a traceback of a hundred lines.
"""

import logging
import sys
import time
from types import TracebackType
from typing import Any, Final, TypeAlias

import psycopg
import structlog

log = structlog.get_logger()

_ExcInfo: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None]

_POOL: Final = "psycopg.pool"
"""Tells of every try to connect in words alone."""
_GOING_DOWN: Final = ("08", "57P")
"""How codes begin with which the server says that the connection is lost, or that it is stopping or starting."""

_told: dict[str, int] = {}
"""The loggers that told of the outage, with how often they would have told of it again."""


def is_outage(error: BaseException | None) -> bool:
    """Tell whether `error`, or what it came from, is that the database cannot be reached."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, psycopg.InterfaceError):
            return True
        if isinstance(error, psycopg.OperationalError):
            return error.sqlstate is None or error.sqlstate.startswith(_GOING_DOWN)
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False


def over() -> None:
    """Note that the database answers: the next outage is told of again."""
    kept_back = sum(_told.values())
    _told.clear()
    if kept_back:
        log.info("outage of the database is over", lines_kept_back=kept_back)


class Outage:
    """What one loop tells of the database being away: once that it is, once that it is back."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._since: float | None = None

    def lost(self, error: BaseException) -> None:
        """Tell that the loop waits for the database, unless it is waiting already."""
        if self._since is None:
            self._since = time.monotonic()
            log.warning("database is away, waiting for it", who=self._what, error=_in_words(error))

    def back(self) -> None:
        """Tell that the loop goes on, if it was waiting."""
        if self._since is not None:
            seconds = round(time.monotonic() - self._since, 1)
            log.info("database answers again", who=self._what, after_seconds=seconds)
            self._since = None
        over()


class OutageFilter(logging.Filter):
    """Lets of each logger one record of an outage through, as one line, until `over()`."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether `record` is to be logged; what is of an outage loses its traceback."""
        found = _exc_info(record)
        if not (is_outage(found[1]) if found else _of_the_pool(record)):
            return True
        if record.name in _told:
            _told[record.name] += 1
            return False
        _told[record.name] = 0
        if found:
            _without_traceback(record, found[1])
        return True


def _of_the_pool(record: logging.LogRecord) -> bool:
    return record.name.startswith(_POOL) and record.levelno >= logging.WARNING


def _exc_info(record: logging.LogRecord) -> _ExcInfo | None:
    """Return the error a record carries; structlog keeps it in the event."""
    told: Any = record.msg.get("exc_info") if isinstance(record.msg, dict) else record.exc_info
    if isinstance(told, BaseException):
        return type(told), told, told.__traceback__
    if told is True:
        told = sys.exc_info()
    return told if isinstance(told, tuple) and isinstance(told[1], BaseException) else None


def _without_traceback(record: logging.LogRecord, error: BaseException) -> None:
    words = _in_words(error)
    if isinstance(record.msg, dict):
        record.msg = {name: value for name, value in record.msg.items() if name != "exc_info"}
        record.msg["error"] = words
    else:
        record.msg, record.args = f"{record.getMessage()} ({words})", ()
        record.exc_info = record.exc_text = None


def _in_words(error: BaseException) -> str:
    return f"{type(error).__name__}: {str(error).strip().partition(chr(10))[0]}"
