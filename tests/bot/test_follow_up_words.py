"""Short questions about the procedure talked about, and what names another one."""

import pytest

from bot.follow_up_words import only_follows_up, phrases_in


@pytest.mark.parametrize(
    "text",
    [
        "hạn là mấy bữa vậy em",
        "bn ngay phai di khai",
        "trong bao lâu phải báo",
        "nộp trước khi hết hạn mấy ngày",
        "de tre co bi phat hok",
        "lỡ quá hạn rồi giờ còn làm được không",
        "không khai có bị phạt không",
        "ra quầy có mắc hơn hông",
        "nộp mạng với nộp trực tiếp tiền khác nhau sao",
    ],
)
def test_a_question_in_words_set_apart_names_no_procedure(text: str) -> None:
    assert only_follows_up(text)


@pytest.mark.parametrize(
    "text",
    ["phải khai sinh cho con trong mấy ngày", "mua xe mấy ngày phải sang tên", "đất hơn 100m2 thì sao"],
)
def test_a_question_that_names_its_procedure_is_no_follow_up(text: str) -> None:
    assert not only_follows_up(text)


def test_what_is_set_apart_is_not_read_as_how_long_it_takes() -> None:
    asked, _ = phrases_in("mấy ngày phải báo, lệ phí sao")
    assert list(asked.values()) == ["time_limit", "fee"]


@pytest.mark.parametrize(
    "text",
    [
        "gửi theo đường bưu điện được hông",
        "nop bang duong buu dien dc ko",
        "chuyển phát nhanh lên được không",
    ],
)
def test_the_post_as_a_way_of_filing_names_no_procedure(text: str) -> None:
    assert only_follows_up(text)
    assert "place" in phrases_in(text)[0].values()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("nộp hồ sơ ở đâu vậy", ["place"]),
        ("nop ho so cho nao", ["place"]),
        ("nộp hồ sơ qua mạng được hông", ["online"]),
        ("làm hộ được hông", ["representative"]),
        ("làm hồ sơ mấy bữa", ["documents", "duration"]),
    ],
)
def test_a_dossier_is_no_favour(text: str, asked: list[str]) -> None:
    assert list(phrases_in(text)[0].values()) == asked
