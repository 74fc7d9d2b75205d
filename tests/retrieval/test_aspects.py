"""Which aspect is asked, however it is typed."""

import pytest

from retrieval.aspects import aspects_of
from retrieval.procedure import Aspect


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("bao nhieu tien", Aspect.FEE),
        ("hết bn tiền vậy ạ", Aspect.FEE),
        ("có tốn phí không", Aspect.FEE),
        ("mat may ngay", Aspect.DURATION),
        ("bao lâu thì xong", Aspect.DURATION),
        ("chừng nào lấy được", Aspect.DURATION),
        ("nop o dau", Aspect.PLACE),
        ("ra phường hay lên quận, nộp chỗ nào", Aspect.PLACE),
        ("can giay gi", Aspect.DOCUMENTS),
        ("cần mang theo giấy tờ gì", Aspect.DOCUMENTS),
        ("lam online dc ko", Aspect.ONLINE),
        ("nộp qua mạng được không", Aspect.ONLINE),
        ("mau to khai", Aspect.FORM),
        ("cho xin biểu mẫu", Aspect.FORM),
        ("theo nghị định nào", Aspect.LEGAL),
        ("điều kiện là gì", Aspect.CONDITIONS),
        ("các bước làm ra sao", Aspect.STEPS),
    ],
)
def test_an_aspect_is_recognised(text: str, aspect: Aspect) -> None:
    assert aspect in aspects_of(text)


def test_several_aspects_come_in_the_order_asked() -> None:
    assert aspects_of("đăng ký kết hôn cần giấy tờ gì, hết bao nhiêu tiền") == (Aspect.DOCUMENTS, Aspect.FEE)


@pytest.mark.parametrize("text", ["đăng ký khai sinh", "xin chào", "lệ phí trước bạ xe máy", ""])
def test_nothing_particular_is_no_aspect(text: str) -> None:
    assert aspects_of(text) == ()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("bao h có, mẫu nào", (Aspect.DURATION, Aspect.FORM)),
        ("bh xong + nộp đâu", (Aspect.DURATION, Aspect.PLACE)),
        ("mấy bữa xong, tiền nong sao", (Aspect.DURATION, Aspect.FEE)),
        ("kq trả về là giấy gì", (Aspect.RESULT,)),
        ("làm xong được cấp giấy gì", (Aspect.RESULT,)),
        ("người ta đưa mình tờ giấy gì", (Aspect.RESULT,)),
        ("chủ trọ nộp giùm em dc kh", (Aspect.REPRESENTATIVE,)),
        ("bạn cùng phòng đi thay được không", (Aspect.REPRESENTATIVE,)),
    ],
)
def test_several_aspects_and_everyday_words_for_them_are_heard(text: str, asked: tuple[Aspect, ...]) -> None:
    assert aspects_of(text) == asked


@pytest.mark.parametrize("text", ["lấy giấy gì để làm khai sinh", "rồi có gì báo em nha", "nộp giấy gì"])
def test_what_must_be_brought_is_no_result(text: str) -> None:
    assert Aspect.RESULT not in aspects_of(text)
