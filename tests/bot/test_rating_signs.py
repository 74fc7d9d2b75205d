import pytest

from bot.rating_signs import RatingWordsError, only_rates, rating_words, stars_of
from bot.threads import DOSSIER, Thread, thread_intent


@pytest.mark.parametrize(
    ("text", "stars"),
    [
        ("5 sao", 5), ("cho 1 sao", 1), ("4/5", 4), ("10 điểm", 5), ("7/10", 4), ("3", 3), ("đánh giá 4 điểm", 4), ("năm sao nha em", 5),
        ("0 điểm", 1), ("không đáng 1 sao", 1), ("rất hài lòng", 5), ("hài lòng", 4), ("hài lòng lắm em ơi", 5),
        ("chat luong phuc vu tot", 4), ("không chê vào đâu được", 5), ("bình thường", 3), ("cũng được", 3), ("không tệ", 3),
        ("dịch vụ chưa tốt", 2), ("rất tệ", 1), ("dịch vụ chậm quá, chấm 2 điểm", 2),
    ],
)  # fmt: skip
def test_stars_points_and_words_are_read(text: str, stars: int) -> None:
    assert stars_of(text) == stars


@pytest.mark.parametrize(
    "text",
    [
        "tui hông hài lòng", "hổng hài lòng chút nào", "k hài lòng lắm", "chẳng hài lòng gì cả", "chả hài lòng", "đâu có hài lòng",
        "có hài lòng đâu", "chưa được hài lòng cho lắm", "không hề hài lòng", "hài lòng gì mà hài lòng", "hài lòng sao được",
        "ai mà hài lòng cho nổi", "hok hai long", "hem ưng bụng", "tốt chỗ nào", "có tốt lành gì đâu", "hài lòng thì không",
        "chờ 10 ngày mà chưa ai tới, hông hài lòng", "nộp từ 3/5 tới giờ, không hài lòng", "sao 3 ngày rồi chưa ai tới, không hài lòng",
    ],
)  # fmt: skip
def test_no_way_of_saying_no_is_taken_for_content(text: str) -> None:
    assert stars_of(text) in {1, 2}


@pytest.mark.parametrize(
    "text",
    [
        "tôi muốn đánh giá", "danh gia muc do hai long", "có hài lòng không", "khen hay chê ở đâu", "tốt quá ha chờ 3 tháng",
        "giỏi dữ ha", "hài lòng? không!", "không thể cho 5 sao được", "thái độ tốt nhưng làm chậm quá", "cham diem can bo",
    ],
)  # fmt: skip
def test_what_may_be_meant_either_way_has_no_stars(text: str) -> None:
    assert stars_of(text) is None


def test_who_only_tells_how_content_he_is_rates_whatever_it_resembles() -> None:
    said = "nói thiệt chứ tui đâu hài lòng"
    assert thread_intent(said, {"chitchat": 0.93, "rate_service": 0.05}, (), Thread()) == "rate_service"
    code = ("feedback_code",)
    assert thread_intent("PA-261103-0A12K 1 sao", {"feedback_status": 0.99}, code, Thread()) == "rate_service"


@pytest.mark.parametrize("thread", [Thread(legal=True), Thread(offered=True), Thread(status=DOSSIER)])
def test_discontent_with_what_was_told_is_no_rating(thread: Thread) -> None:
    assert thread_intent("không vừa ý", {"deny": 0.9, "rate_service": 0.05}, (), thread) != "rate_service"


@pytest.mark.parametrize(
    "text",
    [
        "3",
        "cái số 3 đi",
        "nộp ở đâu vậy",
        "không phải cái đó",
        "thất vọng về cách cán bộ phường 5 tiếp dân hôm thứ hai vừa rồi",
    ],
)
def test_a_choice_a_question_or_a_matter_is_no_rating(text: str) -> None:
    assert not only_rates(text)


def test_a_wrong_file_is_named(tmp_path) -> None:
    broken = tmp_path / "rating_words.yml"
    broken.write_text("neutral: [a]\n", encoding="utf-8")
    with pytest.raises(RatingWordsError, match=r"rating_words\.yml"):
        rating_words(broken)
