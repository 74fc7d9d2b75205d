"""What people say around a report without telling its matter."""

from pathlib import Path

import pytest

from bot.report_words import (
    asks_about_reporting,
    asks_to_be_answered,
    asks_why_named,
    danger_is_over,
    fears_to_be_known,
    help_is_coming,
    is_bare_opening,
    is_everywhere,
    report_words,
    tells_no_matter,
    tells_of_neighbours,
    wants_anonymity,
    wants_it_looked_at,
    wants_secrecy,
)
from bot.turns import opening_intent, side_intent
from bot.word_patterns import PatternError

WISHES = [
    "e mún phản ánh vụ này xíu",
    "mình muốn gửi 2 cái kiến nghị",
    "bac muon gop y ti xiu",
    "alo cho phản ánh cái coi",
    "cho mình báo cáo 1 vấn đề với ạ",
    "nhờ tổng đài ghi nhận giùm một phản ánh",
    "dạ cho con gởi cái phản ánh",
    "tui có chuyện cần báo",
]
QUESTIONS = [
    "phản ánh có tốn phí hông em",
    "muốn góp ý thì làm sao",
    "báo qua đây được hả",
    "phan anh co can de lai so dt ko",
    "kiến nghị qua zalo được không",
    "báo mà không ghi tên có được không em",
    "gởi phản ánh có được giải quyết thiệt không",
]
MATTERS = [
    "em muốn báo mất tiền",
    "cho em báo nhà em không có nước",
    "báo nhà không có điện hả",
    "báo đèn",
    "phản ánh rác ở hẻm",
    "góp ý về thái độ cán bộ",
    "báo chó thả rông được không",
    "có người đốt rác",
    "phản ánh nhà nước thu tiền sai được không",
]


@pytest.mark.parametrize("text", WISHES)
def test_a_bare_wish_to_report_tells_no_matter(text: str) -> None:
    assert is_bare_opening(text)


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_about_reporting_tells_no_matter(text: str) -> None:
    assert asks_about_reporting(text)


@pytest.mark.parametrize("text", MATTERS)
def test_what_tells_a_matter_is_none_of_them(text: str) -> None:
    assert not tells_no_matter(text)


@pytest.mark.parametrize("text", [*WISHES[:5], *QUESTIONS[:3]])
def test_both_open_a_report_whatever_small_talk_they_resemble(text: str) -> None:
    assert opening_intent("chitchat", text) == "file_feedback"
    assert opening_intent("feedback_status", text) is None


@pytest.mark.parametrize("text", ["không phản ánh nữa", "bao nhieu tien", "phản ánh rác", "chào em"])
def test_other_words_open_none(text: str) -> None:
    assert opening_intent("chitchat", text) is None


@pytest.mark.parametrize(
    "text",
    [
        "đừng công khai tên tui",
        "giữ kín tên dùm",
        "đừng để hàng xóm biết là tui báo",
        "xin dung lo so cua toi",
    ],
)
def test_the_wish_that_others_do_not_learn_the_name(text: str) -> None:
    assert wants_secrecy(text)


@pytest.mark.parametrize(
    "text", ["không có tên đường", "giấu rác ở sau nhà", "đèn không hiện số", "không có thông tin gì"]
)
def test_hidden_things_are_no_such_wish(text: str) -> None:
    assert not wants_secrecy(text)
    assert not wants_anonymity(text)


@pytest.mark.parametrize(
    "text",
    [
        "mai mốt có ai gọi lại cho em hông",
        "rồi bên nào nhắn lại cho tui",
        "có được phản hồi hông",
        "sao tui biết kết quả",
        "co bao lai cho minh ko",
    ],
)
def test_the_question_whether_somebody_answers_wants_no_person(text: str) -> None:
    assert asks_to_be_answered(text)
    assert side_intent({"human_handoff": 0.9}, "feedback_place", text=text) is None


@pytest.mark.parametrize(
    "text",
    [
        "kêu nhân viên gọi lại cho tui",
        "kêu ai gọi cho tui cái đi",
        "cho tui gặp người",
        "báo phường rồi mà không ai trả lời",
        "gọi cho tui đi",
    ],
)
def test_the_wish_for_a_person_is_none(text: str) -> None:
    assert not asks_to_be_answered(text)


@pytest.mark.parametrize(
    "text",
    [
        "khắp thành phố luôn em",
        "cả nước",
        "phường nào cũng bị",
        "chung chung thôi, không thuộc chỗ nào cụ thể",
    ],
)
def test_a_matter_may_be_of_no_single_place(text: str) -> None:
    assert is_everywhere(text)


@pytest.mark.parametrize(
    "text",
    ["khắp các đường phường Bình Thạnh", "cả hẻm", "không biết phường nào", "bệnh viện thành phố Thủ Đức"],
)
def test_places_are_no_everywhere(text: str) -> None:
    assert not is_everywhere(text)


@pytest.mark.parametrize("text", ["kêu cấp cứu rồi, họ đang trên đường", "công an tới rồi", "báo 114 rồi em"])
def test_help_may_be_on_its_way(text: str) -> None:
    assert help_is_coming(text)


@pytest.mark.parametrize(
    "text",
    [
        "gọi 115 rồi mà chưa ai tới",
        "cấp cứu chưa tới",
        "xe rác tới rồi mà không dọn",
        "gọi 113 hoài không ai bắt máy",
    ],
)
def test_help_that_does_not_come_is_none(text: str) -> None:
    assert not help_is_coming(text)


def test_a_wrong_file_names_itself_and_its_lists(tmp_path: Path) -> None:
    file = tmp_path / "words.yml"
    file.write_text("opening: a\n", encoding="utf-8")
    with pytest.raises(PatternError, match=r"words.yml: expected the lists afraid, anonymity"):
        report_words(file)


@pytest.mark.parametrize(
    "text",
    [
        "sao phải cho số điện thoại vậy",
        "có bắt buộc ghi tên không em",
        "lấy địa chỉ tui chi vậy",
        "co can de so dt ko",
    ],
)
def test_it_may_be_asked_why_a_name_is_told(text: str) -> None:
    assert asks_why_named(text)
    assert side_intent({"ask_procedure": 0.9}, "feedback_contact_name", text=text) is None


@pytest.mark.parametrize(
    "text",
    ["có cần ghi tên đường không", "phải nộp số tiền bao nhiêu", "số điện thoại 0903", "sao không ai dọn"],
)
def test_other_names_and_numbers_are_not_asked_about(text: str) -> None:
    assert not asks_why_named(text)


@pytest.mark.parametrize(
    "text",
    [
        "hết khói rồi, giờ chỉ muốn nhờ điện lực xuống kiểm tra lại",
        "không còn khói nữa, nhờ bên điện coi lại dùm",
        "het chay roi, gio chi muon bao dien luc kiem tra",
        "hết khói rồi, nhờ điện lực coi lại được không em",
        "lửa tắt rồi, muốn báo để người ta xuống coi cái tủ điện",
        "hết đánh nhau rồi, giải tán rồi, giờ muốn phản ánh quán nhậu đó",
    ],
)
def test_what_is_wished_after_a_danger_is_known(text: str) -> None:
    assert wants_it_looked_at(text)


@pytest.mark.parametrize(
    "text",
    [
        "chưa hết cháy nữa",
        "tưởng hết cháy rồi ai dè cháy lại",
        "lửa chưa tắt, khói mù mịt",
        "tắt rồi giờ lại bốc cháy",
        "hết bình chữa cháy rồi mà lửa còn",
        "ổn rồi gửi đi",
        "em gọi xong rồi",
    ],
)
def test_a_danger_that_is_not_over_is_not_taken_for_one_that_is(text: str) -> None:
    assert not danger_is_over(text)


@pytest.mark.parametrize(
    "text",
    [
        "cho em hỏi báo nặc danh được hông, em ngại đụng chạm hàng xóm",
        "em muốn phản ánh mà sợ người ta biết em là ai",
        "muon bao ma so bi tra thu, giau ten dc hong ad",
        "báo mà giữ kín tên giùm nha, nhà nó dữ lắm",
        "có cách nào báo mà họ không biết mình báo không",
        "tôi muốn phản ánh nhưng lo bị trù dập",
        "con muốn phản ánh mà sợ họ biết nhà con",
    ],
)
def test_a_fear_of_being_known_is_no_matter(text: str) -> None:
    assert fears_to_be_known(text)
    assert tells_no_matter(text)


@pytest.mark.parametrize(
    "text",
    [
        "quán nhậu số 5 ồn, giấu tên em nha sợ bị trả thù",
        "hàng xóm hăm dọa trả thù tui",
        "sợ cây ngã trúng nhà, báo giùm",
        "em sợ chó nhà đó cắn con em quá, họ thả rông hoài",
        "cán bộ phường trả thù tôi vì tôi phản ánh",
        "hàng xóm nó dữ lắm, đổ rác qua nhà tui hoài",
    ],
)
def test_a_fear_of_something_reported_stays_a_matter(text: str) -> None:
    assert not tells_no_matter(text)


@pytest.mark.parametrize(
    "text",
    [
        "nha ke vach cu toi la dem xe ra no may am am",
        "con cho bec gie nha doi dien xong ra san can con be nha toi",
        "ba hang xom dem rac quang truoc cua nha tui moi ngay",
        "cậu thuê trọ phòng kế bên tối nào cũng mở nhạc sàn ầm ĩ",
    ],
)
def test_trouble_with_neighbours_told_is_a_report(text: str) -> None:
    assert tells_of_neighbours(text)
    assert opening_intent("ask_procedure", text) == "file_feedback"
    assert opening_intent("emergency", text) is None


@pytest.mark.parametrize(
    "text",
    [
        "nhà kế bên xây lấn đất nhà tui thì hòa giải ở đâu",
        "hàng xóm muốn mua đất chung thì làm giấy gì",
        "nha ke ben xay lan ranh dat toi muon kien",
        "bác hàng xóm mất giấy khai sinh xin cấp lại giùm",
        "nuôi chó có phải đăng ký không",
    ],
)
def test_the_own_business_beside_neighbours_is_no_report(text: str) -> None:
    assert not tells_of_neighbours(text)
