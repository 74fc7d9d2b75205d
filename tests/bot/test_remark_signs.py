import pytest

from bot.paper_signs import matters_named
from bot.remark_signs import asks_of_a_case, is_a_remark, is_of_the_city
from bot.threads import Thread, thread_intent

ANSWERED = Thread(shown=True, about_procedure=True)


@pytest.mark.parametrize(
    "text",
    [
        "hai vợ chồng em chưa cưới",
        "nha tro khong co hop dong",
        "công ty giải thể mất tiêu",
        "em mới 17 tuổi á",
        "bé bị bỏ trước chùa",
        "đất nhà tui có 40 mét vuông",
        "hồi trước tui có ly dị",
        "tam 20 trang",
    ],
)
def test_what_is_told_of_the_own_case_is_a_remark(text: str) -> None:
    assert is_a_remark(text)


@pytest.mark.parametrize(
    "text",
    [
        "còn kết hôn thì sao",
        "trích lục khai sinh",
        "rồi thẻ bảo hiểm y tế nữa",
        "tui muốn đổi bằng lái",
        "nộp ở đâu vậy em",
        "tui bực rồi nha",
        "trời hôm nay nóng quá",
        "cho gặp tổng đài viên",
        "đúng rồi",
        "dạ vâng ạ",
        "cảm ơn em nha",
    ],
)
def test_a_question_a_wish_a_name_and_manners_are_no_remark(text: str) -> None:
    assert not is_a_remark(text)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("tụi em chưa làm giấy kết hôn thì sao", True),
        ("vậy quá 3 tháng là mất luôn hả", True),
        ("má tui đi không nổi, có ai tới nhà không", True),
        ("đăng ký khai sinh cho bé sao", False),
        ("tui muốn rút bảo hiểm một lần được không", False),
        ("thẻ bảo hiểm y tế cho bé thì sao", False),
        ("hộ chiếu thì làm ở đâu", False),
    ],
)
def test_a_question_about_the_own_case_is_told_from_one_about_another_matter(text: str, asks: bool) -> None:
    assert asks_of_a_case(text) is asks


@pytest.mark.parametrize(
    ("text", "taken_for", "belief", "intent"),
    [
        ("nha tro khong co hop dong", "file_feedback", 0.84, "ask_aspect_followup"),
        ("mẹ tui không đồng ý", "deny", 0.88, "ask_aspect_followup"),
        ("nhà thuê nè", "chitchat", 0.98, "ask_aspect_followup"),
        ("phường 12 quận 10 cũ", "office_info", 0.99, "ask_aspect_followup"),
        ("ok cảm ơn em, vậy mất bao lâu", "thank", 0.99, "ask_aspect_followup"),
        ("cây trước nhà tui sắp đổ", "file_feedback", 0.67, None),
        ("rác chất đống trước cổng chung cư", "file_feedback", 0.95, None),
        ("cảm ơn em nhiều nha", "thank", 0.99, None),
    ],
)
def test_a_remark_in_the_middle_of_a_procedure_asks_on_about_it(
    text: str, taken_for: str, belief: float, intent: "str | None"
) -> None:
    assert thread_intent(text, {taken_for: belief, "ask_procedure": 0.01}, (), ANSWERED) == intent


def test_streets_and_officials_are_of_the_city() -> None:
    assert is_of_the_city("cán bộ phường hách dịch quá")
    assert not is_of_the_city("chủ nhà trọ hổng chịu ký")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("mất cccd, bằng lái với thẻ bhyt", ["cccd", "bằng lái", "thẻ bhyt"]),
        ("đổi bằng lái cần căn cước không", ["căn cước"]),
        ("xin trích lục khai sinh", ["khai sinh"]),
    ],
)
def test_papers_are_named_together_only_where_they_stand_together(text: str, named: "list[str]") -> None:
    assert matters_named(text) == named
