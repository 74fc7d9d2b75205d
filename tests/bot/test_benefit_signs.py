import pytest

from bot.benefit_signs import asks_what_one_may_get, gives_a_share_up
from bot.threads import ASK, Thread, thread_intent


@pytest.mark.parametrize(
    "text",
    [
        "nghe đâu nhà nước mình có hỗ trợ tiền chôn cất cho hộ nghèo đúng không",
        "nghe noi nha nuoc co cho vay tien mua nha phai khong",
        "coi tivi thấy nói học sinh được miễn học phí hết, đúng không vậy",
        "thành phố có cho tiền người khuyết tật hông ta",
        "nhà tui bị tốc mái do lốc xoáy, phường có hỗ trợ tiền sửa không",
        "bữa hổm má tui mổ mắt mà quên thẻ, đóng hết 12 triệu, giờ xin lại tiền được hông",
        "đi sanh trái tuyến người ta thu hết tiền, nay muốn bảo hiểm trả lại phần nào thì làm sao",
        "bị đuổi việc ngang, giờ tui lãnh thất nghiệp được không",
        "hang xom xay lan qua dat toi, gio muon do lai ranh thi lam don gi",
    ],
)
def test_a_benefit_or_a_refund_is_asked_for_whatever_was_told_before(text: str) -> None:
    assert asks_what_one_may_get(text)
    assert thread_intent(text, {"file_feedback": 0.97}, (), Thread()) == ASK


@pytest.mark.parametrize(
    "text",
    [
        "em gái tui không nhận phần đất má để lại, giờ làm đơn từ chối ở đâu",
        "bà chị không chịu nhận gia tài, vậy viết giấy khước từ có cần công chứng không",
        "co chu khong nhan tai san thi ky ten o dau",
    ],
)
def test_the_paper_by_which_a_share_is_given_up_is_a_matter_of_its_own(text: str) -> None:
    assert gives_a_share_up(text)
    assert thread_intent(text, {"ask_aspect_followup": 0.9}, (), Thread(shown=True)) == ASK


@pytest.mark.parametrize(
    "text",
    [
        "nghe nói phường ăn chặn tiền hỗ trợ của dân phải không",
        "công ty nợ bảo hiểm, tới giờ vẫn chưa được thanh toán tiền thai sản là sao",
        "bảo hiểm không chịu trả tiền cho tui, giờ phản ánh ở đâu",
        "bệnh viện quận không chấp nhận thẻ bảo hiểm của tui, bắt đóng tiền, thái độ hống hách",
        "phường từ chối nhận hồ sơ của tui mà không nói lý do",
        "họ hẹn tới hẹn lui, giờ chưa cấp lại sổ cho tui",
        "cây ngã đè hư xe tui, giờ bắt đền ai",
        "đường hư cả năm, giờ có ai sửa không",
    ],
)
def test_a_story_that_wants_somebody_called_to_account_stays_a_report(text: str) -> None:
    assert not asks_what_one_may_get(text)
