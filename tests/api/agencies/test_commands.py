"""`troly agencies key`, on a real database."""

from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from api.agencies.api_keys import PREFIX
from api.agencies.commands import agencies_app
from api.settings import Settings, settings


@pytest.fixture
def troly(database_url: str, app_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Run `troly agencies …` and return what it prints."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("COLUMNS", "160")
    settings.cache_clear()

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(agencies_app, list(arguments))
        assert result.exit_code == 0, result.output
        return result.output

    return run


def test_a_key_is_made_listed_and_revoked(troly: Callable[..., str]) -> None:
    added = troly("key", "add", "TT_HTKT", "--label", "Phần mềm điều hành")
    (secret,) = [line for line in added.splitlines() if line.startswith(PREFIX)]
    listed = troly("key", "list")
    assert "Phần mềm điều hành" in listed
    assert "chưa dùng" in listed
    assert secret not in listed
    assert "đã thu hồi khóa số 1" in troly("key", "revoke", "1")
    assert "thu hồi" in troly("key", "list", "--agency", "TT_HTKT")
    assert "Phần mềm" not in troly("key", "list", "--agency", "SAWACO")
