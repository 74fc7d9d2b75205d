"""Names told as answers: to the question for one, and beside a number to call."""

import pytest

from bot.name_answers import is_a_name_alone, name_answered, name_left


def test_a_name_alone_is_one_only_as_it_is_written() -> None:
    assert is_a_name_alone("Huy")
    assert is_a_name_alone("dạ Huy nha")
    assert is_a_name_alone("Dũng")
    assert is_a_name_alone("em Dung ạ")
    assert not is_a_name_alone("Hủy")
    assert not is_a_name_alone("Khoi")
    assert not is_a_name_alone("HUY")
    assert not is_a_name_alone("huy")
    assert not is_a_name_alone("Huy đi")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("dạ em tên là Lan", "Lan"),
        ("Khôi", "Khôi"),
        ("ho van chau", "ho van chau"),
        ("0903", None),
        ("⟨sđt1⟩", None),
        ("một hai ba bốn năm sáu bảy tám chín", None),
    ],
)
def test_an_answer_to_the_question_for_the_name(text: str, name: str | None) -> None:
    assert name_answered(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Huy ", "Huy"),
        ("huy ", "huy"),
        (" Lan", "Lan"),
        ("gặp chị Lan nha ", "Lan"),
        ("số của em là , anh Dũng", "Dũng"),
        ("nguyen thi lan ", "nguyen thi lan"),
        ("Nguyễn Thị Lan - ", "Nguyễn Thị Lan"),
        ("goi gap chu tu ", "tu"),
        ("sđt , tên Khôi", "Khôi"),
        ("Anh ", "Anh"),
        ("số em  nha", None),
        ("gọi giờ hành chính", None),
        ("số này của vợ tôi", None),
        ("zalo  luôn", None),
        ("Đặng Văn Út ", "Đặng Văn Út"),
        ("Họ Tên Lan ", "Lan"),
        ("toi ", None),
        ("gọi sau 5 giờ", None),
        ("3 ngày rồi đó, hôi quá trời", None),
    ],
)
def test_a_name_beside_a_number_to_call(text: str, name: str | None) -> None:
    assert name_left(text) == name
