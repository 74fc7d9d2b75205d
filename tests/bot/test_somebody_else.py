"""Whose name and number a message tells."""

import pytest

from bot.somebody_else import tells_of_somebody_else


@pytest.mark.parametrize(
    "text",
    [
        "ban quản trị tên ông Khải, sđt ⟨sđt1⟩",
        "sđt của bà chủ quán là ⟨sđt1⟩",
        "số đó ⟨sđt1⟩",
        "bị số ⟨sđt1⟩ gọi đòi nợ hoài",
        "số này ⟨sđt1⟩ cứ nhắn tin quấy rối",
        "số điện thoại chủ nhà 0901999888",
        "⟨sđt1⟩ là số của chủ thầu",
    ],
)
def test_the_number_of_who_is_complained_of_is_known(text: str) -> None:
    assert tells_of_somebody_else(text)


@pytest.mark.parametrize(
    "text",
    [
        "chị tên Lan ⟨sđt1⟩",
        "gọi tui số ⟨sđt1⟩, hàng xóm hát karaoke",
        "chủ quán nhậu lấn vỉa hè 45 Lê Lợi phường Bến Thành, liên hệ tôi ⟨sđt1⟩",
        "hàng xóm nuôi gà ồn quá 0909123456",
        "số ⟨sđt1⟩ gọi giờ nào cũng được",
        "công ty xả thải ra kênh, sđt ⟨sđt1⟩",
    ],
)
def test_the_reporters_own_is_not_theirs(text: str) -> None:
    assert not tells_of_somebody_else(text)
