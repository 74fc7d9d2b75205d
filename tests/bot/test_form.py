"""The complaint form, with a really trained model; actions are played by the test's server."""

import pytest

pytestmark = pytest.mark.dialogue

ASK = "action_ask_feedback_{}".format
OPENING = "đèn đường trước nhà tôi tắt cả tuần rồi"


@pytest.fixture
def in_form(bot):
    state = bot.say(OPENING)
    assert state["form"] == "feedback_form"
    return bot


def fill(bot, *answers):
    for answer in answers:
        state = bot.say(answer)
    return state


def test_the_opening_message_is_the_content_and_the_place_is_asked(bot):
    state = bot.say(OPENING)
    assert state["slots"]["feedback_content"] == OPENING
    assert state["replies"] == [ASK("place")]


def test_a_tapped_menu_entry_asks_for_the_content(bot):
    assert bot.say("/file_feedback")["replies"] == [ASK("content")]


def test_each_answer_fills_the_slot_asked_for_and_yes_files(in_form):
    state = fill(in_form, "hẻm 25 đường Lê Văn Sỹ", "phường Nhiêu Lộc", "⟨sđt1⟩", "Nguyễn Văn An")
    assert state["replies"] == [ASK("confirmed")]
    state = in_form.say("đúng rồi")
    assert state["replies"] == ["action_file_feedback"]
    assert state["form"] is None
    assert state["slots"]["feedback_place"] == "hẻm 25 đường Lê Văn Sỹ"
    assert state["slots"]["feedback_contact_phone"] == "⟨sđt1⟩"
    assert state["slots"]["feedback_confirmed"] is True


def test_no_at_the_end_is_a_no(in_form):
    fill(in_form, "hẻm 25", "phường Nhiêu Lộc", "⟨sđt1⟩", "An")
    assert in_form.say("không đúng")["slots"]["feedback_confirmed"] is False


def test_an_unknown_word_at_the_end_is_no_yes(in_form):
    fill(in_form, "hẻm 25", "phường Nhiêu Lộc", "⟨sđt1⟩", "An")
    assert in_form.say("xyzt")["slots"]["feedback_confirmed"] is not True


@pytest.mark.parametrize(
    "place",
    [
        "đường Nguyễn Trãi",
        "nguyen trai",
        "trước ủy ban phường Bến Thành",
        "ngã tư Hàng Xanh",
        "số 12 Lý Thường Kiệt, chung cư Thuận Kiều",
        "gần trạm y tế",
        "kế bên công an phường",
        "hem 47 bui dinh tuy",
        "đối diện trường tiểu học",
        "cầu Bông",
        "ấp 3",
        "ngay chỗ xe buýt đậu",
        "12/3",
        "không biết tên đường",
    ],
)
def test_a_place_is_an_answer_and_no_question(in_form, place):
    state = in_form.say(place)
    assert state["slots"].get("feedback_place") == place
    assert state["replies"] == [ASK("unit")]


@pytest.mark.parametrize(
    "name",
    ["Nguyễn Thị Bình", "anh Tám", "tran van thanh", "Hòa", "không", "thôi khỏi nói tên"],
)
def test_a_name_or_a_refusal_is_an_answer(in_form, name):
    fill(in_form, "hẻm 25", "phường Nhiêu Lộc", "⟨sđt1⟩")
    state = in_form.say(name)
    assert state["slots"].get("feedback_contact_name") == name or state["replies"] == [
        "action_cancel_feedback"
    ]


@pytest.mark.parametrize(
    ("question", "action"),
    [
        ("làm giấy khai sinh cần giấy tờ gì", "action_find_procedure"),
        ("tra cứu hồ sơ H29.33-240527-0001", "action_dossier_status"),
        ("phản ánh PA-260301-4KX7M xử lý tới đâu rồi", "action_feedback_status"),
        ("lệ phí bao nhiêu", "action_answer_aspect"),
        ("ủy ban phường làm việc mấy giờ", "action_office_info"),
        ("bạn làm được gì", "action_help"),
        ("cảm ơn bạn", "action_thank"),
        ('/choose_procedure{"procedure_code": "1.001193"}', "action_choose_procedure"),
    ],
)
def test_a_side_question_is_answered_and_the_form_asks_again(in_form, question, action):
    state = in_form.say(question)
    assert state["replies"] == [action, ASK("place")]
    assert state["form"] == "feedback_form"
    assert "feedback_place" not in state["slots"]
    assert in_form.say("hẻm 25")["slots"]["feedback_place"] == "hẻm 25"


@pytest.mark.parametrize(
    ("way_out", "action"),
    [
        ("hủy", "action_cancel_feedback"),
        ("thôi không gửi nữa", "action_cancel_feedback"),
        ("cho tôi gặp tổng đài viên", "action_human_handoff"),
    ],
)
def test_a_way_out_ends_the_form(in_form, way_out, action):
    state = in_form.say(way_out)
    assert state["replies"] == [action]
    assert state["form"] is None


def test_a_danger_in_the_middle_of_a_report_is_told_and_the_report_waits(in_form):
    state = in_form.say("cháy nhà rồi cứu với")
    assert state["replies"][0] == "action_emergency"
    assert state["form"] == "feedback_form"
    assert state["slots"]["feedback_content"] == OPENING
    assert "feedback_place" not in state["slots"]


def test_yes_without_a_question_confirms_nothing(bot):
    assert bot.say("đúng rồi")["replies"] == ["action_nothing_to_confirm"]


def test_actions_are_called_with_the_shared_secret(bot, action_server):
    bot.say("xin chào")
    assert action_server.secrets == {"test-secret"}


@pytest.mark.parametrize("text", ["...", "👍", "?", "   ", "⟨sđt1⟩"])
def test_a_message_without_words_is_answered(bot, text):
    assert bot.say(text)["replies"]


def test_no_words_of_a_citizen_trigger_an_internal_intent(bot):
    for text in ("choose_procedure", "resume", "form_answer", "choose aspect"):
        assert bot.say(text)["intent"] not in {"choose_procedure", "choose_aspect", "resume", "form_answer"}
