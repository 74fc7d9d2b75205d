"""The chat page and its files: nothing from elsewhere, nothing inline, strict headers."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from api.public import routes
from api.public.starters import StarterTableError, read_table, starters
from api.settings import Settings
from tests.api.channels.conftest import with_errors


@pytest.fixture
async def browser(app_settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A caller of the page."""
    app = with_errors(FastAPI())
    app.include_router(routes.router)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/chat"])
async def test_the_page_is_vietnamese_and_says_that_it_is_an_automatic_assistant(
    browser: httpx.AsyncClient, path: str
) -> None:
    page = await browser.get(path)
    assert page.status_code == 200
    assert '<html lang="vi">' in page.text
    assert "trợ lý tự động" in page.text
    assert all(starter.title in page.text for starter in starters())


async def test_the_page_forbids_everything_that_is_not_its_own(browser: httpx.AsyncClient) -> None:
    policy = (await browser.get("/")).headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy


async def test_the_page_has_no_inline_script_or_style_and_loads_only_its_own_files(
    browser: httpx.AsyncClient,
) -> None:
    page = (await browser.get("/")).text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page)
    links = re.findall(r'<a [^>]*\bhref="([^"#]+)"', page)
    assert {link for link in links if not link.startswith("tel:")} == {"/theo-doi", "/tra-loi"}
    for address in set(re.findall(r'(?:src|href)="([^"#]+)"', page)) - set(links):
        assert (await browser.get(address)).status_code == 200, address


async def test_a_file_the_browser_has_is_not_sent_again(browser: httpx.AsyncClient) -> None:
    first = await browser.get("/chat/static/chat.js")
    assert first.headers["content-type"].startswith("text/javascript")
    again = await browser.get("/chat/static/chat.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["..%2Froutes.py", "missing.js", "%2e%2e%2fstarters.tsv"])
async def test_nothing_but_the_pages_files_is_served(browser: httpx.AsyncClient, name: str) -> None:
    assert (await browser.get(f"/chat/static/{name}")).status_code == 404


async def test_the_city_is_named_as_set_and_never_as_markup(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from api.settings import settings

    monkeypatch.setenv("CITY_NAME", "Cần Thơ <b>")
    settings.cache_clear()
    page = (await browser.get("/")).text
    assert "Cần Thơ &lt;b&gt;" in page


def test_a_wrong_line_of_the_suggestions_is_named(tmp_path: object) -> None:
    from pathlib import Path

    table = Path(str(tmp_path)) / "bad.tsv"
    table.write_text("title\ttext\nKhai sinh\tLàm khai sinh\nThiếu câu\t\n", encoding="utf-8")
    with pytest.raises(StarterTableError, match=r"bad\.tsv:3"):
        read_table(table)
