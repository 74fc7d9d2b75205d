"""Files that messengers keep, fetched from local servers that play them."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Update

from api.attachments.service import FileKind, FileTooLargeError, NotFetchedError, Source
from api.channels import telegram, zalo
from api.channels.adapter import RetryLaterError
from api.channels.fetching import fetch
from api.channels.telegram import TelegramAdapter
from api.channels.zalo import ZaloAdapter
from api.conversations.service import Location
from tests.api.channels.conftest import OutsideWorld, payload

MEGABYTE = 1024 * 1024
PHOTO = Source(FileKind.PHOTO, "AgACAgUAAxkBAAIBY3")


@pytest.fixture
async def on_telegram(outside: OutsideWorld) -> AsyncIterator[TelegramAdapter]:
    """The adapter, talking to the local server."""
    made = TelegramAdapter(token="990001:test", api_url=outside.address)
    yield made
    await made.close()


@pytest.fixture
async def on_zalo(outside: OutsideWorld) -> AsyncIterator[ZaloAdapter]:
    """The adapter, talking to the local server."""
    made = ZaloAdapter(access_token="zalo-token", api_url=outside.address)
    yield made
    await made.close()


async def test_telegram_gives_a_file_by_its_id(on_telegram: TelegramAdapter, outside: OutsideWorld) -> None:
    outside.answer("getFile", "telegram/file.json")
    outside.files["file_7.jpg"] = b"\xff\xd8picture"
    assert await on_telegram.fetch(PHOTO, limit=MEGABYTE) == b"\xff\xd8picture"
    assert outside.sent("getFile") == [{"file_id": PHOTO.reference}]
    assert outside.calls[-1][0] == "file/bot990001:test/photos/file_7.jpg"


async def test_telegram_says_that_a_file_is_too_large_for_bots(
    on_telegram: TelegramAdapter, outside: OutsideWorld
) -> None:
    outside.answer("getFile", "telegram/file_too_big.json")
    with pytest.raises(FileTooLargeError) as refused:
        await on_telegram.fetch(PHOTO, limit=MEGABYTE)
    assert "20 MB" in refused.value.sentence


async def test_telegram_s_size_is_checked_before_the_bytes_come(
    on_telegram: TelegramAdapter, outside: OutsideWorld
) -> None:
    outside.answer("getFile", "telegram/file.json")
    with pytest.raises(FileTooLargeError):
        await on_telegram.fetch(PHOTO, limit=1000)
    assert [method for method, _ in outside.calls] == ["getFile"]


async def test_a_file_that_is_gone_is_not_sought_again(
    on_telegram: TelegramAdapter, outside: OutsideWorld
) -> None:
    outside.answer("getFile", "telegram/file_gone.json")
    with pytest.raises(NotFetchedError):
        await on_telegram.fetch(PHOTO, limit=MEGABYTE)


async def test_a_wrong_token_is_tried_again_and_never_told(
    on_telegram: TelegramAdapter, outside: OutsideWorld
) -> None:
    outside.answer("getFile", "telegram/unauthorized.json")
    with pytest.raises(RetryLaterError) as error:
        await on_telegram.fetch(PHOTO, limit=MEGABYTE)
    assert "990001" not in str(error.value)


async def test_zalo_s_file_is_fetched_without_our_token(on_zalo: ZaloAdapter, outside: OutsideWorld) -> None:
    outside.files["i.jpg"] = b"\xff\xd8picture"
    source = Source(FileKind.PHOTO, f"{outside.address}/i.jpg")
    assert await on_zalo.fetch(source, limit=MEGABYTE) == b"\xff\xd8picture"
    with pytest.raises(FileTooLargeError):
        await on_zalo.fetch(source, limit=3)
    with pytest.raises(NotFetchedError):
        await on_zalo.fetch(Source(FileKind.PHOTO, f"{outside.address}/gone.jpg"), limit=MEGABYTE)


@pytest.mark.parametrize(
    "address",
    [
        "http://zalo.me/i.jpg",
        "file:///etc/passwd",
        "https://127.0.0.1/i.jpg",
        "https://10.0.0.7/i.jpg",
        "https://[::1]/i.jpg",
        "https://169.254.169.254/latest/meta-data",
        "https:///i.jpg",
    ],
)
async def test_no_address_of_our_own_network_is_asked(on_zalo: ZaloAdapter, address: str) -> None:
    with pytest.raises(NotFetchedError):
        await on_zalo.fetch(Source(FileKind.PHOTO, address), limit=MEGABYTE)


async def test_a_channel_that_keeps_no_files_gives_none() -> None:
    with pytest.raises(NotFetchedError):
        await fetch("web", PHOTO)


def _update(**message: Any) -> Update:
    update = json.loads(payload("telegram/update_photo.json"))
    del update["message"]["photo"]
    update["message"] |= message
    return Update.de_json(update, None)


@pytest.mark.parametrize(
    ("message", "source"),
    [
        (
            {"document": {"file_id": "d", "file_unique_id": "u", "file_name": "don.pdf", "file_size": 9}},
            Source(FileKind.FILE, "d", name="don.pdf"),
        ),
        (
            {"voice": {"file_id": "v", "file_unique_id": "u", "duration": 3, "file_size": 9}},
            Source(FileKind.AUDIO, "v", size=9),
        ),
        (
            {
                "video": {
                    "file_id": "m", "file_unique_id": "u", "duration": 3, "width": 1, "height": 1, "file_size": 9
                }
            },
            Source(FileKind.VIDEO, "m", size=9),
        ),
    ],
)  # fmt: skip
def test_what_telegram_tells_of_a_file_is_read(message: dict[str, Any], source: Source) -> None:
    incoming = telegram.incoming_from(_update(caption="nè", **message))
    assert incoming is not None
    assert (incoming.files, incoming.text) == ((source,), "nè")


def test_a_place_shared_on_telegram_is_read() -> None:
    incoming = telegram.incoming_from(_update(location={"latitude": 10.5, "longitude": 106.5}))
    assert incoming is not None
    assert incoming.attachment == Location(10.5, 106.5)


def test_what_zalo_tells_of_files_and_places_is_read() -> None:
    image = zalo.incoming_from(json.loads(payload("zalo/user_send_image.json")))
    place = zalo.incoming_from(json.loads(payload("zalo/user_send_location.json")))
    assert image is not None
    assert place is not None
    assert image.files == (Source(FileKind.PHOTO, "https://example.invalid/i.jpg"),)
    assert (place.attachment, place.files, place.text) == (Location(10.7923119, 106.7820651), (), "")


def test_a_file_of_zalo_has_its_name() -> None:
    event = json.loads(payload("zalo/user_send_image.json"))
    told = {
        "size": "1201",
        "name": "don.pdf",
        "checksum": "0",
        "type": "pdf",
        "url": "https://example.invalid/f",
    }
    event["event_name"] = "user_send_file"
    event["message"]["attachments"] = [{"type": "file", "payload": told}]
    incoming = zalo.incoming_from(event)
    assert incoming is not None
    assert incoming.files == (Source(FileKind.FILE, "https://example.invalid/f", name="don.pdf"),)
