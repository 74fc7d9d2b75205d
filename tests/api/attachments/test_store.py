"""Where files lie: any file system fsspec knows, encrypted, swept."""

from datetime import timedelta
from pathlib import Path

import pytest

from api import clock
from api.attachments.store import Store
from api.privacy.crypto import CannotDecryptError


@pytest.mark.parametrize("where", ["file", "memory"])
async def test_what_is_kept_comes_back_and_goes(where: str, tmp_path: Path) -> None:
    kept = Store(f"file://{tmp_path}/files" if where == "file" else "memory://bucket/folder")
    key = await kept.put(b"picture")
    assert await kept.get(key) == b"picture"
    assert await kept.older_than(clock.now() - timedelta(hours=1)) == []
    assert await kept.older_than(clock.now() + timedelta(hours=1)) == [key]
    await kept.delete([key, "ab/gone"])
    with pytest.raises(FileNotFoundError):
        await kept.get(key)
    assert await kept.older_than(clock.now() + timedelta(hours=1)) == []


async def test_a_store_that_was_never_written_is_empty(tmp_path: Path) -> None:
    assert await Store(f"file://{tmp_path}/none").older_than(clock.now()) == []


async def test_what_was_changed_on_the_disk_is_not_given(tmp_path: Path) -> None:
    kept = Store(f"file://{tmp_path}")
    key = await kept.put(b"picture")
    path = tmp_path / key
    assert b"picture" not in path.read_bytes()
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(CannotDecryptError):
        await kept.get(key)
