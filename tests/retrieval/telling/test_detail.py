"""A detail that is no aspect is answered with the sentence that plainly speaks of it, or with nothing."""

from datetime import date

import pytest

from retrieval.catalogue import starter
from retrieval.detail_words import topic_asked, without_topic
from retrieval.procedure import Procedure
from retrieval.telling.detail import of_detail, tell_detail

DAY = date(2026, 7, 1)
COMMON = {"giấy", "tờ", "hồ", "sơ", "cơ", "quan", "người", "nộp", "làm"}


def rarity(term: str) -> float:
    return 0.1 if term in COMMON else 0.4


def record(**fields: object) -> Procedure:
    return Procedure(code="1.000001", name="Cấp giấy thử", decision="1/QĐ-BTP", snapshot=DAY, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("có chụp hình lấy vân tay hông", "Tiến hành thu nhận vân tay, chụp ảnh khuôn mặt của công dân."),
        ("co lan tay ko", "Tiến hành thu nhận vân tay, chụp ảnh khuôn mặt của công dân."),
        ("đi ngày thứ 7 được ko", "Nhận hồ sơ từ thứ 2 đến thứ 6 và sáng thứ 7."),
        ("bao nhiêu 1 tháng", "Mức trợ cấp hằng tháng là 500.000 đồng cho mỗi người."),
        (
            "không đồng ý với kết quả thì sao",
            "Không đồng ý với kết luận của Hội đồng thì gửi đơn đến phường.",
        ),
        ("trẻ bị bỏ rơi thì sao", "Trẻ bị bỏ rơi thì Ủy ban nhân dân cấp xã lập biên bản."),
        ("mẹ tui 76 tuổi", "Từ đủ 75 tuổi trở lên và không có lương hưu."),
        ("phải dẫn bé theo không", "Người đại diện đưa người dưới 14 tuổi đến địa điểm làm thủ tục."),
        (
            "con 6 tuổi có phải chở nó đi cùng hông",
            "Người đại diện đưa người dưới 14 tuổi đến địa điểm làm thủ tục.",
        ),
        ("co can dan be di ko", "Người đại diện đưa người dưới 14 tuổi đến địa điểm làm thủ tục."),
        ("be co can di cung ko", "Người đại diện đưa người dưới 14 tuổi đến địa điểm làm thủ tục."),
        ("để trống tên cha được không", "Phần ghi về cha của trẻ thì để trống theo quy định."),
        ("ko ghi ten ba co dc ko", "Phần ghi về cha của trẻ thì để trống theo quy định."),
        ("ba nó đi nộp được không", "Cha hoặc mẹ có trách nhiệm đăng ký khai sinh cho con."),
        ("chồng tui lên lấy một mình đc ko", "Vợ, chồng nhận thay thì đưa giấy đăng ký kết hôn."),
        ("con theo họ mẹ được không", "Họ của con được xác định theo họ của cha hoặc mẹ."),
        ("ba má có phải ký đồng ý không", "Ghi rõ ý kiến đồng ý của chủ hộ, chủ sở hữu chỗ ở."),
        ("không có giấy hẹn thì sao", "Trường hợp không có giấy hẹn thì xuất trình căn cước."),
        ("vắng mặt 2 lần thì sao", "Bên nào vắng mặt đến lần thứ hai thì coi là không thành."),
    ],
)
def test_the_sentence_that_speaks_of_it_is_found(question: str, sentence: str) -> None:
    others = "Nộp đơn tại nơi tiếp nhận.\nCán bộ ghi vào sổ theo dõi.\n"
    assert of_detail(record(steps=others + sentence), question, rarity)[:1] == (sentence,)


@pytest.mark.parametrize(
    "question",
    [
        "phải thi lại ko",
        "tối thiểu bao nhiêu m2",
        "được lĩnh bao nhiêu",
        "có phỏng vấn gì không",
        "sơn nhà có sao không",
        "làm giấy tờ cho con tới tuổi đi học",
        "con trai nhỏ đang ở quê",
        "nó đi học lại được không",
    ],
)
def test_what_no_sentence_speaks_of_is_told_by_none(question: str) -> None:
    steps = "Nộp đơn tại nơi tiếp nhận.\nTheo Thông tư quy định về sát hạch, cấp giấy phép.\nLệ phí 50.000 đồng nộp khi nhận giấy."
    assert tell_detail(record(steps=steps), question, rarity) is None


def test_what_goes_on_after_a_semicolon_is_told_with_what_it_goes_on_from() -> None:
    steps = "Trường hợp trẻ chưa xác định được cha thì theo họ của mẹ; phần ghi về cha của trẻ để trống."
    assert of_detail(record(steps=steps), "bỏ trống tên ba được không", rarity) == (steps,)


def test_words_beyond_what_is_shown_of_a_sentence_count_for_nothing() -> None:
    long = f"Cán bộ tra cứu {'thông tin trên hệ thống ' * 16}và giấy chứng sinh của trẻ."
    assert of_detail(record(steps=long), "mất giấy chứng sinh", rarity) == ()


def test_at_most_three_sentences_are_told_and_none_twice() -> None:
    steps = "\n".join(
        f"Chụp ảnh khuôn mặt tại bàn số {number} của nơi tiếp nhận hồ sơ." for number in range(6)
    )
    assert len(of_detail(record(steps=steps), "có chụp hình không", rarity)) == 1


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("rút bhxh 1 lần được bao nhiêu tiền", "số tiền được nhận"),
        ("bn 1 tháng vậy", "số tiền được nhận"),
        ("đc mấy tháng lương", "số tiền được nhận"),
        ("chủ nhà khai hay khách khai", "cha hay mẹ, ai trong nhà được đi làm"),
        ("ở nhà thuê", "nhà thuê, mượn, ở nhờ"),
        ("giấy này xài được bao lâu", "kết quả có giá trị bao lâu"),
    ],
)
def test_a_detail_often_asked_is_known(question: str, named: str) -> None:
    topic = topic_asked(question)
    assert topic is not None
    assert topic.named == named


@pytest.mark.parametrize(
    "text",
    [
        "hết bao nhiêu tiền",
        "lệ phí nhiêu",
        "mấy ngày xong",
        "thì sao",
        "còn nợ thuế thì sao",
        "được mấy ngày",
        "nộp ở đâu",
    ],
)
def test_an_aspect_is_no_such_detail(text: str) -> None:
    assert topic_asked(text) is None


def test_what_is_said_beside_it_is_left() -> None:
    assert without_topic("sinh đôi được lĩnh bao nhiêu tiền") == "sinh đôi"


def test_a_card_is_told_in_its_own_words_and_the_record_is_quoted() -> None:
    card = next(one for one in starter() if one.code == "1.014061")
    told = tell_detail(card, "có lấy vân tay không", rarity)
    assert told is not None
    assert told.text.startswith("Lấy vân tay, chụp ảnh")
    assert "“" not in told.text.splitlines()[0]
