"""Places in citizens' words, told from numbers of buses, of hours and of people."""

import pytest

from retrieval.streets import place_in


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("ổ gà trước 45 trần kế xương phường cầu kiệu", "trước 45 trần kế xương phường cầu kiệu"),
        ("ngap o 12 le loi", "o 12 le loi"),
        ("45/2 xô viết nghệ tĩnh", "45/2 xô viết nghệ tĩnh"),
        ("rác ở 15/6 khu phố 3", "ở 15/6 khu phố 3"),
        ("đường số 3 phường Bình Trưng gần nhà 12", "đường số 3 phường Bình Trưng"),
        ("12 d2 bình thạnh", "12 d2 bình thạnh"),
        ("số 214", "số 214"),
        ("khói mù trời đường Nguyễn Văn Quá, ẩn danh", "đường Nguyễn Văn Quá"),
        ("nhà số 7 tụi nó hát", "nhà số 7"),
        ("quán nhậu hẻm 45 Nguyễn Thông mở loa kẹo kéo suốt đêm", "hẻm 45 Nguyễn Thông"),
        ("hẻm 72 Lê Văn Sỹ, 11h đêm", "hẻm 72 Lê Văn Sỹ"),
        ("đường Hồ Học Lãm, ẩn danh", "đường Hồ Học Lãm"),
        ("xe buýt 19 bỏ trạm ở bến xe Miền Đông cũ", "ở bến xe Miền Đông cũ"),
        ("vỉa hè bị chiếm trước trường THPT Marie Curie", "trước trường THPT Marie Curie"),
        ("bệnh viện quận 8 bắt dân chờ", "bệnh viện quận 8"),
        ("chợ đêm kỳ hòa", "chợ đêm kỳ hòa"),
    ],
)
def test_a_place_is_found_and_ends_where_the_matter_begins(text: str, place: str) -> None:
    assert place_in(text) == place


@pytest.mark.parametrize(
    "text",
    [
        "xe buýt số 53 tài xế chửi khách",
        "số 53 tài xế chửi khách",
        "mức 2 gây khó cho người già",
        "11h đêm qua hát karaoke",
        "19h Nguyễn Trãi kẹt xe",
        "tới 2h sáng",
        "2 hồ sơ bị trả lại",
        "2 vợ chồng đánh nhau",
        "9 đống rác",
        "phiếu số 12",
        "bệnh viện quận bắt dân chờ 5 tiếng",
        "chợ tự phát lấn đường",
        "công viên có nhiều rác",
        "trường học gần nhà tôi",
    ],
)
def test_other_numbers_and_what_is_one_of_many_are_no_place(text: str) -> None:
    assert place_in(text) is None
