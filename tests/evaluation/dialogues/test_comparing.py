"""What counts as said: NFC, lower case, numbers with any separators, alternatives."""

import unicodedata

import pytest

from evaluation.dialogues.comparing import gives_away, holds


@pytest.mark.parametrize("said", ["Lệ phí 15.000 đồng", "lệ phí 15 000 đồng", "LỆ PHÍ 15000 ĐỒNG", "15,000"])
@pytest.mark.parametrize("wanted", ["15.000", "15 000", "15000", "mười lăm nghìn|15.000"])
def test_separators_inside_numbers_do_not_count(said: str, wanted: str) -> None:
    assert holds(said, wanted)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("lệ phí 15.000 đồng", "5.000"),
        ("lệ phí 15.000 đồng", "15"),
        ("lệ phí 15.000 đồng", "000"),
        ("gọi 1022", "102"),
        ("hẹn ngày 21/11/2026", "1/11/2026"),
        ("", "gì đó"),
        ("bất cứ gì", " | "),
    ],
)
def test_a_number_is_a_whole_one(said: str, wanted: str) -> None:
    assert not holds(said, wanted)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("gọi 113, 114 hoặc 115.", "114"),
        ("mã 1.001193.", "1.001193"),
        ("hồ sơ H29.33-240527-0001", "H29.33-240527-0001"),
        ("Nộp tại  Ủy ban\nnhân dân", "uỷ ban nhân dân"),
        (unicodedata.normalize("NFD", "đăng ký khai sinh"), "Khai Sinh"),
        ("trong 3 ngày.", "3 ngày"),
    ],
)
def test_the_same_words_in_another_spelling_are_found(said: str, wanted: str) -> None:
    assert holds(said, wanted)


@pytest.mark.parametrize(
    ("said", "forbidden"),
    [
        ("Dạ số 0903214821 ạ", "4821"),
        ("Liên hệ: 0903 214 821", "0903214821"),
        ("Dạ bà Nguyễn Thị Tư ạ", "nguyễn thị tư|0903214821"),
    ],
)
def test_a_part_of_a_number_gives_it_away(said, forbidden):
    assert gives_away(said, forbidden)


@pytest.mark.parametrize(
    ("said", "forbidden"), [("lệ phí 115.000 đồng", "15.000"), ("năm 2026", "202"), ("hạn 08/12", "0812")]
)
def test_an_amount_in_a_greater_one_gives_nothing_away(said, forbidden):
    assert not gives_away(said, forbidden)
