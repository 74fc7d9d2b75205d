"""What is said or asked instead of an answer, or instead of a matter."""

import pytest

from bot.asked_instead import (
    asks_of_a_drill,
    asks_of_fines,
    asks_when_it_is_done,
    names_a_procedure,
    only_complains_of_no_answer,
    only_names_a_procedure,
    wants_who_is_in_charge,
)
from bot.turns import opening_intent, side_intent


@pytest.mark.parametrize(
    "text",
    [
        "tao muốn gặp sếp tụi mày",
        "kêu quản lý ra đây",
        "goi cap tren cua may ra day",
        "cho tui nói chuyện với người có trách nhiệm",
    ],
)
@pytest.mark.parametrize("slot", ["feedback_place", "feedback_unit", "feedback_contact_phone"])
def test_who_wants_whoever_is_in_charge_is_handed_over(text: str, slot: str) -> None:
    assert wants_who_is_in_charge(text)
    assert side_intent({"insult_spam": 0.4, "human_handoff": 0.1}, slot, (), text) == "human_handoff"


@pytest.mark.parametrize(
    "text", ["ban quản lý chung cư", "trước nhà giám đốc", "gặp anh Phúc", "sếp tui chửi tui"]
)
def test_a_manager_in_the_matter_is_no_wish_for_one(text: str) -> None:
    assert not wants_who_is_in_charge(text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("thủ tục nghiệm thu PCCC cho quán karaoke", True),
        ("cho hỏi thủ tục tách thửa", True),
        ("đăng ký tạm trú cho người thuê", True),
        ("quầy thủ tục hành chính phường Bến Thành", False),
        ("không có giấy phép xây dựng", False),
    ],
)
def test_the_name_of_a_procedure_is_no_place(text: str, named: bool) -> None:
    assert names_a_procedure(text) is named


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("xả rác bị phạt nhiêu", True),
        ("hàng xóm xả rác ra hẻm thì luật phạt sao", True),
        ("nếu nhà sập ai đền", True),
        ("đền tiền cho tui ko", True),
        ("phường không phạt gì hết", False),
        ("đề nghị xử phạt nghiêm", False),
        ("gần đền thờ", False),
    ],
)
def test_fines_and_damages_are_asked_of(text: str, asks: bool) -> None:
    assert asks_of_fines(text) is asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("dien tap pccc o chung cu toi khi nao vay", True),
        ("phường có tổ chức tập huấn chữa cháy không", True),
        ("diễn tập pccc hú còi ồn suốt đêm", False),
        ("bình chữa cháy hết hạn", False),
    ],
)
def test_a_drill_asked_of_is_no_complaint(text: str, asks: bool) -> None:
    assert asks_of_a_drill(text) is asks


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("CÁI TỔNG ĐÀI NÀY LÀM ĂN NHƯ C*C, PHẢN ÁNH 3 LẦN KO AI GIẢI QUYẾT", True),
        ("phản ánh mấy lần rồi không ai trả lời", True),
        ("gọi 5 cuộc mà chẳng ai nghe máy", True),
        ("rác hôi báo phường 3 lần không ai giải quyết", False),
        ("phản ánh 3 lần rồi mà cống vẫn nghẹt", False),
        ("báo hoài mà đèn đường không ai sửa", False),
    ],
)
def test_earlier_reports_not_answered_are_no_matter_by_themselves(text: str, only: bool) -> None:
    assert only_complains_of_no_answer(text) is only


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("ủa mà mấy ngày thì có người xuống", True),
        ("bao giờ có người ra dọn vậy em", True),
        ("mấy ngày mới xong", True),
        ("hồ sơ chừng nào xong", False),
        ("mấy ngày nay không ai dọn", False),
    ],
)
def test_when_somebody_comes_is_asked_of_the_report(text: str, asks: bool) -> None:
    assert asks_when_it_is_done(text) is asks


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("thủ tục nghiệm thu PCCC cho quán karaoke", True),
        ("xin giấy phép xây dựng nhà ở", True),
        ("thủ tục rườm rà quá", False),
        ("đăng ký khai sinh mà phường bắt bổ sung hoài", False),
        ("giấy phép xây dựng không có mà vẫn xây", False),
    ],
)
def test_a_procedure_named_alone_opens_no_report(text: str, only: bool) -> None:
    assert only_names_a_procedure(text) is only
    assert opening_intent("file_feedback", text) == ("ask_procedure" if only else None)
