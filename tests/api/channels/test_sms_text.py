"""How many parts a text takes as SMS, and how a long one is cut."""

import pytest

from api.channels.sms_number import mobile_number
from api.channels.sms_text import fitted, parts, unaccented


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("[" * 80, 1),
        ("[" * 81, 2),
        ("ạ" * 70, 1),
        ("ạ" * 71, 2),
        ("ạ" * 134, 2),
        ("ạ" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("", 1),
    ],
)
def test_parts_are_counted_as_the_network_does(text: str, wanted: int) -> None:
    assert parts(text) == wanted


def test_a_text_without_marks_is_in_the_alphabet_of_sms() -> None:
    text = unaccented(
        "Dạ, phản ánh của anh/chị đã được chuyển đến “Ủy ban nhân dân” phường – Đông Hưng Thuận…"
    )
    assert text == 'Da, phan anh cua anh/chi da duoc chuyen den "Uy ban nhan dan" phuong - Dong Hung Thuan...'
    assert parts(text) == 1


@pytest.mark.parametrize("most", [1, 2, 4])
@pytest.mark.parametrize("accents", [True, False])
def test_a_long_text_is_cut_at_a_word_and_its_end_stays(most: int, accents: bool) -> None:
    text = "Công nhân đã thay bóng đèn " * 60
    tail = "https://1022.example.vn/theo-doi"
    text = text if accents else unaccented(text)
    shown = fitted(text, tail=tail, most=most)
    assert parts(shown) == most
    assert shown.endswith(f"...\n{tail}")
    assert text.startswith(shown.partition("...")[0])
    assert text[len(shown.partition("...")[0])] == " "


def test_a_text_that_fits_stays_as_it_is() -> None:
    assert fitted("Đã sửa xong.", tail="", most=1) == "Đã sửa xong."


@pytest.mark.parametrize(
    "phone", ["0903123456", "0903 123 456", "+84 903.123.456", "84903123456", "0084-903-123-456"]
)
def test_a_mobile_number_is_read_however_it_is_written(phone: str) -> None:
    assert mobile_number(phone) == "0903123456"


@pytest.mark.parametrize("phone", ["02838291234", "1022", "", "090312345", "09031234567", "0103123456"])
def test_what_takes_no_sms_is_no_mobile_number(phone: str) -> None:
    assert mobile_number(phone) is None
