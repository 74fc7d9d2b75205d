"""Zalo's adapter against a local server, its error table, its signature."""

import hashlib
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.channels.adapter import RetryLaterError, UndeliverableError
from api.channels.zalo import MAX_UNITS, ZaloAdapter, incoming_from, signature_fits
from api.channels.zalo_errors import ZaloTableError, read_table, zalo_errors
from api.conversations.choices import numbered, typed_choice
from tests.api.channels.conftest import OutsideWorld, payload

CHOICES = numbered("7f3a9c12", [("Đăng ký khai sinh", "/a"), ("Đăng ký lại khai sinh", "/b")])
APP, OA_KEY = "4100000000000000001", "oa-secret-key"


@pytest.fixture
async def adapter(outside: OutsideWorld) -> AsyncIterator[ZaloAdapter]:
    """The adapter, talking to the local server."""
    made = ZaloAdapter(access_token="token-of-the-oa", api_url=outside.address)
    yield made
    await made.close()


async def test_a_reply_goes_to_the_customer_service_call(adapter: ZaloAdapter, outside: OutsideWorld) -> None:
    outside.answer("cs", "zalo/sent.json")
    sent = await adapter.send(address="2468000000000000001", text="Dạ, em nghe ạ", choices=())
    assert sent == "c2a5fd1188f4d1a98ee6"
    assert outside.sent("cs") == [
        {"recipient": {"user_id": "2468000000000000001"}, "message": {"text": "Dạ, em nghe ạ"}}
    ]
    assert outside.headers[0]["access_token"] == "token-of-the-oa"


async def test_choices_are_numbered_as_the_answer_is_understood(adapter: ZaloAdapter) -> None:
    (part,) = adapter.compose("Anh/chị hỏi thủ tục nào ạ?", CHOICES)
    assert part.text.splitlines() == [
        "Anh/chị hỏi thủ tục nào ạ?",
        "",
        "1. Đăng ký khai sinh",
        "2. Đăng ký lại khai sinh",
        "Anh/chị trả lời bằng số để chọn ạ.",
    ]
    assert typed_choice("2", CHOICES) == CHOICES[1]


async def test_a_long_text_is_cut_at_zalos_limit(adapter: ZaloAdapter) -> None:
    parts = adapter.compose("Giấy tờ cần nộp gồm tờ khai. " * 150, CHOICES)
    assert len(parts) == 3
    assert all(len(part.text) <= MAX_UNITS for part in parts)
    assert "2. Đăng ký lại khai sinh" in parts[-1].text


@pytest.mark.parametrize(
    ("answer", "wait"), [("rate_limited", 30.0), ("token_expired", 300.0), ("unknown_error", None)]
)
async def test_what_passes_is_tried_again(
    adapter: ZaloAdapter, outside: OutsideWorld, answer: str, wait: float | None
) -> None:
    outside.answer("cs", f"zalo/{answer}.json")
    with pytest.raises(RetryLaterError) as error:
        await adapter.send(address="2468000000000000001", text="Dạ", choices=())
    assert error.value.retry_after == wait


async def test_a_closed_window_is_not_tried_again(adapter: ZaloAdapter, outside: OutsideWorld) -> None:
    outside.answer("cs", "zalo/window_closed.json")
    with pytest.raises(UndeliverableError, match="-230"):
        await adapter.send(address="2468000000000000001", text="Dạ", choices=())


async def test_a_network_that_is_down_is_tried_again() -> None:
    adapter = ZaloAdapter(access_token="t", api_url="http://127.0.0.1:9")
    with pytest.raises(RetryLaterError):
        await adapter.send(address="2468000000000000001", text="Dạ", choices=())
    await adapter.close()


@pytest.mark.parametrize("code", [-213, -227, -230, -232, -244])
def test_zalos_final_codes_are_never_tried_again(code: int) -> None:
    assert zalo_errors()[code].wait is None


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("code\tmeaning\n-1\tx\n", "bad.tsv:1: expected the columns"),
        ("code\tverdict\twait\tmeaning\n-1\tmaybe\t\tx\n", "bad.tsv:2: verdict 'maybe'"),
        ("code\tverdict\twait\tmeaning\n-1\tretry\t\tx\n", "bad.tsv:2: a wait belongs to retry"),
        (
            "code\tverdict\twait\tmeaning\n-1\tretry\t9\tx\n-1\tretry\t9\tx\n",
            "bad.tsv:3: code -1 stands twice",
        ),
    ],
)
def test_a_wrong_line_of_the_error_table_is_named(tmp_path: Path, lines: str, problem: str) -> None:
    table = tmp_path / "bad.tsv"
    table.write_text(lines, encoding="utf-8")
    with pytest.raises(ZaloTableError, match=problem):
        read_table(table)


def _signed(raw: bytes) -> str:
    timestamp = json.loads(raw)["timestamp"]
    return hashlib.sha256(APP.encode() + raw + timestamp.encode() + OA_KEY.encode()).hexdigest()


@pytest.mark.parametrize("prefix", ["", "mac="])
def test_a_signature_over_the_raw_bytes_fits(prefix: str) -> None:
    raw = payload("zalo/user_send_text.json")
    assert signature_fits(
        header=prefix + _signed(raw), app_id=APP, raw_body=raw, timestamp="1795300000474", secret=OA_KEY
    )


def test_a_signature_does_not_fit_the_same_json_written_differently() -> None:
    raw = payload("zalo/user_send_text.json")
    rewritten = json.dumps(json.loads(raw)).encode()
    assert not signature_fits(
        header=f"mac={_signed(raw)}",
        app_id=APP,
        raw_body=rewritten,
        timestamp="1795300000474",
        secret=OA_KEY,
    )


def test_only_what_citizens_send_is_listened_to() -> None:
    names = ["user_send_text", "user_send_location", "user_send_image", "oa_send_text", "follow"]
    heard = [incoming_from(json.loads(payload(f"zalo/{name}.json"))) for name in names]
    assert [incoming and incoming.text for incoming in heard] == [
        "đèn đường hẻm 12 hư, gọi tôi 0903 123 456",
        "",
        "",
        None,
        None,
    ]
