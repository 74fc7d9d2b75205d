import pytest
import yaml

from bot.turns import SIDE_INTENTS, opening_intent, side_intent
from tests.conftest import PROJECT_ROOT

DOMAIN = [
    yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in (PROJECT_ROOT / "bot" / "domain").glob("*.yml")
]
RULES = [
    rule
    for path in (PROJECT_ROOT / "nlu_data" / "rules").glob("*.yml")
    for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
]


def test_the_form_ignores_exactly_the_side_questions():
    forms = [part["forms"]["feedback_form"] for part in DOMAIN if "forms" in part]
    assert [set(form["ignored_intents"]) for form in forms] == [set(SIDE_INTENTS)]


def test_every_side_question_has_a_rule_that_answers_it():
    answered = {
        step["intent"]
        for rule in RULES
        if "condition" not in rule
        for step in rule["steps"]
        if "intent" in step
    }
    assert answered >= SIDE_INTENTS


def test_every_intent_has_a_rule():
    declared = {name for part in DOMAIN for intent in part.get("intents", []) for name in intent}
    assert declared == {step["intent"] for rule in RULES for step in rule["steps"] if "intent" in step}


PLACE, UNIT, NAME, CONTENT = (f"feedback_{name}" for name in ("place", "unit", "contact_name", "content"))


def test_an_intent_that_is_no_side_question_answers():
    assert side_intent({"file_feedback": 0.99}, PLACE) is None
    assert side_intent({}, PLACE) is None


@pytest.mark.parametrize(("belief", "side"), [(0.4, None), (0.9, "ask_procedure")])
def test_what_asks_nothing_interrupts_only_when_it_is_sure(belief, side):
    assert side_intent({"ask_procedure": belief}, PLACE) == side


@pytest.mark.parametrize(
    "place",
    [
        "trước nhà số 12 đường Nguyễn Trãi phường Bến Thành",
        "hẻm 72 Lê Văn Sỹ",
        "gần trường tiểu học gần chợ",
        "chỗ tui ở",
        "cho tui o",
        "đường đăng ký kết hôn xong ra gặp",
        "trước ủy ban phường",
        "kế bên công an phường chỗ làm căn cước",
        "12/3",
        "hem 47",
        "Ở đầu hẻm chợ",
        "quen duong gi roi, gan cho Ba Chieu",
        "hẻm số mấy không nhớ, gần chùa",
        "cho gan ubnd phuong nop ho so do",
        "45 lê lợi",
        "ngay trạm xe buýt chỗ bệnh viện",
        "phòng công chứng số 4 quẹo vô",
    ],
)
@pytest.mark.parametrize("intent", ["office_info", "ask_procedure", "out_of_scope", "dossier_status"])
def test_a_place_that_asks_nothing_answers_whatever_it_resembles(place, intent):
    assert side_intent({intent: 0.99}, PLACE, (), place) is None


@pytest.mark.parametrize(
    "question",
    [
        "à mà đăng ký kết hôn nộp ở đâu vậy em",
        "a ma dang ky ket hon nop o dau vay em",
        "cho tui hỏi chút làm căn cước mấy ngày có",
        "ủa mà sang tên xe máy tốn nhiêu vậy em",
        "con tui mới sanh, làm khai sinh ở phường nào",
        "đăng ký tạm trú online được hông",
        "so do sang ten can gi",
        "trước khi cưới phải làm giấy gì",
        "sau khi sinh con mấy ngày phải khai sinh vậy",
        "quen nua, xin giay xac nhan cu tru can gi",
    ],
)
@pytest.mark.parametrize("slot", [PLACE, UNIT, NAME])
def test_what_asks_is_a_side_question_though_the_classifier_wavers(question, slot):
    ranking = {"ask_procedure": 0.3, "file_feedback": 0.25, "ask_aspect_followup": 0.2}
    assert side_intent(ranking, slot, (), question) == "ask_procedure"


@pytest.mark.parametrize("text", ["giá vàng bữa nay bao nhiêu vậy", "mai mưa hông em"])
def test_what_is_not_ours_is_no_place(text):
    assert side_intent({"out_of_scope": 0.8}, PLACE, (), text) == "out_of_scope"


def test_an_address_in_a_question_must_be_surer_than_a_landmark():
    ranking = {"office_info": 0.6}
    assert side_intent(ranking, PLACE, (), "phường làm việc mấy giờ") == "office_info"
    assert side_intent(ranking, PLACE, (), "hẻm 12 được không") is None


def test_a_story_that_asks_is_content_where_the_classifier_sees_a_report():
    text = "sao đường trước chợ ngập hoài không ai làm gì vậy"
    assert side_intent({"ask_procedure": 0.5, "file_feedback": 0.45}, CONTENT, (), text) is None
    assert side_intent({"ask_procedure": 0.8}, CONTENT, (), "làm căn cước ở đâu") == "ask_procedure"


def test_a_story_told_without_a_question_is_content():
    text = "phường hành dân, đi ba lần chưa xong giấy khai sinh cho con"
    assert side_intent({"ask_procedure": 0.96}, CONTENT, (), text) is None


@pytest.mark.parametrize(
    ("slot", "text", "entities"),
    [
        (NAME, "Hồ Thị Kỷ", ()),
        ("feedback_contact_phone", "gọi số ⟨sđt1⟩ gặp chị Lan", {"phone"}),
        ("feedback_contact_phone", "gửi mail cho chị qua ⟨email1⟩ được không", ()),
        ("feedback_contact_phone", "0903 12", ()),
        ("feedback_contact_phone", "0903 12 thôi", ()),
    ],
)
@pytest.mark.parametrize("intent", ["human_handoff", "ask_aspect_followup", "rate_service"])
def test_a_name_or_a_number_is_an_answer_by_its_shape(slot, text, entities, intent):
    assert side_intent({intent: 0.96}, slot, entities, text) is None


def test_a_dossier_code_always_interrupts():
    assert side_intent({"dossier_status": 0.3}, CONTENT, {"dossier_code"}) == "dossier_status"


def test_a_tapped_choice_is_what_it_says():
    text = '/office_info{"unit": "26740"}'
    assert side_intent({"office_info": 1.0}, PLACE, {"unit"}, text) == "office_info"


def test_a_way_out_needs_less_confidence():
    assert side_intent({"cancel": 0.5}, PLACE) == "cancel"
    assert side_intent({"thank": 0.5}, PLACE) is None


def test_an_address_beside_a_fire_station_is_not_on_fire():
    assert side_intent({"emergency": 0.6}, PLACE, (), "hẻm 12 gần trạm cứu hỏa") is None
    assert side_intent({"emergency": 0.6}, PLACE, (), "cháy rồi cứu với") == "emergency"


@pytest.mark.parametrize(
    "slot", [PLACE, "feedback_contact_phone", "feedback_contact_name", "feedback_confirmed"]
)
def test_who_is_called_huy_cancels_nothing(slot: str) -> None:
    assert side_intent({"cancel": 0.97}, slot, (), "em tên Huy") is None
    assert side_intent({"cancel": 0.97}, slot, (), "hủy đi em") == "cancel"


def test_huy_alone_is_a_name_only_where_a_name_was_asked() -> None:
    assert side_intent({"cancel": 0.97}, "feedback_contact_name", (), "Huy") is None
    assert side_intent({"cancel": 0.97}, "feedback_confirmed", (), "Huy") == "cancel"


def test_a_name_told_beside_giving_up_keeps_nobody_from_it() -> None:
    text = "em tên Huy, thôi hủy đi em"
    assert side_intent({"cancel": 0.97}, "feedback_contact_phone", (), text) == "cancel"


@pytest.mark.parametrize(
    "text", ["em là Huy, cho em phản ánh xíu", "chị Hủy đây, cho chị phản ánh", "a Huy phan anh"]
)
@pytest.mark.parametrize("guess", ["feedback_status", "chitchat", "deny"])
def test_who_tells_the_name_and_wants_to_report_opens_a_report(text: str, guess: str) -> None:
    assert opening_intent(guess, text) == "file_feedback"


@pytest.mark.parametrize(
    "text",
    [
        "cho tôi báo giấu tên nha",
        "báo mà khỏi để lại tên nha em",
        "tui muốn ẩn danh nha",
        "phan anh an danh",
        "em tên Huy, mà đừng ghi tên em nha",
    ],
)
@pytest.mark.parametrize("guess", ["cancel", "subscribe_updates", "nlu_fallback", "delete_my_data"])
def test_who_wants_to_report_without_a_name_opens_a_report(text: str, guess: str) -> None:
    assert opening_intent(guess, text) == "file_feedback"


@pytest.mark.parametrize("text", ["thôi khỏi báo ẩn danh", "đừng gửi nữa, giấu tên em"])
def test_who_gives_up_a_report_without_a_name_opens_none(text: str) -> None:
    assert opening_intent("cancel", text) is None


@pytest.mark.parametrize("text", ["thôi hủy phản ánh đi", "chi huy phan anh", "phản ánh tới đâu rồi"])
def test_no_report_is_opened_by_other_words(text: str) -> None:
    assert opening_intent("feedback_status", text) is None
    assert opening_intent("cancel", text) is None


def test_the_ward_told_once_more_asks_for_no_office() -> None:
    slot = "feedback_confirmed"
    assert side_intent({"office_info": 0.9}, slot, ("unit",), "ở đó là phường Tân Định nha") is None
    assert (
        side_intent({"office_info": 0.9}, slot, ("unit",), "phường Tân Định mấy giờ mở cửa") == "office_info"
    )
