"""Where files lie: any file system fsspec knows, encrypted, swept."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import fsspec
import httpx
import pytest
from moto.server import ThreadedMotoServer
from pydantic import SecretStr

from api import clock
from api.attachments import store as stores
from api.attachments.errors import StoreAwayError
from api.attachments.store import Store
from api.privacy.crypto import CannotDecryptError
from api.settings import Settings

BUCKET = "s3://tep-dinh-kem/1022"
VIDEO_BYTES = 12_000_000


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of an S3 server on loopback that has the bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    httpx.put(f"{address}/tep-dinh-kem").raise_for_status()
    try:
        yield address
    finally:
        server.stop()


def _options(address: str) -> dict[str, Any]:
    """What an installation writes into ATTACHMENTS_OPTIONS, as README.md shows it."""
    return {
        "endpoint_url": address,
        "key": "ma-truy-cap",
        "secret": "khoa-bi-mat",
        "config_kwargs": {"connect_timeout": 2, "read_timeout": 10, "retries": {"max_attempts": 1}},
    }


@pytest.fixture(params=["file", "memory", "s3"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store of each kind."""
    if request.param == "s3":
        return Store(f"{BUCKET}/{tmp_path.name}", _options(request.getfixturevalue("s3")))
    return Store(
        f"file://{tmp_path}/files" if request.param == "file" else f"memory://{tmp_path.name}/folder"
    )


async def test_what_is_kept_comes_back_and_goes(kept: Store) -> None:
    key = await kept.put(b"picture")
    assert await kept.get(key) == b"picture"
    assert await kept.older_than(clock.now() - timedelta(hours=1)) == []
    assert await kept.older_than(clock.now() + timedelta(hours=1)) == [key]
    await kept.delete([key, "ab/gone"])
    with pytest.raises(FileNotFoundError):
        await kept.get(key)
    assert await kept.older_than(clock.now() + timedelta(hours=1)) == []


async def test_a_store_that_was_never_written_is_empty(kept: Store) -> None:
    assert await kept.older_than(clock.now()) == []


async def test_a_whole_video_comes_back_unchanged(kept: Store) -> None:
    video = bytes(range(256)) * (VIDEO_BYTES // 256)
    assert await kept.get(await kept.put(video)) == video
    assert await kept.get(kept.put_now(video)) == video


async def test_what_another_server_kept_since_the_last_look_is_seen(s3: str, tmp_path: Path) -> None:
    one, other = (Store(f"{BUCKET}/{tmp_path.name}", _options(s3)) for _ in range(2))
    first = await one.put(b"picture")
    soon = clock.now() + timedelta(hours=1)
    assert await other.older_than(soon) == [first]
    second = await one.put(b"another")
    assert sorted(await other.older_than(soon)) == sorted([first, second])
    assert await other.get(second) == b"another"


async def test_the_settings_lead_to_the_bucket_and_nothing_there_can_be_read(
    s3: str, app_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app_settings = app_settings.model_copy(
        update={"attachments_url": BUCKET, "attachments_options": SecretStr(json.dumps(_options(s3)))}
    )
    monkeypatch.setattr(stores, "settings", lambda: app_settings)
    key = await stores.store().put(b"picture")
    lying = fsspec.filesystem("s3", **_options(s3)).open(f"{BUCKET}/{key}").read()
    assert b"picture" not in lying
    async with httpx.AsyncClient() as stranger:
        assert (await stranger.get(f"{s3}/tep-dinh-kem/1022/{key}")).status_code == 403
    assert await stores.store().get(key) == b"picture"


async def test_a_store_that_is_away_says_so_and_names_no_secret() -> None:
    away = Store(BUCKET, _options("http://127.0.0.1:9"))
    with pytest.raises(StoreAwayError) as put:
        await away.put(b"picture")
    with pytest.raises(StoreAwayError) as got:
        await away.get("ab/abc")
    for told in (put, got):
        assert told.value.status == 503
        assert "khoa-bi-mat" not in told.value.detail


async def test_what_was_changed_on_the_disk_is_not_given(tmp_path: Path) -> None:
    kept = Store(f"file://{tmp_path}")
    key = await kept.put(b"picture")
    path = tmp_path / key
    assert b"picture" not in path.read_bytes()
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(CannotDecryptError):
        await kept.get(key)
