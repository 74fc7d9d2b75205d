import pytest

from bot.signs import LIKELY, NONE, SURE, place_sign, question_sign


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("số 12 Nguyễn Trãi", SURE),
        ("123/4/5", SURE),
        ("ngã tư Hàng Xanh", SURE),
        ("duong so 7", SURE),
        ("gần chùa", LIKELY),
        ("doi dien nha tho", LIKELY),
        ("chỗ tui ở", LIKELY),
        ("sổ đỏ sang tên", NONE),
        ("so do sang ten", NONE),
        ("nhà đất", NONE),
        ("trước khi cưới", NONE),
        ("cho em hỏi", NONE),
        ("cho em hoi", NONE),
        ("đăng ký kết hôn", NONE),
        ("duong day nong", NONE),
        ("số hồ sơ của tôi", NONE),
    ],
)
def test_signs_of_a_place(text, sign):
    assert place_sign(text) == sign


@pytest.mark.parametrize(
    "text",
    [
        "không biết tên đường gì",
        "đường gì đó quên rồi",
        "hẻm số mấy không nhớ",
        "gần mấy căn nhà lá",
        "trước ủy ban chỗ đăng ký kết hôn",
        "cho nao do gan cho",
        "em không rõ ở đâu",
        "Nguyễn Văn Hai",
    ],
)
def test_not_knowing_asks_nothing(text):
    assert question_sign(text) == NONE


@pytest.mark.parametrize(
    "text",
    [
        "nộp ở đâu vậy em",
        "nop o dau vay em",
        "mấy ngày có",
        "tốn nhiêu vậy",
        "online dc ko",
        "cần gì",
        "cho hỏi cái này xíu",
        "được hông ta",
        "lệ phí nhiêu",
    ],
)
def test_signs_of_a_question_with_and_without_accents(text):
    assert question_sign(text) >= LIKELY
