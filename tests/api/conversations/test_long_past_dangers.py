"""What burnt, sank or hurt somebody long ago is no emergency; what happens now is one, whatever was before."""

import pytest

from api.conversations.emergency import detect, of_paperwork

LONG_PAST = [
    "sổ hộ khẩu gốc bị cháy hồi Mậu Thân rồi, không còn gì hết",
    "giay khai sanh chay hoi giai phong roi lay dau ra nua",
    "nhà cháy hồi năm 90 nên mất giấy",
    "hồi đó nhà cháy rụi nên má tui không giữ được tờ nào",
    "năm ngoái kho tui cháy rồi, giờ xin giảm thuế được không",
    "nước lũ cuốn mất cái học bạ hồi cấp 1 rồi",
    "ông nội bị xe tông chết hồi 1987 rồi, giờ làm khai tử trễ",
    "chú tui đi vượt biên hồi 79 chìm ghe mất tích tới giờ",
    "mấy chục năm trước nhà tui bị cháy rồi",
    "nhà bị sập hồi bão Durian rồi, giờ muốn xây lại",
    "giấy cũ cháy rồi lấy đâu nộp",
    "thẻ thương binh của ba cháy mất tiêu rồi",
    "hồ sơ gốc ở huyện cũng cháy luôn rồi thì ai xác nhận cho tui",
    "cháy hồi đó chứ giờ có cháy đâu",
    "không phải bây giờ cháy, chuyện hồi xưa lận",
    "con tui bị điện giật chết hồi năm kia, giờ chưa làm khai tử",
    "giấy mua bán tay cháy hồi tui còn con gái lận",
]

NOW = [
    "nhà kế bên cháy rồi",
    "cháy hồi nãy giờ chưa tắt",
    "mới cháy tiệm tạp hóa đầu hẻm",
    "năm ngoái cháy một lần rồi giờ lại cháy nữa nè",
    "hồi nãy dập rồi giờ cháy lại",
    "hồi nhỏ nó bị động kinh, giờ đang co giật",
    "năm ngoái mổ tim, giờ đau ngực không thở được",
    "chồng cũ năm ngoái đánh tui, giờ nó cầm dao tới nữa",
    "tuần trước nó doạ, giờ nó đang đập cửa nhà em",
    "hồi sáng ba em kêu đau đầu, giờ nằm im kêu không trả lời",
    "nhà xây từ hồi Pháp cháy rồi",
    "cây me trồng hồi xưa ngã đè người rồi",
    "chung cư xây năm 1975 đang sập",
    "kho hồ sơ phường đang cháy",
    "đang nộp hồ sơ thì nhà bên cháy",
    "người ta đốt giấy cháy lan qua nhà em",
    "cháy nhà, giấy tờ tui còn ở trỏng",
    "khu trọ từng cháy năm 2019 nay cháy nữa rồi",
    "khu nhà lá xây hồi 75 cháy rồi cứu",
]


@pytest.mark.parametrize("text", LONG_PAST)
def test_what_was_long_ago_is_no_emergency(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize("text", NOW)
def test_what_happens_now_is_one_whatever_was_before(text: str) -> None:
    assert detect(text) is not None


def test_a_question_of_papers_is_told_from_one_of_the_danger() -> None:
    assert of_paperwork("vậy nộp ở chỗ nào")
    assert of_paperwork("bo sung may ban")
    assert not of_paperwork("giờ chạy ra đâu")
    assert not of_paperwork("giấy tờ còn trong nhà, vô lấy được không")
