from pathlib import Path

import pytest

from api.conversations.tail_words import TailWordsError, tail_words


def test_a_wrong_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "tails.yml"
    file.write_text("same: []\n", encoding="utf-8")
    with pytest.raises(TailWordsError, match=r"tails\.yml"):
        tail_words(file)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("dạ chín không tám", "908"),
        ("bay bay bon nam nha", "7745"),
        ("hai ba bữa nữa", None),
        ("không một ai trả lời", None),
        ("một hai ba bốn cái ổ gà", None),
    ],
)
def test_digits_are_read_where_nothing_else_is_told(text: str, digits: str | None) -> None:
    assert tail_words().spoken(text) == digits


@pytest.mark.parametrize(
    "text", ["hồ sơ đó nộp chưa", "không biết xong chưa", "số nhà tui sai", "chưa có gì hết"]
)
def test_other_talk_says_nothing_of_the_number(text: str) -> None:
    assert not tail_words().gives_none(text)
    assert not tail_words().says_the_same(text)
