"""`troly staff`, on a real database."""

from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from api.errors import TrolyError
from api.settings import Settings, settings
from api.staff.commands import staff_app

PASSWORD = "mot mat khau du dai 7"


@pytest.fixture
def troly(database_url: str, app_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Run `troly staff …` with a line of standard input and return what it prints."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    settings.cache_clear()

    def run(*arguments: str, typed: str = "") -> str:
        result = CliRunner().invoke(staff_app, list(arguments), input=typed)
        if result.exception is not None and isinstance(result.exception, TrolyError):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.output

    return run


def test_an_account_is_added_listed_and_closed(troly: Callable[..., str]) -> None:
    added = troly(
        "add", "minh.htkt", "--role", "officer", "--name", "Lê Văn Minh", "--agency", "TT_HTKT",
        "--password-stdin", typed=f"{PASSWORD}\n",
    )  # fmt: skip
    assert "minh.htkt" in added
    listed = troly("list")
    assert "minh.htkt" in listed
    assert PASSWORD not in added + listed
    troly("deactivate", "minh.htkt")
    assert "đã ngừng" in troly("list")


def test_a_password_is_asked_for_twice(troly: Callable[..., str]) -> None:
    troly("add", "hoa.tdv", "--role", "operator", "--name", "Trần Thị Hoa", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert "hoa.tdv" in troly("list")


def test_a_refusal_is_a_sentence(troly: Callable[..., str]) -> None:
    with pytest.raises(TrolyError) as refused:
        troly("add", "hoa.tdv", "--role", "operator", "--name", "Hoa", "--password-stdin", typed="ngan\n")
    assert refused.value.sentence.endswith("ký tự.")
    with pytest.raises(TrolyError):
        troly("deactivate", "khong.ai")
