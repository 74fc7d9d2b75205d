"""Days told in a text."""

import pytest

from retrieval.dates import dates_in


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("nộp ngày 12/11/2026 rồi", "2026-11-12", "12/11/2026"),
        ("giấy hẹn ghi 30-11-26", "2026-11-30", "30-11-26"),
        ("hen ngay 5 thang 11", "--11-05", "ngay 5 thang 11"),
        ("hẹn ngày 5 tháng 11 năm 2026", "2026-11-05", "ngày 5 tháng 11 năm 2026"),
        ("mùng 3/2 mới mở cửa", "--02-03", "mùng 3/2"),
        ("nộp hồi tháng 3/2026", "2026-03", "tháng 3/2026"),
        ("cúp điện từ hôm qua", "-P1D", "hôm qua"),
        ("sang nay 7h15 xe buyt bo tram", "P0D", "sang nay"),
        ("tuần trước em có hỏi", "-P1W", "tuần trước"),
    ],
)
def test_a_day_is_read(text: str, value: str, words: str) -> None:
    (found,) = dates_in(text)
    assert (found.value, text[found.start : found.end]) == (value, words)


def test_several_days_come_in_their_order() -> None:
    assert [one.value for one in dates_in("nộp 02/11/2026, hẹn ngày 30/11")] == ["2026-11-02", "--11-30"]


@pytest.mark.parametrize(
    "text",
    [
        "nhà số 12/3 đường Lê Lợi",
        "hẻm 5/7/2",
        "ngày 32/1",
        "số 168/2025/NĐ-CP",
        "H29.33-240527-0001",
        "0903 123 456",
    ],
)
def test_numbers_that_are_no_day(text: str) -> None:
    assert dates_in(text) == []
