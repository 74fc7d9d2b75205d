import pytest

from bot.home_signs import (
    asks_here_or_home,
    asks_where_from_home,
    named_beside_home,
    only_tells_home,
    only_tells_where,
    unit_of_today,
    without_here_or_home,
)


@pytest.mark.parametrize(
    "text",
    [
        "quê em Bến Tre mà đang ở trọ phường Bình Tân, làm ở đây được không hay phải về quê",
        "ho khau duoi Dong Thap thi lam tren nay duoc hong",
        "có bắt buộc phải về quê không",
        "phường nào làm cũng được hả hay phải về nơi đăng ký hồi xưa",
        "làm ở Sài Gòn được không em",
        "ra phường mình nộp luôn được hả",
        "cong an phuong co nhan lam khong",
        "qua xã khác làm được hông",
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


def test_what_is_told_beside_a_question_of_the_place_is_known_where_it_is_of_the_same_thing() -> None:
    text = "con em khai sinh ở Vũng Liêm, giờ xin ở Sài Gòn được không"
    assert not asks_here_or_home(text)
    assert asks_here_or_home(text, {"khai", "sinh"})
    assert named_beside_home("bao nhiêu tiền") is None


@pytest.mark.parametrize("text", ["nhà tui phường Xóm Chiếu", "em o xa Nha Be a", "phường Tân Hưng"])
def test_who_tells_where_they_live_tells_no_more(text: str) -> None:
    assert only_tells_home(text)


@pytest.mark.parametrize(
    "text", ["phường Tân Hưng ngập", "nhà tui phường Tân Hưng bị cúp nước hoài", "đăng ký tạm trú"]
)
def test_who_tells_more_does_not_only_tell_home(text: str) -> None:
    assert not only_tells_home(text)


@pytest.mark.parametrize(
    "text",
    [
        "gần đường Lê Văn Thọ, khúc phường 11 cũ",
        "nha em ngay nga tu Phu Nhuan",
        "khúc chợ Hạnh Thông Tây, phường cũ là phường 11 Gò Vấp",
        "trong hẻm 84 đường Bùi Quang Là á",
        "tui o gan duong tran hung dao quan 5",
    ],
)
def test_a_place_told_by_its_street_is_known(text: str) -> None:
    assert only_tells_where(text)


@pytest.mark.parametrize(
    "text",
    [
        "đường Lê Văn Thọ ngập tới gối",
        "gần chợ Hạnh Thông Tây hôi quá",
        "hẻm 84 Bùi Quang Là kẹt xe hoài",
        "duong Quang Trung nhieu o ga",
        "quán nhậu đường Phan Huy Ích",
        "đường dây điện đứt",
        "nộp ở đường nào",
        "phường mình có nhận không",
        "đăng ký tạm trú",
    ],
)
def test_what_is_wrong_at_a_place_is_more_than_the_place(text: str) -> None:
    assert not only_tells_where(text)


@pytest.mark.parametrize(
    "text",
    [
        "tui hồi đó phường 8 quận 4, giờ là khánh hội, ra đó làm được hông",
        "nha em o an phu thuan an hoi truoc gio la an phu thi ra dau nop",
        "tui ở dĩ an bình dương cũ, giờ nộp chỗ nào",
        "hồi trước nhà mình thuộc xã Vĩnh Lộc A Bình Chánh, nay làm ở đâu",
    ],
)
def test_who_tells_an_old_home_and_where_to_hand_in_asks_for_the_place(text: str) -> None:
    assert asks_where_from_home(text)


@pytest.mark.parametrize(
    "text",
    [
        "nhà em phường Tân Hưng, đăng ký kết hôn ở đâu",
        "phường Tân Hưng ở đâu vậy",
        "nhà em ở phường 5 quận gò vấp bị ngập, báo ở đâu",
        "quay lại cái hồi nãy, nhà em phường Tân Hưng nộp ở đâu",
        "nộp ở đâu",
    ],
)
def test_another_matter_beside_the_home_is_no_question_of_the_place(text: str) -> None:
    assert not asks_where_from_home(text)


def test_the_unit_told_as_that_of_today_is_found() -> None:
    assert unit_of_today("phường 8 quận 4 hồi đó, giờ là khánh hội, ra đó làm được hông") == "27265"
    assert unit_of_today("phường 8 quận 4 cũ, giờ nộp ở đâu") is None
