"""Long texts are cut where a reader pauses, and nothing of them is lost."""

from hypothesis import given
from hypothesis import strategies as st

from api.channels.splitting import split_text


def test_a_text_that_fits_stays_whole() -> None:
    assert split_text("Dạ, em chào anh/chị.", 40) == ["Dạ, em chào anh/chị."]


def test_a_cut_lies_at_the_end_of_a_line_when_there_is_one() -> None:
    assert split_text("Giấy tờ cần có:\n- Tờ khai\n- Giấy chứng sinh", 30) == [
        "Giấy tờ cần có:\n- Tờ khai",
        "- Giấy chứng sinh",
    ]


def test_an_emoji_counts_two() -> None:
    assert [len(piece) for piece in split_text("😀" * 10, 8)] == [4, 4, 2]


@given(st.text(min_size=1, max_size=400), st.integers(min_value=8, max_value=60))
def test_pieces_fit_and_hold_every_sign_but_white_space(text: str, limit: int) -> None:
    pieces = split_text(text, limit)
    assert all(len(piece.encode("utf-16-le", "surrogatepass")) // 2 <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
