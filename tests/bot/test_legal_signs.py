"""Who wishes for a khiếu nại or tố cáo, and who gives it up to report instead."""

import pytest

from bot.legal_signs import law_wished, only_reports


@pytest.mark.parametrize(
    "text",
    [
        "toi khong muon to cao nua, toi phan anh thoi",
        "thôi không kiện cáo gì, chỉ phản ánh thôi em",
        "à thôi chỉ muốn phản ánh thôi",
        "hông tố cáo đâu, báo cho biết vậy thôi",
        "chỉ góp ý thôi",
    ],
)
def test_who_only_reports_wishes_for_no_law(text: str) -> None:
    assert only_reports(text)
    assert law_wished(text) is None


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("tôi muốn khiếu nại", "khieu_nai"),
        ("tui muốn kiện", "khieu_nai"),
        ("cho tui làm đơn tố cáo ổng", "to_cao"),
        ("giờ tui muốn khiếu nại quyết định phạt", "khieu_nai"),
    ],
)
def test_a_wish_for_the_law_is_told(text: str, law: str) -> None:
    assert law_wished(text) == law


@pytest.mark.parametrize(
    "text",
    ["tôi muốn kiến nghị mở đường", "đường Kiến Thiết", "không phản ánh nữa", "chỉ có đèn bị tắt thôi"],
)
def test_other_words_are_neither(text: str) -> None:
    assert law_wished(text) is None
    assert not only_reports(text)
