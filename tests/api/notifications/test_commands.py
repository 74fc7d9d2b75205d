"""`troly agencies webhook` and `troly agencies email`, on a real database."""

from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from api.agencies.commands import agencies_app
from api.errors import TrolyError
from api.notifications.endpoints import PREFIX
from api.settings import Settings, settings

Run = Callable[..., str]


@pytest.fixture
def troly(database_url: str, app_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `troly agencies …` and return what it prints."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("WEBHOOK_ALLOWED", "127.0.0.0/8")
    monkeypatch.setenv("COLUMNS", "200")
    settings.cache_clear()

    def run(*arguments: str, exit_code: int = 0) -> str:
        result = CliRunner().invoke(agencies_app, list(arguments))
        if isinstance(result.exception, TrolyError):
            raise result.exception
        assert result.exit_code == exit_code, result.output
        return result.output

    return run


def test_an_endpoint_is_registered_listed_disabled_enabled_and_removed(troly: Run) -> None:
    added = troly(
        "webhook", "add", "TT_HTKT", "https://portal.example.vn/hook", "--label", "Điều hành",
        "--event", "case.answered", "--event", "returned",
    )  # fmt: skip
    (secret,) = [line for line in added.splitlines() if line.startswith(PREFIX)]
    listed = troly("webhook", "list")
    assert secret not in listed
    for words in ("https://portal.example.vn/hook", "answered, returned", "đang nhận"):
        assert words in listed
    assert "Trả lời" in troly("webhook", "log", "1")
    troly("webhook", "disable", "1", "--reason", "bảo trì")
    assert "ngừng: bảo trì" in troly("webhook", "list")
    troly("webhook", "enable", "1")
    assert "đang nhận" in troly("webhook", "list", "--agency", "TT_HTKT")
    troly("webhook", "remove", "1")
    assert "portal" not in troly("webhook", "list")


def test_an_endpoint_that_does_not_answer_is_told_of(troly: Run) -> None:
    troly("webhook", "add", "TT_HTKT", "http://127.0.0.1:9/hook", "--label", "Điều hành")
    assert "✘ chưa nhận: ConnectError" in troly("webhook", "test", "1", exit_code=1)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("add", "TT_HTKT", "http://portal.example.vn", "--label", "x"),
            "Địa chỉ phải bắt đầu bằng https://.",
        ),
        (("add", "NOBODY", "https://portal.example.vn", "--label", "x"), "Không có cơ quan nào"),
        (
            ("add", "TT_HTKT", "https://p.vn", "--label", "x", "--event", "case.x"),
            "Không có sự kiện “case.x”",
        ),
        (("add", "TT_HTKT", "https://p.vn", "--label", " "), "ghi tên hệ thống nhận"),
        (("remove", "7"), "Không có điểm nhận"),
        (("replay",), "Hãy ghi mã sự kiện"),
        (("replay", "6f1c8c0e-6a4e-4b8e-9b43-0e1f5f3d2a10"), "Không có sự kiện nào chờ gửi lại"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    troly: Run, arguments: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(TrolyError) as refused:
        troly("webhook", *arguments)
    assert refused.value.sentence.startswith(sentence) or sentence in refused.value.sentence


def test_nothing_dead_is_an_empty_list_and_replays_nothing(troly: Run) -> None:
    assert "Lý do" in troly("webhook", "dead")
    assert "gửi lại 0 sự kiện" in troly("webhook", "replay", "--all")


def test_a_mailbox_is_added_listed_and_removed(troly: Run) -> None:
    assert "đã thêm" in troly("email", "add", "TT_HTKT", "van.thu@example.vn")
    assert "đã có từ trước" in troly("email", "add", "TT_HTKT", "van.thu@example.vn")
    assert "van.thu@example.vn" in troly("email", "list")
    troly("email", "remove", "TT_HTKT", "van.thu@example.vn")
    assert "van.thu" not in troly("email", "list", "--agency", "TT_HTKT")
