"""Normalising word by word gives what normalising the whole text gives."""

import pytest

from retrieval import text
from retrieval.text import normalise

TEXTS = [
    "lm giấy ks đc kooo",
    "hoà giải ở phường, thuỷ lợi",
    " đầu và cuối ",
    "hai  dấu cách",
    "dòng\nmới \n và\tthẻ",
    "không\u200bnhìn thấy \u200b đây",
    "du\u031b\u01a1ng \u0301 cccd CCCD cccc",
    "a" * 60 + " ko",
    "tg gq bao lâu, ct bsao bn v",
    "nhập hk\tcho vợ",
    "",
]


@pytest.mark.parametrize("typed", TEXTS)
def test_it_is_the_same_as_of_the_whole(typed: str) -> None:
    assert normalise(typed) == text._normalised(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("gxn tthn", "giấy xác nhận tình trạng hôn nhân"),
        ("Tg GQ?", "thời gian giải quyết?"),
        ("tách hk", "tách hộ khẩu"),
        ("có tốn tiền hk", "có tốn tiền không"),
        ("lp nhiu xiền v", "lệ phí nhiêu tiền v"),
        ("con vô lp 10", "con vô lớp 10"),
        ("thế giới tg", "thế giới tg"),
    ],
)
def test_what_is_short_for_several_things_is_written_out_in_company_only(typed: str, read: str) -> None:
    assert normalise(typed) == read


def test_where_tokens_are_short_together_is_told() -> None:
    assert text.shortened_together("hỏi tg gq nha") == [(4, 9, "thời gian giải quyết")]
    assert text.shortened_together("hỏi tg") == []
