import pytest

from bot.home_signs import asks_here_or_home, without_here_or_home


@pytest.mark.parametrize(
    "text",
    [
        "quê em Bến Tre mà đang ở trọ phường Bình Tân, làm ở đây được không hay phải về quê",
        "ho khau duoi Dong Thap thi lam tren nay duoc hong",
        "có bắt buộc phải về quê không",
        "phường nào làm cũng được hả hay phải về nơi đăng ký hồi xưa",
        "làm ở Sài Gòn được không em",
    ],
)
def test_asking_whether_it_may_be_done_here_names_no_procedure(text: str) -> None:
    assert asks_here_or_home(text)


@pytest.mark.parametrize(
    "text",
    [
        "đăng ký kết hôn ở đây được không hay phải về quê",
        "đăng ký tạm trú ở đây được không",
        "tui quê Bến Tre, ở trọ phường Bình Tân",
        "nộp ở đâu",
    ],
)
def test_a_procedure_named_beside_it_is_searched_for(text: str) -> None:
    assert not asks_here_or_home(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("xin bản sao khai sinh ở đâu cũng được hay phải về quê", "xin bản sao khai sinh"),
        ("lam can cuoc o sai gon duoc khong", "lam can cuoc"),
        ("làm ở đây được không", "làm ở đây được không"),
        ("đăng ký tạm trú cần gì", "đăng ký tạm trú cần gì"),
    ],
)
def test_what_is_asked_of_the_place_can_be_taken_out_of_a_question(text: str, rest: str) -> None:
    assert without_here_or_home(text) == rest
