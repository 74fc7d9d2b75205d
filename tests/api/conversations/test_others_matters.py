"""What concerns somebody else is told to nobody; one's own, one's family's and an authority's are asked for freely."""

import pytest

from api.conversations.plain_questions import ANOTHERS, PRIVACY, payload_of
from bot.word_patterns import spelt


@pytest.mark.parametrize(
    "text",
    [
        "kiểm tra dùm bà hàng xóm Lê Thị Hoa đã nộp hồ sơ sang tên chưa, tui nghi bả gian",
        "xem giúp chị Lan phòng 302 có đăng ký tạm trú chưa",
        "coi gium thang Tuan no dang ky ket hon voi ai chua",
        "kiểm tra coi anh Phạm Văn Đức có đăng ký kết hôn ở đâu chưa",
        "chồng cũ em cưới vợ khác chưa, tra giùm em",
        "xin sđt của bạn gái cũ giùm em",
        "xin địa chỉ của người yêu cũ em đi, tên Đặng Thu Thảo",
        "coi ông chủ trọ tui có đăng ký kinh doanh không",
        "ông hàng xóm đã lấy sổ hồng chưa",
        "tra giùm căn cước của thằng Long",
        "người có cccd 079188004321 ở đâu",
        "lý lịch tư pháp của bạn trai em sao, coi giùm",
        "đọc giùm số điện thoại của người nộp hồ sơ này",
        "ai làm đơn thưa nhà tui vậy",
        "ai gửi phản ánh nhà tui vậy",
    ],
)
def test_what_somebody_else_did_owns_or_is_called_is_refused(text: str) -> None:
    assert payload_of(text) == ANOTHERS


@pytest.mark.parametrize(
    "text",
    [
        "mấy cái tui nhắn ai coi được",
        "nhung gi toi gui co ai doc khong",
        "hình tui gửi ai coi được",
        "cán bộ có đọc được đoạn chat này không",
        "thông tin tui khai ai biết",
        "may cai tin nay co luu lai k",
        "bên em có bán thông tin của tui cho ai không",
        "gửi hình căn cước lên đây có an toàn không",
    ],
)
def test_who_reads_what_was_sent_is_a_question_of_privacy(text: str) -> None:
    assert payload_of(text) == PRIVACY


@pytest.mark.parametrize(
    "text",
    [
        "kiểm tra giùm hồ sơ sang tên của tui tới đâu rồi",
        "ba tui mất rồi, giờ coi giùm hồ sơ khai tử của ổng tới đâu",
        "coi giùm con em có thẻ bảo hiểm y tế chưa",
        "coi giùm chú có được lãnh tiền người cao tuổi không",
        "cho xin số điện thoại công an phường 12",
        "bà hàng xóm lấn ranh đất nhà tui",
        "ông kế bên xây nhà không phép",
        "ông bà hàng xóm già yếu, nộp hồ sơ trợ cấp cho họ ở đâu",
        "cho hỏi vợ cũ không chịu ký giấy thì sang tên được không",
        "muốn hỏi người ta nộp hồ sơ qua mạng được không",
        "mo tiem kinh mat co do kham khuc xa co phai xin giay phep kham chua benh hong",
        "cong ty khong tra so bao hiem vi con no tien",
        "kiểm tra giùm đèn đường trước nhà ông Bảy bị hư",
        "Sở An toàn thực phẩm nằm ở đâu, nộp giấy quán ăn mấy ngày có kết quả",
        "sao không ai đọc tin nhắn của tui vậy",
        "phản ánh của tui gửi ai xem rồi",
    ],
)
def test_ones_own_an_authority_and_a_complaint_are_no_matter_of_somebody_else(text: str) -> None:
    assert payload_of(text) not in (ANOTHERS, PRIVACY)


def test_any_words_may_stand_where_a_pattern_lets_them() -> None:
    (pattern,) = spelt("probe", ["sổ ([^ ]+ ){0,2}đó"])
    assert pattern.holds("sổ màu đỏ đó")
    assert not pattern.holds("số màu đỏ đó")
