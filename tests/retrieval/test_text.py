"""Normalising word by word gives what normalising the whole text gives."""

import pytest

from retrieval import text
from retrieval.text import normalise

TEXTS = [
    "lm giấy ks đc kooo",
    "hoà giải ở phường, thuỷ lợi",
    " đầu và cuối ",
    "hai  dấu cách",
    "dòng\nmới \n và\tthẻ",
    "không\u200bnhìn thấy \u200b đây",
    "du\u031b\u01a1ng \u0301 cccd CCCD cccc",
    "a" * 60 + " ko",
    "",
]


@pytest.mark.parametrize("typed", TEXTS)
def test_it_is_the_same_as_of_the_whole(typed: str) -> None:
    assert normalise(typed) == text._normalised(typed)
