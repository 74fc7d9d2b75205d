import pytest

from api.conversations.choices import Choice, named_position, numbered, typed_choice

OFFERED = numbered(
    "7f3a9c12",
    [
        ("Làm giấy khai sinh cho con", '/choose_procedure{"procedure_code": "1.001193"}'),
        ("Xin bản sao khai sinh, trích lục kết hôn", '/choose_procedure{"procedure_code": "2.000635"}'),
        ("Đăng ký lại khai sinh (mất sổ gốc)", '/choose_procedure{"procedure_code": "1.004884"}'),
        ("Không phải các thủ tục này", "/choose_procedure"),
    ],
)
CONFIRM = numbered("7f3a9c13", [("Gửi phản ánh", "/affirm"), ("Không gửi", "/deny")])


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2 đi", 2),
        ("số hai nha em", 2),
        ("cái giữa", 2),
        ("em chọn cái đầu tiên ạ", 1),
        ("cái cuối cùng", 3),
        ("cai ban sao", 2),
        ("đăng ký lại", 3),
        ("LAM GIAY KHAI SINH", 1),
        ("không có cái nào đúng", 4),
        ("cái khác", 4),
        ("hong phai", 4),
    ],
)
def test_number_ordinal_part_of_a_name_and_refusal_mean_a_choice(typed: str, number: int) -> None:
    assert typed_choice(typed, OFFERED) == OFFERED[number - 1]


@pytest.mark.parametrize("typed", ["khai sinh", "giấy tờ gì", "5", "tui muốn báo ổ gà", "không biết"])
def test_what_fits_several_or_none_is_no_choice(typed: str) -> None:
    assert typed_choice(typed, OFFERED) is None


@pytest.mark.parametrize("typed", ["gửi", "không phải", "phản ánh"])
def test_a_part_of_a_title_confirms_nothing(typed: str) -> None:
    assert typed_choice(typed, CONFIRM) is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cái thứ hai lệ phí bao nhiêu", (2, "le phi bao nhieu")),
        ("thủ tục cuối nộp ở đâu", (3, "nop o dau")),
        ("làm lại căn cước", None),
        ("cái thứ bảy cần gì", None),
    ],
)
def test_a_number_among_other_words_needs_a_word_that_says_so(
    typed: str, found: tuple[int, str] | None
) -> None:
    assert named_position(typed, 3) == found


def test_without_choices_nothing_is_chosen() -> None:
    empty: tuple[Choice, ...] = ()
    assert typed_choice("1", empty) is None
