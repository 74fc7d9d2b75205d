"""Telegram's adapter against a local server that plays the Bot API."""

import json
from collections.abc import AsyncIterator

import pytest
from telegram import Update

from api.attachments.service import FileKind, Source
from api.channels.adapter import RetryLaterError, UndeliverableError
from api.channels.telegram import MAX_UNITS, TelegramAdapter, incoming_from
from api.conversations.choices import numbered
from tests.api.channels.conftest import OutsideWorld, payload

CHOICES = numbered("7f3a9c12", [("Đăng ký khai sinh", "/a"), ("Đăng ký lại khai sinh", "/b")])


@pytest.fixture
async def adapter(outside: OutsideWorld) -> AsyncIterator[TelegramAdapter]:
    """The adapter, talking to the local server."""
    made = TelegramAdapter(token="990001:test", api_url=outside.address)
    yield made
    await made.close()


async def test_a_reply_goes_out_as_plain_text_with_choices_as_buttons(
    adapter: TelegramAdapter, outside: OutsideWorld
) -> None:
    outside.answer("sendMessage", "telegram/sent.json")
    sent = await adapter.send(address="5550001", text="Phí < 8.000 đồng & miễn *lệ phí*", choices=CHOICES)
    assert sent == "501"
    (call,) = outside.sent("sendMessage")
    assert call["chat_id"] == "5550001"
    assert call["text"] == "Phí < 8.000 đồng & miễn *lệ phí*"
    assert "parse_mode" not in call
    keyboard = json.loads(call["reply_markup"])["inline_keyboard"]
    assert keyboard == [
        [{"text": "Đăng ký khai sinh", "callback_data": "7f3a9c12-1"}],
        [{"text": "Đăng ký lại khai sinh", "callback_data": "7f3a9c12-2"}],
    ]


def test_the_ids_of_choices_fit_into_callback_data() -> None:
    many = numbered("ffffffff", [("một lựa chọn rất dài " * 10, "/x")] * 20)
    assert all(len(choice.id.encode()) <= 64 for choice in many)


async def test_a_long_text_is_cut_and_the_last_part_has_the_choices(adapter: TelegramAdapter) -> None:
    parts = adapter.compose("Giấy tờ cần nộp gồm tờ khai. " * 300, CHOICES)
    assert [bool(part.choices) for part in parts] == [False, False, True]
    assert all(len(part.text) <= MAX_UNITS for part in parts)


async def test_flood_control_is_tried_again_after_telegrams_own_wait(
    adapter: TelegramAdapter, outside: OutsideWorld
) -> None:
    outside.answer("sendMessage", "telegram/too_many_requests.json")
    with pytest.raises(RetryLaterError) as error:
        await adapter.send(address="5550001", text="Dạ", choices=())
    assert error.value.retry_after == 35.0


@pytest.mark.parametrize("answer", ["blocked", "chat_not_found"])
async def test_a_citizen_who_cannot_be_reached_is_not_tried_again(
    adapter: TelegramAdapter, outside: OutsideWorld, answer: str
) -> None:
    outside.answer("sendMessage", f"telegram/{answer}.json")
    with pytest.raises(UndeliverableError):
        await adapter.send(address="5550001", text="Dạ", choices=())


async def test_a_wrong_token_waits_for_someone_to_mend_it(
    adapter: TelegramAdapter, outside: OutsideWorld
) -> None:
    outside.answer("sendMessage", "telegram/unauthorized.json")
    with pytest.raises(RetryLaterError) as error:
        await adapter.send(address="5550001", text="Dạ", choices=())
    assert error.value.retry_after == 300.0


async def test_a_network_that_is_down_is_tried_again() -> None:
    adapter = TelegramAdapter(token="990001:test", api_url="http://127.0.0.1:9")
    with pytest.raises(RetryLaterError) as error:
        await adapter.send(address="5550001", text="Dạ", choices=())
    assert error.value.retry_after is None
    assert "990001:test" not in error.value.detail
    await adapter.close()


def _read(name: str) -> Update:
    return Update.de_json(json.loads(payload(f"telegram/{name}.json")), None)


def test_of_a_photo_the_largest_size_is_to_be_fetched() -> None:
    incoming = incoming_from(_read("update_photo"))
    assert incoming is not None
    assert (incoming.external_id, incoming.text) == ("tg-730000105", "")
    assert incoming.files == (Source(FileKind.PHOTO, "AgACAgUAAxkBAAIBY3", size=81234),)


def test_a_tapped_button_gives_the_id_of_the_choice() -> None:
    incoming = incoming_from(_read("update_choice"))
    assert incoming is not None
    assert (incoming.address, incoming.choice_id, incoming.text) == ("5550001", "7f3a9c12-2", "")


def test_a_group_is_not_listened_to() -> None:
    assert incoming_from(_read("update_group")) is None
