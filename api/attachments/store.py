"""Where the bytes lie: any place fsspec knows (`ATTACHMENTS_URL`), encrypted like other personal data.

fsspec's file systems block, so every call runs in a thread.
"""

import asyncio
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import uuid4

import fsspec

from api.attachments.errors import StoreAwayError
from api.privacy import crypto
from api.settings import settings

_LOCAL = "file"


class Store:
    """The files under one address, such as file:///var/lib/troly/attachments or s3://bucket/folder."""

    def __init__(self, url: str, options: dict[str, Any] | None = None) -> None:
        self._files, root = fsspec.core.url_to_fs(url, **(options or {}))
        self._root = str(root).rstrip("/")

    def _path(self, key: str) -> str:
        return f"{self._root}/{key}"

    async def put(self, content: bytes) -> str:
        """Keep `content` and return the key under which it lies: random, told by nothing in it.

        Raises:
            StoreAwayError: it cannot be kept now.
        """
        name = uuid4().hex
        key = f"{name[:2]}/{name}"
        await asyncio.to_thread(self._put, key, content)
        return key

    def put_now(self, content: bytes) -> str:
        """Keep `content` like `put` does, from code that is not asynchronous."""
        name = uuid4().hex
        key = f"{name[:2]}/{name}"
        self._put(key, content)
        return key

    def _put(self, key: str, content: bytes) -> None:
        path = self._path(key)
        sealed = crypto.encrypt_bytes(content)
        with _answering():
            self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
            self._files.pipe_file(path, sealed)

    async def get(self, key: str) -> bytes:
        """Return what lies under `key`.

        Raises:
            FileNotFoundError: nothing lies there.
            StoreAwayError: it cannot be read now.
            CannotDecryptError: it was changed, or belongs to another `SECRET_KEY`.
        """
        return await asyncio.to_thread(self._get, key)

    def _get(self, key: str) -> bytes:
        with _answering():
            sealed = bytes(self._files.cat_file(self._path(key)))
        return crypto.decrypt_bytes(sealed)

    async def delete(self, keys: Iterable[str]) -> None:
        """Delete what lies under `keys`; what is gone already is no error."""
        await asyncio.to_thread(self._delete, tuple(keys))

    def _delete(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            try:
                self._files.rm_file(self._path(key))
            except FileNotFoundError:
                continue

    async def older_than(self, moment: datetime) -> list[str]:
        """Return the keys of what was kept before `moment`."""
        return await asyncio.to_thread(self._older_than, moment)

    def _older_than(self, moment: datetime) -> list[str]:
        if not self._files.exists(self._root):
            return []
        self._files.invalidate_cache()
        prefix = self._files._strip_protocol(self._root) + "/"
        found = []
        for path, facts in self._files.find(self._root, detail=True).items():
            if _kept_at(facts) < moment and str(path).startswith(prefix):
                found.append(str(path).removeprefix(prefix))
        return found


@contextmanager
def _answering() -> Iterator[None]:
    """Turn what a file system raises (each has errors of its own) into one error, what is not there excepted."""
    try:
        yield
    except FileNotFoundError:
        raise
    except Exception as error:
        raise StoreAwayError(f"{type(error).__name__}: {error}") from error


def _kept_at(facts: dict[str, Any]) -> datetime:
    """Return when a file was last written, as its file system tells it: each has a name of its own for that."""
    told = next(
        (facts[name] for name in ("mtime", "LastModified", "last_modified", "created") if name in facts), 0
    )
    if isinstance(told, datetime):
        return told if told.tzinfo else told.replace(tzinfo=UTC)
    return datetime.fromtimestamp(float(told), tz=UTC)


def store() -> Store:
    """Return the store of this installation."""
    config = settings()
    url = config.attachments_url or f"{_LOCAL}://{(config.var_dir / 'attachments').resolve()}"
    secret = config.attachments_options
    return _opened(url, secret.get_secret_value() if secret else "{}")


@lru_cache(maxsize=4)
def _opened(url: str, options: str) -> Store:
    return Store(url, json.loads(options))
