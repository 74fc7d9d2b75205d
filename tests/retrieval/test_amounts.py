"""Amounts of money told in a text."""

import pytest

from retrieval.amounts import amounts_in


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("thu 50.000đ một bản", 50_000, "50.000đ"),
        ("phạt 2.000.000 đồng", 2_000_000, "2.000.000 đồng"),
        ("đòi 500k mới chịu", 500_000, "500k"),
        ("het 1tr5", 1_500_000, "1tr5"),
        ("trả hết 4 triệu 2", 4_200_000, "4 triệu 2"),
        ("1 triệu 250 ngàn", 1_250_000, "1 triệu 250 ngàn"),
        ("hai trăm ngàn", 200_000, "hai trăm ngàn"),
        ("nam chuc ngan", 50_000, "nam chuc ngan"),
        ("hai mươi lăm ngàn", 25_000, "hai mươi lăm ngàn"),
        ("ba triệu rưỡi", 3_500_000, "ba triệu rưỡi"),
        ("1,5 tỷ", 1_500_000_000, "1,5 tỷ"),
        ("tốn 3 củ", 3_000_000, "3 củ"),
    ],
)
def test_an_amount_is_read_in_dong(text: str, value: int, words: str) -> None:
    (found,) = amounts_in(text)
    assert (found.value, text[found.start : found.end]) == (value, words)


@pytest.mark.parametrize(
    "text",
    [
        "năm 2026",
        "0903 123 456",
        "thủ tục 1.004194",
        "12 cư xá",
        "ba ngàn người",
        "nghị định 168/2025",
        "ngày 12/11/2026",
    ],
)
def test_numbers_that_are_no_money(text: str) -> None:
    assert amounts_in(text) == []
