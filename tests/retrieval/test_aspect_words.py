"""Words set apart: what they ask is not read again as something else."""

import pytest

from retrieval.aspect_words import aspect_words, set_apart
from retrieval.aspects import aspects_of, without_aspects
from retrieval.procedure import Aspect
from retrieval.text import fold, normalise


@pytest.mark.parametrize(
    "text",
    [
        "hạn mấy ngày phải đi khai",
        "bn ngày phải báo",
        "trong vòng bao lâu phải đi đăng ký vậy",
        "nhà có người mất thì phải khai trong mấy bữa",
        "phai nop truoc khi het han bao nhieu ngay",
        "báo trước mấy hôm thì được",
        "làm giấy khai sinh trễ có bị phạt không",
        "lỡ để trễ rồi có sao hông",
        "qua han roi lam duoc khong",
        "để qua tết mới đi khai có bị gì không",
        "giờ mới đi thì còn kịp không",
        "hạn chót nộp tờ khai là ngày nào",
        "thời hạn đăng ký khai tử là bao lâu",
        "mua xe cũ mấy ngày phải sang tên",
        "khong khai co bi phat hok",
        "rồi trễ thì sao",
        "báo tử trong vòng mấy bữa là đúng hạn",
        "mấy bữa là trễ z",
        "de toi chung nao moi tre han",
        "giờ đi có kịp hạn hông",
        "40 ngày rồi còn đúng hạn ko",
        "vậy là quá hạn chưa",
        "nộp tờ khai trong vòng mấy ngày",
        "trình báo mất hộ chiếu trong vòng mấy bữa",
    ],
)
def test_by_when_the_citizen_must_act_is_no_question_of_how_long_it_takes(text: str) -> None:
    assert aspects_of(text) == (Aspect.TIME_LIMIT,)


@pytest.mark.parametrize(
    "text",
    [
        "mấy ngày thì xong",
        "may bua lay duoc",
        "thời hạn giải quyết là mấy ngày",
        "mấy ngày phải nộp giấy gì",
        "bao lâu có giấy phải không",
        "trước đây làm rồi giờ làm lại mấy ngày",
        "thẻ căn cước hết hạn làm lại sao",
        "bằng lái quá hạn có đổi được không",
        "trẻ có được cấp căn cước không",
        "đăng ký tạm trú cho trẻ em có được không",
        "giấy độc thân hạn mấy tháng",
        "hồ sơ trễ hẹn 5 ngày rồi",
        "nộp phạt nguội ở đâu",
        "còn trẻ thì sao",
        "hộ chiếu bao lâu thì quá hạn",
        "hồ sơ của tui trễ hạn chưa",
        "khi nào thì trẻ được cấp căn cước",
        "đăng ký kết hôn trong vòng mấy ngày thì xong",
        "làm giấy khai sinh trong vòng mấy ngày",
        "bao lâu thì kịp lấy",
        "báo đèn hư trong vòng mấy ngày thì sửa",
    ],
)
def test_other_questions_of_time_ask_no_time_limit(text: str) -> None:
    assert Aspect.TIME_LIMIT not in aspects_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "nhờ chị gái ra nộp giùm được không",
        "cha mẹ làm thay được hông",
        "uỷ quyền cho người khác nộp đc ko",
        "nho vo di lay dum dc k",
        "có bắt buộc đích thân đi không",
        "phải chính chủ đi mới được hả",
        "có cần cả hai vợ chồng ra không",
        "một người đi được không",
        "má tui đi lãnh giùm được không",
        "có cần giấy ủy quyền ko",
    ],
)
def test_somebody_else_going_in_ones_place_is_an_aspect_of_its_own(text: str) -> None:
    assert aspects_of(text) == (Aspect.REPRESENTATIVE,)


@pytest.mark.parametrize(
    "text",
    [
        "nhờ em coi giùm khai sinh cần gì",
        "em làm giùm chị cái đơn được không",
        "nhờ anh chỉ giùm cách làm giấy khai sinh",
        "làm giấy ủy quyền ở đâu",
        "công chứng ủy quyền bán nhà được không",
        "giấy ủy quyền cho em tôi đi nộp hồ sơ thì ra phường ký được không",
        "xe không chính chủ sang tên được không",
        "vợ làm hộ khẩu được không",
        "con làm thẻ căn cước được không",
        "nhờ người khác nuôi con được không",
        "để người khác đứng tên xe được không",
    ],
)
def test_asking_the_one_who_answers_or_for_a_power_of_attorney_is_none(text: str) -> None:
    assert Aspect.REPRESENTATIVE not in aspects_of(text)


def test_the_words_of_the_procedure_stay_beside_who_goes() -> None:
    assert "giay doc than" in without_aspects(fold(normalise("nhờ mẹ đi xin giấy độc thân giùm được không")))


@pytest.mark.parametrize(
    "text",
    [
        "nộp trên mạng với ra phường tiền có chênh không",
        "lam onl co re hon ko",
        "ra quầy có mắc hơn hông",
        "phí nộp qua mạng với tại quầy khác gì không",
        "cách nào đỡ tốn hơn",
    ],
)
def test_comparing_what_the_ways_of_filing_cost_asks_the_fee(text: str) -> None:
    assert aspects_of(text) == (Aspect.FEE,)


def test_a_wider_plot_compares_no_fee() -> None:
    assert aspects_of("đất hơn 100m2 thì sao") == ()


def test_both_times_are_asked_where_both_are_told() -> None:
    asked = aspects_of("khai tử hạn mấy ngày phải đi khai, làm mấy ngày thì xong")
    assert asked == (Aspect.TIME_LIMIT, Aspect.DURATION)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("phải khai sinh cho con trong mấy ngày", "khai sinh"),
        ("khai tử trễ mấy tháng có sao không", "khai tu"),
        ("thời hạn đăng ký khai sinh là bao lâu", "dang ky khai sinh"),
        ("mấy ngày phải khai sinh cho con", "khai sinh"),
    ],
)
def test_the_name_of_the_procedure_is_left_for_the_search(text: str, name: str) -> None:
    assert name in without_aspects(fold(normalise(text)))


def test_what_is_set_apart_keeps_the_length_of_the_text() -> None:
    text = "de tre co bi phat khong, le phi bao nhieu"
    found, left = set_apart(text)
    assert found == {"time_limit": 0}
    assert len(left) == len(text)
    assert left.strip() == ", le phi bao nhieu"


def test_every_entry_is_an_aspect() -> None:
    assert {words.aspect for words in aspect_words()} <= set(Aspect)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("nộp hồ sơ đăng ký kết hôn ở phường nào", ["place"]),
        ("gửi hồ sơ đổi bằng lái ở đâu", ["place"]),
        ("hồ sơ đăng ký kết hôn", ["documents"]),
        ("phải nộp hồ sơ gì", ["documents"]),
    ],
)
def test_where_to_hand_in_is_no_question_for_the_papers(text: str, asked: list[str]) -> None:
    assert [one.value for one in aspects_of(text)] == asked
