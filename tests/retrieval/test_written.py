"""Texts taken apart at their blanks."""

import pytest

from retrieval.text import fold, syllables
from retrieval.written import parts_of

TEXTS = [
    "làm sổ đỏ, mẫu ct01/a.",
    "hai  dấu cách\nvà dòng mới",
    "email a_b@c.vn số 12-3",
    "x" * 50 + " đ",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_parts_together_are_the_text(text: str) -> None:
    parts = parts_of(text)
    assert " ".join(part.folded for part in parts) == fold(text)
    assert [word for part in parts for word in part.syllables] == syllables(text)


def test_a_part_has_its_words_with_and_without_accents() -> None:
    part = parts_of("(sổ-đỏ).")[0]
    assert part.typed == (("sổ-đỏ", "so-do"),)
    assert part.loose == (("sổ-đỏ", "so-do", True), (".", ".", False))
    assert part.letters == (("sổ", True), ("đỏ", True))
