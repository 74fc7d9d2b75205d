"""What wishes a report to go on as it is, whatever is refused beside it, and what wants a dropped one back."""

import pytest

from bot.giving_up import gives_up
from bot.going_ahead import goes_ahead, wants_it_back, without_brushing_off
from bot.turns import reopening_intent, side_intent


@pytest.mark.parametrize(
    "text",
    [
        "thôi em gửi đại đi",
        "con tui chích ngừa rồi khỏi lo, ghi phản ánh đi",
        "con tui chích ngừa rồi khỏi lo ghi phản ánh đi",
        "thoi ghi luon",
        "thôi khỏi số điện thoại, gửi",
        "thoi khoi so dt, gui luon di e",
        "khỏi cần số, chuyển lên phường giùm",
        "bỏ qua đi em, gửi luôn",
        "hông có số, báo luôn đi",
        "thôi thôi hỏi hoài, ghi đại vô đi",
        "khỏi gọi lại, gửi giùm là được",
        "thoi dc roi, goi len phuong dum",
        "bo qua so, lam tiep di",
        "thôi khỏi khai, cứ chuyển cho bên thoát nước giùm",
        "thôi bỏ khúc này, làm khúc sau đi",
        "thôi ghi đại phường nào cũng được",
        "thôi không cần liên hệ đâu, nộp giùm cho người ta xuống xử lý",
    ],
)
@pytest.mark.parametrize("slot", ["feedback_unit", "feedback_contact_phone", "feedback_contact_name"])
def test_who_wishes_it_sent_gives_nothing_up(text: str, slot: str) -> None:
    assert goes_ahead(text)
    assert not gives_up(text, declining=False)
    assert side_intent({"cancel": 0.95, "file_feedback": 0.02}, slot, (), text) is None


@pytest.mark.parametrize(
    "text",
    [
        "thôi khỏi gửi nữa",
        "khỏi mất công ghi",
        "thôi đừng gửi",
        "thôi để bữa khác gửi",
        "mai gửi đi",
        "khoan gửi",
        "hết muốn gửi luôn",
        "thôi tui tự gửi luôn",
        "người ta báo rồi",
        "mệt quá không báo nữa, ghi vậy thôi hủy đi",
        "bỏ đi, khỏi làm tiếp",
        "ghi giùm tui là nó làm ồn cả đêm",
        "nó làm luôn cả đêm",
        "bạn làm được gì",
        "ghi tên Lan",
        "gửi cho tui cái mã",
        "gửi qua zalo cho tui",
        "báo lên phường mà không ai xử lý",
        "thôi gọi công an luôn",
        "dung gui nha",
        "/affirm",
    ],
)
def test_who_forbids_puts_off_acts_himself_or_tells_on_does_not(text: str) -> None:
    assert not goes_ahead(text)


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("66 phan huy ich", "feedback_place"),
        ("thôi để Sài Gòn đi", "feedback_unit"),
        ("bỏ tên tui ra", "feedback_unit"),
        ("khỏi", "feedback_unit"),
        ("bỏ qua phần này đi", "feedback_contact_phone"),
        ("bỏ qua", "feedback_contact_phone"),
        ("rồi chốt, khỏi hỏi nữa", "feedback_confirmed"),
    ],
)
def test_an_answer_that_reads_like_a_cancel_is_one_all_the_same(text: str, slot: str) -> None:
    assert side_intent({"cancel": 0.95, "file_feedback": 0.02}, slot, (), text) is None


@pytest.mark.parametrize("text", ["hủy đi em", "thôi không báo nữa", "dẹp đi", "huy phan anh"])
def test_a_plain_cancel_stays_one(text: str) -> None:
    assert side_intent({"cancel": 0.95}, "feedback_unit", (), text) in {"cancel", None}
    assert side_intent({"cancel": 0.95}, "feedback_contact_phone", (), text) == "cancel"


@pytest.mark.parametrize(
    "text",
    [
        "ủa sao hủy, tui kêu ghi mà",
        "tui đâu có hủy",
        "ua sao huy z",
        "à không, gửi đi",
        "có kêu hủy đâu",
        "hủy nhầm rồi em ơi",
        "lấy lại cái hồi nãy giùm",
        "tui nói khỏi số chứ đâu nói hủy",
    ],
)
def test_a_protest_right_after_a_report_was_dropped_wants_it_back(text: str) -> None:
    assert wants_it_back(text)
    assert reopening_intent("cancelled", text) == "file_feedback"
    assert reopening_intent("procedure_answer", text) is None


@pytest.mark.parametrize(
    "text",
    [
        "ok cảm ơn",
        "ừ hủy đi",
        "muốn báo vụ khác",
        "hủy rồi hả",
        "tui muốn phản ánh đèn đường hư",
        "vậy hủy luôn hồ sơ giùm tui",
    ],
)
def test_who_agrees_or_wants_something_else_does_not(text: str) -> None:
    assert not wants_it_back(text)


def test_a_worry_waved_away_leaves_the_yes_beside_it() -> None:
    assert without_brushing_off("khỏi lo, cứ gửi lên đi") == "cứ gửi lên đi"
    assert without_brushing_off("khỏi số, gửi đi") == "khỏi số, gửi đi"
