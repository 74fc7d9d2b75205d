"""Who asks for an office, who only names a phường on the way, and whose office is asked for."""

import pytest

from bot.office_signs import (
    Office,
    asks_for_todays_name,
    asks_of_an_office,
    names_a_known_office,
    office_named,
    only_names_an_office,
    tells_a_trouble,
)


@pytest.mark.parametrize(
    "text",
    [
        "nước ngập tới đầu gối ở phường Phú Thuận đường Đào Trí",
        "ở phường Bình Phú người ta đổ rác đầy vỉa hè",
        "đèn đường ở 45/2 Cô Bắc phường Cầu Ông Lãnh tắt cả tuần",
        "phường Chợ Lớn chỗ đường Hải Thượng Lãn Ông kẹt xe suốt",
        "o ga o 12 Ly Chieu Hoang phuong Binh Phu",
        "công an phường An Hội Đông làm việc hách dịch với dân",
        "trung tâm hành chính công phường Linh Xuân máy lấy số hư hoài",
        "phường Đông Hưng Thuận để xe ba gác đậu tràn lan",
        "xã Bình Chánh xe ben chạy ầm ầm ban đêm đường Hoàng Phan Thái",
        "hẻm 62 Lý Chính Thắng phường Xuân Hòa bị rào lấn chiếm",
        "cây xanh ở phường Thạnh Mỹ Tây mục gốc sắp ngã",
        "UBND xã Nhà Bè hẹn hoài không trả kết quả",
        "phường Bình Trị Đông làm ăn kiểu gì mà đường hư cả năm không sửa",
        "sao ubnd phường Phước Long tiếp dân mà nạt nộ người ta vậy",
        "ở phường Long Bình có chỗ đổ trộm xà bần sau lưng chùa",
        "công an phường Vĩnh Hội sao không xử lý tụi đua xe",
        "tui lên phường Dĩ An nộp hồ sơ bị cán bộ chửi",
        "trạm y tế phường Phú Nhuận thái độ kém",
        "cổng ủy ban xã Củ Chi bị ngập",
        "phường An Lạc toàn là rác",
        "ở phường Chợ Quán có chỗ đổ xà bần",
    ],
)
def test_a_trouble_told_with_its_phuong_is_a_report(text: str) -> None:
    assert tells_a_trouble(text)


@pytest.mark.parametrize(
    "text",
    [
        "ủy ban phường Phú Thuận ở đâu",
        "cho xin sđt công an phường Bình Phú",
        "phuong vuon lai nop ho so o dau",
        "một cửa phường Linh Xuân nằm đường nào vậy em",
        "giờ giấc làm việc của công an phường Đông Hưng Thuận",
        "trụ sở xã Bình Chánh mới dời về đâu",
        "nhà ở phường Tân Mỹ thì lên chỗ nào làm giấy tờ",
        "ubnd phuong hiep binh so dien thoai",
        "phường Hiệp Thành mấy giờ mở cửa",
        "công an phường Rạch Dừa ở chỗ nào",
        "điểm tiếp nhận hồ sơ phường An Lạc",
        "gọi ai ở phường Bến Thành để hỏi giấy tờ",
    ],
)
def test_who_asks_for_an_office_tells_no_trouble(text: str) -> None:
    assert asks_of_an_office(text)
    assert not tells_a_trouble(text)


@pytest.mark.parametrize(
    "text",
    ["tố cáo bà phó chủ tịch xã", "giờ thì gửi đi", "địa điểm là chợ Bà Chiểu", "nhà 27 Trần Bình Trọng"],
)
def test_what_asks_nothing_asks_for_no_office(text: str) -> None:
    assert not asks_of_an_office(text)


def test_the_name_of_an_office_alone_asks_for_it() -> None:
    assert only_names_an_office("UBND phường Thới An")
    assert only_names_an_office("phuong tan dinh")
    assert not only_names_an_office("phường Tân Định ngập")


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("mấy giờ làm việc", Office.WARD),
        ("trụ sở ở đâu", Office.WARD),
        ("công an phường số mấy", Office.POLICE),
        ("ai là chủ tịch phường mình", Office.PEOPLE),
        ("số 1022 hả", Office.HOTLINE),
        ("số của sawaco", Office.WATER),
        ("điện lực số mấy", Office.ELSEWHERE),
        ("chích ngừa dại ở đâu", Office.ELSEWHERE),
        ("công chứng ở phường được không", Office.WARD),
    ],
)
def test_whose_office_is_asked_for(text: str, office: Office) -> None:
    assert office_named(text) is office


def test_what_a_unit_is_called_now_is_asked_for() -> None:
    assert asks_for_todays_name("phường Hiệp Bình Phước cũ giờ tên gì")
    assert not asks_for_todays_name("ủy ban phường Hiệp Bình ở đâu")


def test_the_hotline_and_the_water_company_are_known_by_their_names() -> None:
    assert names_a_known_office("của sawaco nữa")
    assert names_a_known_office("số 1022 hả")
    assert not names_a_known_office("nước máy hôi quá")
    assert not names_a_known_office("công an phường ở đâu")
