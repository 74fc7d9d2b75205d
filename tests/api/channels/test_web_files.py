"""Files over the web chat: cleaned, kept encrypted, opened by short-lived links only."""

import io
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from PIL import Image

from api import clock
from api.attachments import limits as file_limits
from api.channels.rate_limit import RateLimiter
from api.settings import Settings
from tests.api.channels.test_web_routes import Page, page
from tests.pictures import SECRET, photo

__all__ = ["page"]


async def _send(page: Page, content: bytes, client_id: str = "photo-0001", **params: str) -> httpx.Response:
    return await page.client.post(
        "/chat/api/files", params={"client_id": client_id} | params, content=content
    )


async def test_a_photo_of_a_telephones_size_is_kept_without_its_place(page: Page) -> None:
    sent = photo(size=(1600, 1200)) + bytes(1024 * 1024)
    assert (await _send(page, sent, text="ổ gà nè", name="IMG_1.HEIC")).json()["duplicate"] is False
    assert (await _send(page, sent)).json()["duplicate"] is True
    (message,) = (await page.read())["messages"]
    assert (message["text"], message["attachment"]["kind"]) == ("ổ gà nè", "photo")
    (file,) = message["files"]
    assert (file["state"], file["name"], file["width"], file["height"]) == ("kept", "IMG_1.jpg", 1600, 1200)
    async with httpx.AsyncClient(base_url=page.client.base_url) as anybody:
        shown = await anybody.get(f"/chat/api/{file['url']}")
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert dict(Image.open(io.BytesIO(shown.content)).getexif()) == {}
    assert SECRET.encode() not in shown.content


async def test_a_file_can_do_nothing_in_the_browser(page: Page) -> None:
    await _send(page, b"%PDF-1.7\n<script>alert(1)</script>", name='Đơn "1".pdf')
    (file,) = (await page.read())["messages"][0]["files"]
    headers = (await page.client.get(f"/chat/api/{file['url']}")).headers
    assert headers["Content-Security-Policy"].endswith("sandbox")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Cache-Control"] == "private, no-store"
    disposition = headers["Content-Disposition"]
    assert disposition == "attachment; filename=\"__n__1_.pdf\"; filename*=UTF-8''%C4%90%C6%A1n%20%221%22.pdf"


async def test_a_link_opens_its_own_file_for_a_while_only(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _send(page, photo())
    await _send(page, photo(colour=(0, 0, 0)), "photo-0002")
    first, second = [message["files"][0]["url"] for message in (await page.read())["messages"]]
    assert (await page.client.get(f"/chat/api/{first}")).status_code == 200
    other = first.split("?")[0] + "?" + second.split("?")[1]
    assert (await page.client.get(f"/chat/api/{other}")).status_code == 403
    assert (await page.client.get(f"/chat/api/{first[:-1]}")).status_code == 403
    assert (await page.client.get("/chat/api/" + first.split("?")[0])).status_code == 422
    later = clock.now() + timedelta(hours=2)
    monkeypatch.setattr("api.clock.now", lambda: later)
    refused = await page.client.get(f"/chat/api/{first}")
    assert (refused.status_code, "hết hạn" in refused.json()["detail"]) == (403, True)


async def test_a_message_s_file_is_given_to_its_own_citizen_only(page: Page) -> None:
    await _send(page, photo())
    (message,) = (await page.read())["messages"]
    assert (await page.client.get(f"/chat/api/photos/{message['id']}")).status_code == 200
    other = (await page.client.post("/chat/api/conversations")).json()["token"]
    page.client.headers["Authorization"] = f"Bearer {other}"
    assert (await page.client.get(f"/chat/api/photos/{message['id']}")).status_code == 404


async def test_nothing_lies_readable_on_the_disk_and_the_same_file_lies_there_once(
    page: Page, app_settings: Settings
) -> None:
    await _send(page, photo())
    await _send(page, photo(), "photo-0002")
    kept = [path for path in (app_settings.var_dir / "attachments").rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert b"JFIF" not in kept[0].read_bytes()
    assert kept[0].suffix == ""


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"<svg onload=alert(1)>", 415, "loại tệp này"),
        (photo()[:300], 422, "ảnh bị lỗi"),
        (b"", 422, "không có nội dung"),
    ],
)
async def test_what_is_not_taken_is_said_and_stores_nothing(
    page: Page, app_settings: Settings, content: bytes, status: int, words: str
) -> None:
    refused = await _send(page, content)
    assert (refused.status_code, words in refused.json()["detail"]) == (status, True)
    assert (await page.read())["messages"] == []
    assert not list(Path(app_settings.var_dir).rglob("attachments/*/*"))


async def test_too_large_is_said_with_the_size_allowed(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    known = file_limits.limits()
    small = known.file.model_copy(update={"megabytes": 1})
    tiny = known.model_copy(
        update=dict.fromkeys(("video", "audio", "file"), small)
        | {"photo": known.photo.model_copy(update={"megabytes": 1})}
    )
    monkeypatch.setattr("api.attachments.service.limits", lambda: tiny)
    refused = await _send(page, photo() + bytes(1024 * 1024))
    assert (refused.status_code, "lớn hơn 1 MB" in refused.json()["detail"]) == (413, True)


async def test_a_flood_of_files_is_told_to_wait(page: Page) -> None:
    page.limits.files = RateLimiter(burst=1, per_second=0.001)
    assert (await _send(page, photo())).status_code == 202
    assert (await _send(page, photo(), "photo-0002")).status_code == 429


async def test_so_many_files_in_a_day_are_enough(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    one = file_limits.limits().model_copy(update={"files_a_day": 1})
    monkeypatch.setattr("api.attachments.keeping.limits", lambda: one)
    assert (await _send(page, photo())).status_code == 202
    refused = await _send(page, photo(), "photo-0002")
    assert (refused.status_code, "ngày mai" in refused.json()["detail"]) == (429, True)
