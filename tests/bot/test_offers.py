"""A person offered is called by a yes or by "chuyển đi", and by nothing else."""

import pytest

from bot.offers import takes_the_offer

OFFER = "Dạ không có mã em chưa tra được. Anh/chị mất giấy hẹn thì hỏi nơi đã nộp, hoặc để em chuyển tổng đài viên nhé?"


@pytest.mark.parametrize(
    "text",
    [
        "ừ chuyển đi",
        "uh chuyen di em",
        "dạ được",
        "ok",
        "chuyển giùm",
        "nối máy giùm tui",
        "ừ",
        "được chuyển luôn đi",
    ],
)
def test_a_yes_to_the_offer_calls_a_person(text: str) -> None:
    assert takes_the_offer(text, OFFER)


@pytest.mark.parametrize(
    "text",
    [
        "chuyển hộ khẩu",
        "chuyển nhượng đất",
        "được mấy ngày",
        "thôi khỏi",
        "ừ mà lệ phí bao nhiêu",
        "chuyen khoan duoc khong",
    ],
)
def test_other_words_are_no_yes(text: str) -> None:
    assert not takes_the_offer(text, OFFER)


def test_where_nobody_was_offered_a_yes_is_only_a_yes() -> None:
    assert not takes_the_offer("ừ chuyển đi", "Dạ anh/chị gửi giúp em mã hồ sơ.")
