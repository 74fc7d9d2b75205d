"""Questions whether others must sign, agree or give a power of attorney."""

import pytest

from bot.consent_signs import asks_for_consent, speaks_of_power
from retrieval.text import fold


@pytest.mark.parametrize(
    "text",
    [
        "mấy anh em tui có phải ký giấy ủy quyền hết không",
        "chủ nhà có cần ký tên vô không em",
        "hai bên cha mẹ có phải đồng ý không",
        "mấy đứa con ký hết luôn hả",
        "có bắt buộc cả nhà đồng ý không vậy",
        "ông xã tui có phải ký không ad",
        "một người không chịu ký thì sao",
    ],
)
def test_a_question_for_the_consent_of_others_is_known(text: str) -> None:
    assert asks_for_consent(text)
    assert asks_for_consent(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "có phải đăng ký tạm trú không",
        "có cần đăng ký kết hôn trước không",
        "muốn chứng thực chữ ký",
        "ký hợp đồng thuê nhà rồi làm gì nữa",
        "hàng xóm không cho tui xây",
        "lệ phí bao nhiêu",
    ],
)
def test_other_questions_ask_for_no_consent(text: str) -> None:
    assert not asks_for_consent(text)


def test_a_power_of_attorney_is_heard_in_both_spellings() -> None:
    assert speaks_of_power("giấy uỷ quyền")
    assert speaks_of_power("văn bản ủy quyền của thân nhân")
    assert not speaks_of_power("quyền sử dụng đất")
