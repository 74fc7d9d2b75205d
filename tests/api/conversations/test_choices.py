import pytest

from api.conversations.choices import Choice, from_rows, numbered, tapped_choice, to_rows, typed_choice

CHOICES = numbered(
    "7f3a9c12",
    [
        ("Đăng ký khai sinh", '/choose_procedure{"procedure_code": "1.001193"}'),
        ("Đăng ký lại khai sinh", '/choose_procedure{"procedure_code": "1.004884"}'),
        ("Không phải các thủ tục này", "/choose_procedure"),
    ],
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1", 1),
        ("2.", 2),
        ("số 2", 2),
        ("so 3 nha", 3),
        ("cái thứ hai ạ", 2),
        ("cái đầu tiên", 1),
        ("câu đầu", 1),
        ("thứ nhất", 1),
        ("em chọn số 2", 2),
        ("cho em cái số 3", 3),
        ("cái cuối", 2),  # of what is meant: the third is that none is
        ("không phải cái nào hết", 3),
        ("cái đăng ký lại", 2),
        ("lựa chọn 1", 1),
        ("hai", 2),
        ("đăng ký khai sinh", 1),
        ("DANG KY LAI KHAI SINH", 2),
        ("khong phai cac thu tuc nay", 3),
    ],
)
def test_a_number_an_ordinal_or_the_title_means_the_choice(typed: str, number: int) -> None:
    assert typed_choice(typed, CHOICES) == CHOICES[number - 1]


@pytest.mark.parametrize(
    "typed", ["0", "4", "số 9", "đăng ký", "2 người", "12 Lê Lợi", "nhất", "Nam", "", "ạ", "thứ tư", "ngày 1"]
)
def test_anything_else_is_no_choice(typed: str) -> None:
    assert typed_choice(typed, CHOICES) is None


@pytest.mark.parametrize(
    "typed", ["chốt", "oke chốt", "ok chot", "chốt luôn nha", "cưới", "ở đâu", "o dau", "ở đâu vậy em"]
)
def test_a_word_that_only_looks_like_an_ordinal_is_none(typed: str) -> None:
    report = numbered("a", [("Gửi phản ánh", "/affirm"), ("Sửa nội dung", "/edit"), ("Không gửi", "/deny")])
    assert typed_choice(typed, report) is None


def test_without_choices_a_number_is_a_number() -> None:
    assert typed_choice("1", ()) is None


def test_a_title_that_two_choices_share_means_neither() -> None:
    twins = numbered("a", [("Phường Tân Định", "/a"), ("phường tân định", "/b")])
    assert typed_choice("phường Tân Định", twins) is None


def test_choices_survive_being_stored() -> None:
    assert from_rows(to_rows(CHOICES)) == CHOICES
    assert [choice.number for choice in CHOICES] == [1, 2, 3]


def test_a_tap_means_only_what_was_offered() -> None:
    def tap(
        choice_id: str | None = None, payload: str | None = None, earlier: tuple[Choice, ...] = ()
    ) -> Choice | None:
        return tapped_choice(choice_id=choice_id, payload=payload, latest=CHOICES, earlier=earlier)

    assert tap(choice_id="7f3a9c12-2") == CHOICES[1]
    assert tap(payload="/choose_procedure") == CHOICES[2]
    assert tap(choice_id="7f3a9c12-9") is None
    assert tap(payload="/delete_everything") is None


def test_an_old_button_counts_only_if_it_says_by_itself_what_it_is_about() -> None:
    old = numbered("0ld0ld00", [("Lệ phí", '/choose_aspect{"aspect": "fee"}'), ("Gửi phản ánh", "/affirm")])

    def tap(choice_id: str) -> Choice | None:
        return tapped_choice(choice_id=choice_id, payload=None, latest=CHOICES, earlier=old)

    assert tap("0ld0ld00-1") == old[0]
    assert tap("0ld0ld00-2") is None
