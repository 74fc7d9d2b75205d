"""A place told before: wherever what is reported means it, and as the answer to "where?"."""

import pytest

from bot.same_place import answers_the_same_place, is_at_the_same_place


@pytest.mark.parametrize(
    "text",
    [
        "cùng chỗ hồi nãy đó",
        "thêm 1 việc nữa, nắp cống bể chỗ đó luôn",
        "giờ cho phản ánh tiệm đó sang chiết gas lậu",
        "y chỗ cũ",
        "như hồi nãy",
        "rác đổ kế bên chỗ đó",
        "cung cho hoi nay",
    ],
)
def test_what_is_reported_is_where_something_told_before_was(text: str) -> None:
    assert is_at_the_same_place(text)


@pytest.mark.parametrize("text", ["đèn đường hư hẻm 12", "chỗ đó ồn lắm", "trong đó có mấy ông nhậu"])
def test_what_only_points_at_something_means_no_place_told_before(text: str) -> None:
    assert not is_at_the_same_place(text)


@pytest.mark.parametrize(
    "text", ["ngay đó luôn", "ở đó", "cho cu", "nói rồi mà", "địa chỉ hồi nãy á em", "hẻm đó luôn"]
)
def test_an_answer_means_the_place_told_before(text: str) -> None:
    assert answers_the_same_place(text)


@pytest.mark.parametrize("text", ["12 lê lợi", "hẻm 5 chỗ đó có phải phường 3 không em", "bực quá", "/deny"])
def test_other_answers_do_not(text: str) -> None:
    assert not answers_the_same_place(text)
