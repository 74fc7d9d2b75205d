import pytest

from bot.abuse_signs import abuse_words, abuses_another, abuses_us, reported_before
from bot.threads import Thread, thread_intent
from bot.turns import side_intent
from bot.word_patterns import PatternError


@pytest.mark.parametrize(
    "text",
    [
        "CÁI TỔNG ĐÀI NÀY LÀM ĂN NHƯ C*C, PHẢN ÁNH 3 LẦN KO AI GIẢI QUYẾT", "đm tụi mày ăn tiền dân mà ngồi chơi hả", "tong dai nhu cc",
        "1022 đéo làm gì hết", "bot ngu như bò", "đồ ăn hại", "trả lời như hạch", "đ*t mẹ tụi mày", "dm", "tổng đài 1022 làm ăn chán vl, gọi hoài không bắt máy",
    ],
)  # fmt: skip
def test_who_swears_at_the_hotline_is_heard_as_that_whatever_it_resembles(text: str) -> None:
    assert abuses_us(text)
    assert thread_intent(text, {"file_feedback": 0.8, "insult_spam": 0.1}, (), Thread()) == "insult_spam"
    ranking = {"insult_spam": 0.9, "human_handoff": 0.0, "file_feedback": 0.1}
    for asked in ("feedback_content", "feedback_place", "feedback_contact_phone"):
        assert side_intent(ranking, asked, (), text) == "human_handoff"


@pytest.mark.parametrize(
    "text",
    [
        "đụ má hàng xóm hát karaoke quài", "cái đèn hư cả tháng trời báo 3 lần đéo ai sửa", "1022 ơi tôi bị lừa đảo 5 triệu", "lam cc cho con",
        "tong dai dien luc so may", "mày giúp tao làm giấy khai sinh", "mấy người ở đây làm việc mấy giờ", "ngu quoc lo 1",
    ],
)  # fmt: skip
def test_an_oath_amid_a_matter_abuses_nobody_here(text: str) -> None:
    assert not abuses_us(text)


@pytest.mark.parametrize("text", ["nhân viên phường ăn nói mất dạy", "con chó nhà bên sủa vcl"])
def test_what_another_does_is_a_report(text: str) -> None:
    assert abuses_another(text)
    assert thread_intent(text, {"insult_spam": 0.9, "file_feedback": 0.05}, (), Thread()) == "file_feedback"


def test_who_reported_before_in_vain_says_so() -> None:
    assert reported_before("phản ánh 3 lần ko ai giải quyết")
    assert not reported_before("tụi mày ngu quá")


def test_a_wrong_file_is_named(tmp_path) -> None:
    broken = tmp_path / "abuse_words.yml"
    broken.write_text("swears: [a]\n", encoding="utf-8")
    with pytest.raises(PatternError, match=r"abuse_words\.yml"):
        abuse_words(broken)
