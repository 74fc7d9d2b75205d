"""A request to erase one's data is made in plain words; what only resembles one makes none."""

import pytest

from bot.deletion_signs import asks_for_deletion


@pytest.mark.parametrize(
    "text",
    [
        "xóa dữ liệu của tôi",
        "xoá hết mấy cái tin nhắn nãy giờ cho tui",
        "tui hổng muốn để lại số điện thoại trên này",
        "đừng có lưu sdt của em nha",
        "em muốn rút lại thông tin đã cho",
        "gỡ số dt tui ra khỏi tổng đài",
        "không cho phép sử dụng dữ liệu của tôi nữa",
        "tôi rút lại sự đồng ý",
        "delete everything you know about me",
        "/delete_my_data",
    ],
)
def test_plain_words_of_erasing_ask_for_it(text: str) -> None:
    assert asks_for_deletion(text)


@pytest.mark.parametrize(
    "text",
    [
        "mua cũ của người quen",
        "mua lại của bạn",
        "xe cũ đứng tên người khác",
        "tui quên mật khẩu",
        "bỏ tên chồng ra khỏi sổ được không",
        "xóa thường trú làm sao",
        "xóa thế chấp ngân hàng",
        "rút bhxh 1 lần",
        "rút hồ sơ",
        "quên mang cccd",
        "dọn rác giùm",
    ],
)
def test_what_only_resembles_it_does_not(text: str) -> None:
    assert not asks_for_deletion(text)
