"""What is said of a report that is filed already."""

import pytest

from bot.filed_signs import OfFiled, of_filed


@pytest.mark.parametrize(
    "text",
    [
        "thêm nữa là có xà bần trong đống đó nghe",
        "cho em thêm số ⟨sđt1⟩ vô luôn được hông",
        "thêm sđt ⟨sđt1⟩ vô phản ánh đó",
        "bo sung la no bi vay ca tuan nay roi",
        "ghi thêm giùm tui là có trẻ con té ở đó rồi",
        "cho tui thêm số đt ⟨sđt1⟩",
        "em quên cho biển số xe 59X3-12345",
        "thêm chi tiết là tối nào cũng vậy",
        "cập nhật giùm là giờ nước rút bớt rồi",
        "tui muốn thêm thông tin vào phản ánh vừa gửi",
    ],
)
def test_more_is_told_of_a_filed_report(text: str) -> None:
    assert of_filed(text) is OfFiled.ADDS


@pytest.mark.parametrize(
    "text",
    [
        "hủy được không",
        "tui muốn rút lại phản ánh",
        "huy phan anh vua gui giup",
        "xóa cái phản ánh hồi nãy đi",
        "gửi lộn rồi em ơi",
        "cho rút đơn được không",
        "nãy báo nhầm vụ",
    ],
)
def test_a_filed_report_is_to_be_withdrawn(text: str) -> None:
    assert of_filed(text) is OfFiled.WITHDRAWS


@pytest.mark.parametrize(
    "text",
    [
        "phản ánh hồi nãy của tui đâu rồi",
        "cái vụ hồi nãy sao rồi",
        "phan anh cua toi toi dau roi",
        "cái đống rác đó xử lý tới đâu",
        "không nhớ mã số",
        "đơn của tui còn không",
    ],
)
def test_a_filed_report_is_asked_for_without_its_code(text: str) -> None:
    assert of_filed(text, awaited=True) is OfFiled.ASKS


@pytest.mark.parametrize(
    "text",
    [
        "còn cái ổ gà trước số 4 Lê Lai nữa",
        "tôi muốn phản ánh thêm việc khác",
        "bổ sung giấy tờ cho hồ sơ được không",
        "cảm ơn em nhiều",
        "làm căn cước cần gì",
        "bao giờ có kết quả",
        "thêm chỗ khác nữa bị ngập đường Cao Thắng",
        "xóa dữ liệu cá nhân của tôi",
        "hủy đăng ký xe",
        "rút bảo hiểm một lần",
        "báo nhầm số nhà 15 thành 51",
    ],
)
def test_other_matters_are_nothing_of_it(text: str) -> None:
    assert of_filed(text, awaited=True) is None
