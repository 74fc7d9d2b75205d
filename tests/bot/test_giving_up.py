"""Giving up a report under way, with and without a reason, and what only holds such words."""

import pytest

from bot.giving_up import gives_up


@pytest.mark.parametrize(
    "text",
    [
        "thôi khỏi anh ơi, điện có lại rồi",
        "hết ngập rồi thôi khỏi",
        "người ta sửa rồi, khỏi phản ánh nữa nghen",
        "thoi cong ty rac lay roi khoi bao nua",
        "huy gium, het ket roi",
        "khỏi báo nữa, xe kéo đi rồi",
        "à thôi, bên điện tới sửa rồi em",
        "thôi đừng gửi nữa, hàng xóm làm hòa rồi",
        "hủy vụ này giùm, tui báo nhầm rồi",
        "à mà thôi, cúp nước theo lịch thôi à, khỏi gửi",
        "không cần nữa đâu, quán tắt nhạc rồi",
        "hủy giùm em cái phản ánh đó",
        "à khỏi, mới có xe tới dọn rồi",
    ],
)
def test_who_gives_up_is_understood_whatever_was_asked(text: str) -> None:
    assert gives_up(text, declining=False)
    assert gives_up(text, declining=True)


@pytest.mark.parametrize("text", ["thôi khỏi", "khỏi cần", "thôi khỏi đi, để tui tự gọi điện lực"])
def test_what_may_only_decline_a_question_gives_up_where_that_may_not_be_declined(text: str) -> None:
    assert gives_up(text, declining=False)
    assert not gives_up(text, declining=True)


@pytest.mark.parametrize(
    "text",
    [
        "rác họ bỏ đi đầy đường không ai dọn",
        "thôi kệ, gửi đi",
        "thôi khỏi sửa, gửi luôn",
        "khỏi ghi tên, gửi đi",
        "hẻm 5, thôi",
        "xe đậu xong rồi bỏ đi",
        "họ vứt đó rồi bỏ đi",
        "thợ làm xong rồi bỏ đi, để lại nguyên đống xà bần",
        "điện hết cúp rồi mà lại cúp nữa",
        "bỏ qua số điện thoại đi",
        "thôi khỏi số, tên Lan",
        "Khôi, 0903",
        "để em coi lại địa chỉ",
        "đừng gửi vội",
        "/deny",
    ],
)
def test_words_of_a_matter_or_of_another_wish_give_up_nothing(text: str) -> None:
    assert not gives_up(text, declining=False)


@pytest.mark.parametrize("text", ["khỏi, em cho số rồi", "thôi khỏi, có số ở trên rồi"])
def test_a_reason_for_leaving_no_number_gives_up_nothing(text: str) -> None:
    assert not gives_up(text, declining=True)
