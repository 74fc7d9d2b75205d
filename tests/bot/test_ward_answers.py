"""The ward in an answer, whatever stands around it."""

import pytest

from bot.ward_answers import ward_chosen


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("thôi để Sài Gòn đi", "phường Sài Gòn"),
        ("thoi lay ben thanh di", "phường Bến Thành"),
        ("chắc Tân Định đó", "phường Tân Định"),
        ("Nguyễn Thái Bình thì giờ là phường Bến Thành phải hông", "phường Bến Thành"),
        ("it used to be Pham Ngu Lao ward, district 1", "phường Bến Thành"),
        ("thôi khỏi", None),
        ("thôi để mai", None),
        ("sao cũng được", None),
    ],
)
def test_a_ward_is_found_among_words_of_talk(text: str, name: str | None) -> None:
    unit = ward_chosen(text)
    assert (unit and unit.full_name) == name
