"""Questions asked on about a state just told."""

import pytest

from bot.status_words import asks_onward, asks_what_to_do


@pytest.mark.parametrize(
    "text",
    [
        "vậy giờ em phải làm sao đây",
        "rồi tôi cần làm gì nữa",
        "tiep theo lam gi",
        "lố ngày hẹn rồi, giờ tính sao",
    ],
)
def test_what_to_do_now_is_asked(text: str) -> None:
    assert asks_what_to_do(text)
    assert asks_onward(text)


@pytest.mark.parametrize(
    "text", ["chừng nào mới lấy được vậy", "bao giờ người ta xuống sửa", "sao lâu dữ vậy em"]
)
def test_when_it_will_be_done_is_asked(text: str) -> None:
    assert asks_onward(text)
    assert not asks_what_to_do(text)


@pytest.mark.parametrize(
    "text", ["làm khai sinh cần gì", "còn lệ phí thì sao", "tôi muốn gặp người", "mấy ngày", "nộp ở đâu"]
)
def test_a_question_of_its_own_is_none(text: str) -> None:
    assert not asks_onward(text)
